package jdvc.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import jdvc.ui.Table.Column;
import org.junit.jupiter.api.Test;

class BarsTest {

    private static final String FULL = "\u2588".repeat(10);

    @Test
    void theLargestIsTheLongest() {
        var bars = Bars.of(List.of(1000L, 500L, 1L, 0L, 1L << 62), 20, look(80, true));
        assertEquals(List.of("\u258f", "\u258f", "\u258f", "", FULL), bars);
        assertEquals(List.of(FULL, "\u2588".repeat(5) + "\u258d"), Bars.of(List.of(1000L, 540L), 20, look(80, true)));
    }

    @Test
    void areAsciiWhereOnlyThatIsShown() {
        assertEquals(List.of("##########", "#####", "#"), Bars.of(List.of(1000L, 500L, 1L), 20, look(80, false)));
    }

    @Test
    void compareAtLeastTwo() {
        assertEquals(List.of(), Bars.of(List.of(), 20, look(80, true)));
        assertEquals(List.of(), Bars.of(List.of(7L, 0L), 20, look(80, true)));
    }

    @Test
    void areNothingForScriptsAndScreenReadersAndWhereThereIsNoRoom() {
        var sizes = List.of(1L, 2L);
        assertEquals(List.of(), Bars.of(sizes, 10, Look.plain()));
        var read = Look.of(Map.of(), new Look.Terminals(true, true, true, true, () -> 80));
        assertEquals(List.of(), Bars.of(sizes, 10, read));
        assertEquals(List.of(), Bars.of(sizes, 29, look(40, true)));
        assertEquals(2, Bars.of(sizes, 28, look(40, true)).size());
    }

    @Test
    void standBehindTheSizesOfBothKindsOfTables() {
        var plain = new PlainTable(List.of())
                .rightFirst()
                .sized(4, List.of("4", "a"))
                .sized(0, List.of("", "d"))
                .sized(16, List.of("16", "b"));
        assertEquals(
                List.of(" 4  \u2588\u2588\u258c         a", "                d", "16  " + FULL + "  b"),
                plain.plain(look(80, true)));
        assertEquals(List.of(" 4  a", "    d", "16  b"), plain.plain(look(12, true)));
        var table = new Table(Column.RIGHT, Column.CUT_MIDDLE).heading("size", "name");
        table.sized(2048, "2.0 KiB", "a").sized(1024, "1.0 KiB", "b");
        var lines = new TableLayout(table, look(80, true)).lines();
        assertTrue(lines.get(1).endsWith("2.0 KiB  " + FULL + "  a"), lines.toString());
        assertTrue(lines.get(0).endsWith("name\u001b[0m"), lines.toString());
        assertFalse(new TableLayout(table, Look.plain()).lines().toString().contains("\u2588"));
    }

    private static Look look(int width, boolean utf8) {
        return Look.of(Map.of("TERM", "xterm"), new Look.Terminals(true, true, utf8, false, () -> width));
    }
}
