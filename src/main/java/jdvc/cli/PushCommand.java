package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Push;
import jdvc.ui.Amount;

/** {@code jdvc push}. */
final class PushCommand {

    private PushCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                "push",
                "Upload tracked files to a remote",
                List.of(Param.many("targets", "Tracked paths, .dvc files or stages (default: all)", Values.TRACKED)),
                TransferOptions.with(),
                PushCommand::run);
    }

    private static int run(Args args, Session session) throws Exception {
        var report = session.in(new Push(TransferOptions.choice(args), TransferOptions.way(args))::run);
        if (report.pushed() > 0) session.ui().print("%s pushed", Amount.count(report.pushed(), "file"));
        report.requireComplete();
        if (report.pushed() == 0) session.ui().print("Everything is up to date.");
        return 0;
    }
}
