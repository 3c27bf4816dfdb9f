package jdvc.store.s3;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Words from and for the network. */
final class Text {

    /** Longest text of a server that is shown (safety 11.11). */
    static final int LIMIT = 1024;

    private static final String HEX = "0123456789ABCDEF";

    private Text() {}

    /** Returns a server's text on one line, bounded, with everything that could act on a terminal made visible. */
    static String clean(String untrusted) {
        var clean = new StringBuilder();
        int end = Math.min(untrusted.length(), LIMIT);
        for (int i = 0; i < end; i++) {
            char c = untrusted.charAt(i);
            if (c == '\n' || c == '\r' || c == '\t') clean.append(' ');
            else if (isPlain(c)) clean.append(c);
            else clean.append("\\u").append(hex(c));
        }
        return clean.toString().strip();
    }

    /** Beyond Latin letters only letters and digits pass: no control, no direction mark, nothing of width zero. */
    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f || c >= 0xa1 && c != 0xad && Character.isLetterOrDigit(c);
    }

    private static String hex(char c) {
        return "" + HEX.charAt(c >> 12) + HEX.charAt(c >> 8 & 15) + HEX.charAt(c >> 4 & 15) + HEX.charAt(c & 15);
    }

    /** Returns a time as people say it: {@code 90 s}, {@code 2 h}. */
    static String of(Duration time) {
        long seconds = time.abs().toSeconds();
        if (seconds == 0) return time.abs().toMillis() + " ms";
        if (seconds < 120) return seconds + " s";
        if (seconds < 7200) return (seconds + 30) / 60 + " min";
        return (seconds + 1800) / 3600 + " h";
    }

    /** Percent-encodes all but unreserved characters, as a signature wants it; slashes only in a query. */
    static String encode(String text, boolean inPath) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-_.~".indexOf(c) >= 0;
            if (plain || inPath && c == '/') encoded.append(c);
            else encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
        return encoded.toString();
    }
}
