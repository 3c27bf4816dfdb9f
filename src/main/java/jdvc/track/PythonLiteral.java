package jdvc.track;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's literals as plain values: what {@code ast.literal_eval} takes, without complex numbers and bytes. */
final class PythonLiteral {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_DIGITS = 1000;

    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** Something that is computed, or in a form that is not read. */
    static final class NotLiteralException extends Exception {
        NotLiteralException() {
            super("not a literal");
        }
    }

    static @Nullable Object parse(String text) throws NotLiteralException {
        var literal = new PythonLiteral(text);
        var value = literal.value(0);
        if (literal.peek() == ',') value = literal.restOfTuple(value);
        if (literal.peek() != 0) throw new NotLiteralException();
        return value;
    }

    /** Reads on in {@code 1, 2}, a tuple without parentheses. */
    private List<@Nullable Object> restOfTuple(@Nullable Object first) throws NotLiteralException {
        var items = new ArrayList<@Nullable Object>();
        items.add(first);
        while (take(',')) if (peek() != 0) items.add(value(0));
        return items;
    }

    private @Nullable Object value(int depth) throws NotLiteralException {
        if (depth > MAX_DEPTH) throw new NotLiteralException();
        char c = peek();
        return switch (c) {
            case '[' -> items(']', depth);
            case '(' -> parenthesised(depth);
            case '{' -> braces(depth);
            case '-', '+' -> signed(depth);
            case '"', '\'' -> strings();
            default -> c >= '0' && c <= '9' || c == '.' ? number() : word();
        };
    }

    private List<@Nullable Object> items(char end, int depth) throws NotLiteralException {
        at++;
        var items = new ArrayList<@Nullable Object>();
        while (!take(end)) {
            items.add(value(depth + 1));
            if (!take(',') && peek() != end) throw new NotLiteralException();
        }
        return items;
    }

    /** Reads a tuple, or a value in parentheses: a comma makes the tuple. */
    private @Nullable Object parenthesised(int depth) throws NotLiteralException {
        int from = at + 1;
        var items = items(')', depth);
        if (items.size() != 1) return items;
        int last = at - 2;
        while (last > from && text.charAt(last) == ' ') last--;
        return text.charAt(last) == ',' ? items : items.get(0);
    }

    private Object braces(int depth) throws NotLiteralException {
        int start = at++;
        if (take('}')) return new LinkedHashMap<String, @Nullable Object>();
        var first = value(depth + 1);
        if (peek() != ':') {
            at = start;
            return items('}', depth);
        }
        var map = new LinkedHashMap<String, @Nullable Object>();
        pair(map, first, depth);
        while (take(',') && peek() != '}') pair(map, value(depth + 1), depth);
        if (!take('}')) throw new NotLiteralException();
        return map;
    }

    private void pair(Map<String, @Nullable Object> map, @Nullable Object key, int depth) throws NotLiteralException {
        if (!take(':')) throw new NotLiteralException();
        map.put(Values.text(key), value(depth + 1));
    }

    private Object signed(int depth) throws NotLiteralException {
        boolean minus = text.charAt(at++) == '-';
        var value = value(depth + 1);
        if (!(value instanceof Number)) throw new NotLiteralException();
        if (!minus) return value;
        if (value instanceof Double number) return -number;
        return Scalars.small(new BigInteger(value.toString()).negate());
    }

    /** Reads a number as far as digits go; the numbers of YAML are Python's, too. */
    private Object number() throws NotLiteralException {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at))
                        || "._".indexOf(text.charAt(at)) >= 0
                        || exponentSign(from))) at++;
        var digits = text.substring(from, at).replace("_", "").toLowerCase(Locale.ROOT);
        if (digits.length() > MAX_DIGITS) throw new NotLiteralException();
        // YAML takes .5e3 for text
        boolean point = digits.length() > 1 && digits.charAt(0) == '.' && digits.charAt(1) != 'e';
        var value = Scalars.valueOf(point ? "0" + digits : digits);
        if (value instanceof Number) return value;
        throw new NotLiteralException();
    }

    private boolean exponentSign(int from) {
        char c = text.charAt(at);
        if (c != '+' && c != '-' || at == from || text.startsWith("0x", from)) return false;
        return text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E';
    }

    /** Reads {@code True}, {@code None}, {@code set()}, and strings with a prefix. */
    private @Nullable Object word() throws NotLiteralException {
        int from = at;
        while (at < text.length() && Character.isUnicodeIdentifierPart(text.charAt(at))) at++;
        var word = text.substring(from, at);
        boolean quoted = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
        if (quoted) {
            at = from;
            return strings();
        }
        return switch (word) {
            case "True" -> true;
            case "False" -> false;
            case "None" -> null;
            default -> throw new NotLiteralException();
        };
    }

    /** Reads strings that stand side by side: they are one. */
    private String strings() throws NotLiteralException {
        var all = new StringBuilder();
        while (true) {
            char c = peek();
            boolean raw = c == 'r' || c == 'R';
            boolean prefix = raw || c == 'u' || c == 'U';
            if (prefix) at++;
            char quote = at < text.length() ? text.charAt(at) : 0;
            if (quote != '"' && quote != '\'') {
                if (prefix || all.length() == 0 && c != 0 && c != ',') throw new NotLiteralException();
                return all.toString();
            }
            at = PythonString.read(text, at, raw, all);
            char next = peek();
            if (next == 0 || "\"'rRuU".indexOf(next) < 0) return all.toString();
        }
    }

    private boolean take(char c) {
        if (peek() != c) return false;
        at++;
        return true;
    }

    /** Returns the next character that is no blank, 0 at the end. */
    private char peek() {
        while (at < text.length() && text.charAt(at) == ' ') at++;
        return at < text.length() ? text.charAt(at) : 0;
    }
}
