package jdvc.config;

import java.util.Optional;

/**
 * A line such as {@code ['remote "x"']  # comment}.
 *
 * @param opened how many brackets open it: its depth
 * @param name without blanks and one pair of quotes around it
 * @param closed how many brackets close it
 */
record SectionHeader(int opened, String name, int closed) {

    /** Returns what the line says, if it is a header; {@code first} is its first bracket. */
    static Optional<SectionHeader> parse(String line, int first) {
        var starts = new int[line.length() - first + 1]; // where the name begins after so many brackets
        int opened = 0;
        for (int at = first; at < line.length() && line.charAt(at) == '['; ) {
            at = Blanks.skip(line, at + 1);
            starts[++opened] = at;
        }
        var closes = closes(line);
        int last = line.length();
        while (last >= 0 && !closes[last]) last--;
        // Where all of the opening brackets leave no name, the last ones of them are the name.
        for (int depth = opened; depth > 0; depth--) {
            int end = starts[depth] < last ? nameEnd(line, starts[depth], closes) : -1;
            if (end < 0) continue;
            var name = Blanks.unquote(line.substring(starts[depth], end));
            return Optional.of(new SectionHeader(depth, name, brackets(line, end)));
        }
        return Optional.empty();
    }

    /** Returns for each place whether the rest of the line is closing brackets, at least one, and a comment. */
    private static boolean[] closes(String line) {
        var closes = new boolean[line.length() + 1];
        boolean rest = true;
        for (int at = line.length() - 1; at >= 0; at--) {
            char c = line.charAt(at);
            boolean blank = Blanks.isBlank(c);
            closes[at] = c == ']' && (rest || closes[at + 1]) || blank && closes[at + 1];
            rest = c == '#' || rest && blank;
        }
        return closes;
    }

    private static int nameEnd(String line, int start, boolean[] closes) {
        char quote = line.charAt(start);
        if (quote != '"' && quote != '\'') {
            int end = start + 1;
            while (end < closes.length && !closes[end]) end++;
            return end < closes.length ? end : -1;
        }
        // between the quotes there is something
        int end = line.indexOf(quote, Blanks.skip(line, start + 1) + 1);
        while (end >= 0 && !closes[end + 1]) end = line.indexOf(quote, end + 1);
        return end < 0 ? -1 : end + 1;
    }

    private static int brackets(String line, int from) {
        int count = 0;
        for (int at = Blanks.skip(line, from); at < line.length() && line.charAt(at) == ']'; count++) {
            at = Blanks.skip(line, at + 1);
        }
        return count;
    }
}
