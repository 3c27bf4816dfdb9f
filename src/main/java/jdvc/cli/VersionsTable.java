package jdvc.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import jdvc.repo.Versions;
import jdvc.ui.Amount;
import jdvc.ui.Look;
import jdvc.ui.Spark;
import jdvc.ui.Style;
import jdvc.ui.Table;
import jdvc.ui.Table.Column;
import jdvc.ui.Ui;

/**
 * Versions as a table, with as many columns as the terminal is wide for.
 *
 * <pre>
 * commit   date        author  message      tag  size   md5       auc   where
 * 3f2a1bc  2024-05-01  Ann     first model  v1   12 MiB  df175d02  0.91  workspace, cache
 * </pre>
 */
final class VersionsTable {

    /** What is left of a message, which is what people look for. */
    private static final int LEAST_MESSAGE = 20;

    private final List<Versions.Row> rows;
    private final Look look;
    private final RankedTable<Versions.Row> table;

    VersionsTable(Versions.Report report, Look look) {
        rows = report.rows();
        this.look = look;
        table = new RankedTable<>(rows, look);
        addParts();
    }

    private void addParts() {
        table.part(
                "commit",
                Column.LEFT,
                0,
                row -> Style.MAGENTA.of(row.commit().map(c -> c.substring(0, 7)).orElse("workspace")));
        table.part(
                "date",
                Column.LEFT,
                3,
                row -> row.date().map(DateTimeFormatter.ISO_LOCAL_DATE::format).orElse(""));
        table.part("author", Column.CUT, 9, row -> row.author().orElse(""));
        table.part("message", Column.CUT, 5, LEAST_MESSAGE, row -> row.message().orElse("not committed yet"));
        if (rows.stream().anyMatch(row -> !row.tags().isEmpty())) {
            table.part("tag", Column.CUT, 7, row -> String.join(", ", row.tags()));
        }
        table.part(
                "size",
                Column.RIGHT,
                2,
                row -> row.size().isPresent() ? Amount.size(row.size().getAsLong()) : "");
        table.part(
                "md5",
                Column.LEFT,
                1,
                row -> row.md5().map(md5 -> md5.substring(0, 8)).orElse("?"));
        if (rows.stream().anyMatch(row -> row.run().isPresent())) {
            table.part(
                    "run",
                    Column.LEFT,
                    6,
                    row -> row.run().map(run -> run.substring(0, 8)).orElse(""));
        }
        int rank = 4; // the first metric is worth more than a message, the others less than the rest
        for (var name : metrics()) {
            table.part(
                    name,
                    Column.RIGHT,
                    rank,
                    row -> row.metrics().containsKey(name)
                            ? number(row.metrics().get(name))
                            : "");
            rank = Math.max(10, rank + 1);
        }
        table.part("where", Column.LEFT, 8, row -> where(row.where()));
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
        return table.fitted();
    }

    void tellDropped(Ui ui) {
        table.tellDropped(ui, " `--json` has all.");
    }

    /** What became of one metric, the oldest version first. */
    private record Past(String name, String drawn, String first, String last) {}

    /**
     * Returns a row for each metric that has a past; none off a terminal, where a script reads.
     *
     * <pre>
     * metric  history  first  last
     * auc     ▁▃▄█      0.71  0.91
     * </pre>
     */
    Optional<Table> past() {
        var all = new ArrayList<Past>();
        for (var name : metrics()) past(name).ifPresent(all::add);
        if (all.isEmpty()) return Optional.empty();
        var fitted = new RankedTable<>(all, look);
        fitted.part("metric", Column.CUT_MIDDLE, 0, Past::name);
        fitted.part("history", Column.LEFT, 1, Past::drawn);
        fitted.part("first", Column.RIGHT, 3, Past::first);
        fitted.part("last", Column.RIGHT, 2, Past::last);
        return Optional.of(fitted.fitted());
    }

    private Optional<Past> past(String name) {
        var numbers = new ArrayList<Number>();
        for (var row : rows)
            if (row.metrics().containsKey(name)) numbers.add(0, row.metrics().get(name));
        var drawn = Spark.of(numbers, look);
        if (drawn.isEmpty()) return Optional.empty();
        return Optional.of(new Past(name, drawn, number(numbers.get(0)), number(numbers.get(numbers.size() - 1))));
    }
}
