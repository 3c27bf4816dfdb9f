package jdvc.proof;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** Words of fixtures and reports. */
final class Text {

    /** The order of UTF-8 bytes, which is that of code points and not that of Java's strings. */
    static final Comparator<String> BY_CODE_POINTS = (a, b) ->
            java.util.Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private Text() {}

    /** Decodes percent-coded bytes; everything else is itself in UTF-8. */
    static byte[] decode(String coded) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < coded.length(); ) {
            if (coded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(coded.substring(i + 1, i + 3), 16));
                i += 3;
            } else {
                int end = coded.indexOf('%', i);
                if (end < 0) end = coded.length();
                bytes.writeBytes(coded.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end;
            }
        }
        return bytes.toByteArray();
    }

    static String decodeText(String coded) {
        return new String(decode(coded), StandardCharsets.UTF_8);
    }

    /** Returns a name on one line. */
    static String shown(String name) {
        var text = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (c < 0x20 || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029) text.append("\\u%04x".formatted(c));
            else text.appendCodePoint(c);
        });
        return text.toString();
    }

    /** Returns text with every line marked, so that a missing last line end is seen. */
    static String block(byte[] content) {
        var text = new String(content, StandardCharsets.UTF_8);
        var block = new StringBuilder();
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            block.append('\n').append(end < 0 ? ':' : '|').append(text, start, end < 0 ? text.length() : end);
            start = end < 0 ? text.length() : end + 1;
        }
        return block.toString();
    }

    static String lines(List<String> lines) {
        return String.join("\n", lines);
    }
}
