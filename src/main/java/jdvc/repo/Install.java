package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.git.Hooks;

/**
 * Has Git call jdvc: before a commit, after a checkout, before a push, and to merge .dvc files.
 *
 * @param program how hooks call jdvc, as sh reads it
 * @param how what calls the hooks
 */
public record Install(String program, How how) {

    private static final List<String> HOOKS = List.of("post-checkout", "pre-commit", "pre-push");
    private static final long MAX_BYTES = 1 << 20;

    /** What calls the hooks. */
    public enum How {
        GIT,
        /** The tool pre-commit, by its file of settings. */
        PRE_COMMIT_TOOL
    }

    /**
     * The answer.
     *
     * @param git whether there is Git; nothing is done without it, as in DVC
     * @param merges whether {@code .gitattributes} gives .dvc files to the merge driver
     */
    public record Report(boolean git, boolean merges) {}

    public Report run(Repo repo, Progress progress) throws IOException {
        var opened = repo.git().hooks();
        if (opened.isEmpty()) return new Report(false, false);
        var hooks = opened.get();
        var project = hooks.project();
        hooks.setMergeDriver("dvc", "DVC merge driver", driver(project));
        if (how == How.GIT) write(hooks, project);
        else
            new PreCommitTool(repo.disk(), hooks.top())
                    .add(project.isEmpty() ? program : program + " --cd " + quoted(project), HOOKS);
        return new Report(true, merges(repo, hooks));
    }

    /** None is written if one of them is there: half of the hooks would be worse than none. */
    private void write(Hooks hooks, String project) throws IOException {
        var directory = hooks.directory();
        for (var each : HOOKS) {
            var there = hooks.find(directory, each);
            if (there.isEmpty()) continue;
            var error = JdvcException.user("Hook '%s' already exists", each);
            if (there.get().equals(script(each, project)))
                throw error.hint("it is jdvc's own: there is nothing left to do");
            throw error.hint("add this line to '%s' yourself: %s", directory.resolve(each), line(each, project, ""));
        }
        for (var each : HOOKS) hooks.make(directory, each, script(each, project));
    }

    private String script(String hook, String project) {
        return "#!/bin/sh\n" + line(hook, project, "exec ") + "\n";
    }

    /** Git calls hooks at the top of the work tree; in a commit without the project there is nothing to do. */
    private String line(String hook, String project, String how) {
        var call = how + program + " git-hook " + hook + " \"$@\"";
        if (project.isEmpty()) return call;
        boolean whole = !how.isEmpty();
        return whole
                ? "cd " + quoted(project) + " 2>/dev/null || exit 0\n" + call
                : "(cd " + quoted(project) + " && " + call + ")";
    }

    /** The files that Git names are at the top of the work tree, too. */
    private String driver(String project) {
        var up = "../".repeat(project.isEmpty() ? 0 : project.split("/").length);
        var call = program + " git-hook merge-driver --ancestor " + up + "%O --our " + up + "%A --their " + up + "%B ";
        return project.isEmpty() ? call : "cd " + quoted(project).replace("%", "%%") + " && " + call;
    }

    private static String quoted(String path) {
        return path.matches("[\\w./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    private static boolean merges(Repo repo, Hooks hooks) throws IOException {
        Optional<byte[]> text = repo.disk().read(hooks.top().resolve(".gitattributes"), MAX_BYTES);
        return text.map(bytes -> new String(bytes, StandardCharsets.UTF_8).contains("merge=dvc"))
                .orElse(false);
    }
}
