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
import jdvc.ui.PlainTable;
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

    private FiguresDiffOptions() {}

    static FiguresDiff diff(FiguresDiff.What what, Args args) {
        return new FiguresDiff(what, old(args), now(args), args.values(TARGETS), args.has(ALL));
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

    /**
     * <pre>
     * Path          Metric    HEAD    workspace    Change
     * metrics.json  auc       0.91    0.95         0.04
     * </pre>
     */
    static void print(
            FiguresDiff.What what,
            FiguresDiff.Report report,
            Args args,
            Function<@Nullable Object, String> format,
            Ui ui) {
        boolean metrics = what == FiguresDiff.What.METRICS;
        var columns = new ArrayList<>(List.of("Path", metrics ? "Metric" : "Param", old(args), now(args)));
        if (metrics) columns.add("Change");
        int first = args.has(NO_PATH) ? 1 : 0;
        var table = new PlainTable(columns.subList(first, columns.size()));
        boolean empty = true;
        for (var file : report.changes().entrySet()) {
            for (var each : file.getValue().entrySet()) {
                var change = each.getValue();
                var row = new ArrayList<>(
                        List.of(file.getKey(), each.getKey(), format.apply(change.old()), format.apply(change.now())));
                if (metrics) row.add(format.apply(change.change()));
                table.row(row.subList(first, row.size()));
                empty = false;
            }
        }
        if (args.has(MD)) print(table.markdown(), ui);
        else if (!empty) print(table.plain(ui.look()), ui);
    }

    static void print(List<String> lines, Ui ui) {
        for (var line : lines) ui.always("%s", line);
    }
}
