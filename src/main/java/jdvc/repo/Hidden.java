package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jdvc.JdvcException;
import jdvc.track.Outs;

/** What is tracked and yet hidden by ignore rules: DVC refuses to work with it, which is told before it is acted on. */
final class Hidden {

    private Hidden() {}

    /** @throws JdvcException of kind USER for the first output that .dvcignore names */
    static void requireSeen(Repo repo, Outs outs) throws IOException {
        for (var entry : outs.entries()) {
            var path = entry.out().path().toString();
            var rule = repo.workspace().ignores().hiding(path);
            if (rule.isEmpty()) continue;
            throw JdvcException.user(
                            "Path '%s' is ignored by %s",
                            repo.root().resolve(path), rule.get().text())
                    .hint("take that line out of .dvcignore; or delete '%s', so that it is not tracked", record(entry));
        }
    }

    private static String record(Outs.Entry entry) {
        return entry.stage().name().isPresent()
                ? "stage " + entry.stage().name().get()
                : entry.stage().metafile().toString();
    }

    /** @throws JdvcException of kind USER for the first target that is a metafile which Git ignores */
    static void requireSeenByGit(Repo repo, List<String> targets) throws IOException {
        var named = new ArrayList<String>();
        for (var target : targets) {
            var path = repo.env().cwd().resolve(target).normalize();
            boolean metafile = target.endsWith(".dvc") || path.endsWith("dvc.yaml");
            boolean meant = metafile && path.startsWith(repo.root());
            if (meant && repo.disk().stat(path).isPresent())
                named.add(repo.root().relativize(path).toString());
        }
        if (named.isEmpty()) return;
        var ignored = repo.git().ignored(named);
        for (var each : named) if (ignored.contains(each)) throw ignoredByGit(repo.shown(each));
    }

    /** Returns the failure for a metafile that Git would never keep. */
    static JdvcException ignoredByGit(String metafile) {
        return JdvcException.user("bad DVC file name '%s' is git-ignored.", metafile)
                .hint("un-ignore it, such as by a line `!*.dvc` in .gitignore");
    }
}
