package jdvc.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import jdvc.ui.Table.Column;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsColumns() {
        var table = new Table(Column.LEFT, Column.RIGHT, Column.LEFT)
                .heading("name", "size", "note")
                .row("a", "12 B", "")
                .row("\u6a21\u578b", "4.0 KiB", "wide");
        assertEquals(
                List.of("name     size  note", "a        12 B", "\u6a21\u578b  4.0 KiB  wide"),
                lines(table, 80, false));
    }

    @Test
    void isReadAloudWithoutColumns() {
        var look = Look.of(Map.of(), new Look.Terminals(true, true, true, true, () -> 10));
        var named = new Table(Column.LEFT, Column.RIGHT, Column.CUT)
                .heading("name", "size", "note")
                .row("a", "", "longer than the window\n")
                .row("b", "4.0 KiB", "");
        assertEquals(
                List.of("name: a, note: longer than the window\\n", "name: b, size: 4.0 KiB"),
                new TableLayout(named, look).lines());
        assertEquals(List.of("a, b"), new TableLayout(new Table(Column.LEFT, Column.LEFT).row("a", "b"), look).lines());
        assertEquals(
                List.of("12, a"),
                new PlainTable(List.of()).row(List.of("12", "a")).plain(look));
        assertEquals(
                List.of("Path: m.json, Change: 0.1"),
                new PlainTable(List.of("Path", "Old", "Change"))
                        .row(List.of("m.json", "", "0.1"))
                        .plain(look));
    }

    @Test
    void fitsTheTerminal() {
        var table = new Table(Column.CUT_MIDDLE, Column.RIGHT, Column.CUT)
                .row("data/images/2024/cats/whiskers.png", "123 MiB", "a rather long message")
                .row(
                        "data/\u6a21\u578b\u6a21\u578b\u6a21\u578b\u6a21\u578b\u6a21\u578b\u6a21\u578b\u6a21\u578b",
                        "1 B",
                        "b");
        for (int width = 27; width < 70; width++) {
            for (var line : lines(table, width, true)) assertTrue(Width.of(line) <= width, width + ": " + line);
        }
        assertEquals(
                "da\u2026s.png  123 MiB  a rather\u2026", lines(table, 28, true).get(0));
        assertEquals(
                List.of("data/images/2024/cats/whiskers.png  123 MiB  a rather long message"),
                lines(table, 20, false).subList(0, 1));
    }

    @Test
    void showsNamesSafely() {
        var table = new Table(Column.LEFT, Column.LEFT).row("a\nb", "x").row("c", Style.RED.of("\u001b[2J"));
        assertEquals(List.of("a\\nb  x", "c     \\x1b[2J"), lines(table, 80, false));
        assertEquals("c     \u001b[31m\\x1b[2J\u001b[0m", lines(table, 80, true).get(1));
    }

    private static List<String> lines(Table table, int width, boolean terminal) {
        var look = Look.of(Map.of("TERM", "xterm"), new Look.Terminals(terminal, terminal, true, false, () -> width));
        return new TableLayout(table, look).lines();
    }
}
