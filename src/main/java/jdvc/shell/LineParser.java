package jdvc.shell;

import java.util.List;
import java.util.function.Predicate;
import jdvc.command.Words;
import jdvc.command.Words.Rest;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.SyntaxError;

/** Tells JLine which word the cursor is in, and that a line with an open quote goes on. */
final class LineParser implements Parser {

    private final Predicate<String> foreign;

    /** Lines that are {@code foreign} have no words of ours. */
    LineParser(Predicate<String> foreign) {
        this.foreign = foreign;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) throws SyntaxError {
        if (context == ParseContext.ACCEPT_LINE && !foreign.test(line)) {
            var rest = Words.split(line).rest();
            if (rest != Rest.NOTHING) throw new EOFError(-1, -1, "the line goes on", rest.toString());
        }
        return new Typed(line, cursor, rawWord(line.substring(0, cursor)));
    }

    /** Returns the word that a line ends with as it is typed, quotes and all; empty after a blank. */
    static String rawWord(String line) {
        var words = Words.split(line).words();
        if (words.isEmpty()) return "";
        var last = words.get(words.size() - 1);
        return last.end() == line.length() ? line.substring(last.start()) : "";
    }

    @Override
    public boolean isEscapeChar(char c) {
        return c == '\\';
    }

    /**
     * A line whose only word is the one before the cursor, as it is typed: candidates are quoted when they are made, so
     * JLine need not know about quotes, whose lengths it takes for those of the text.
     */
    private record Typed(String line, int cursor, String word) implements CompletingParsedLine {

        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return word.length();
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }
    }
}
