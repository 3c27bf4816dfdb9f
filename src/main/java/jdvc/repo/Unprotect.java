package jdvc.repo;

import java.io.IOException;
import java.util.List;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.workspace.Unlinking;

/**
 * Makes files that are links to the cache files of their own, which may be edited.
 *
 * @param targets any files and directories, as typed
 */
public record Unprotect(List<String> targets) {

    /** The answer: what was done. */
    public record Report(List<String> done) {}

    public Report run(Repo repo, Progress progress) throws IOException {
        var unlinking = Unlinking.in(repo.disk(), repo.area(), repo.isForGroup());
        for (var target : targets) {
            var path = repo.env().cwd().resolve(target).normalize();
            if (repo.disk().statTarget(path).isEmpty()) {
                throw JdvcException.user(
                        "failed to unprotect '%s' - can't unprotect non-existing data '%s'", target, path);
            }
            unlinking.unlink(path);
        }
        return new Report(targets);
    }
}
