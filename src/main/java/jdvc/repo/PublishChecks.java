package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import jdvc.JdvcException;
import jdvc.git.WorkState;

/** What must be right before the first change. */
final class PublishChecks {

    private PublishChecks() {}

    /** @throws JdvcException if Git could not commit, with what to type */
    static void requireReady(WorkState state) {
        if (!state.unmerged().isEmpty()) {
            throw JdvcException.user("there are conflicts that are not resolved: %s", some(state.unmerged()))
                    .hint("resolve them and `git add` the files; `git status` shows what is left to do");
        }
        if (state.operation().isPresent()) {
            var what = state.operation().get();
            throw JdvcException.user("a %s is not finished", what)
                    .hint("finish it, or leave it with `git %s --abort`", what);
        }
        if (state.branch().isEmpty()) {
            throw JdvcException.user("no branch is checked out (detached HEAD): a commit here would belong to none")
                    .hint("make one of what you have: `git switch -c NAME`");
        }
        if (!state.identity()) {
            throw JdvcException.user("Git does not know who you are, and would refuse to commit")
                    .hint("run `git config user.name \"Your Name\"` and `git config user.email you@example.org`");
        }
    }

    /** @throws JdvcException if Git's rules hide the metafiles of what is to be added */
    static void requireVisible(Repo repo, List<PublishPlan.Item> items) throws IOException {
        var files = new LinkedHashSet<String>();
        for (var each : items) {
            if (!each.isToAdd()) continue;
            files.add(each.metafile());
            if (each.what() == PublishPlan.What.NEW) files.add(PublishFiles.gitignoreOf(each.path()));
        }
        if (files.isEmpty()) return;
        var hidden = new ArrayList<>(repo.git().ignored(files));
        hidden.removeAll(repo.git().tracked(hidden));
        if (hidden.isEmpty()) return;
        hidden.sort(null);
        throw JdvcException.user("Git ignores '%s', which has to be committed", hidden.get(0))
                .hint(
                        "`git check-ignore -v %s` names the rule; a line `!%s` takes it back",
                        hidden.get(0), name(hidden.get(0)));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the first few. */
    static String some(List<String> paths) {
        if (paths.size() <= 5) return String.join(", ", paths);
        return String.join(", ", paths.subList(0, 5)) + " and " + (paths.size() - 5) + " more";
    }
}
