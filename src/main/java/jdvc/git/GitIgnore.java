package jdvc.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;

/** Upkeep of {@code .gitignore} files: one line {@code /name} beside each tracked output (format spec 9.4). */
public final class GitIgnore {

    private GitIgnore() {}

    /** Returns the content with the entries of {@code names} added that are not there. */
    public static byte[] with(byte[] content, Collection<String> names) {
        var there = new HashSet<>(lines(content));
        var changed = new ByteArrayOutputStream(content.length + 64);
        changed.writeBytes(content);
        boolean ended = content.length == 0 || content[content.length - 1] == '\n';
        for (var name : names) {
            if (name.indexOf('\n') >= 0 || name.endsWith("\r")) {
                throw JdvcException.user("Git cannot be told to ignore '%s': a line ends within its name", name)
                        .hint("rename it");
            }
            byte[] entry = entry(name).getBytes(UTF_8);
            if (!there.add(new String(entry, ISO_8859_1))) continue;
            if (!ended) changed.write('\n');
            ended = true;
            changed.writeBytes(entry);
            changed.write('\n');
        }
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
