package jdvc.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All that lies below a directory at one moment: path, by code point order, to what is there. Links are not followed. */
public record Snapshot(Path root, SortedMap<String, Item> items) {

    public enum Kind {
        FILE,
        /** A file with more than one name. */
        HARD,
        LINK,
        DIRECTORY
    }

    /** One thing: its permission bits (0 for links), and its bytes, or the text of the link. */
    public record Item(Kind kind, int mode, byte[] bytes) {

        public boolean isFile() {
            return kind == Kind.FILE || kind == Kind.HARD;
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String md5() {
            return Bytes.md5(bytes);
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Item i && kind == i.kind && mode == i.mode && Arrays.equals(bytes, i.bytes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(kind, mode, Arrays.hashCode(bytes));
        }

        @Override
        public String toString() {
            return switch (kind) {
                case LINK -> "link " + text();
                case DIRECTORY -> "directory %o".formatted(mode);
                case FILE, HARD ->
                    "%s %o %s %d".formatted(kind == Kind.FILE ? "file" : "hard", mode, md5(), bytes.length);
            };
        }
    }

    /** Looks at everything but Git's own folder and what both programs keep for themselves. */
    static Snapshot of(Path root) {
        return of(root, path -> path.equals(".git") || path.equals(".dvc/tmp") || path.endsWith(".jdvc"));
    }

    public static Snapshot of(Path root, Predicate<String> without) {
        var items = new TreeMap<String, Item>();
        try {
            collect(root, "", without, items);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Snapshot(root, items);
    }

    private static void collect(Path directory, String prefix, Predicate<String> without, TreeMap<String, Item> to)
            throws IOException {
        var names = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(directory)) {
            stream.forEach(names::add);
        }
        for (var each : names) {
            var path = prefix + each.getFileName();
            if (without.test(path)) continue;
            to.put(path, item(each));
            if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) collect(each, path + "/", without, to);
        }
    }

    private static Item item(Path path) throws IOException {
        var all = Files.readAttributes(path, "unix:mode,nlink", LinkOption.NOFOLLOW_LINKS);
        int mode = (int) all.get("mode");
        return switch (mode & 0170000) {
            case 0120000 ->
                new Item(Kind.LINK, 0, Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8));
            case 0040000 -> new Item(Kind.DIRECTORY, mode & 07777, new byte[0]);
            case 0100000 ->
                new Item((int) all.get("nlink") > 1 ? Kind.HARD : Kind.FILE, mode & 07777, Files.readAllBytes(path));
            default -> new Item(Kind.FILE, mode & 07777, new byte[0]);
        };
    }

    /** Returns the part below {@code directory}, its paths relative to that. */
    Snapshot below(String directory) {
        var part = new TreeMap<String, Item>();
        items.tailMap(directory + "/").forEach((path, item) -> {
            if (path.startsWith(directory + "/")) part.put(path.substring(directory.length() + 1), item);
        });
        return new Snapshot(root.resolve(directory), part);
    }

    /** Returns the paths of files and links. */
    List<String> files() {
        return items.entrySet().stream()
                .filter(e -> e.getValue().kind() != Kind.DIRECTORY)
                .map(e -> e.getKey())
                .toList();
    }

    /** Returns everything but directories, a line each, so that two of them compare readably. */
    String listing() {
        var text = new StringBuilder();
        items.forEach((path, item) -> {
            if (item.kind() != Kind.DIRECTORY)
                text.append(item).append(' ').append(Text.shown(path)).append('\n');
        });
        return text.toString();
    }

    /** Returns everything, a line each; the place itself is {@code $ROOT}. */
    String tree() {
        var text = new StringBuilder();
        items.forEach((path, item) -> text.append(State.data(item, root.toString()))
                .append(' ')
                .append(Text.shown(path))
                .append('\n'));
        return text.toString();
    }

    /** Returns the contents without modes and kinds, links followed: what a reader of the files sees. */
    String contents() {
        var text = new StringBuilder();
        items.forEach((path, item) -> {
            var at = root.resolve(path);
            if (Files.isRegularFile(at)) {
                var bytes = Bytes.read(at);
                text.append(Bytes.md5(bytes))
                        .append(' ')
                        .append(bytes.length)
                        .append(' ')
                        .append(Text.shown(path))
                        .append('\n');
            }
        });
        return text.toString();
    }
}
