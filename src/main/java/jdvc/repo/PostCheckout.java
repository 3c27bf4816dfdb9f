package jdvc.repo;

import java.io.IOException;
import jdvc.Progress;

/**
 * Tells whether a checkout of the data is due after one of Git's.
 *
 * @param flag what Git passes: 1 if commits were changed, 0 if files were taken from one
 */
public record PostCheckout(String flag) {

    /** The answer. */
    public record Report(boolean due) {}

    /** A rebase goes from commit to commit, and a checkout that fails would break it off. */
    public Report run(Repo repo, Progress progress) throws IOException {
        if (!flag.equals("1")) return new Report(false);
        var hooks = repo.git().hooks();
        return new Report(hooks.isEmpty() || !hooks.get().isRebasing());
    }
}
