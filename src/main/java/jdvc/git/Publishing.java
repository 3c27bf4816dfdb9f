package jdvc.git;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** Committing and pushing as the user's own Git does it: hooks, filters, signing and credentials included. */
public final class Publishing {

    /** Returns what publish must know before its first change. */
    public WorkState state() throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns where Git's settings send a branch: {@code branch.B.pushRemote}, {@code remote.pushDefault},
     * {@code branch.B.remote}, {@code origin}, else the only remote; absent if there is no remote.
     *
     * @throws jdvc.JdvcException if there are several remotes and nothing says which
     */
    public Optional<PushTarget> target(String branch) throws IOException {
        throw new UnsupportedOperationException(branch);
    }

    /** Returns what a push of HEAD would send. */
    public Outgoing outgoing(PushTarget target) throws IOException {
        throw new UnsupportedOperationException(target.toString());
    }

    /** Which content a commit takes. */
    public enum Scope {
        /** The given paths alone; what else is staged stays staged. */
        ONLY,
        /** What else is staged, too. */
        STAGED_TOO
    }

    /** Commits the present content of {@code paths}, untracked and deleted ones included. */
    public CommitResult commit(Collection<String> paths, Scope scope, String message, Interaction interaction)
            throws IOException {
        throw new UnsupportedOperationException("" + paths + scope + message + interaction);
    }

    /** Pushes a branch, never by force. */
    public PushResult push(String branch, PushTarget target, Interaction interaction) throws IOException {
        throw new UnsupportedOperationException(branch + target + interaction);
    }
}
