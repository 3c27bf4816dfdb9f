package jdvc.track;

import jdvc.track.PythonLiteral.NotLiteralException;

/** The inside of one quoted string of Python. */
final class PythonString {

    private PythonString() {}

    /** Appends what the string at {@code at} says, and returns the place behind it. */
    static int read(String text, int at, boolean raw, StringBuilder into) throws NotLiteralException {
        var quote = text.substring(at, at + 1);
        var end = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
        int i = at + end.length();
        while (!text.startsWith(end, i)) {
            if (i + 1 >= text.length()) throw new NotLiteralException();
            if (text.charAt(i) != '\\') into.append(text.charAt(i++));
            else if (raw) {
                into.append(text, i, i + 2);
                i += 2;
            } else i = escape(text, i + 1, into);
        }
        return i + end.length();
    }

    /** Reads what stands behind a backslash; one that means nothing stays, as in Python. */
    private static int escape(String text, int at, StringBuilder into) throws NotLiteralException {
        char c = text.charAt(at);
        int simple = "\\'\"abfnrtv\n".indexOf(c);
        if (c == '\n') return at + 1;
        if (simple >= 0) {
            into.append("\\'\"\u0007\b\f\n\r\t\u000b".charAt(simple));
            return at + 1;
        }
        return switch (c) {
            case 'x' -> code(text, at + 1, 2, 16, into);
            case 'u' -> code(text, at + 1, 4, 16, into);
            case 'U' -> code(text, at + 1, 8, 16, into);
            case 'N' -> throw new NotLiteralException();
            default -> {
                int octal = 0;
                while (octal < 3 && at + octal < text.length() && "01234567".indexOf(text.charAt(at + octal)) >= 0)
                    octal++;
                if (octal > 0) yield code(text, at, octal, 8, into);
                into.append('\\').append(c);
                yield at + 1;
            }
        };
    }

    private static int code(String text, int at, int digits, int radix, StringBuilder into) throws NotLiteralException {
        if (at + digits > text.length()) throw new NotLiteralException();
        try {
            into.appendCodePoint(Integer.parseUnsignedInt(text, at, at + digits, radix));
        } catch (IllegalArgumentException e) {
            throw new NotLiteralException();
        }
        return at + digits;
    }
}
