package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Fetch;
import jdvc.ui.Amount;

/** {@code jdvc fetch}. */
final class FetchCommand {

    static final String NO_REMOTE = "No remote provided and no default remote set.";

    private FetchCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                "fetch",
                "Download tracked files from a remote to the cache",
                List.of(Param.many("targets", "Tracked paths, .dvc files or stages (default: all)", Values.TRACKED)),
                TransferOptions.with(),
                FetchCommand::run);
    }

    private static int run(Args args, Session session) throws Exception {
        var report = session.in(new Fetch(TransferOptions.choice(args), TransferOptions.way(args))::run);
        if (report.homeless()) session.ui().note(NO_REMOTE);
        if (report.fetched() > 0) session.ui().print("%s fetched", Amount.count(report.fetched(), "file"));
        report.requireComplete();
        if (report.fetched() == 0) session.ui().print("Everything is up to date.");
        return 0;
    }
}
