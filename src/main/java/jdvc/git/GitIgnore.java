package jdvc.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;
import jdvc.disk.Proof;
import jdvc.disk.Stat;

/** Upkeep of {@code .gitignore} files: one line {@code /name} beside each tracked output (format spec 9.4). */
public final class GitIgnore {

    private static final long MAX_BYTES = 4 << 20;
    private static final int ATTEMPTS = 3;

    private final Disk disk;

    public GitIgnore(Disk disk) {
        this.disk = disk;
    }

    /** A change of a file's content, from and to nothing where there is no file. */
    private interface Edit {
        Optional<byte[]> of(Optional<byte[]> content);
    }

    /**
     * Adds the entry of a file to the {@code .gitignore} beside it; false if it is there already. Whether Git ignores the
     * file for another reason is the caller's question.
     *
     * @throws JdvcException of kind CONFLICT if someone keeps changing the file, USER if no entry can name {@code path}
     */
    public boolean add(Path path) throws IOException {
        String name = name(path);
        return edit(path, content -> Optional.of(with(content.orElse(new byte[0]), name)));
    }

    /** Removes the entry of a file, in every spelling, and the {@code .gitignore} with its last line; false if there is none. */
    public boolean remove(Path path) throws IOException {
        String name = name(path);
        return edit(path, content -> content.flatMap(bytes -> without(bytes, name)));
    }

    private static String name(Path path) {
        var name = path.getFileName();
        if (name == null) throw new IllegalArgumentException(path.toString());
        return name.toString();
    }

    private boolean edit(Path path, Edit edit) throws IOException {
        var file = path.resolveSibling(".gitignore");
        if (disk.stat(file).filter(Stat::isLink).isPresent()) {
            throw JdvcException.user("'%s' is a symbolic link, which Git does not read", file)
                    .hint("replace it by a file");
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            var before = disk.read(file, MAX_BYTES);
            var after = edit.of(before);
            if (same(before, after)) return false;
            if (!same(before, disk.read(file, MAX_BYTES))) continue; // an editor or Git was here (safety 7.7)
            if (after.isPresent()) disk.replace(file, after.get(), -1);
            else disk.delete(file, new Proof.Emptied());
            return true;
        }
        throw JdvcException.of(Kind.CONFLICT, "'%s' changes while jdvc edits it", file)
                .hint("try again");
    }

    private static boolean same(Optional<byte[]> a, Optional<byte[]> b) {
        return a.isPresent() == b.isPresent() && Arrays.equals(a.orElse(new byte[0]), b.orElse(new byte[0]));
    }

    /** Returns the content with the entry of {@code name} added, if it is not there. */
    public static byte[] with(byte[] content, String name) {
        if (name.indexOf('\n') >= 0 || name.endsWith("\r")) {
            throw JdvcException.user("Git cannot be told to ignore '%s': a line ends within its name", name)
                    .hint("rename it");
        }
        byte[] entry = entry(name).getBytes(UTF_8);
        for (var line : lines(content)) if (Arrays.equals(entry, line.getBytes(ISO_8859_1))) return content;
        var changed = new ByteArrayOutputStream(content.length + entry.length + 2);
        changed.writeBytes(content);
        if (content.length > 0 && content[content.length - 1] != '\n') changed.write('\n');
        changed.writeBytes(entry);
        changed.write('\n');
        return changed.toByteArray();
    }

    /**
     * Returns the content without the entries of {@code name}, whoever wrote them; absent if no line is left. If there is
     * such an entry, all line ends become {@code \n}, as with DVC.
     */
    public static Optional<byte[]> without(byte[] content, String name) {
        var entries = spellings(name);
        var rest = new StringBuilder();
        boolean found = false;
        boolean open = false;
        var lines = lines(content);
        for (var line : lines) {
            boolean same = entries.contains(line) || entries.contains(strip(line));
            found |= same;
            open = !same;
            if (!same) rest.append(line).append('\n');
        }
        if (!found) return Optional.of(content);
        boolean ended = content[content.length - 1] == '\n' || content[content.length - 1] == '\r';
        if (open && !ended) rest.setLength(rest.length() - 1);
        return rest.length() == 0
                ? Optional.empty()
                : Optional.of(rest.toString().getBytes(ISO_8859_1));
    }

    /** Returns the lines, each byte a character, so that bytes that are no text survive. */
    private static List<String> lines(byte[] content) {
        var lines = new ArrayList<String>();
        String text = new String(content, ISO_8859_1);
        for (int start = 0; start < text.length(); ) {
            int end = start;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') end++;
            lines.add(text.substring(start, end));
            start = text.startsWith("\r\n", end) ? end + 2 : end + 1;
        }
        return lines;
    }

    /** Removes blanks around a line, but not one that an entry of ours escapes. */
    private static String strip(String line) {
        String stripped = line.strip();
        return stripped.endsWith("\\") && line.length() > stripped.length() ? line : stripped;
    }

    /** Returns the line that names a file: {@code /st\*r}. */
    static String entry(String name) {
        int text = name.length();
        while (text > 0 && name.charAt(text - 1) == ' ') text--;
        return "/" + escaped(name.substring(0, text), "[]!*#?\\") + "\\ ".repeat(name.length() - text);
    }

    /** Returns the lines that stand for a file: ours, those of DVC with newer and older libraries, and the bare name. */
    private static List<String> spellings(String name) {
        var spellings =
                List.of(entry(name), "/" + escaped(name, "[]!*#?\\"), "/" + escaped(name, "[]!*#?"), "/" + name);
        return spellings.stream()
                .map(spelling -> new String(spelling.getBytes(UTF_8), ISO_8859_1))
                .toList();
    }

    private static String escaped(String name, String special) {
        var escaped = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (special.indexOf(name.charAt(i)) >= 0) escaped.append('\\');
            escaped.append(name.charAt(i));
        }
        return escaped.toString();
    }
}
