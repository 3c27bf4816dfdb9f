package jdvc.config;

/** The characters that Python counts as white space, which is more than Java does. */
final class Blanks {

    private Blanks() {}

    static boolean isBlank(char c) {
        if (c <= ' ') return c == ' ' || c >= '\t' && c <= '\r' || c >= 0x1c && c <= 0x1f;
        if (c < 0x2000) return c == 0x85 || c == 0xa0 || c == 0x1680;
        return c <= 0x200a || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
    }

    /** Returns the first place from {@code at} on that is not blank, or the length. */
    static int skip(String text, int at) {
        while (at < text.length() && isBlank(text.charAt(at))) at++;
        return at;
    }

    /** Returns the end of what is left of {@code end} without the blanks before it, not below {@code start}. */
    static int trim(String text, int start, int end) {
        while (end > start && isBlank(text.charAt(end - 1))) end--;
        return end;
    }

    /** Tells whether nothing but blanks and a comment follows. */
    static boolean isRest(String text, int at) {
        int next = skip(text, at);
        return next == text.length() || text.charAt(next) == '#';
    }

    /** Returns a text without the pair of quotes around it, if it has one. */
    static String unquote(String text) {
        char first = text.charAt(0);
        if (first != '"' && first != '\'' || text.charAt(text.length() - 1) != first) return text;
        return text.length() < 2 ? "" : text.substring(1, text.length() - 1);
    }
}
