package jdvc.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.repo.Figures;
import jdvc.repo.FiguresDiff;
import jdvc.ui.Look;
import jdvc.ui.PlainTable;
import jdvc.ui.Spark;
import jdvc.ui.Table.Column;
import jdvc.ui.Ui;
import org.jspecify.annotations.Nullable;

/** What {@code metrics diff} and {@code params diff} have in common. */
final class FiguresDiffOptions {

    static final Opt TARGETS = Opt.value("targets", "<path>", "Compare only these files", Values.FILE)
            .taking(Opt.Takes.MANY);
    static final Opt ALL = Opt.flag("all", "Also show what did not change");
    static final Opt JSON = Opt.flag("json", "Print JSON");
    static final Opt MD = Opt.flag("md", "Print a Markdown table");
    static final Opt NO_PATH = Opt.flag("no-path", "Leave out the column of the files");
    static final List<Param> REVISIONS = List.of(
            Param.optional("a_rev", "The old commit (default: HEAD)", Values.REV),
            Param.optional("b_rev", "The new commit (default: the workspace)", Values.REV));

    /** A number is not to be cut before everything else is. */
    private static final int LEAST_VALUE = 10;

    private FiguresDiffOptions() {}

    static FiguresDiff diff(FiguresDiff.What what, Args args, Look look) {
        boolean drawn = what == FiguresDiff.What.METRICS && !args.has(JSON) && !args.has(MD);
        return new FiguresDiff(
                what, old(args), now(args), args.values(TARGETS), args.has(ALL), drawn ? Spark.most(look) : 0);
    }

    private static String old(Args args) {
        return args.param(0).orElse("HEAD");
    }

    private static String now(Args args) {
        return args.param(1).orElse("workspace");
    }

    static void tellFailed(List<String> failed, Ui ui) {
        if (failed.isEmpty()) return;
        ui.note("DVC failed to load some metrics for following revisions: '%s'.", String.join(", ", failed));
    }

    static Map<String, Object> json(FiguresDiff.Report report) {
        var all = new LinkedHashMap<String, Object>();
        report.changes().forEach((path, values) -> {
            var changes = new LinkedHashMap<String, Object>();
            values.forEach((name, change) -> changes.put(name, json(change)));
            all.put(path, changes);
        });
        return all;
    }

    private static Map<String, @Nullable Object> json(Figures.Change change) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("old", change.old());
        map.put("new", change.now());
        if (change.change() != null) map.put("diff", change.change());
        return map;
    }

    /** One value that changed, in words; the change itself and the past are those of metrics. */
    private record Row(String path, String name, String old, String now, String change, String past) {}

    /**
     * Prints what DVC prints, and on a terminal what fits it, with the past of each number.
     *
     * <pre>
     * Path          Metric    HEAD    workspace    Change
     * metrics.json  auc       0.91    0.95         0.04
     *
     * Path          Metric  HEAD  workspace  Change  History
     * metrics.json  auc     0.91       0.95    0.04  ▁▂▅█
     * </pre>
     */
    static void print(
            FiguresDiff.What what,
            FiguresDiff.Report report,
            Args args,
            Function<@Nullable Object, String> format,
            Ui ui) {
        boolean metrics = what == FiguresDiff.What.METRICS;
        var rows = new ArrayList<Row>();
        report.changes()
                .forEach((path, values) -> values.forEach((name, change) -> rows.add(new Row(
                        path,
                        name,
                        format.apply(change.old()),
                        format.apply(change.now()),
                        format.apply(change.change()),
                        Spark.of(
                                report.past().getOrDefault(path, Map.of()).getOrDefault(name, List.of()),
                                ui.look())))));
        var look = ui.look();
        if (args.has(MD)) print(plain(metrics, rows, args).markdown(), ui);
        if (args.has(MD) || rows.isEmpty()) return;
        if (!look.outTerminal() || !look.columns()) {
            print(plain(metrics, rows, args).plain(look), ui);
            return;
        }
        var table = fitted(metrics, rows, args, look);
        ui.table(table.fitted());
        table.tellDropped(ui, ""); // the past is nowhere else
    }

    private static PlainTable plain(boolean metrics, List<Row> rows, Args args) {
        var columns = new ArrayList<>(List.of("Path", metrics ? "Metric" : "Param", old(args), now(args)));
        if (metrics) columns.add("Change");
        int first = args.has(NO_PATH) ? 1 : 0;
        var table = new PlainTable(columns.subList(first, columns.size()));
        for (var each : rows) {
            var row = new ArrayList<>(List.of(each.path(), each.name(), each.old(), each.now()));
            if (metrics) row.add(each.change());
            table.row(row.subList(first, row.size()));
        }
        return table;
    }

    private static RankedTable<Row> fitted(boolean metrics, List<Row> rows, Args args, Look look) {
        var table = new RankedTable<>(rows, look);
        if (!args.has(NO_PATH)) table.part("Path", Column.CUT_MIDDLE, 4, Row::path);
        table.part(metrics ? "Metric" : "Param", Column.CUT_MIDDLE, 0, Row::name);
        table.part(old(args), Column.CUT, 2, LEAST_VALUE, Row::old);
        table.part(now(args), Column.CUT, 1, LEAST_VALUE, Row::now);
        if (metrics) table.part("Change", Column.CUT, 3, LEAST_VALUE, Row::change);
        if (rows.stream().anyMatch(row -> !row.past().isEmpty())) table.part("History", Column.LEFT, 5, Row::past);
        return table;
    }

    static void print(List<String> lines, Ui ui) {
        for (var line : lines) ui.always("%s", line);
    }
}
