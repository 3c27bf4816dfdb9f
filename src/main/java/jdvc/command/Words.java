package jdvc.command;

import java.util.ArrayList;
import java.util.List;

/**
 * A typed line split as POSIX sh splits words: quotes, backslashes and comments, but nothing expands here.
 *
 * @param words in order; the last one may still be open
 * @param rest what the line still waits for
 */
public record Words(List<Word> words, Rest rest) {

    /** What is missing at the end of a line. */
    public enum Rest {
        NOTHING,
        QUOTE,
        DOUBLE_QUOTE,
        /** The line ends with a backslash: the next one belongs to it. */
        BACKSLASH
    }

    /**
     * A word of a line.
     *
     * @param text without quotes
     * @param pattern the same, where a backslash stands before what was quoted and would mean something in a pattern
     * @param start where it begins in the line
     * @param end behind its last character
     */
    public record Word(String text, String pattern, int start, int end) {}

    /** What makes a word a pattern, if it is not quoted. */
    public static final String WILD = "*?[";

    public Words {
        words = List.copyOf(words);
    }

    /** Splits a line; a newline in it separates words as a blank does. */
    public static Words split(String line) {
        var splitter = new Splitter(line);
        while (splitter.at < line.length()) splitter.step();
        splitter.endWord();
        return new Words(splitter.words, splitter.rest);
    }

    /** Returns the lines of a script: physical ones joined where a quote or a backslash asks for the next. */
    public static List<String> lines(String script) {
        var lines = new ArrayList<String>();
        int start = 0;
        for (int end = script.indexOf('\n'); end >= 0; end = script.indexOf('\n', end + 1)) {
            if (end > start && split(script.substring(start, end)).rest != Rest.NOTHING) continue;
            lines.add(script.substring(start, end));
            start = end + 1;
        }
        if (start < script.length()) lines.add(script.substring(start));
        return lines;
    }

    /** Returns the words' texts. */
    public List<String> texts() {
        var texts = new ArrayList<String>(words.size());
        for (var each : words) texts.add(each.text());
        return texts;
    }

    /** Returns the word as it must be typed to be one word with this text. */
    public static String quote(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!isPlain(word.charAt(i), i)) return "'" + word.replace("'", "'\\''") + "'";
        }
        return word.isEmpty() ? "''" : word;
    }

    private static boolean isPlain(char c, int at) {
        if (c > 0x7f) return !Character.isWhitespace(c) && !Character.isSpaceChar(c);
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') return true;
        // a tilde or a number sign is plain only where it cannot begin a word
        return "_@%+=:,./-".indexOf(c) >= 0 || at > 0 && "~#".indexOf(c) >= 0;
    }

    private static final class Splitter {

        private final String line;
        private final List<Word> words = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder pattern = new StringBuilder();
        private int start = -1;
        private int at;
        private Rest rest = Rest.NOTHING;

        Splitter(String line) {
            this.line = line;
        }

        /** Reads one blank, comment, quoted part or character. */
        void step() {
            char c = line.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                endWord();
                at++;
            } else if (c == '#' && start < 0) {
                int end = line.indexOf('\n', at);
                at = end < 0 ? line.length() : end;
            } else {
                if (c != '\\' || !joinsLines()) start = start < 0 ? at : start;
                at++;
                if (c == '\'') quoted();
                else if (c == '"') doubleQuoted();
                else if (c == '\\') escaped();
                else plain(c);
            }
        }

        private void plain(char c) {
            text.append(c);
            pattern.append(c);
        }

        private void literal(char c) {
            text.append(c);
            if ("*?[]\\~!^-".indexOf(c) >= 0) pattern.append('\\');
            pattern.append(c);
        }

        void endWord() {
            if (start >= 0) words.add(new Word(text.toString(), pattern.toString(), start, at));
            start = -1;
            text.setLength(0);
            pattern.setLength(0);
        }

        private boolean joinsLines() {
            return at + 1 < line.length() && line.charAt(at + 1) == '\n' || at + 1 == line.length();
        }

        private void escaped() {
            if (at == line.length()) {
                rest = Rest.BACKSLASH;
                return;
            }
            char c = line.charAt(at++);
            if (c != '\n') literal(c);
        }

        private void quoted() {
            int end = line.indexOf('\'', at);
            if (end < 0) rest = Rest.QUOTE;
            int stop = end < 0 ? line.length() : end;
            for (; at < stop; at++) literal(line.charAt(at));
            if (end >= 0) at++;
        }

        private void doubleQuoted() {
            while (at < line.length()) {
                char c = line.charAt(at++);
                if (c == '"') return;
                if (c == '\\' && at < line.length() && "$`\"\\\n".indexOf(line.charAt(at)) >= 0) {
                    c = line.charAt(at++);
                    if (c == '\n') continue;
                }
                literal(c);
            }
            rest = Rest.DOUBLE_QUOTE;
        }
    }
}
