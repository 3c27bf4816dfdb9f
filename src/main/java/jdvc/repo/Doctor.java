package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.disk.Exec;

/** Finds out what this machine and this project have. */
public record Doctor() {

    /** The DVC whose formats and words are followed. */
    private static final String EMULATED = "3.67.1, and the formats of 2.58.2";

    /** The answer, as lines of {@code name: value}. */
    public record Report(List<String> lines) {}

    public Report run(Call call) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("compatible with DVC: " + EMULATED);
        lines.add("Java: " + Runtime.version());
        lines.add("Git: " + program(call, "git", "--version"));
        lines.add("flock: " + program(call, "flock", "--version"));
        var root = Repo.findRoot(call.env(), call.disk());
        if (root.isEmpty()) {
            lines.add("Project: none here");
            return new Report(lines);
        }
        lines.add("Project: " + root.get());
        try (var repo = Repo.open(call)) {
            project(repo, lines);
        } catch (JdvcException e) {
            lines.add("Settings: " + e.getMessage());
        }
        return new Report(lines);
    }

    private static void project(Repo repo, List<String> lines) throws IOException {
        lines.add("Cache: " + repo.cache().root());
        lines.add("Cache types: " + repo.linkTypes().toString().toLowerCase(java.util.Locale.ROOT));
        lines.add("Remotes: "
                + (repo.config().remotes().isEmpty()
                        ? "None"
                        : String.join(", ", repo.config().remotes())));
        boolean git = !repo.config().flag("core.no_scm");
        lines.add("Repo: dvc" + (git ? ", git" : " (no_scm)"));
    }

    private static String program(Call call, String... argv) throws IOException {
        var result = Exec.run(call.env().cwd(), Map.of(), List.of(argv));
        return result.exit() == 0 ? result.output().strip() : "not found";
    }
}
