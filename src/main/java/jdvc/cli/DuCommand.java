package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.DiskUsage;
import jdvc.ui.PlainTable;

/** {@code jdvc du}. */
final class DuCommand {

    private static final Opt SUMMARIZE = Opt.flag("summarize", 's', "Show only the sum");

    private DuCommand() {}

    static Verb<Session> verb() {
        return Verb.<Session>of(
                        "du",
                        "Show how much room the files of a project take",
                        List.of(
                                ElsewhereOptions.URL,
                                Param.optional("path", "What to look at, from the project's root", Values.TRACKED)),
                        ElsewhereOptions.with(SUMMARIZE),
                        DuCommand::run)
                .details("""
                        What is tracked counts whether it is in the workspace or not.

                        Examples:
                          jdvc du .
                          jdvc du . data -s --rev v1.0
                          jdvc du https://example.org/models.git
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var usage = new DiskUsage(ElsewhereOptions.elsewhere(args), args.param(1), args.has(SUMMARIZE));
        var table = new PlainTable(List.of());
        var rows = usage.run(session.call(), session.ui().progress()).rows();
        for (var row : rows) {
            boolean sum = row == rows.get(rows.size() - 1);
            table.sized(sum ? 0 : row.bytes(), List.of(DvcSize.of(row.bytes()), row.path()));
        }
        for (var line : table.plain(session.ui().look())) session.ui().always("%s", line);
        return 0;
    }
}
