package jdvc.cli;

import java.util.List;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Import;
import jdvc.repo.NotAProject;

/** {@code jdvc import}. */
final class ImportCommand {

    static final Opt NO_EXEC = Opt.flag("no-exec", "Write the .dvc file, and do not ask the repository");
    private static final Opt NO_DOWNLOAD =
            Opt.flag("no-download", "Write the .dvc file with the current commit, and download nothing");

    private ImportCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "import",
                        "Take a file or directory of another repository in, and track it",
                        List.of(
                                ElsewhereOptions.URL,
                                Param.one("path", "What to import, from the repository's root", Values.TEXT)),
                        ElsewhereOptions.with(GetCommand.OUT, GetCommand.FORCE, GetCommand.JOBS, NO_EXEC, NO_DOWNLOAD),
                        ImportCommand::run)
                .details("""
                        The .dvc file says from where it came, and from which commit. `jdvc update`
                        brings it to the newest; `jdvc pull` fetches it from there again, so it is
                        never pushed here.

                        Examples:
                          jdvc import https://example.org/models.git pkl/model.pkl
                          jdvc import ../models data --rev v1.0 -o data/v1
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        if (args.has(NO_EXEC) && args.has(NO_DOWNLOAD)) {
            throw JdvcException.of(Kind.USAGE, "argument --no-download: not allowed with argument --no-exec");
        }
        var from = ElsewhereOptions.elsewhere(args);
        var path = args.params().get(1);
        var how = args.has(NO_EXEC)
                ? Import.Extent.NOTE
                : args.has(NO_DOWNLOAD) ? Import.Extent.COMMIT : Import.Extent.DATA;
        var importing = new Import(from, path, GetCommand.destination(args), how, args.jobs(GetCommand.JOBS));
        try {
            var report = session.in((repo, progress) ->
                    importing.run(repo, progress, line -> session.ui().print("%s", line)));
            if (!report.staged()) GitHint.print(session, GitHint.shown(session, report.files()));
            return 0;
        } catch (JdvcException e) {
            if (NotAProject.is(e)) throw e;
            throw Errors.prefixed(e, "failed to import '" + path + "' from '" + from.shownUrl() + "'. - ");
        }
    }
}
