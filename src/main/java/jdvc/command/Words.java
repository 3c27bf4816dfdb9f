package jdvc.command;

import java.util.ArrayList;
import java.util.List;

/**
 * A typed line split as POSIX sh splits words: quotes, backslashes and comments, but nothing expands.
 *
 * @param words in order
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
     * @param start where it begins in the line
     * @param end behind its last character
     */
    public record Word(String text, int start, int end) {}

    public Words {
        words = List.copyOf(words);
    }

    public static Words split(String line) {
        throw new UnsupportedOperationException(line);
    }

    /** Returns the words' texts. */
    public List<String> texts() {
        var texts = new ArrayList<String>(words.size());
        for (var each : words) texts.add(each.text());
        return texts;
    }

    /** Returns the word as it must be typed to be one word with this text. */
    public static String quote(String word) {
        throw new UnsupportedOperationException(word);
    }
}
