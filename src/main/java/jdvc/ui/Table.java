package jdvc.ui;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns. Cells are text or {@link Styled}; they are sanitised when printed. */
public final class Table {

    /** How a column behaves. */
    public enum Column {
        /** Left-aligned, never cut. */
        LEFT,
        /** Right-aligned, never cut: numbers. */
        RIGHT,
        /** Left-aligned, cut at its end when the line does not fit. */
        CUT,
        /** Left-aligned, cut in its middle when the line does not fit: paths. */
        CUT_MIDDLE
    }

    private final List<Column> columns;
    private final List<List<Object>> rows = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();
    private boolean named;

    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a first row that names the columns. */
    public Table heading(String... names) {
        var row = new ArrayList<Object>();
        for (var each : names) row.add(Style.BOLD.of(each));
        rows.add(0, row);
        sizes.add(0, 0L);
        named = true;
        return this;
    }

    public Table row(Object... cells) {
        return sized(0, cells);
    }

    /** Adds a row that begins with a size, which a terminal shows as a bar, too; 0 for none. */
    public Table sized(long bytes, Object... cells) {
        rows.add(List.of(cells));
        sizes.add(bytes);
        return this;
    }

    List<Long> sizes() {
        return sizes;
    }

    /** Returns this table with a second column. */
    Table with(List<String> bars) {
        var all = new ArrayList<>(columns);
        all.add(1, Column.LEFT);
        var table = new Table(all.toArray(Column[]::new));
        table.named = named;
        for (int i = 0; i < rows.size(); i++) {
            var cells = new ArrayList<>(rows.get(i));
            cells.add(1, bars.get(i));
            table.row(cells.toArray());
        }
        return table;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    List<Column> columns() {
        return columns;
    }

    /** Tells whether the first row names the columns. */
    boolean named() {
        return named;
    }

    List<List<Object>> rows() {
        return rows;
    }
}
