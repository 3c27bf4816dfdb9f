package jdvc.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SanitizerTest {

    @Test
    void leavesHarmlessTextAlone() {
        for (var text :
                new String[] {"", "pkl/model.pkl", "gew\u00fcrz", "\u6a21\u578b", "\ud83d\ude00", "a\\nb", "e\u0301"}) {
            assertEquals(text, Sanitizer.clean(text));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "001b | \\x1b",
                "0000 | \\x00",
                "007f | \\x7f",
                "000a | \\n",
                "0009 | \\t",
                "000d | \\r",
                "009b | \\x9b",
                "00ad | \\xad",
                "202e | \\u202e",
                "2066 | \\u2066",
                "200b | \\u200b",
                "200d | \\u200d",
                "2028 | \\u2028",
                "2029 | \\u2029",
                "feff | \\ufeff",
                "3164 | \\u3164",
                "e0041 | \\U000e0041",
                "d800 | \\ud800",
                "dc00 | \\udc00",
            })
    void showsWhatCouldDeceive(String code, String escape) {
        int c = Integer.parseInt(code, 16);
        String text = c >= 0xd800 && c < 0xe000 ? String.valueOf((char) c) : Character.toString(c);
        assertEquals("a" + escape + "b", Sanitizer.clean("a" + text + "b"));
    }

    @Test
    void letsNothingThroughThatMovesHidesOrForges() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(20); j > 0; j--) text.append(anyChar(random));
            String clean = Sanitizer.clean(text.toString());
            clean.codePoints()
                    .forEach(c -> assertTrue(isHarmless(c), "U+" + Integer.toHexString(c) + ", seed " + seed));
            assertEquals(clean, Sanitizer.clean(clean), "seed " + seed);
        }
    }

    @Test
    void staysUnambiguousForDifferentControls() {
        assertFalse(Sanitizer.clean("\u001b").equals(Sanitizer.clean("\u009b")));
    }

    private static char anyChar(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> (char) random.nextInt(0x100);
            case 1 -> (char) (0x2000 + random.nextInt(0x70));
            case 2 -> (char) (0xd800 + random.nextInt(0x800));
            default -> (char) random.nextInt(0x10000);
        };
    }

    private static boolean isHarmless(int c) {
        int type = Character.getType(c);
        return !Character.isISOControl(c)
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
