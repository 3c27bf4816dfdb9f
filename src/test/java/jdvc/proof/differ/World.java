package jdvc.proof.differ;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import jdvc.proof.Outcome;
import jdvc.proof.Sandbox;
import jdvc.proof.Snapshot;
import jdvc.proof.Snapshot.Item;

/** A folder with a repository, a remote and a home, in which one program runs the judged steps. */
final class World {

    /** Runs {@code dvc WORDS…}. */
    @FunctionalInterface
    interface Program {
        Outcome run(Sandbox sandbox, Path root, Step step);
    }

    private final Sandbox sandbox;
    private final Path root;
    private final Program program;
    private final Program dvc2;
    private int commits;

    World(Path folder, Program program, Program dvc2) {
        sandbox = new Sandbox(folder)
                // A new output in a project of DVC 2 is one of DVC 3, as DVC does it; else DEV-15 would end the
                // sequence.
                .set("JDVC_FORMAT", "3");
        sandbox.set("DVC_SITE_CACHE_DIR", sandbox.folder().resolve("site").toString());
        root = sandbox.folder().resolve("repo");
        root.toFile().mkdirs();
        this.program = program;
        this.dvc2 = dvc2;
    }

    Path root() {
        return root;
    }

    Outcome run(Step step) {
        if (step.isJudged()) return program.run(sandbox, root, step);
        if (step.isForDvc2()) return dvc2.run(sandbox, root, step);
        var date = "2026-01-01T00:%02d:%02d+0000".formatted(++commits / 60, commits % 60);
        sandbox.set("GIT_AUTHOR_DATE", date).set("GIT_COMMITTER_DATE", date);
        return sandbox.run(root, List.of("sh", "-c", step.line()));
    }

    /** Returns text in which this world's own place is {@code $WORLD}. */
    String placeless(String text) {
        return text.replace(sandbox.folder().toString(), "$WORLD");
    }

    /** Returns every file, link and directory below the folder, and what Git says of the repository. */
    SortedMap<String, String> state() {
        var state = new TreeMap<String, String>();
        Snapshot.of(sandbox.folder(), World::isPrivate)
                .items()
                .forEach((path, item) -> state.put(path, shown(path, item)));
        if (Files.exists(root.resolve(".git"))) state.put("git status", git());
        return state;
    }

    /** What a program keeps for itself, and Git's own folder. */
    private static boolean isPrivate(String path) {
        return path.endsWith(".jdvc")
                || List.of(
                                "repo/.git",
                                "repo/.dvc/tmp",
                                "site",
                                "home/.local",
                                "home/.cache",
                                "home/.config/jdvc",
                                "home/.config")
                        .contains(path);
    }

    private String git() {
        var status = sandbox.run(root, List.of("git", "status", "--porcelain", "--ignored", "--untracked-files=all"));
        var lines = new StringBuilder();
        status.out()
                .lines()
                .filter(l -> !l.contains(" .dvc/tmp/") && !l.contains("/.jdvc/"))
                .forEach(l -> lines.append(l).append('\n'));
        return lines.toString();
    }

    private String shown(String path, Item item) {
        if (!item.isFile()) return placeless(item.toString());
        if (!isText(path)) return item.toString();
        var text = new String(item.bytes(), StandardCharsets.UTF_8);
        return "%s %o\n%s".formatted(item.kind(), item.mode(), placeless(text).indent(4));
    }

    private static boolean isText(String path) {
        return path.endsWith(".dvc")
                || path.endsWith(".dir")
                || path.endsWith("ignore")
                || path.endsWith("config")
                || path.endsWith("config.local")
                || path.endsWith("dvc.yaml")
                || path.endsWith("dvc.lock");
    }
}
