package jdvc.workspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of a {@code .dvcignore} as an automaton over the characters of a path relative to the project's root. It
 * accepts what DVC's regular expressions accept (format spec 9.1), in time linear in the path whatever the pattern is, and
 * its state after a directory serves all names in it.
 *
 * <pre>
 * foo     (?:.+/)?foo(?:/|$)       a/**&#47;b   a(?:/.+)?/b(?:/|$)
 * foo/    (?:.+/)?foo/             *        .
 * /foo    foo(?:/|$)               **&#47;x     (?:.+/)?x(?:/|$)
 * </pre>
 */
final class IgnorePattern {

    // A token that is not negative is a character that matches itself.
    private static final int NOT_SLASH = -1;
    private static final int RUN = -2; // [^/]*
    private static final int LOOP = -3; // the inside of .+ before a slash
    private static final int GAP = -4; // (?:/.+)?/ begins: a slash, then the LOOP that follows or what is behind it
    private static final int ANYTHING = -5; // one character, then all the rest
    private static final int END = -6; // (?:/|$)
    private static final int REST = -7; // matched, whatever follows
    private static final int CLASSES = -8; // and below: class number -8 - token

    private final boolean ignores;
    private final boolean directoriesOnly;
    private final List<CharClass> classes = new ArrayList<>();
    private int[] tokens = new int[16];
    private int size;
    private int last = -1;

    private IgnorePattern(boolean ignores, boolean directoriesOnly) {
        this.ignores = ignores;
        this.directoriesOnly = directoriesOnly;
    }

    /**
     * Compiles a pattern; absent if it stands for nothing: {@code /}, a comment, an open bracket.
     *
     * @param pattern without blanks around it
     */
    static Optional<IgnorePattern> compile(String pattern) throws BadPatternException {
        if (pattern.isEmpty() || pattern.equals("/") || pattern.startsWith("#")) return Optional.empty();
        boolean negated = pattern.startsWith("!");
        var compiled = new IgnorePattern(!negated, pattern.endsWith("/"));
        boolean valid = compiled.append(segments(negated ? pattern.substring(1) : pattern));
        return valid ? Optional.of(compiled) : Optional.empty();
    }

    /** Returns the pattern that matches every path. */
    static IgnorePattern all() {
        var all = new IgnorePattern(true, false);
        all.emit(ANYTHING, REST);
        return all;
    }

    boolean ignores() {
        return ignores;
    }

    boolean directoriesOnly() {
        return directoriesOnly;
    }

    private static List<String> segments(String pattern) throws BadPatternException {
        var segments = new ArrayList<>(Arrays.asList(pattern.split("/", -1)));
        boolean single =
                segments.size() == 1 || segments.size() == 2 && segments.get(1).isEmpty();
        if (segments.get(0).isEmpty()) segments.remove(0);
        else if (single) segments.add(0, "**");
        if (segments.isEmpty()) throw new BadPatternException("it negates nothing");
        int end = segments.size() - 1;
        if (segments.get(end).isEmpty()) segments.set(end, "**");
        for (int i = end; i > 0; i--) {
            if (segments.get(i).equals("**") && segments.get(i - 1).equals("**")) segments.remove(i);
        }
        return segments;
    }

    private boolean append(List<String> segments) throws BadPatternException {
        if (segments.equals(List.of("**")) || segments.equals(List.of("**", "*"))) {
            emit(ANYTHING, REST);
            return true;
        }
        int end = segments.size() - 1;
        boolean slash = false;
        for (int i = 0; i <= end; i++) {
            if (segments.get(i).equals("**")) {
                if (i == end) break;
                if (i > 0) emit(GAP);
                emit(LOOP);
                slash = false;
            } else {
                if (slash) emit('/');
                if (!appendSegment(segments.get(i))) return false;
                slash = true;
            }
        }
        last = size == 0 ? -1 : tokens[size - 1];
        if (segments.get(end).equals("**")) emit('/', REST);
        else emit(END, REST);
        return true;
    }

    private boolean appendSegment(String glob) throws BadPatternException {
        if (glob.equals("*")) emit(NOT_SLASH);
        for (int i = 0; i < glob.length(); i++) {
            int c = glob.codePointAt(i);
            i += Character.charCount(c) - 1;
            if (c == '*') {
                if (size == 0 || tokens[size - 1] != RUN) emit(RUN);
            } else if (c == '?') {
                emit(NOT_SLASH);
            } else if (c == '[') {
                int close = closing(glob, i);
                if (close < 0) return false;
                emit(CLASSES - classes.size());
                classes.add(CharClass.parse(glob.substring(i + 1, close)));
                i = close;
            } else if (c == '\\') {
                if (++i == glob.length()) throw new BadPatternException("it ends in a backslash that escapes nothing");
                c = glob.codePointAt(i);
                i += Character.charCount(c) - 1;
                emit(c);
            } else {
                emit(c);
            }
        }
        return true;
    }

    /** Returns where a bracket expression ends: at the first {@code ]} that is not its first member; -1 if nowhere. */
    private static int closing(String glob, int open) {
        int i = open + 1;
        if (i < glob.length() && (glob.charAt(i) == '!' || glob.charAt(i) == '^')) i++;
        return glob.indexOf(']', i + 1);
    }

    private void emit(int... more) {
        if (size + more.length > tokens.length) tokens = Arrays.copyOf(tokens, tokens.length * 2);
        for (int token : more) tokens[size++] = token;
    }

    /** Returns the state before the first character of a path. */
    long[] start() {
        var state = new long[(size + 63) >>> 6];
        add(state, 0);
        if (tokens[0] == LOOP) add(state, 1); // (?:.+/)? may be nothing
        return state;
    }

    /** Returns the state after more of the path; null if no path that begins so can match. */
    long @Nullable [] after(long[] state, String more) {
        long[] now = state.clone();
        long[] next = new long[state.length];
        for (int i = 0; i < more.length(); ) {
            int c = more.codePointAt(i);
            i += Character.charCount(c);
            if (!step(now, c, next)) return null;
            long[] spare = now;
            now = next;
            next = spare;
            Arrays.fill(next, 0);
        }
        return now;
    }

    private boolean step(long[] now, int c, long[] next) {
        boolean alive = false;
        for (int word = 0; word < now.length; word++) {
            for (long bits = now[word]; bits != 0; bits &= bits - 1) {
                alive |= advance((word << 6) + Long.numberOfTrailingZeros(bits), c, next);
            }
        }
        return alive;
    }

    private boolean advance(int i, int c, long[] next) {
        int token = tokens[i];
        if (token >= 0) return c == token && add(next, i + 1);
        // the dot of a regular expression is not a line feed
        return switch (token) {
            case NOT_SLASH -> c != '/' && add(next, i + 1);
            case RUN -> c != '/' && add(next, i);
            case LOOP -> c != '\n' && add(next, i) | (c == '/' && add(next, i + 1));
            case GAP -> c == '/' && add(next, i + 1) | add(next, i + 2);
            case ANYTHING -> c != '\n' && add(next, i + 1);
            case END -> c == '/' && add(next, i + 1);
            case REST -> add(next, i);
            default -> classes.get(CLASSES - token).contains(c) && add(next, i + 1);
        };
    }

    private boolean add(long[] state, int i) {
        state[i >>> 6] |= 1L << i;
        if (tokens[i] == RUN) add(state, i + 1);
        return true;
    }

    /** Tells whether every path from here on matches. */
    boolean matchesAll(long[] state) {
        return has(state, size - 1);
    }

    /**
     * Tells whether a path matches.
     *
     * @param directory the state after the slash behind the directory that holds it
     * @param name its last component; a directory is tried with a slash behind it, too
     */
    boolean matches(long[] directory, String name) {
        if (matchesAll(directory)) return true;
        int length = name.length();
        boolean slash = name.charAt(length - 1) == '/';
        boolean lineFeed = name.charAt(length - 1) == '\n'; // before which $ matches, too
        // Most patterns end in a letter that the name does not end in.
        if (last >= 0 && !lineFeed && name.codePointBefore(slash ? length - 1 : length) != last) return false;
        if (accepts(after(directory, name))) return true;
        return lineFeed && accepts(after(directory, name.substring(0, length - 1)));
    }

    private boolean accepts(long @Nullable [] state) {
        if (state == null) return false;
        return matchesAll(state) || tokens[size - 2] == END && has(state, size - 2);
    }

    private static boolean has(long[] state, int i) {
        return (state[i >>> 6] & 1L << i) != 0;
    }
}
