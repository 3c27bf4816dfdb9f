package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Remove;

/** {@code jdvc remove}. */
final class RemoveCommand {

    private static final Opt OUTS = Opt.flag("outs", "Remove the data from the workspace too");

    private RemoveCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "remove",
                        "Stop tracking data; the cache keeps it",
                        List.of(Param.some("targets", ".dvc files, or stages of dvc.yaml", Values.METAFILE)),
                        List.of(OUTS),
                        RemoveCommand::run)
                .alias("rm")
                .details("""
                        Deletes the .dvc file (or the stage) and the data's line in .gitignore.
                        The data itself stays in the workspace, unless --outs is given.

                        Examples:
                          jdvc remove pkl/model.pkl.dvc
                          jdvc remove --outs data.dvc
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var report = session.in(new Remove(args.params(), args.has(OUTS))::run);
        for (var each : report.kept()) session.ui().warn("'" + each + "' stays: there are untracked files in it");
        return 0;
    }
}
