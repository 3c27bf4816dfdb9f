package jdvc.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import jdvc.repo.Versions;
import jdvc.ui.Amount;
import jdvc.ui.Look;
import jdvc.ui.Style;
import jdvc.ui.Table;
import jdvc.ui.Table.Column;
import jdvc.ui.Width;

/**
 * Versions as a table, with as many columns as the terminal is wide for.
 *
 * <pre>
 * commit   date        author  message      tag  size   md5       auc   where
 * 3f2a1bc  2024-05-01  Ann     first model  v1   12 MiB  df175d02  0.91  workspace, cache
 * </pre>
 */
final class VersionsTable {

    private static final int GAP = 2;
    /** What is left of a column that may be cut. */
    private static final int LEAST = 8;
    /** And of a message, which is what people look for. */
    private static final int LEAST_MESSAGE = 20;

    private final List<Versions.Row> rows;
    private final Look look;
    private final List<Part> parts = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    /** A column; those of a high rank go first when there is no room. */
    private record Part(String name, Column column, int rank, Function<Versions.Row, Object> cell) {}

    VersionsTable(Versions.Report report, Look look) {
        rows = report.rows();
        this.look = look;
        addParts();
    }

    private void addParts() {
        part(
                "commit",
                Column.LEFT,
                0,
                row -> Style.MAGENTA.of(row.commit().map(c -> c.substring(0, 7)).orElse("workspace")));
        part(
                "date",
                Column.LEFT,
                3,
                row -> row.date().map(DateTimeFormatter.ISO_LOCAL_DATE::format).orElse(""));
        part("author", Column.CUT, 9, row -> row.author().orElse(""));
        part("message", Column.CUT, 5, row -> row.message().orElse("not committed yet"));
        if (rows.stream().anyMatch(row -> !row.tags().isEmpty())) {
            part("tag", Column.CUT, 7, row -> String.join(", ", row.tags()));
        }
        part(
                "size",
                Column.RIGHT,
                2,
                row -> row.size().isPresent() ? Amount.size(row.size().getAsLong()) : "");
        part(
                "md5",
                Column.LEFT,
                1,
                row -> row.md5().map(md5 -> md5.substring(0, 8)).orElse("?"));
        int rank = 4; // the first metric is worth more than a message, the others less than the rest
        for (var name : metrics()) {
            part(
                    name,
                    Column.RIGHT,
                    rank,
                    row -> row.metrics().containsKey(name)
                            ? number(row.metrics().get(name))
                            : "");
            rank = Math.max(10, rank + 1);
        }
        part("where", Column.LEFT, 8, row -> where(row.where()));
    }

    private void part(String name, Column column, int rank, Function<Versions.Row, Object> cell) {
        parts.add(new Part(name, column, rank, cell));
    }

    private LinkedHashSet<String> metrics() {
        var names = new LinkedHashSet<String>();
        for (var row : rows) names.addAll(row.metrics().keySet());
        return names;
    }

    private static String where(Versions.Where where) {
        var places = new ArrayList<String>();
        if (where.workspace()) places.add("workspace");
        if (where.cache()) places.add("cache");
        if (where.remote().orElse(false)) places.add("remote");
        return String.join(", ", places);
    }

    /** Returns five digits of a number; JSON has them all. */
    private static String number(Number number) {
        if (!(number instanceof Double value) || value.isNaN() || value.isInfinite()) return number.toString();
        var rounded = new BigDecimal(value).round(new MathContext(5)).stripTrailingZeros();
        return Math.abs(rounded.scale()) > 9 ? rounded.toString() : rounded.toPlainString();
    }

    Table fitted() {
        if (look.outTerminal() && look.columns()) drop(look.width().getAsInt());
        var table = new Table(parts.stream().map(Part::column).toArray(Column[]::new));
        table.heading(parts.stream().map(Part::name).toArray(String[]::new));
        for (var row : rows)
            table.row(parts.stream().map(part -> part.cell().apply(row)).toArray());
        return table;
    }

    /** Returns the columns that found no room. */
    List<String> dropped() {
        return dropped;
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
    private int width(Part part) {
        int width = Width.of(part.name());
        for (var row : rows)
            width = Math.max(width, Width.of(String.valueOf(part.cell().apply(row))));
        if (part.column() != Column.CUT) return width;
        return Math.min(width, part.name().equals("message") ? LEAST_MESSAGE : LEAST);
    }
}
