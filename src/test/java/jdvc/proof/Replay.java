package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import jdvc.proof.Snapshot.Item;
import jdvc.proof.Snapshot.Kind;

/** A repository in which the steps of a golden case are done, by our program or by another. */
final class Replay {

    private final Sandbox sandbox;
    private final Path root;
    private final BiFunction<Path, List<String>, Outcome> program;
    private final Map<String, Item> known = new HashMap<>();
    private final Map<String, Item> initial;
    private Set<String> staged;

    /** @param program runs a command line in a directory */
    Replay(Sandbox sandbox, Path root, BiFunction<Path, List<String>, Outcome> program) {
        this.sandbox = sandbox;
        this.root = root;
        this.program = program;
        program.apply(root, List.of("init")).exits(0);
        initial = Snapshot.of(root).items();
        staged = Set.copyOf(staged());
    }

    Path root() {
        return root;
    }

    void file(int mode, byte[] content, String path) {
        var file = Bytes.write(root.resolve(path), content);
        try {
            Files.setAttribute(file, "unix:mode", mode);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        known.put(path, new Item(Kind.FILE, mode, content));
    }

    void link(String target, String path) throws IOException {
        var link = root.resolve(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
        known.put(path, new Item(Kind.LINK, 0, target.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    void directory(String path) throws IOException {
        Files.createDirectories(root.resolve(path));
    }

    void remove(String path) throws IOException {
        delete(root.resolve(path));
        known.keySet().removeIf(p -> p.equals(path) || p.startsWith(path + "/"));
    }

    void git(List<String> args) {
        sandbox.git(root, args.toArray(String[]::new));
        staged = Set.copyOf(staged());
    }

    Outcome run(List<String> args) {
        return program.apply(root, args);
    }

    /** Returns what is there now, compared with what was there after {@code init} and what was written since. */
    State state() {
        var news = new ArrayList<>(staged());
        news.removeAll(staged);
        return State.of(Snapshot.of(root), initial, known, news);
    }

    /** Returns all metafiles, also those that are as {@code init} left them. */
    State everything() {
        return State.of(Snapshot.of(root), Map.of(), known, List.of());
    }

    private List<String> staged() {
        var names = sandbox.git(root, "diff", "--cached", "--name-only", "-z");
        return names.isEmpty() ? List.of() : List.of(names.split("\0"));
    }

    /** Deletes a file, or a directory with all that is in it, though it may be read-only. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) return;
        try (var all = Files.walk(path)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }

    static void expect(State expected, State actual, String where) {
        assertEquals("", expected.difference(actual), where);
    }
}
