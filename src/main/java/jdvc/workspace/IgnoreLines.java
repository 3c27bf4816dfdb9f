package jdvc.workspace;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Utf8;

/** The lines of one {@code .dvcignore} file, turned into patterns relative to the project's root as DVC does it. */
final class IgnoreLines {

    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_PATTERNS = 100_000;
    private static final int MAX_LENGTH = 4096;

    private final String file;
    private final String directory;
    private final List<Line> lines = new ArrayList<>();

    /**
     * A pattern.
     *
     * @param text {@code FILE:LINE:PATTERN}
     */
    record Line(IgnorePattern pattern, String text) {}

    private IgnoreLines(String directory) {
        this.directory = directory;
        this.file = directory.isEmpty() ? ".dvcignore" : directory + "/.dvcignore";
    }

    /**
     * Parses a file.
     *
     * @param directory where it lies, relative to the root, which is the empty path
     * @throws JdvcException of kind BADMETA if a pattern is not valid or the file not UTF-8; LIMIT if it is too big
     */
    static List<Line> parse(byte[] content, String directory) {
        var parser = new IgnoreLines(directory);
        parser.parse(content);
        return parser.lines;
    }

    private void parse(byte[] content) {
        if (content.length > MAX_BYTES) throw JdvcException.of(Kind.LIMIT, "'%s' is larger than 4 MiB", file);
        String text = decode(content);
        int number = 1;
        for (int start = 0; start < text.length(); number++) {
            int end = start;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') end++;
            add(number, strip(text.substring(start, end)));
            boolean pair = text.startsWith("\r\n", end);
            start = end + (pair ? 2 : 1);
        }
    }

    private String decode(byte[] content) {
        try {
            return Utf8.decode(content);
        } catch (CharacterCodingException e) {
            throw JdvcException.of(Kind.BADMETA, "'%s' is not valid UTF-8", file)
                    .hint("save it as UTF-8");
        }
    }

    private void add(int number, String pattern) {
        if (pattern.isEmpty() || pattern.startsWith("#")) return;
        if (pattern.length() > MAX_LENGTH || lines.size() == MAX_PATTERNS) {
            throw JdvcException.of(Kind.LIMIT, "'%s:%d' has more or longer patterns than are allowed", file, number);
        }
        try {
            var compiled = IgnorePattern.compile(pattern);
            // An open bracket drops the pattern before its directory is put in front of it.
            if (compiled.isPresent() && !directory.isEmpty()) compiled = rebased(pattern);
            if (compiled.isPresent()) lines.add(new Line(compiled.get(), file + ":" + number + ":" + pattern));
        } catch (BadPatternException e) {
            throw JdvcException.of(
                            Kind.BADMETA,
                            "'%s:%d' is not a valid pattern: '%s': %s",
                            file,
                            number,
                            pattern,
                            String.valueOf(e.getMessage()))
                    .hint("correct or remove line %d of %s", number, file)
                    .cause(e);
        }
    }

    /**
     * Returns a pattern of a file in {@code directory} as one of the root, by way of its text and with all the flaws of
     * that: special characters in the directory's name act as such, and a leading backslash is lost.
     */
    private Optional<IgnorePattern> rebased(String pattern) throws BadPatternException {
        boolean negated = pattern.startsWith("!");
        String rule = negated ? pattern.substring(1) : pattern;
        int slash = rule.indexOf('/');
        boolean anchored = slash >= 0 && slash < rule.length() - 1 && !rule.startsWith("**/");
        if (anchored && slash == 0) rule = rule.substring(1);
        if (!anchored && rule.startsWith("**/")) rule = rule.substring(3);
        if (rule.startsWith("\\")) rule = rule.substring(1);
        String rebased = directory + (anchored ? "/" : "/**/") + rule;
        return IgnorePattern.compile(negated ? "!/" + rebased : rebased);
    }

    /** Strips what Python takes for white space. */
    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) start++;
        while (end > start && isSpace(text.charAt(end - 1))) end--;
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == 0x85 || c == 0xa0 || c == 0x2007 || c == 0x202f;
    }
}
