package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A project with a directory {@code d}, a file {@code f} and a remote in a folder, all saved and committed; beside it a
 * tree that nobody may touch.
 */
final class Grounds {

    final Sandbox sandbox;
    final Path root;
    final Path canary;
    private String untouched;

    Grounds(Path folder) {
        this(new Sandbox(folder), "repo");
    }

    Grounds(Sandbox sandbox, String name) {
        this.sandbox = sandbox;
        root = sandbox.project(name);
        canary = sandbox.folder().resolve("canary-" + name);
        Bytes.write(canary.resolve("secret"), "secret\n");
        Bytes.write(canary.resolve("dir/file"), "file\n");
        Bytes.write(
                root.resolve(".dvc/config"),
                "[core]\n    remote = r\n['remote \"r\"']\n    url = ../../remote-" + name + "\n");
        Bytes.write(root.resolve("d/a"), "a\n");
        Bytes.write(root.resolve("d/sub/b"), "b\n");
        Bytes.write(root.resolve("f"), "the file\n");
        sandbox.jdvc(root, "add", "d", "f").exits(0);
        sandbox.git(root, "add", "-A");
        sandbox.git(root, "commit", "-qm", "first");
        watch();
    }

    /** From now on nothing outside of the outputs may change. */
    void watch() {
        untouched = outside();
    }

    private String outside() {
        return Snapshot.of(canary, p -> false).tree()
                + Snapshot.of(sandbox.home(), p -> false).tree()
                + Snapshot.of(root.resolve(".git"), p -> p.equals("index") || p.startsWith("objects"))
                        .tree()
                + Bytes.text(root.resolve(".dvc/config"));
    }

    Path remote() {
        return sandbox.folder().resolve("remote-" + root.getFileName());
    }

    Outcome jdvc(String... words) {
        return sandbox.jdvc(root, words);
    }

    /** Returns what the user sees of the project: everything but metafiles and folders of programs. */
    String data() {
        var text = new StringBuilder();
        Snapshot.of(root, p -> p.equals(".git") || p.equals(".dvc")).items().forEach((path, item) -> {
            if (!State.isMetafile(path))
                text.append(item).append(' ').append(path).append('\n');
        });
        return text.toString();
    }

    /** Runs a command that must fail with words for a person, and leave alone what is not its own. */
    Outcome refused(String... words) {
        var outcome = jdvc(words).fails();
        requireClear(outcome);
        requireUntouched(outcome);
        return outcome;
    }

    /** Failing or not: no bug, no trace, nothing touched that is not its own. */
    Outcome survives(String... words) {
        var outcome = jdvc(words);
        if (outcome.exit() != 0) requireClear(outcome);
        requireUntouched(outcome);
        return outcome;
    }

    static void requireClear(Outcome outcome) {
        assertTrue(outcome.err().contains("ERROR: "), () -> "no error is told: " + outcome);
        for (var odd : List.of("unexpected error", "Exception", "null", "\tat ", "[BUG]")) {
            assertFalse(outcome.err().contains(odd), () -> "not words for a person: " + outcome);
        }
    }

    void requireUntouched(Outcome after) {
        assertEquals(untouched, outside(), () -> "touched what is not its own: " + after);
    }

    /** Writes an object into the cache under the name that its bytes have, and returns that name. */
    String object(Path store, byte[] content, String end) {
        var md5 = Bytes.md5(content);
        put(store, md5 + end, content);
        return md5 + end;
    }

    static Path path(Path store, String name) {
        return store.resolve("files/md5").resolve(name.substring(0, 2)).resolve(name.substring(2));
    }

    static void put(Path store, String name, byte[] content) {
        put(store, name, content, 0444);
    }

    /** Writes an object, be its name right or wrong. */
    static void put(Path store, String name, byte[] content, int mode) {
        try {
            Files.setAttribute(Bytes.write(path(store, name), content), "unix:mode", mode);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Path cache() {
        return root.resolve(".dvc/cache");
    }

    /** Makes a .dvc file beside the root's others. */
    void metafile(String name, String content) {
        Bytes.write(root.resolve(name), content);
    }

    /** Tracks a directory whose listing is this text. */
    String listing(Path store, String json) {
        var name = object(store, json.getBytes(StandardCharsets.UTF_8), ".dir");
        metafile("d.dvc", "outs:\n- md5: " + name + "\n  size: 4\n  nfiles: 1\n  hash: md5\n  path: d\n");
        return name;
    }
}
