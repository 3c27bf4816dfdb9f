package jdvc.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A table as DVC prints it, whatever the width of the terminal: with blanks between the columns, or in Markdown. */
public final class PlainTable {

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();
    private boolean rightFirst;

    /** @param headings one for each column; none for a table without a heading */
    public PlainTable(List<String> headings) {
        this.headings = List.copyOf(headings);
    }

    /** Puts the first column to the right, as numbers want it. */
    public PlainTable rightFirst() {
        rightFirst = true;
        return this;
    }

    public PlainTable row(List<String> cells) {
        return sized(0, cells);
    }

    /** Adds a row that begins with a size, which a terminal shows as a bar, too; 0 for none. */
    public PlainTable sized(long bytes, List<String> cells) {
        rows.add(List.copyOf(cells));
        sizes.add(bytes);
        return this;
    }

    /** Returns the lines in columns that are two blanks apart, or as they are read aloud. */
    public List<String> plain(Look look) {
        if (!look.columns()) return read(headings, rows);
        var lines = lines();
        int used = 0;
        for (var each : lines) used = Math.max(used, Width.of(Sanitizer.clean(each)));
        var bars = Bars.of(sizes, used, look);
        return bars.isEmpty() ? lines : with(bars).lines();
    }

    private List<String> lines() {
        var widths = widths();
        var lines = new ArrayList<String>();
        if (!headings.isEmpty()) lines.add(line(headings, widths));
        for (var each : rows) lines.add(line(each, widths));
        return lines;
    }

    private PlainTable with(List<String> bars) {
        var table = new PlainTable(headings);
        table.rightFirst = rightFirst;
        for (int i = 0; i < rows.size(); i++) {
            var cells = new ArrayList<>(rows.get(i));
            cells.add(1, bars.get(i));
            table.row(cells);
        }
        return table;
    }

    /**
     * Returns {@code path: model.pkl, size: 12 MiB} for each row; without names if there are no headings, empty cells left
     * out.
     */
    static List<String> read(List<String> headings, List<List<String>> rows) {
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new StringJoiner(", ");
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i).isEmpty()) continue;
                line.add(i < headings.size() ? headings.get(i) + ": " + row.get(i) : row.get(i));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** {@code | Status   | Path   |}, and an empty line at the end, without which the table is not one. */
    public List<String> markdown() {
        var widths = widths();
        var lines = new ArrayList<String>();
        lines.add(fenced(headings, widths));
        var rule = new StringBuilder("|");
        for (int width : widths) rule.append("-".repeat(width + 2)).append('|');
        lines.add(rule.toString());
        for (var each : rows) lines.add(fenced(each, widths));
        lines.add("");
        return lines;
    }

    /** A heading has room for two more, as DVC's library has it. */
    private int[] widths() {
        int columns = headings.size();
        for (var each : rows) columns = Math.max(columns, each.size());
        int[] widths = new int[columns];
        for (int i = 0; i < headings.size(); i++) widths[i] = headings.get(i).length() + 2;
        for (var row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], Width.of(row.get(i)));
            }
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) line.append("  ");
            var padded = padded(cells.get(i), widths[i]);
            boolean right = rightFirst && i == 0;
            line.append(right ? padded.substring(cells.get(i).length()) + cells.get(i) : padded);
        }
        return line.toString().stripTrailing();
    }

    private static String fenced(List<String> cells, int[] widths) {
        var line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            var cell = i < cells.size() ? cells.get(i) : "";
            line.append(' ').append(padded(cell, widths[i])).append(" |");
        }
        return line.toString();
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(Math.max(0, width - Width.of(cell)));
    }
}
