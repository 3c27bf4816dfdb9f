package jdvc.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SparkTest {

    @Test
    void drawsFromTheLeastToTheGreatest() {
        assertEquals("\u2581\u2584\u2588", Spark.of(List.of(0.5, 0.66, 0.9), look(80, true)));
        assertEquals("\u2588\u2581", Spark.of(List.of(3, -7L), look(80, true)));
        assertEquals("\u2584\u2584", Spark.of(List.of(1, 1), look(80, true)));
        assertEquals("\u2581\u2588", Spark.of(List.of(-Double.MAX_VALUE, Double.MAX_VALUE), look(80, true)));
    }

    @Test
    void isAsciiWhereOnlyThatIsShown() {
        assertEquals("_.-^", Spark.of(List.of(0, 1, 2, 3), look(80, false)));
    }

    @Test
    void needsTwoNumbers() {
        assertEquals("", Spark.of(List.of(), look(80, true)));
        assertEquals("", Spark.of(List.of(0.5), look(80, true)));
        assertEquals("", Spark.of(List.of(0.5, Double.NaN, Double.POSITIVE_INFINITY), look(80, true)));
    }

    @Test
    void keepsTheNewestWithinTheWindow() {
        var many = Collections.nCopies(100, 1);
        assertEquals(20, Spark.of(many, look(40, true)).length());
        assertEquals(26, Spark.of(many, look(80, true)).length());
        assertEquals(60, Spark.of(many, look(300, true)).length());
        var last = new ArrayList<Number>(many);
        last.add(2);
        assertEquals('\u2588', Spark.of(last, look(40, true)).charAt(19));
    }

    @Test
    void isNothingForScriptsAndScreenReaders() {
        assertEquals("", Spark.of(List.of(1, 2), Look.plain()));
        var read = Look.of(Map.of(), new Look.Terminals(true, true, true, true, () -> 80));
        assertEquals("", Spark.of(List.of(1, 2), read));
    }

    private static Look look(int width, boolean utf8) {
        return Look.of(Map.of("TERM", "xterm"), new Look.Terminals(true, true, utf8, false, () -> width));
    }
}
