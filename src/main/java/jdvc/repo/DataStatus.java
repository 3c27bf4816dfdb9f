package jdvc.repo;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.Progress;

/**
 * Compares the last commit, the metafiles and the workspace.
 *
 * @param targets paths as typed; everything if empty
 * @param granular files of tracked directories one by one; so it is, too, if a target lies in one
 * @param untracked also the files that Git does not know
 * @param remote which remote to ask for what it lacks; absent if it is not to be asked
 */
public record DataStatus(List<String> targets, boolean granular, boolean untracked, Optional<Remote> remote) {

    /** @param name the remote instead of the default */
    public record Remote(Optional<String> name) {}

    /** One comparison; paths are from the project's root, directories end in a slash. */
    public record Changes(
            List<String> modified,
            List<String> added,
            List<String> deleted,
            Map<String, String> renamed,
            List<String> unknown) {

        public boolean isEmpty() {
            return modified.isEmpty() && added.isEmpty() && deleted.isEmpty() && renamed.isEmpty() && unknown.isEmpty();
        }
    }

    /**
     * The answer.
     *
     * @param committed between the last commit and the metafiles
     * @param uncommitted between the metafiles and the workspace
     * @param git what else there is to say of Git
     * @param homeless whether outputs have no remote that could be asked
     */
    public record Report(
            List<String> notInCache,
            List<String> notInRemote,
            Changes committed,
            Changes uncommitted,
            List<String> untracked,
            List<String> unchanged,
            GitState git,
            boolean homeless) {}

    /**
     * How Git stands.
     *
     * @param dirty whether it has changes of its own
     * @param empty whether it has no commit yet
     */
    public record GitState(boolean dirty, boolean empty) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        return new DataStatusReader(repo, this, progress).read();
    }
}
