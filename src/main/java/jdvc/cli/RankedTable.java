package jdvc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import jdvc.ui.Look;
import jdvc.ui.Table;
import jdvc.ui.Table.Column;
import jdvc.ui.Ui;
import jdvc.ui.Width;

/**
 * A table with as many columns as the terminal is wide for.
 *
 * @param <R> what a row is made of
 */
final class RankedTable<R> {

    private static final int GAP = 2;
    /** What is left of a column that may be cut. */
    private static final int LEAST = 8;

    private final List<R> rows;
    private final Look look;
    private final List<Part<R>> parts = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    /** A column; those of a high rank go first when there is no room. */
    private record Part<R>(String name, Column column, int rank, int least, Function<R, Object> cell) {}

    RankedTable(List<R> rows, Look look) {
        this.rows = rows;
        this.look = look;
    }

    void part(String name, Column column, int rank, Function<R, Object> cell) {
        part(name, column, rank, LEAST, cell);
    }

    /** Adds a column to the right, of which so much is left when it is cut. */
    void part(String name, Column column, int rank, int least, Function<R, Object> cell) {
        parts.add(new Part<>(name, column, rank, least, cell));
    }

    Table fitted() {
        if (look.outTerminal() && look.columns()) drop(look.width().getAsInt());
        var table = new Table(parts.stream().map(Part::column).toArray(Column[]::new));
        table.heading(parts.stream().map(Part::name).toArray(String[]::new));
        for (var row : rows)
            table.row(parts.stream().map(part -> part.cell().apply(row)).toArray());
        return table;
    }

    /** Names the columns that found no room, and adds where else they are. */
    void tellDropped(Ui ui, String elsewhere) {
        if (!dropped.isEmpty()) ui.note("Left out for want of width: %s.%s", String.join(", ", dropped), elsewhere);
    }

    private void drop(int room) {
        var widths = new ArrayList<Integer>();
        int total = -GAP;
        for (var part : parts) {
            widths.add(width(part));
            total += widths.get(widths.size() - 1) + GAP;
        }
        while (total > room && parts.size() > 2) {
            int worst = 0;
            for (int i = 1; i < parts.size(); i++)
                if (parts.get(i).rank() >= parts.get(worst).rank()) worst = i;
            total -= widths.remove(worst) + GAP;
            dropped.add(parts.remove(worst).name());
        }
    }

    /** Returns the least columns that a part can do with. */
    private int width(Part<R> part) {
        int width = Width.of(part.name());
        for (var row : rows)
            width = Math.max(width, Width.of(String.valueOf(part.cell().apply(row))));
        return switch (part.column()) {
            case LEFT, RIGHT -> width;
            case CUT, CUT_MIDDLE -> Math.min(width, part.least());
        };
    }
}
