package jdvc.repo;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.git.History;

/** Which revisions' metafiles are looked at, besides the workspace's. */
public record Revs(boolean branches, boolean tags, boolean commits) {

    /** The workspace alone. */
    public static final Revs WORKSPACE = new Revs(false, false, false);

    /** Tells whether any revision is looked at. */
    public boolean any() {
        return branches || tags || commits;
    }

    /** Returns their commits, each once. */
    Set<String> commits(History history) throws IOException {
        var found = new LinkedHashSet<String>();
        if (branches) for (var each : history.branches()) found.add(each.commit());
        if (tags) for (var each : history.tags()) found.add(each.commit());
        if (commits) found.addAll(history.allCommits());
        return found;
    }

    /**
     * Returns the commit that a revision names.
     *
     * @throws JdvcException of kind USER if it names none
     */
    static String commit(History history, String rev) throws IOException {
        return history.resolve(rev).orElseThrow(() -> unknown(rev));
    }

    /** Returns the failure for a revision that names no commit. */
    static JdvcException unknown(String rev) {
        return JdvcException.user("unknown Git revision '%s'", rev);
    }

    /**
     * Passes on what is no fault of a commit whose data was asked for: another one would fail the same.
     *
     * @throws JdvcException if a store does not answer, or denies
     */
    static void requireOwnFault(JdvcException failure) {
        if (failure.kind() == Kind.AUTH || failure.kind() == Kind.NETWORK) throw failure;
    }

    /** Returns the failure where revisions are asked for and Git is not there. */
    static JdvcException noGit() {
        return JdvcException.user("revisions are only for projects in Git");
    }
}
