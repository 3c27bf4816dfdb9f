package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Verb;
import jdvc.repo.Undo;
import jdvc.ui.Amount;
import jdvc.ui.Table;
import jdvc.ui.Ui;

/** {@code jdvc undo}. */
final class UndoCommand {

    private static final Opt LIST = Opt.flag("list", "Show what was done, the newest first");
    private static final Opt DRY_RUN = Opt.flag("dry-run", "Only show what would be taken back");
    private static final Opt FORCE =
            Opt.flag("force", 'f', "Also where something was changed since; what is not saved goes to the trash");
    private static final Opt JSON = Opt.flag("json", "Print JSON");

    private UndoCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "undo",
                        "Take back the last command that changed something",
                        List.of(),
                        List.of(LIST, DRY_RUN, FORCE, JSON),
                        UndoCommand::run)
                .details("""
                        Metafiles and data files become what they were, and the next `undo` takes back the
                        command before. Git's history, remotes and settings are not touched: what `publish`
                        has committed stays.

                        Examples:
                          jdvc undo --dry-run
                          jdvc undo
                          jdvc undo --list
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        if (args.has(LIST)) return list(args, session);
        var undo = new Undo(args.has(FORCE));
        var report = session.in(args.has(DRY_RUN) ? undo::plan : undo::run);
        if (args.has(JSON)) session.ui().json(report);
        else print(report, args.has(DRY_RUN), session);
        return 0;
    }

    private static int list(Args args, Session session) throws Exception {
        var operations = session.in((repo, progress) -> Undo.list(repo));
        if (args.has(JSON)) {
            session.ui().json(operations);
            return 0;
        }
        var table = new Table(Table.Column.LEFT, Table.Column.LEFT, Table.Column.RIGHT, Table.Column.LEFT);
        for (var each : operations)
            table.row(minute(each), each.state(), Amount.count(each.files(), "path"), each.command());
        if (!table.isEmpty()) session.ui().table(table);
        return 0;
    }

    private static void print(Undo.Report report, boolean dry, Session session) throws Exception {
        Ui ui = session.ui();
        ui.print(
                "%s `%s` of %s.",
                dry ? "Would take back" : "Took back", report.operation().command(), minute(report.operation()));
        CheckoutCommand.printChanges(report.changes(), session);
        if (report.objects() > 0) {
            ui.print(
                    "%s %s to the cache.",
                    Amount.count(report.objects(), "object"), dry ? "would come back" : "came back");
        }
    }

    /** Returns {@code 2026-01-02 03:04 UTC} of {@code 2026-01-02T03:04:05Z}. */
    private static String minute(Undo.Operation operation) {
        var time = operation.time();
        return time.length() < 16 ? time : time.substring(0, 16).replace('T', ' ') + " UTC";
    }
}
