package jdvc.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WidthTest {

    private static final Look LOOK = Look.of(Map.of(), new Look.Terminals(true, true, true, false, () -> 80));

    @Test
    void knowsWideNarrowAndCombiningCharacters() {
        assertEquals(3, Width.of("abc"));
        assertEquals(4, Width.of("\u6a21\u578b"));
        assertEquals(1, Width.of("e\u0301"));
        assertEquals(2, Width.of("\ud83d\ude00"));
        assertEquals(4, Width.of("\u270e\u2191\u232b\u276f"));
        assertEquals(2, Width.of("\u05d0\u05d1"));
        assertEquals(2, Width.of("\ud55c"));
    }

    @Test
    void cutsToTheWidthAndNotBeyond() {
        assertEquals("abcde", Width.cut("abcde", 5, LOOK));
        assertEquals("abc\u2026", Width.cut("abcde", 4, LOOK));
        assertEquals("\u6a21\u2026", Width.cut("\u6a21\u578b\u6a21", 4, LOOK));
        assertEquals("a...", Width.cut("abcde", 4, Look.plain()));
        assertEquals("da\u2026l.pkl", Width.cutMiddle("data/pkl/model.pkl", 8, LOOK));
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--)
                text.appendCodePoint("a\u6a21\u0301\u00e4".codePointAt(random.nextInt(4)));
            int width = random.nextInt(10);
            assertTrue(Width.of(Width.cut(text.toString(), width, LOOK)) <= width, "seed " + seed);
            assertTrue(Width.of(Width.cutMiddle(text.toString(), width, LOOK)) <= width, "seed " + seed);
        }
    }
}
