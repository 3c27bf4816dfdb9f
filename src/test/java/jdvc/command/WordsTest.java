package jdvc.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import jdvc.command.Words.Rest;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void splitsAsASystemShellDoes() {
        assertEquals(List.of("add", "a b", "c"), texts("add 'a b' c"));
        assertEquals(List.of("a b"), texts("a\\ b"));
        assertEquals(List.of("a\"b$c\\d"), texts("\"a\\\"b\\$c\\d\""));
        assertEquals(List.of("it's"), texts("it\\'s"));
        assertEquals(List.of("it's"), texts("'it'\\''s'"));
        assertEquals(List.of("", "x"), texts("'' x"));
        assertEquals(List.of("$HOME", "*", "!x"), texts("$HOME * !x"));
        assertEquals(List.of("ab"), texts("a\\\nb"));
        assertEquals(List.of("a\nb"), texts("'a\nb'"));
        assertEquals(List.of("a", "b"), texts("a \\\n b"));
        assertEquals(List.of(), texts("   "));
    }

    @Test
    void whatIsQuotedMeansNothingInAPattern() {
        assertEquals(
                List.of("*.c", "\\*.c", "\\*\\?.c", "a\\*b*", "\\\\*"), patterns("*.c '*.c' \"*?.c\" a\\*b* '\\'*"));
        assertEquals(List.of("~", "\\~", "~/a b", "\\~/x"), patterns("~ '~' ~/'a b' \\~/x"));
    }

    private static List<String> patterns(String line) {
        return Words.split(line).words().stream().map(Words.Word::pattern).toList();
    }

    @Test
    void leavesCommentsOut() {
        assertEquals(List.of("push"), texts("push # everything"));
        assertEquals(List.of(), texts("# nothing"));
        assertEquals(List.of("a#b"), texts("a#b"));
        assertEquals(List.of("#b"), texts("'#b'"));
    }

    @Test
    void tellsWhatALineStillWaitsFor() {
        assertEquals(Rest.NOTHING, Words.split("push").rest());
        assertEquals(Rest.QUOTE, Words.split("push 'a").rest());
        assertEquals(Rest.DOUBLE_QUOTE, Words.split("push \"a").rest());
        assertEquals(Rest.BACKSLASH, Words.split("push \\").rest());
        assertEquals(Rest.NOTHING, Words.split("push \\\\").rest());
        assertEquals(Rest.NOTHING, Words.split("push # it's").rest());
    }

    @Test
    void knowsWhereWordsStand() {
        var words = Words.split(" add 'a b'  c").words();
        assertEquals(new Words.Word("add", "add", 1, 4), words.get(0));
        assertEquals(new Words.Word("a b", "a b", 5, 10), words.get(1));
        assertEquals(new Words.Word("c", "c", 12, 13), words.get(2));
    }

    @Test
    void joinsTheLinesOfAScriptThatBelongTogether() {
        assertEquals(List.of("a", "", "b"), Words.lines("a\n\nb\n"));
        assertEquals(List.of("a \\\n b", "c"), Words.lines("a \\\n b\nc"));
        assertEquals(List.of("a 'x\ny'", "c"), Words.lines("a 'x\ny'\nc\n"));
        assertEquals(List.of("a 'x\ny"), Words.lines("a 'x\ny"));
        assertEquals(List.of(), Words.lines(""));
    }

    @Test
    void quotesOnlyWhatNeedsIt() {
        assertEquals("pkl/model-1.0@HEAD~1", Words.quote("pkl/model-1.0@HEAD~1"));
        assertEquals("gew\u00fcrz", Words.quote("gew\u00fcrz"));
        assertEquals("'a b'", Words.quote("a b"));
        assertEquals("'it'\\''s'", Words.quote("it's"));
        assertEquals("''", Words.quote(""));
        assertEquals("'~x'", Words.quote("~x"));
        assertEquals("'\u3000'", Words.quote("\u3000"));
    }

    @Test
    void readsBackWhateverItQuotes() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        String letters = "ab \t\n'\"\\$`#~!*?[]{}()<>|&;=%\u00e4\u3000\u202e\ud83d\ude00";
        for (int i = 0; i < 2000; i++) {
            var word = new StringBuilder();
            for (int j = random.nextInt(8); j > 0; j--) word.append(letters.charAt(random.nextInt(letters.length())));
            String text = word.toString();
            assertEquals(List.of("x", text, "y"), texts("x " + Words.quote(text) + " y"), "seed " + seed);
        }
    }

    private static List<String> texts(String line) {
        return Words.split(line).texts();
    }
}
