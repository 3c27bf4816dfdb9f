package jdvc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FloatsTest {

    @Test
    void printsNumbersAsPythonDoes() {
        assertEquals("0.1", Floats.format(0.1));
        assertEquals("1e-05", Floats.format(0.00001));
        assertEquals("0.0001", Floats.format(0.0001));
        assertEquals("1e+16", Floats.format(1e16));
        assertEquals("1000000000000000.0", Floats.format(1e15));
        assertEquals(
                "2e-323",
                Floats.format(2e-323)); // Java before 19 says 2.0E-323, fine, but 2.0E-3 with too many digits elsewhere
        assertEquals("2.5e+100", Floats.format(2.5e100));
        assertEquals("-0.0", Floats.format(-0.0));
        assertEquals("3.0", Floats.format(3));
        assertEquals("inf", Floats.format(Double.POSITIVE_INFINITY));
    }

    @Test
    void printedNumbersReadBack() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isNaN(number)) continue;
            assertEquals(number, Double.parseDouble(Floats.format(number).replace("inf", "Infinity")), "seed " + seed);
        }
    }
}
