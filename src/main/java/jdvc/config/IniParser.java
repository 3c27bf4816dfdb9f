package jdvc.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dialect of configobj, which DVC uses, line by line.
 *
 * <pre>
 *   # comment
 *   [core]
 *       remote = mine            # comment
 *   ['remote "mine"']
 *       url = s3://bucket/some/path
 * </pre>
 */
final class IniParser {

    private static final int MAX_KEYS = 10_000;
    private static final int MAX_VALUE = 64 << 10;
    private static final int MAX_DEPTH = 2;

    /** A section as it is written: names with their case, values before interpolation. */
    static final class Raw {
        final @Nullable Raw parent;
        final int depth;
        final Map<String, IniValue> values = new LinkedHashMap<>();
        final Map<String, Raw> sections = new LinkedHashMap<>();
        final Map<String, Integer> lines = new HashMap<>();

        Raw(@Nullable Raw parent) {
            this.parent = parent;
            this.depth = parent == null ? 0 : parent.depth + 1;
        }

        private boolean has(String name) {
            return values.containsKey(name) || sections.containsKey(name);
        }

        private Raw atDepth(int wanted) {
            var found = this;
            while (found.depth > wanted && found.parent != null) found = found.parent;
            return found;
        }
    }

    private final String file;
    private final List<String> lines;
    private final Raw root = new Raw(null);
    private Raw section = root;
    private int at;
    private int keys;

    private IniParser(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Parses a whole file; {@code file} names it in errors. */
    static Raw parse(String file, String text) {
        var parser = new IniParser(file, lines(text));
        for (; parser.at < parser.lines.size(); parser.at++) parser.line();
        return parser.root;
    }

    /** Splits as Python does: its further line ends stay part of their line, where they count as blanks. */
    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                lines.add(text.substring(start, i));
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') i++;
                start = i + 1;
            } else if (c == 0x0b || c == 0x0c || c >= 0x1c && c <= 0x1e || c == 0x85 || c == 0x2028 || c == 0x2029) {
                lines.add(text.substring(start, i + 1));
                start = i + 1;
            }
        }
        if (start < text.length()) lines.add(text.substring(start));
        return lines;
    }

    private void line() {
        var line = lines.get(at);
        int first = Blanks.skip(line, 0);
        if (first == line.length() || line.charAt(first) == '#') return;
        if (line.charAt(first) == '[') {
            var header = SectionHeader.parse(line, first);
            if (header.isPresent()) {
                open(header.get());
                return;
            }
        }
        assign(line, first);
    }

    private void open(SectionHeader header) {
        if (header.opened() != header.closed()) throw bad("cannot compute the section depth");
        if (header.opened() > section.depth + 1) throw bad("section too nested");
        if (header.opened() > MAX_DEPTH) throw limit("sections nested deeper than " + MAX_DEPTH);
        var parent = section.atDepth(header.opened() - 1);
        var name = header.name();
        if (parent.has(name)) throw bad("duplicate section name '" + name + "'");
        count(parent, name);
        section = new Raw(parent);
        parent.sections.put(name, section);
    }

    private void assign(String line, int first) {
        int line0 = at;
        int start = keyStart(line, first);
        int equals = start < 0 ? -1 : equalsAfterKey(line, start);
        if (equals < 0) throw bad("invalid line (neither section nor keyword)");
        var key = Blanks.unquote(line.substring(start, Blanks.trim(line, start + 1, equals)));
        var value = value(line.substring(Blanks.skip(line, equals + 1)));
        if (section.has(key)) throw bad("duplicate keyword name '" + key + "'");
        count(section, key);
        section.values.put(key, value);
        section.lines.put(key, line0 + 1);
    }

    /** A key that cannot begin where the indentation ends begins with the blank before. */
    private static int keyStart(String line, int first) {
        char c = line.charAt(first);
        boolean fits = c == '"' || c == '\'' ? closingQuote(line, first) >= 0 : c != '=';
        return fits ? first : first - 1;
    }

    private static int equalsAfterKey(String line, int start) {
        char c = line.charAt(start);
        if (c == '"' || c == '\'') return Blanks.skip(line, closingQuote(line, start) + 1);
        return line.indexOf('=', start + 1);
    }

    /** Returns the first quote of the kind at {@code start} that an equals sign follows. */
    private static int closingQuote(String line, int start) {
        char quote = line.charAt(start);
        for (int end = line.indexOf(quote, start + 1); end >= 0; end = line.indexOf(quote, end + 1)) {
            int next = Blanks.skip(line, end + 1);
            if (next < line.length() && line.charAt(next) == '=') return end;
        }
        return -1;
    }

    private IniValue value(String text) {
        if (text.length() > MAX_VALUE) throw limit("a value longer than " + MAX_VALUE + " characters");
        if (text.startsWith("'''") || text.startsWith("\"\"\"")) return new IniValue.Text(literal(text));
        return ValueGrammar.parse(text).orElseThrow(() -> bad("parse error in value"));
    }

    /** Reads what is in three quotes, over as many lines as it takes. */
    private String literal(String first) {
        var quotes = first.substring(0, 3);
        int end = closing(first, 3, quotes);
        if (end >= 0) return first.substring(3, end);
        if (first.indexOf(quotes, 3) >= 0) throw bad("parse error in multiline value");
        var text = new StringBuilder(first.substring(3));
        int opened = at;
        while (++at < lines.size()) {
            var line = lines.get(at);
            text.append('\n');
            if (text.length() + line.length() > MAX_VALUE)
                throw limit("a value longer than " + MAX_VALUE + " characters");
            if (line.contains(quotes)) {
                end = closing(line, 0, quotes);
                if (end < 0) throw bad("parse error in multiline value");
                return text.append(line, 0, end).toString();
            }
            text.append(line);
        }
        at = opened;
        throw bad("parse error in multiline value");
    }

    private static int closing(String line, int from, String quotes) {
        int end = line.indexOf(quotes, from);
        while (end >= 0 && !Blanks.isRest(line, end + 3)) end = line.indexOf(quotes, end + 1);
        return end;
    }

    private void count(Raw parent, String name) {
        if (++keys > MAX_KEYS) throw limit("more than " + MAX_KEYS + " keys");
        parent.lines.put(name, at + 1);
    }

    private JdvcException bad(String what) {
        return JdvcException.of(Kind.CONFIG, "%s at line %d of '%s'", what, at + 1, file);
    }

    private JdvcException limit(String what) {
        return JdvcException.of(Kind.LIMIT, "'%s' has %s, at line %d", file, what, at + 1);
    }
}
