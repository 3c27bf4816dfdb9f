package jdvc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: {@code Map<String, Object>} in order, {@code List<Object>}, {@code String}, {@code Long},
 * {@code Double}, {@code Boolean}, null. Written as Python's {@code json} does it, because scripts compare; read strictly,
 * within the limits of safety 9.4. Trees have a reader of their own.
 */
public final class Json {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER = 64;

    private final String text;
    private final int maxString;
    private boolean infinite;
    private int at;

    private Json(String text, int maxString) {
        this.text = text;
        this.maxString = maxString;
    }

    /** A text that is not JSON, or passes a limit. */
    public static final class BadJsonException extends Exception {
        BadJsonException(String reason, int offset) {
            super(reason + " (character " + offset + ")");
        }
    }

    /** Parses a document whose strings have at most 8 KiB. */
    public static @Nullable Object parse(String text) throws BadJsonException {
        return parse(text, 8 << 10);
    }

    /** Parses a document whose strings have at most {@code maxString} characters. */
    public static @Nullable Object parse(String text, int maxString) throws BadJsonException {
        return new Json(text, maxString).whole();
    }

    private @Nullable Object whole() throws BadJsonException {
        var value = value(0);
        space();
        if (at < text.length()) throw bad("something after the end");
        return value;
    }

    /** Parses a document of numbers as Python writes it, in which {@code NaN} and {@code Infinity} may stand. */
    public static @Nullable Object parseNumbers(String text, int maxString) throws BadJsonException {
        var json = new Json(text, maxString);
        json.infinite = true;
        return json.whole();
    }

    /** Parses a document that is an object. */
    @SuppressWarnings("unchecked") // value() makes only maps with string keys
    public static Map<String, Object> parseObject(String text) throws BadJsonException {
        if (parse(text) instanceof Map<?, ?> map) return (Map<String, Object>) map;
        throw new BadJsonException("not an object", 0);
    }

    /** Formats a value on one line: {@code {"a": [1, 2]}}, non-ASCII escaped. */
    public static String format(@Nullable Object value) {
        var out = new StringBuilder();
        write(out, value, -1, 0);
        return out.toString();
    }

    /** Formats a value over lines, indented by {@code indent}, non-ASCII escaped. */
    public static String format(@Nullable Object value, int indent) {
        var out = new StringBuilder();
        write(out, value, indent, 0);
        return out.toString();
    }

    private static void write(StringBuilder out, @Nullable Object value, int indent, int depth) {
        if (value instanceof Map<?, ?> map) {
            writeAll(out, map.entrySet(), "{}", indent, depth);
        } else if (value instanceof Iterable<?> list) {
            writeAll(out, list, "[]", indent, depth);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            quote(out, String.valueOf(entry.getKey()));
            out.append(": ");
            write(out, entry.getValue(), indent, depth);
        } else if (value instanceof Double number) {
            out.append(number(number));
        } else if (value == null || value instanceof Boolean || value instanceof Number) {
            out.append(value);
        } else {
            quote(out, value.toString());
        }
    }

    private static String number(double number) {
        if (Double.isNaN(number)) return "NaN";
        if (Double.isInfinite(number)) return number > 0 ? "Infinity" : "-Infinity";
        return Floats.format(number);
    }

    private static void writeAll(StringBuilder out, Iterable<?> items, String brackets, int indent, int depth) {
        out.append(brackets.charAt(0));
        boolean first = true;
        for (var each : items) {
            if (!first) out.append(indent < 0 ? ", " : ",");
            first = false;
            if (indent >= 0) out.append('\n').append(" ".repeat(indent * (depth + 1)));
            write(out, each, indent, depth + 1);
        }
        if (indent >= 0 && !first) out.append('\n').append(" ".repeat(indent * depth));
        out.append(brackets.charAt(1));
    }

    private static void quote(StringBuilder out, String s) {
        out.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            int letter = "\b\f\n\r\t\"\\".indexOf(c);
            if (letter >= 0) {
                out.append('\\').append("bfnrt\"\\".charAt(letter));
            } else if (c >= 0x20 && c < 0x7f) {
                out.append(c);
            } else {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) out.append("0123456789abcdef".charAt(c >> shift & 15));
            }
        }
        out.append('"');
    }

    private @Nullable Object value(int depth) throws BadJsonException {
        if (depth > MAX_DEPTH) throw bad("nested too deeply");
        space();
        char c = peek();
        if (c == '{') return object(depth);
        if (c == '[') return array(depth);
        if (c == '"') return string();
        if (c == 't') return word("true", true);
        if (c == 'f') return word("false", false);
        if (c == 'n') return word("null", null);
        if (infinite && c == 'N') return word("NaN", Double.NaN);
        if (infinite && c == 'I') return word("Infinity", Double.POSITIVE_INFINITY);
        if (infinite && text.startsWith("-I", at)) return word("-Infinity", Double.NEGATIVE_INFINITY);
        return number();
    }

    private Map<String, Object> object(int depth) throws BadJsonException {
        var map = new LinkedHashMap<String, Object>();
        at++;
        space();
        if (peek() == '}') {
            at++;
            return map;
        }
        while (true) {
            space();
            String key = string();
            if (map.containsKey(key)) throw bad("key '" + key + "' occurs twice");
            space();
            expect(':');
            map.put(key, value(depth + 1));
            space();
            if (peek() == '}') break;
            expect(',');
        }
        at++;
        return map;
    }

    private List<Object> array(int depth) throws BadJsonException {
        var list = new ArrayList<Object>();
        at++;
        space();
        if (peek() == ']') {
            at++;
            return list;
        }
        while (true) {
            list.add(value(depth + 1));
            space();
            if (peek() == ']') break;
            expect(',');
        }
        at++;
        return list;
    }

    private String string() throws BadJsonException {
        expect('"');
        var out = new StringBuilder();
        while (true) {
            char c = peek();
            at++;
            if (c == '"') return out.toString();
            if (c < 0x20) throw bad("control character in a string");
            out.append(c == '\\' ? escape() : c);
            if (out.length() > maxString) throw bad("string is too long");
        }
    }

    private char escape() throws BadJsonException {
        char c = peek();
        at++;
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) return "\"\\/\b\f\n\r\t".charAt(simple);
        if (c != 'u') throw bad("unknown escape");
        int value = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0 || peek() > 'f') throw bad("bad \\u escape");
            value = value << 4 | digit;
        }
        return (char) value;
    }

    private Object number() throws BadJsonException {
        int start = at;
        skip("-", 1);
        boolean zero = at < text.length() && text.charAt(at) == '0';
        int digits = skip("0123456789", MAX_NUMBER);
        if (digits == 0 || zero && digits > 1) throw bad("not JSON");
        boolean whole = true;
        if (skip(".", 1) > 0) {
            whole = false;
            if (skip("0123456789", MAX_NUMBER) == 0) throw bad("not JSON");
        }
        if (skip("eE", 1) > 0) {
            whole = false;
            skip("+-", 1);
            if (skip("0123456789", MAX_NUMBER) == 0) throw bad("not JSON");
        }
        String number = text.substring(start, at);
        if (number.length() > MAX_NUMBER || skip("0123456789", 1) > 0) throw bad("number is too long");
        return whole && number.length() < 19 ? (Object) Long.valueOf(number) : Double.valueOf(number);
    }

    /** Passes characters of a kind, at most {@code most}, and returns how many there were. */
    private int skip(String kind, int most) {
        int start = at;
        while (at < text.length() && at - start < most && kind.indexOf(text.charAt(at)) >= 0) at++;
        return at - start;
    }

    private @Nullable Object word(String word, @Nullable Object value) throws BadJsonException {
        if (!text.startsWith(word, at)) throw bad("not JSON");
        at += word.length();
        return value;
    }

    private void space() {
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) at++;
    }

    private char peek() throws BadJsonException {
        if (at >= text.length()) throw bad("ends too early");
        return text.charAt(at);
    }

    private void expect(char c) throws BadJsonException {
        if (peek() != c) throw bad("expected '" + c + "'");
        at++;
    }

    private BadJsonException bad(String reason) {
        return new BadJsonException(reason, at);
    }
}
