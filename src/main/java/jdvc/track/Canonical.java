package jdvc.track;

import jdvc.track.Node.Entry;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Scalar;
import jdvc.track.Node.Sequence;
import jdvc.track.Node.Style;
import org.jspecify.annotations.Nullable;

/**
 * A scanner for the shape in which DVC itself writes metafiles, many times faster than a YAML library and without loading
 * one: block style, one key a line, values without quotes or in plain single quotes, no comments, no blank lines.
 *
 * <p>It refuses what it does not know for certain; the library then reads that file.
 */
final class Canonical {

    private static final int MAX_DEPTH = 12;
    /** Characters that mean something at the start of a value. */
    private static final String INDICATORS = ",[]{}&*!|>'\"%@`#<=?";

    private final String text;
    /** The start of the line that is read next, and its number from 1. */
    private int at;

    private int line = 1;
    private int nodesLeft;

    private Canonical(String text, int maxNodes) {
        this.text = text;
        nodesLeft = maxNodes;
    }

    /** Returns the document; null if it is not of that shape, or has more than {@code maxNodes} values. */
    @Nullable
    static Mapping read(String text, int maxNodes) {
        if (text.isEmpty() || text.charAt(text.length() - 1) != '\n') return null;
        var scanner = new Canonical(text, maxNodes);
        var root = scanner.mapping(0, 0);
        return root != null && scanner.at == text.length() ? root : null;
    }

    /** Reads the keys at a column; {@code at} stands behind what precedes the first one on its line. */
    private @Nullable Mapping mapping(int indent, int depth) {
        var mapping = new Mapping(false, line, indent + 1);
        int start = at + indent;
        while (true) {
            if (depth > MAX_DEPTH || !entry(mapping, start, indent, depth)) return null;
            int next = indentOfNext();
            if (next < indent) return mapping;
            if (next > indent || dash(at + next)) return next == indent ? mapping : null;
            start = at + next;
        }
    }

    private boolean entry(Mapping mapping, int start, int indent, int depth) {
        int colon = keyEnd(start);
        nodesLeft -= 2;
        if (colon < 0 || nodesLeft < 0) return false;
        var key = text.substring(start, colon);
        if (Scalars.typeOf(key) != Scalars.Type.TEXT) return false;
        var keyNode = new Scalar(key, Style.PLAIN, line, indent + 1);
        int end = text.indexOf('\n', colon);
        var value = end == colon + 1 ? block(end, indent, depth) : scalar(colon + 1, end, start - indent);
        return value != null && mapping.entries.put(key, new Entry(keyNode, value)) == null;
    }

    /** Reads what is below a key: its list at the same column, or its keys two columns in. */
    private @Nullable Node block(int lineEnd, int indent, int depth) {
        nextLine(lineEnd);
        int next = indentOfNext();
        if (next == indent && dash(at + next)) return sequence(indent, depth + 1);
        return next == indent + 2 && !dash(at + next) ? mapping(next, depth + 1) : null;
    }

    private @Nullable Sequence sequence(int indent, int depth) {
        var sequence = new Sequence(false, line, indent + 1);
        do {
            var item = item(indent, depth);
            if (item == null) return null;
            sequence.items.add(item);
        } while (indentOfNext() == indent && dash(at + indent));
        return indentOfNext() > indent ? null : sequence;
    }

    private @Nullable Node item(int indent, int depth) {
        if (--nodesLeft < 0) return null;
        int start = at + indent + 2;
        int end = text.indexOf('\n', start);
        if (keyEnd(start) >= 0) return mapping(indent + 2, depth + 1);
        return scalar(start - 1, end, at);
    }

    /** Reads the value between a blank at {@code start} and the line's end, and goes to the next line. */
    private @Nullable Scalar scalar(int start, int end, int lineStart) {
        if (end < start + 2 || text.charAt(start) != ' ') return null;
        int column = start + 2 - lineStart;
        int atLine = line;
        var value = text.substring(start + 1, end);
        nextLine(end);
        if (value.charAt(0) == '\'') {
            boolean simple = value.length() > 1 && value.indexOf('\'', 1) == value.length() - 1;
            var inner = simple ? value.substring(1, value.length() - 1) : "";
            return simple && harmless(inner) ? new Scalar(inner, Style.TEXT, atLine, column) : null;
        }
        return plain(value) ? new Scalar(value, Style.PLAIN, atLine, column) : null;
    }

    private static boolean plain(String value) {
        char first = value.charAt(0);
        if (first == ' ' || INDICATORS.indexOf(first) >= 0) return false;
        if ((first == '-' || first == ':') && (value.length() == 1 || value.charAt(1) == ' ')) return false;
        char last = value.charAt(value.length() - 1);
        if (last == ' ' || last == ':' || !harmless(value)) return false;
        return value.indexOf(": ") < 0 && value.indexOf(" #") < 0;
    }

    /** Tells whether all characters are printable and no kind of line end. */
    private static boolean harmless(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            // Surrogates come in pairs: the text was decoded from UTF-8.
            boolean known = c >= 0x20 && c < 0x7f || c >= 0xa0 && c < 0x2028 || c > 0x2029 && c < 0xfffe && c != 0xfeff;
            if (!known) return false;
        }
        return true;
    }

    /** Returns where the colon behind a simple key lies; -1 if there is no such key. */
    private int keyEnd(int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                boolean ends = i + 1 < text.length() && (text.charAt(i + 1) == '\n' || text.charAt(i + 1) == ' ');
                return ends && i > start ? i : -1;
            }
            boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            boolean inner = i > start && (c >= '0' && c <= '9' || c == '.' || c == '-' || c == '/' || c == '@');
            if (!word && !inner) return -1;
        }
        return -1;
    }

    private boolean dash(int offset) {
        return text.startsWith("- ", offset);
    }

    /** Returns the blanks before the next line's first character; -1 at the end. */
    private int indentOfNext() {
        int i = at;
        while (i < text.length() && text.charAt(i) == ' ') i++;
        return i == text.length() ? -1 : i - at;
    }

    private void nextLine(int end) {
        at = end + 1;
        line++;
    }
}
