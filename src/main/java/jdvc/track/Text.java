package jdvc.track;

import java.util.Locale;
import jdvc.track.Node.Scalar;
import jdvc.track.Node.Style;

/** How a scalar is written: which quotes it needs, and where it folds. */
final class Text {

    /** What stands around a scalar. */
    enum Quotes {
        NONE,
        SINGLE,
        DOUBLE
    }

    private static final String ESCAPED = "\0\u0007\b\t\n\u000b\f\r\u001b\"\\\u0085\u2028\u2029";
    private static final String ESCAPES = "0abtnvfre\"\\NLP";

    private Text() {}

    static Quotes quotesOf(Scalar scalar, boolean inFlow) {
        var type = Scalars.typeOf(scalar.value);
        if (scalar.style == Style.PLAIN && type != Scalars.Type.TEXT) return Quotes.NONE;
        if (hasSpecial(scalar.value)) return Quotes.DOUBLE;
        boolean unsafe = type != Scalars.Type.TEXT || isUnsafe(scalar.value, inFlow);
        if (!unsafe) return Quotes.NONE;
        return scalar.value.indexOf('\'') >= 0 ? Quotes.DOUBLE : Quotes.SINGLE;
    }

    /** Tells whether only double quotes can hold {@code s}: line ends, controls, DEL, a byte order mark. */
    private static boolean hasSpecial(String s) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            boolean printable = c >= 0x20 && c < 0x7f || c >= 0xa0 && c != 0x2028 && c != 0x2029 && c < 0xfffe;
            if (!printable || c == 0xfeff) return true;
        }
        return false;
    }

    /** Tells whether {@code s} without quotes would be read as something else than a text. */
    private static boolean isUnsafe(String s, boolean inFlow) {
        char first = s.charAt(0);
        char last = s.charAt(s.length() - 1);
        if (s.startsWith("---") || s.startsWith("...")) return true;
        if (first == ' ' || last == ' ' || last == ':' || "#,[]{}&*!|>'\"%@`".indexOf(first) >= 0) return true;
        boolean alone = s.length() == 1 || s.charAt(1) == ' ';
        if (alone && (first == '?' || first == ':' || first == '-')) return true;
        if (s.contains(": ") || s.contains(" #")) return true;
        if (!inFlow) return false;
        for (int i = 0; i < s.length(); i++) {
            if (",[]{}".indexOf(s.charAt(i)) >= 0) return true;
        }
        return false;
    }

    /** Returns what stands for a scalar without quotes: booleans in lower case, nothing for null. */
    static String plain(Scalar scalar) {
        if (scalar.style != Style.PLAIN) return scalar.value;
        return switch (Scalars.typeOf(scalar.value)) {
            case BOOLEAN -> scalar.value.toLowerCase(Locale.ROOT);
            case NULL -> "";
            case TEXT, INTEGER, FLOAT, TIMESTAMP, SPECIAL -> scalar.value;
        };
    }

    /** Writes a scalar that goes on at column {@code indent} where it folds. */
    static void fold(Scalar scalar, int indent, boolean inFlow, Lines out) {
        switch (quotesOf(scalar, inFlow)) {
            case NONE -> foldPlain(plain(scalar), indent, out);
            case SINGLE -> foldSingle(scalar.value, indent, out);
            case DOUBLE -> foldDouble(scalar.value, indent, out);
        }
    }

    /** Writes a key of a flow mapping. Its words wrap, though keys fold nowhere else: so does DVC's library. */
    static void flowKey(Scalar key, int indent, Lines out) {
        var words = plain(key);
        if (quotesOf(key, true) != Quotes.NONE || words.isEmpty()) {
            key(key, true, out);
            return;
        }
        out.space();
        for (int at = 0; at < words.length(); ) {
            int end = tokenEnd(words, at);
            putWord(words.substring(at, end), indent, out);
            at = end;
        }
    }

    private static void putWord(String word, int indent, Lines out) {
        int end = out.column() + word.codePointCount(0, word.length());
        if (end > Lines.WIDTH && out.column() > indent && word.charAt(0) != ' ') out.line(indent);
        out.put(word);
    }

    /** Writes {@code null}, which a flow collection needs in words. */
    static void nothing(int indent, Lines out) {
        out.space();
        putWord("null", indent, out);
    }

    /** Writes a key, which never folds. */
    static void key(Scalar key, boolean inFlow, Lines out) {
        switch (quotesOf(key, inFlow)) {
            case NONE -> out.word(plain(key));
            case SINGLE -> out.word("'" + key.value + "'");
            case DOUBLE -> {
                var quoted = new StringBuilder();
                key.value.codePoints().forEach(c -> quoted.append(escaped(c)));
                out.word('"' + quoted.toString() + '"');
            }
        }
    }

    private static void foldPlain(String s, int indent, Lines out) {
        if (s.isEmpty()) return;
        out.space();
        if (losesBlanks(s, out.column(), indent)) {
            if (s.indexOf('\'') < 0) foldSingle(s, indent, out);
            else foldDouble(s, indent, out);
            return;
        }
        for (int at = 0; at < s.length(); ) {
            int end = tokenEnd(s, at);
            boolean blank = s.charAt(at) == ' ';
            if (blank && end == at + 1 && out.column() >= Lines.WIDTH) out.line(indent);
            else putWord(s.substring(at, end), indent, out);
            at = end;
        }
    }

    /** Tells whether a fold would follow two or more blanks: DVC writes that, and reads back one blank. */
    private static boolean losesBlanks(String s, int start, int indent) {
        int column = start;
        int blanks = 0;
        for (int at = 0; at < s.length(); ) {
            int end = tokenEnd(s, at);
            int length = s.codePointCount(at, end);
            boolean blank = s.charAt(at) == ' ';
            boolean drop = blank && length == 1 && column >= Lines.WIDTH;
            boolean wrap = !blank && column + length > Lines.WIDTH && column > indent;
            if (wrap && blanks > 1) return true;
            if (drop || wrap) column = indent;
            if (!drop) column += length;
            blanks = blank ? length : 0;
            at = end;
        }
        return false;
    }

    /** Returns the end of the word or of the run of blanks at {@code at}. */
    private static int tokenEnd(String s, int at) {
        boolean blank = s.charAt(at) == ' ';
        int end = at + 1;
        while (end < s.length() && (s.charAt(end) == ' ') == blank) end++;
        return end;
    }

    private static void foldSingle(String s, int indent, Lines out) {
        out.word("'");
        for (int at = 0; at < s.length(); ) {
            int end = tokenEnd(s, at);
            boolean inner = at > 0 && end < s.length();
            boolean single = s.charAt(at) == ' ' && end == at + 1;
            if (single && inner && out.column() > Lines.WIDTH) out.line(indent);
            else out.put(s.substring(at, end));
            at = end;
        }
        out.put("'");
    }

    private static void foldDouble(String s, int indent, Lines out) {
        int[] text = s.codePoints().toArray();
        out.word("\"");
        int start = 0;
        for (int i = 0; i < text.length; i++) {
            var escape = escaped(text[i]);
            if (escape.length() > 1 && text[i] < 0x10000) {
                out.put(new String(text, start, i - start));
                out.put(escape);
                start = i + 1;
            }
            boolean place = i > 0 && i < text.length - 1 && (text[i] == ' ' || start >= i);
            if (place && out.column() + i - start > Lines.WIDTH) start = breakDouble(text, start, i, indent, out);
        }
        if (start < text.length) out.put(new String(text, start, text.length - start));
        out.put("\"");
    }

    /**
     * Breaks a double-quoted line before {@code at}; a backslash keeps the break out of the text where a plain one, which
     * reads as a blank, would not do. (DVC leaves it out in some places where it is needed, and reads another text back.)
     *
     * @return what is written next
     */
    private static int breakDouble(int[] text, int start, int at, int indent, Lines out) {
        int next = Math.max(start, at);
        boolean plain = text[next] == ' ' && start != at && breaksPlainly(text, at);
        if (start < at) out.put(new String(text, start, at - start));
        if (!plain) out.put("\\");
        out.line(indent);
        if (text[next] != ' ') return next;
        if (!plain) out.put("\\");
        return plain ? next + 1 : next;
    }

    private static boolean breaksPlainly(int[] text, int at) {
        int space = at;
        while (space < text.length && text[space] != ' ') {
            if (text[space] == '\n' || text[space] == '"' || text[space] == '\'') return false;
            space++;
        }
        if (space + 1 >= text.length || text[space + 1] == ' ' || text[space + 1] == '\n') return false;
        return !(text[at] == ' ' && text[at - 1] == ' ');
    }

    /** Returns a character as double quotes hold it. */
    private static String escaped(int c) {
        int known = ESCAPED.indexOf(c);
        if (known >= 0) return "\\" + ESCAPES.charAt(known);
        boolean plain = c >= 0x20 && c < 0x7f || c >= 0xa0 && c < 0xfffe && c != 0xfeff || c > 0xffff;
        if (plain) return new String(Character.toChars(c));
        return String.format(Locale.ROOT, c < 0x100 ? "\\x%02X" : "\\u%04X", c);
    }

    static void literal(String value, int indent, Lines out) {
        out.word("|" + hints(value));
        out.newline();
        block(value, indent, out);
    }

    /** Writes a folded text with the line breaks of its source, so that it folds where its author did. */
    static void folded(Scalar scalar, int indent, Lines out) {
        var source = scalar.source == null ? ">\n" + scalar.value : scalar.source;
        out.word(">" + hints(scalar.value));
        out.newline();
        block(dedent(source.substring(source.indexOf('\n') + 1)), indent, out);
    }

    private static void block(String lines, int indent, Lines out) {
        for (int at = 0; at < lines.length(); ) {
            int end = lines.indexOf('\n', at);
            if (end < 0) end = lines.length();
            if (end > at) out.line(indent);
            out.raw(lines.substring(at, end));
            at = end + 1;
        }
    }

    private static String dedent(String lines) {
        int start = 0;
        while (start < lines.length() && lines.charAt(start) == '\n') start++;
        int indent = 0;
        while (start + indent < lines.length() && lines.charAt(start + indent) == ' ') indent++;
        var blank = " ".repeat(indent);
        var out = new StringBuilder();
        for (var line : lines.stripTrailing().split("\n", -1)) {
            out.append(line.startsWith(blank) ? line.substring(indent) : line.strip())
                    .append('\n');
        }
        return out.toString();
    }

    /** Returns what a block's head says of its first and its last line. */
    private static String hints(String value) {
        if (value.isEmpty()) return "-";
        var first = value.charAt(0) == ' ' || value.charAt(0) == '\n' ? "2" : "";
        if (!value.endsWith("\n")) return first + "-";
        return value.length() == 1 || value.endsWith("\n\n") ? first + "+" : first;
    }
}
