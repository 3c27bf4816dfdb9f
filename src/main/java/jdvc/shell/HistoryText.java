package jdvc.shell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The stored history: a line of text for each typed one, oldest first, {@code \n} and {@code \\} for what it may hold. */
public final class HistoryText {

    static final int MAX_LINES = 2000;

    private HistoryText() {}

    /** Returns the lines that a text holds, each once, where it is newest; what could harm a terminal is left out. */
    public static List<String> parse(String text) {
        var lines = new LinkedHashSet<String>();
        for (int start = 0, end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start)) {
            var line = unescape(text.substring(start, end));
            if (isHarmless(line)) append(lines, line);
        }
        return last(lines);
    }

    public static String format(List<String> lines) {
        var text = new StringBuilder();
        for (var line : lines)
            text.append(line.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        return text.toString();
    }

    /** Returns the lines with a new last one, and that nowhere else. */
    public static List<String> plus(List<String> lines, String line) {
        var all = new LinkedHashSet<>(lines);
        append(all, line);
        return last(all);
    }

    private static void append(LinkedHashSet<String> lines, String line) {
        lines.remove(line);
        lines.add(line);
    }

    private static List<String> last(LinkedHashSet<String> lines) {
        var list = new ArrayList<>(lines);
        return list.subList(Math.max(0, list.size() - MAX_LINES), list.size());
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) return text;
        var line = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escape = c == '\\' && i + 1 < text.length();
            if (escape) c = text.charAt(++i);
            line.append(escape && c == 'n' ? '\n' : c);
        }
        return line.toString();
    }

    /** What a damaged or planted file may hold must not reach the terminal. */
    private static boolean isHarmless(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < 0x20 && c != '\n' || c >= 0x7f && c < 0xa0) return false;
        }
        return !line.isBlank();
    }
}
