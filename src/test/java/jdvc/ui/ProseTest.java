package jdvc.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProseTest {

    @Test
    void breaksBetweenWords() {
        assertEquals("one two\nthree\nfour", Prose.wrap("one two three four", 8));
        assertEquals("one two", Prose.wrap("one two", 7));
        assertEquals("  one\ntwo", Prose.wrap("  one two", 6));
    }

    @Test
    void leavesWhatIsToBeCopiedInOnePiece() {
        assertEquals("type\n`push -r store`\nnow", Prose.wrap("type `push -r store` now", 15));
        assertEquals("it's\n5` or\nso", Prose.wrap("it's 5` or so", 6));
        assertEquals("a\nvery/long/path\nb", Prose.wrap("a very/long/path b", 5));
    }

    @Test
    void countsColumnsOnly() {
        assertEquals("\u001b[31mone\u001b[0m two\nthree", Prose.wrap("\u001b[31mone\u001b[0m two three", 8));
        assertEquals("\u6a21\u6a21\n\u6a21", Prose.wrap("\u6a21\u6a21 \u6a21", 4));
    }
}
