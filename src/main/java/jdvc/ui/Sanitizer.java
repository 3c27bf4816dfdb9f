package jdvc.ui;

/** Makes untrusted text safe to show (safety 12.1): what could move, hide or forge becomes a visible escape. */
public final class Sanitizer {

    private Sanitizer() {}

    /** Returns the text, itself if nothing in it is dangerous. */
    public static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x7f) return escape(text);
        }
        return text;
    }

    private static String escape(String text) {
        throw new UnsupportedOperationException(text);
    }
}
