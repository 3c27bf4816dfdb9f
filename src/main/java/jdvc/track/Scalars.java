package jdvc.track;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar without quotes means to DVC's YAML library (YAML 1.2, with its extensions). Written without regular
 * expressions: every command that writes a metafile passes here.
 */
final class Scalars {

    private static final String DIGITS = "0123456789";

    /** What a plain scalar is taken for. */
    enum Type {
        TEXT,
        BOOLEAN,
        NULL,
        INTEGER,
        FLOAT,
        TIMESTAMP,
        /** A merge key {@code <<} or a default {@code =}. */
        SPECIAL
    }

    private Scalars() {}

    static Type typeOf(String s) {
        if (s.isEmpty()) return Type.NULL;
        return switch (s) {
            case "true", "True", "TRUE", "false", "False", "FALSE" -> Type.BOOLEAN;
            case "~", "null", "Null", "NULL" -> Type.NULL;
            case "<<", "=" -> Type.SPECIAL;
            default -> numberOrText(s);
        };
    }

    private static Type numberOrText(String s) {
        char first = s.charAt(0);
        if (!digit(first) && first != '-' && first != '+' && first != '.') return Type.TEXT;
        int sign = first == '-' || first == '+' ? 1 : 0;
        if (first != '.' && isInteger(s, sign)) return Type.INTEGER;
        if (isFloat(s, sign)) return Type.FLOAT;
        return isTimestamp(s) ? Type.TIMESTAMP : Type.TEXT;
    }

    private static boolean isInteger(String s, int at) {
        if (allOf(s, at, "0123456789_")) return true;
        if (s.startsWith("0b", at)) return allOf(s, at + 2, "01_");
        if (s.startsWith("0o", at)) return allOf(s, at + 2, "01234567_");
        return s.startsWith("0x", at) && allOf(s, at + 2, "0123456789abcdefABCDEF_");
    }

    private static boolean isFloat(String s, int sign) {
        return switch (s.substring(sign)) {
            case ".inf", ".Inf", ".INF" -> true;
            case ".nan", ".NaN", ".NAN" -> sign == 0;
            default -> isDecimal(s, sign);
        };
    }

    private static boolean isDecimal(String s, int start) {
        int at = start;
        boolean leading = at < s.length() && digit(s.charAt(at));
        if (leading) at = span(s, at, "0123456789_");
        boolean point = at < s.length() && s.charAt(at) == '.';
        if (point) {
            int end = span(s, at + 1, "0123456789_");
            if (!leading && end == at + 1) return false;
            at = end;
        }
        if (at == s.length()) return point;
        if (s.charAt(at) != 'e' && s.charAt(at) != 'E') return false;
        at++;
        boolean signed = at < s.length() && (s.charAt(at) == '-' || s.charAt(at) == '+');
        // ".5e3" is text to the library, ".5e+3" a number
        return (signed || leading) && allOf(s, signed ? at + 1 : at, DIGITS);
    }

    /** Takes {@code 2001-12-14}, and that with a time of day behind it. */
    private static boolean isTimestamp(String s) {
        int at = digits(s, 0, 4, 4);
        at = digits(s, expect(s, at, '-'), 1, 2);
        at = digits(s, expect(s, at, '-'), 1, 2);
        if (at < 0) return false;
        if (at == s.length()) return s.length() == 10;
        int time = s.charAt(at) == 'T' || s.charAt(at) == 't' ? at + 1 : span(s, at, " \t");
        if (time == at) return false;
        at = digits(s, time, 1, 2);
        at = digits(s, expect(s, at, ':'), 2, 2);
        at = digits(s, expect(s, at, ':'), 2, 2);
        if (at < 0) return false;
        if (at < s.length() && s.charAt(at) == '.') at = span(s, at + 1, DIGITS);
        return isZone(s, span(s, at, " \t"), at);
    }

    private static boolean isZone(String s, int at, int end) {
        if (at == s.length()) return at == end;
        if (s.charAt(at) == 'Z') return at + 1 == s.length();
        if (s.charAt(at) != '-' && s.charAt(at) != '+') return false;
        at = digits(s, at + 1, 1, 2);
        if (at == s.length()) return true;
        return digits(s, expect(s, at, ':'), 2, 2) == s.length();
    }

    /** Returns where {@code min} to {@code max} digits from {@code at} end; -1 if they are not there. */
    private static int digits(String s, int at, int min, int max) {
        if (at < 0) return -1;
        int end = span(s, at, DIGITS);
        return end - at < min || end - at > max ? -1 : end;
    }

    private static int expect(String s, int at, char c) {
        return at >= 0 && at < s.length() && s.charAt(at) == c ? at + 1 : -1;
    }

    private static int span(String s, int at, String set) {
        while (at < s.length() && set.indexOf(s.charAt(at)) >= 0) at++;
        return at;
    }

    private static boolean allOf(String s, int at, String set) {
        return at < s.length() && span(s, at, set) == s.length();
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Returns a plain scalar's value: null, Boolean, Long, BigInteger, Double or String. */
    static @Nullable Object valueOf(String s) {
        return switch (typeOf(s)) {
            case NULL -> null;
            case BOOLEAN -> s.charAt(0) == 't' || s.charAt(0) == 'T';
            case INTEGER -> integer(s);
            case FLOAT -> floating(s.replace("_", ""));
            case TEXT, TIMESTAMP, SPECIAL -> s;
        };
    }

    private static Object integer(String s) {
        var digits = s.replace("_", "");
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) digits = digits.substring(1);
        int radix = digits.startsWith("0b") ? 2 : digits.startsWith("0o") ? 8 : digits.startsWith("0x") ? 16 : 10;
        if (radix != 10) digits = digits.substring(2);
        // Python has no limit here; reading a number of many digits is quadratic, and no size or parameter needs it.
        if (digits.isEmpty() || digits.length() > 1000) return s;
        var value = new BigInteger(digits, radix);
        if (negative) value = value.negate();
        return small(value);
    }

    /** Returns a whole number as Long if it is one. */
    static Object small(BigInteger value) {
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    private static Object floating(String s) {
        int sign = s.startsWith("-") || s.startsWith("+") ? 1 : 0;
        if (s.startsWith(".n", sign) || s.startsWith(".N", sign)) return Double.NaN;
        if (s.startsWith(".i", sign) || s.startsWith(".I", sign)) {
            return s.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(s);
    }
}
