package jdvc.cli;

import java.util.ArrayList;
import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Fetch;
import jdvc.repo.Pull;
import jdvc.ui.Amount;

/** {@code jdvc pull}. */
final class PullCommand {

    private static final Opt FORCE = Opt.flag("force", 'f', "Overwrite files that are not saved; they go to the trash");
    private static final Opt ALLOW_MISSING = Opt.flag("allow-missing", "Outputs that are nowhere are no error");

    private PullCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                "pull",
                "Download tracked files from a remote into the workspace",
                List.of(Param.many("targets", "Tracked paths, .dvc files or stages (default: all)", Values.TRACKED)),
                TransferOptions.with(FORCE, ALLOW_MISSING),
                PullCommand::run);
    }

    private static int run(Args args, Session session) throws Exception {
        var fetch = new Fetch(TransferOptions.choice(args), TransferOptions.way(args));
        var report = session.in(new Pull(fetch, args.has(FORCE), args.has(ALLOW_MISSING))::run);
        var ui = session.ui();
        if (report.fetched().homeless()) ui.note(FetchCommand.NO_REMOTE);
        CheckoutCommand.printChanges(report.checkedOut().changed(), session);
        var parts = new ArrayList<String>();
        if (report.fetched().fetched() > 0)
            parts.add(Amount.count(report.fetched().fetched(), "file") + " fetched");
        parts.addAll(CheckoutCommand.counts(report.checkedOut()));
        if (!parts.isEmpty()) ui.print("%s", CheckoutCommand.joined(parts));
        report.fetched().requireComplete();
        report.checkedOut().requireComplete(cure(report.fetched()));
        if (parts.isEmpty()) ui.print("Everything is up to date.");
        return 0;
    }

    private static String cure(Fetch.Report fetched) {
        return fetched.homeless()
                ? "add the remote that has the data, with `jdvc remote add -d NAME s3://BUCKET/PREFIX`"
                : "whoever has the data must `jdvc push` it";
    }
}
