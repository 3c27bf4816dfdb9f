package jdvc.ui;

/** Lines for people, broken between words: a terminal would break them in the middle of one. */
final class Prose {

    private Prose() {}

    /**
     * Returns the line with newlines where a row ends. What stands in backticks is one word, to be copied; a word that is
     * longer than a row is left to the terminal.
     *
     * @param line may have styles, which take no columns
     */
    static String wrap(String line, int columns) {
        if (Width.of(line) <= columns) return line;
        var wrapped = new StringBuilder();
        int column = 0;
        for (int at = 0; at < line.length(); ) {
            int start = at;
            while (start < line.length() && line.charAt(start) == ' ') start++;
            int end = wordEnd(line, start);
            int blanks = start - at;
            int width = Width.of(Style.strip(line.substring(start, end)));
            if (column > 0 && column + blanks + width > columns) {
                wrapped.append('\n');
                column = 0;
                blanks = 0;
            }
            wrapped.append(" ".repeat(blanks)).append(line, start, end);
            column += blanks + width;
            at = end;
        }
        return wrapped.toString();
    }

    private static int wordEnd(String line, int start) {
        boolean quoted = false;
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '`') quoted = !quoted && line.indexOf('`', i + 1) > 0;
            else if (c == ' ' && !quoted) return i;
        }
        return line.length();
    }
}
