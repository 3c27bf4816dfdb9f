package jdvc.ui;

/** Makes untrusted text safe to show (safety 12.1): what could move, hide or forge becomes a visible escape. */
public final class Sanitizer {

    private Sanitizer() {}

    /** Returns the text, itself if nothing in it is dangerous; the result has no control characters at all. */
    public static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x7f) return escape(text);
        }
        return text;
    }

    private static String escape(String text) {
        var out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isDangerous(c)) escape(out, c);
            else out.appendCodePoint(c);
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static boolean isDangerous(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT, // bidirectional controls, zero-width characters, tags
                    Character.SURROGATE, // an unpaired one: a pair is another code point
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isInvisible(c);
        };
    }

    /** Letters by their category that show nothing: the grapheme joiner and the Hangul and Braille blanks. */
    private static boolean isInvisible(int c) {
        return c == 0x34f
                || c == 0x115f
                || c == 0x1160
                || c == 0x3164
                || c == 0xffa0
                || c == 0x2800
                || c == 0x17b4
                || c == 0x17b5;
    }

    private static void escape(StringBuilder out, int c) {
        int letter = "\n\t\r".indexOf(c);
        if (letter >= 0) {
            out.append('\\').append("ntr".charAt(letter));
        } else if (c < 0x100) {
            hex(out.append("\\x"), c, 2);
        } else if (c < 0x10000) {
            hex(out.append("\\u"), c, 4);
        } else {
            hex(out.append("\\U"), c, 8);
        }
    }

    private static void hex(StringBuilder out, int value, int digits) {
        for (int i = digits - 1; i >= 0; i--) out.append("0123456789abcdef".charAt(value >> 4 * i & 15));
    }
}
