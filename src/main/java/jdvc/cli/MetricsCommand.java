package jdvc.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import jdvc.Floats;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Figures;
import jdvc.repo.FiguresDiff.What;
import jdvc.repo.Revs;
import jdvc.repo.ShowMetrics;
import jdvc.ui.PlainTable;
import jdvc.ui.Ui;
import org.jspecify.annotations.Nullable;

/** {@code jdvc metrics show} and {@code jdvc metrics diff}. */
final class MetricsCommand {

    private static final Opt PRECISION =
            Opt.value("precision", "<n>", "Round to so many digits behind the point (default: 5)", Values.NUMBER);
    private static final Opt RECURSIVE = Opt.flag(
                    "recursive", 'R', "Accepted: a directory always means the files in it")
            .asHidden();

    private MetricsCommand() {}

    static Verb<Session> verb() {
        return Verb.group("metrics", "Show and compare metrics", List.of(show(), diff()));
    }

    private static Verb<Session> show() {
        var options = new ArrayList<>(List.of(FiguresDiffOptions.JSON, FiguresDiffOptions.MD, PRECISION, RECURSIVE));
        options.addAll(TransferOptions.REVISIONS);
        return Verb.<Session>of(
                        "show",
                        "Show the metrics of the workspace or of many commits",
                        List.of(Param.many("targets", "Metrics files (default: those of all metafiles)", Values.FILE)),
                        options,
                        MetricsCommand::show)
                .details("""
                        Files are YAML, JSON, TOML or Python by their names.

                        Examples:
                          jdvc metrics show
                          jdvc metrics show --all-tags --md
                        """);
    }

    private static Verb<Session> diff() {
        return Verb.<Session>of(
                        "diff",
                        "Compare metrics between two commits",
                        FiguresDiffOptions.REVISIONS,
                        List.of(
                                FiguresDiffOptions.TARGETS,
                                FiguresDiffOptions.ALL,
                                FiguresDiffOptions.JSON,
                                FiguresDiffOptions.MD,
                                FiguresDiffOptions.NO_PATH,
                                PRECISION,
                                RECURSIVE),
                        MetricsCommand::diff)
                .details("""
                        On a terminal with the history of each number up to the new commit, the oldest left.

                        Examples:
                          jdvc metrics diff
                          jdvc metrics diff v1.0 v2.0 --targets metrics.json --json
                        """);
    }

    private static int show(Args args, Session session) throws Exception {
        var revs = new Revs(
                args.has(TransferOptions.ALL_BRANCHES),
                args.has(TransferOptions.ALL_TAGS),
                args.has(TransferOptions.ALL_COMMITS));
        var report = session.in(new ShowMetrics(args.params(), revs)::run);
        var failed = new ArrayList<String>();
        report.revisions().forEach((rev, figures) -> {
            if (figures.failed()) failed.add(rev);
        });
        FiguresDiffOptions.tellFailed(failed, session.ui());
        if (args.has(FiguresDiffOptions.JSON)) session.ui().json(json(report));
        else print(report, revs.any(), args, session.ui());
        return 0;
    }

    private static Map<String, Object> json(ShowMetrics.Report report) {
        var all = new LinkedHashMap<String, Object>();
        report.revisions().forEach((rev, figures) -> {
            var files = new LinkedHashMap<String, Object>();
            figures.files().forEach((path, file) -> files.put(path, json(file)));
            all.put(rev, Map.of("data", files));
        });
        return all;
    }

    private static Map<String, Object> json(Figures.File file) {
        if (file.failure().isEmpty()) return Map.of("data", file.values());
        var error = new LinkedHashMap<String, String>();
        error.put("type", file.failure().get().type());
        error.put("msg", file.failure().get().message());
        return Map.of("error", error);
    }

    /**
     * <pre>
     * Revision    Path          auc     loss
     * main        metrics.json  0.91    0.3
     * </pre>
     */
    private static void print(ShowMetrics.Report report, boolean revisions, Args args, Ui ui) {
        var names = new TreeSet<String>();
        for (var figures : report.revisions().values()) {
            for (var file : figures.files().values())
                names.addAll(Figures.flat(file.values()).keySet());
        }
        var columns = new ArrayList<String>();
        if (revisions) columns.add("Revision");
        columns.add("Path");
        columns.addAll(names);
        var table = new PlainTable(columns);
        int precision = args.number(PRECISION).orElse(5);
        boolean empty = true;
        for (var each : report.revisions().entrySet()) {
            for (var file : each.getValue().files().entrySet()) {
                var row = new ArrayList<String>();
                if (revisions) row.add(each.getKey());
                row.add(file.getKey());
                var values = Figures.flat(file.getValue().values());
                for (var name : names) row.add(format(values.get(name), precision));
                table.row(row);
                empty = false;
            }
        }
        if (args.has(FiguresDiffOptions.MD)) FiguresDiffOptions.print(table.markdown(), ui);
        else if (!empty) FiguresDiffOptions.print(table.plain(ui.look()), ui);
    }

    private static int diff(Args args, Session session) throws Exception {
        var report = session.in(
                FiguresDiffOptions.diff(What.METRICS, args, session.ui().look())::run);
        var ui = session.ui();
        FiguresDiffOptions.tellFailed(report.failed(), ui);
        int precision = args.number(PRECISION).orElse(5);
        if (args.has(FiguresDiffOptions.JSON)) ui.json(FiguresDiffOptions.json(report));
        else FiguresDiffOptions.print(What.METRICS, report, args, value -> format(value, precision), ui);
        return 0;
    }

    private static String format(@Nullable Object value, int precision) {
        if (value == null) return "-";
        return Figures.text(value instanceof Double number ? Floats.round(number, precision) : value);
    }
}
