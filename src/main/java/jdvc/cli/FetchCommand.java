package jdvc.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Choice.Only;
import jdvc.repo.Fetch;
import jdvc.ui.Amount;

/** {@code jdvc fetch}. */
final class FetchCommand {

    static final String NO_REMOTE = "No remote provided and no default remote set.";

    private static final Opt MAX_SIZE =
            Opt.value("max-size", "<bytes>", "Only files and directories of fewer bytes", Values.NUMBER);
    private static final Opt TYPE = Opt.value(
            "type", "<type>", "Only files that a pipeline has as metrics or plots", Values.choice("metrics", "plots"));

    private FetchCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                "fetch",
                "Download tracked files from a remote to the cache",
                List.of(Param.many("targets", "Tracked paths, .dvc files or stages (default: all)", Values.TRACKED)),
                TransferOptions.with(MAX_SIZE, TYPE),
                FetchCommand::run);
    }

    private static int run(Args args, Session session) throws Exception {
        var report =
                session.in(new Fetch(TransferOptions.choice(args).with(only(args)), TransferOptions.way(args))::run);
        if (report.homeless()) session.ui().note(NO_REMOTE);
        if (report.fetched() > 0) session.ui().print("%s fetched", Amount.count(report.fetched(), "file"));
        report.requireComplete();
        if (report.fetched() == 0) session.ui().print("Everything is up to date.");
        return 0;
    }

    /** 0 is as good as no limit, as for DVC. */
    private static Only only(Args args) {
        var types = EnumSet.noneOf(Only.Type.class);
        for (var word : args.values(TYPE)) types.add(Only.Type.valueOf(word.toUpperCase(Locale.ROOT)));
        return new Only(args.bytes(MAX_SIZE), types);
    }
}
