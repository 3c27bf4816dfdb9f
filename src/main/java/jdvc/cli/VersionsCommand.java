package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Versions;

/** {@code jdvc versions}. */
final class VersionsCommand {

    private static final Opt NUMBER = Opt.value("number", 'n', "<n>", "Show at most so many", Values.NUMBER);
    private static final Opt REMOTE_CHECK = Opt.flag("remote-check", "Ask the remote which versions it holds");
    private static final Opt JSON = Opt.flag("json", "Print JSON");

    private VersionsCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "versions",
                        "Show the versions of a tracked path",
                        List.of(Param.one("path", "A tracked path, also inside a tracked directory", Values.TRACKED)),
                        List.of(NUMBER, REMOTE_CHECK, JSON),
                        VersionsCommand::run)
                .details("""
                        One row for each commit that changed it, the newest first, with the metrics of that commit and
                        where the bytes are; on the remote, as this clone last saw it, unless --remote-check asks it now.
                        `jdvc checkout PATH@COMMIT` brings a version back. On a terminal each metric has its history
                        drawn below, the oldest version left.

                        Examples:
                          jdvc versions pkl/model.pkl
                          jdvc versions data/images/cat.png -n 5 --remote-check
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var versions = new Versions(args.params().get(0), args.number(NUMBER), args.has(REMOTE_CHECK));
        var report = session.in(versions::run);
        var ui = session.ui();
        if (args.has(JSON)) {
            ui.json(report);
            return 0;
        }
        if (report.rows().isEmpty()) {
            ui.print(
                    "'%s' has no versions yet: its metafile is in no commit.",
                    args.params().get(0));
            return 0;
        }
        var table = new VersionsTable(report, ui.look());
        ui.table(table.fitted());
        table.past().ifPresent(past -> {
            ui.print("");
            ui.table(past);
        });
        if (report.more()) ui.note("There are older ones.");
        report.wouldTell()
                .ifPresent(command ->
                        ui.note("? means that the directory's listing is not here; `%s` would tell.", command));
        table.tellDropped(ui);
        return 0;
    }
}
