package jdvc.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.CloudStatus;
import jdvc.repo.Status;
import jdvc.ui.Ui;

/** {@code jdvc status}. */
final class StatusCommand {

    private static final Opt CLOUD = Opt.flag("cloud", 'c', "Compare the cache with the remote");
    private static final Opt JSON = Opt.flag("json", "Print JSON");
    private static final Opt NO_UPDATES = Opt.flag("no-updates", "Do not ask where imports came from");

    private StatusCommand() {}

    static Verb<Session> verb() {
        var options = new ArrayList<Opt>(List.of(CLOUD, TransferOptions.REMOTE, JSON, NO_UPDATES));
        options.addAll(TransferOptions.REVISIONS);
        options.addAll(
                List.of(TransferOptions.WITH_DEPS, TransferOptions.RECURSIVE, TransferOptions.JOBS, Rehash.OPTION));
        return Verb.of(
                "status",
                "Show what changed",
                List.of(Param.many("targets", "Tracked paths, .dvc files or stages (default: all)", Values.TRACKED)),
                options,
                StatusCommand::run);
    }

    private static int run(Args args, Session session) throws Exception {
        if (args.has(CLOUD) || args.has(TransferOptions.REMOTE)) return cloud(args, session);
        requireLocal(args);
        var status = new Status(
                args.params(),
                args.has(TransferOptions.RECURSIVE),
                args.has(TransferOptions.WITH_DEPS),
                !args.has(NO_UPDATES));
        var report = session.in(Rehash.asked(args, status::run));
        report.warnings().forEach(session.ui()::warn);
        report.problems().forEach(session.ui()::error);
        if (args.has(JSON)) session.ui().json(json(report));
        else print(report, session.ui());
        boolean quietAndChanged =
                session.ui().level() == Ui.Level.QUIET && !report.stages().isEmpty();
        return !report.problems().isEmpty() || quietAndChanged ? 1 : 0;
    }

    private static void requireLocal(Args args) {
        for (var opt : TransferOptions.REVISIONS) {
            if (args.has(opt)) throw JdvcException.user("--%s goes with --cloud only", opt.name());
        }
        if (args.jobs(TransferOptions.JOBS).isPresent()) throw JdvcException.user("--jobs goes with --cloud only");
    }

    /**
     * <pre>
     * data.dvc:
     *         changed outs:
     *                 modified:           data
     * </pre>
     */
    private static void print(Status.Report report, Ui ui) {
        if (!report.tracked()) {
            nothingTracked(ui);
            return;
        }
        if (report.stages().isEmpty()) {
            if (report.problems().isEmpty()) ui.print("Data and pipelines are up to date.");
            return;
        }
        report.stages().forEach((stage, changed) -> {
            ui.print("%s:", stage);
            entries("changed deps:", changed.deps(), ui);
            entries("changed outs:", changed.outs(), ui);
            for (var each : changed.others()) ui.print("\t%s", each);
        });
    }

    private static void nothingTracked(Ui ui) {
        ui.print("There are no data or pipelines tracked in this project yet.");
        ui.print("See `jdvc help add` to get started!");
    }

    private static void entries(String title, Map<String, ?> entries, Ui ui) {
        if (entries.isEmpty()) return;
        ui.print("\t%s", title);
        entries.forEach((name, what) -> {
            if (what instanceof Map<?, ?> keys) {
                ui.print("\t\t%s:", name);
                keys.forEach((key, word) -> ui.print("\t\t\t%s%s", padded(String.valueOf(word)), key));
            } else {
                ui.print("\t\t%s%s", padded(String.valueOf(what)), name);
            }
        });
    }

    private static String padded(String word) {
        var label = word + ":";
        return label + " ".repeat(Math.max(0, 20 - label.length()));
    }

    private static Map<String, Object> json(Status.Report report) {
        var all = new LinkedHashMap<String, Object>();
        report.stages().forEach((stage, changed) -> {
            var list = new ArrayList<Object>();
            if (!changed.deps().isEmpty()) list.add(Map.of("changed deps", changed.deps()));
            if (!changed.outs().isEmpty()) list.add(Map.of("changed outs", changed.outs()));
            list.addAll(changed.others());
            all.put(stage, list);
        });
        return all;
    }

    private static int cloud(Args args, Session session) throws Exception {
        if (args.has(Rehash.OPTION)) throw JdvcException.user("--rehash goes without --cloud");
        var choice = TransferOptions.choice(args);
        var report = session.in(new CloudStatus(choice, TransferOptions.way(args))::run);
        var ui = session.ui();
        report.problems().forEach((out, why) -> ui.error(out + ' ' + why));
        if (args.has(JSON)) {
            ui.json(report.objects());
        } else if (!report.tracked()) {
            nothingTracked(ui);
        } else if (report.objects().isEmpty() && report.problems().isEmpty()) {
            ui.print("Cache and remote '%s' are in sync.", String.join("', '", report.remotes()));
        } else {
            for (var word : List.of("deleted", "new", "missing")) {
                report.objects().forEach((name, what) -> {
                    if (what.equals(word)) ui.print("\t%s%s", padded(word), name);
                });
            }
        }
        boolean quietAndChanged =
                ui.level() == Ui.Level.QUIET && !report.objects().isEmpty();
        return !report.problems().isEmpty() || quietAndChanged ? 1 : 0;
    }
}
