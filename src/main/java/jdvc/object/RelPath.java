package jdvc.object;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path inside a tree or a repository, checked once (safety 8.2): components separated by {@code /}, none of them empty,
 * {@code .}, {@code ..} or a disguise of {@code .git}, {@code .dvc}, {@code .hg}. Ordered by code points of the whole text,
 * as trees are.
 */
public final class RelPath implements Comparable<RelPath> {

    private static final int MAX_BYTES = 4096;
    private static final int MAX_COMPONENT_BYTES = 255;

    private final String text;

    private RelPath(String text) {
        this.text = text;
    }

    /**
     * Parses a path.
     *
     * @throws UnsafePathException if it is not one that may be written below a directory
     */
    public static RelPath parse(String text) throws UnsafePathException {
        var reason = objection(text);
        if (reason.isPresent()) throw new UnsafePathException(text, reason.get());
        return new RelPath(text);
    }

    /** Returns a path; absent where {@link #parse} throws. */
    public static Optional<RelPath> ifSafe(String text) {
        return objection(text).isPresent() ? Optional.empty() : Optional.of(new RelPath(text));
    }

    /** Returns what is wrong with {@code text} as a path; absent if nothing is. */
    public static Optional<String> objection(String text) {
        if (text.isEmpty()) return Optional.of("is empty");
        if (utf8Length(text) > MAX_BYTES) return Optional.of("is longer than 4096 bytes");
        if (text.charAt(0) == '/') return Optional.of("is absolute");
        int start = 0;
        while (start <= text.length()) {
            int slash = text.indexOf('/', start);
            int end = slash < 0 ? text.length() : slash;
            var reason = objectionToComponent(text, start, end);
            if (reason != null) return Optional.of(reason);
            start = end + 1;
        }
        return Optional.empty();
    }

    private static @Nullable String objectionToComponent(String text, int start, int end) {
        int length = end - start;
        if (length == 0) return "has an empty component";
        char first = text.charAt(start);
        if (length == 1 && first == '.') return "has a component '.'";
        if (length == 2 && first == '.' && text.charAt(start + 1) == '.') return "has a component '..'";
        boolean plain = true;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == 0) return "contains NUL";
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) return "is not valid Unicode";
                i++;
            }
            plain &= c < 128;
        }
        if ((length > 63 || !plain) && utf8Length(text.substring(start, end)) > MAX_COMPONENT_BYTES) {
            return "has a component longer than 255 bytes";
        }
        // Only names that start like a reserved one, or are not ASCII, pay for the folding.
        if (plain && first != '.' && first != 'g' && first != 'G') return null;
        return reserved(text.substring(start, end)) ? "has a reserved component" : null;
    }

    /** Tells whether some file system would take {@code name} for {@code .git}, {@code .dvc} or {@code .hg}. */
    private static boolean reserved(String name) {
        var folded = new StringBuilder();
        name.codePoints().filter(c -> !ignorable(c)).forEach(folded::appendCodePoint);
        int end = folded.length();
        while (end > 0 && (folded.charAt(end - 1) == '.' || folded.charAt(end - 1) == ' ')) end--;
        // upper case first, so that the long s and the Kelvin sign fold to letters
        var key = folded.substring(0, end).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return key.equals(".git") || key.equals(".dvc") || key.equals(".hg") || key.equals("git~1");
    }

    private static boolean ignorable(int c) {
        return Character.getType(c) == Character.FORMAT
                || Character.isIdentifierIgnorable(c)
                || c == 0x34f
                || c == 0x115f
                || c == 0x1160
                || c == 0x3164
                || c == 0xffa0
                || c >= 0x17b4 && c <= 0x17b5
                || c >= 0x180b && c <= 0x180f
                || c >= 0xfe00 && c <= 0xfe0f
                || c >= 0xe0000 && c <= 0xe0fff;
    }

    private static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** Returns the last component. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** Returns the path of the directory that holds this; absent at the top. */
    public Optional<RelPath> parent() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(new RelPath(text.substring(0, slash)));
    }

    /** Returns {@code other} below this path. */
    public RelPath resolve(RelPath other) throws UnsafePathException {
        return parse(text + "/" + other.text);
    }

    /** Tells whether this is {@code other} or lies below it. */
    public boolean startsWith(RelPath other) {
        return text.startsWith(other.text)
                && (text.length() == other.text.length() || text.charAt(other.text.length()) == '/');
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof RelPath other && text.equals(other.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public int compareTo(RelPath other) {
        return compare(text, other.text);
    }

    /** Compares by code points, which is the order of the UTF-8 bytes and not Java's own. */
    public static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) return order(x, y);
        }
        return a.length() - b.length();
    }

    /** Compares component by component, each by code points: {@code a/b} comes before {@code a.b}. */
    public static int compareComponents(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x == y) continue;
            if (x == '/') return -1;
            return y == '/' ? 1 : order(x, y);
        }
        return a.length() - b.length();
    }

    private static int order(char x, char y) {
        boolean surrogate = Character.isSurrogate(x);
        return surrogate != Character.isSurrogate(y) ? (surrogate ? 1 : -1) : x - y;
    }
}
