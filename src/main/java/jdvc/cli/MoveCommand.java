package jdvc.cli;

import java.util.List;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Move;
import jdvc.repo.NotAProject;

/** {@code jdvc move}. */
final class MoveCommand {

    private MoveCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "move",
                        "Rename tracked data and its .dvc file",
                        List.of(
                                Param.one("src", "A tracked file or directory", Values.TRACKED),
                                Param.one("dst", "Its new path, or a directory for it", Values.FILE)),
                        List.of(),
                        MoveCommand::run)
                .alias("mv")
                .details("""
                        The line in .gitignore moves too. If the content has changed, that is not
                        recorded: `jdvc status` shows it as before.

                        Examples:
                          jdvc move pkl/model.pkl pkl/best.pkl
                          jdvc move data.csv archive/
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var from = args.param(0).orElseThrow();
        var to = args.param(1).orElseThrow();
        Move.Report report;
        try {
            report = session.in(new Move(from, to)::run);
        } catch (JdvcException e) {
            if (NotAProject.is(e)) throw e;
            throw Errors.prefixed(e, "failed to move '" + from + "' -> '" + to + "' - ");
        }
        if (report.missing()) session.ui().warn("'" + from + "' is missing: only its .dvc file was moved");
        if (!report.staged()) GitHint.print(session, GitHint.shown(session, report.files()));
        return 0;
    }
}
