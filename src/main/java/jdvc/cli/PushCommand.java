package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Push;
import jdvc.ui.Amount;

/** {@code jdvc push}. */
final class PushCommand {

    private static final Opt NO_RESUME =
            Opt.flag("no-resume", "Begin big files anew, instead of going on where an upload broke off");

    private PushCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                "push",
                "Upload tracked files to a remote",
                List.of(Param.many("targets", "Tracked paths, .dvc files or stages (default: all)", Values.TRACKED)),
                TransferOptions.with(NO_RESUME),
                PushCommand::run);
    }

    private static int run(Args args, Session session) throws Exception {
        var broken = args.has(NO_RESUME) ? Push.BrokenOff.RESTART : Push.BrokenOff.RESUME;
        var report = session.in(new Push(TransferOptions.choice(args), TransferOptions.way(args), broken)::run);
        if (report.pushed() > 0) session.ui().print("%s pushed", Amount.count(report.pushed(), "file"));
        report.requireComplete();
        if (report.pushed() == 0) session.ui().print("Everything is up to date.");
        return 0;
    }
}
