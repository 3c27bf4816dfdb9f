package jdvc.ui;

import java.util.ArrayList;
import java.util.List;
import jdvc.ui.Table.Column;

/** Turns a table into lines. */
final class TableLayout {

    private static final String GAP = "  ";
    /** What a column keeps, so that a name can still be guessed. */
    private static final int LEAST = 8;

    private final Table table;
    private final Look look;
    private final int[] widths;

    TableLayout(Table table, Look look) {
        var bars = Bars.of(table.sizes(), total(natural(table)), look);
        this.table = bars.isEmpty() ? table : table.with(bars);
        this.look = look;
        this.widths = natural(this.table);
        if (look.outTerminal()) shrink(look.width().getAsInt());
    }

    List<String> lines() {
        if (!look.columns()) return read();
        var lines = new ArrayList<String>();
        for (var row : table.rows()) lines.add(line(row));
        return lines;
    }

    /** Returns each row as it is read aloud: {@code commit: 3f2a1bc, size: 12 MiB}, or without names. */
    private List<String> read() {
        var rows = new ArrayList<List<String>>();
        for (var row : table.rows()) {
            rows.add(row.stream()
                    .map(cell -> Sanitizer.clean(String.valueOf(cell)))
                    .toList());
        }
        boolean named = table.named() && !rows.isEmpty();
        return PlainTable.read(named ? rows.remove(0) : List.of(), rows);
    }

    private static int[] natural(Table table) {
        var widths = new int[table.columns().size()];
        for (var row : table.rows()) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], Width.of(Sanitizer.clean(String.valueOf(row.get(i)))));
            }
        }
        return widths;
    }

    private static int total(int[] widths) {
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) total += width;
        return total;
    }

    /** Takes columns from the widest that may be cut until the line fits or nothing more can be taken. */
    private void shrink(int room) {
        int total = total(widths);
        while (total > room) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (mayCut(i) && widths[i] > LEAST && (widest < 0 || widths[i] > widths[widest])) widest = i;
            }
            if (widest < 0) return;
            widths[widest]--;
            total--;
        }
    }

    private boolean mayCut(int column) {
        return switch (table.columns().get(column)) {
            case CUT, CUT_MIDDLE -> true;
            case LEFT, RIGHT -> false;
        };
    }

    private String line(List<Object> row) {
        var line = new StringBuilder();
        int pending = 0; // blanks that are written only if something follows
        for (int i = 0; i < row.size(); i++) {
            String clean = cut(i, Sanitizer.clean(String.valueOf(row.get(i))));
            int pad = widths[i] - Width.of(clean);
            boolean right = table.columns().get(i) == Column.RIGHT;
            if (right) pending += pad;
            if (!clean.isEmpty()) {
                line.append(" ".repeat(pending)).append(paint(row.get(i), clean));
                pending = 0;
            }
            pending += (right ? 0 : pad) + GAP.length();
        }
        return line.toString();
    }

    private String paint(Object cell, String clean) {
        return cell instanceof Styled styled ? Text.paint(look.outColour(), styled.style(), clean) : clean;
    }

    private String cut(int column, String clean) {
        return switch (table.columns().get(column)) {
            case LEFT, RIGHT -> clean;
            case CUT -> Width.cut(clean, widths[column], look);
            case CUT_MIDDLE -> Width.cutMiddle(clean, widths[column], look);
        };
    }
}
