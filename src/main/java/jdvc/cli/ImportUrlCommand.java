package jdvc.cli;

import java.util.List;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Verb;
import jdvc.repo.FromUrl;
import jdvc.repo.ImportUrl;
import jdvc.repo.NotAProject;

/** {@code jdvc import-url}. */
final class ImportUrlCommand {

    private ImportUrlCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "import-url",
                        "Take a file or directory from a bucket or path in, and track it",
                        List.of(UrlOptions.URL, UrlOptions.OUT),
                        List.of(ImportCommand.NO_EXEC, GetCommand.JOBS, GetCommand.FORCE),
                        ImportUrlCommand::run)
                .details("""
                        The .dvc file says from where it came, and what was there. It is pushed
                        like other data. `dvc update` brings what is current there later.

                        Examples:
                          jdvc import-url s3://mlflow/1/abc/artifacts/model.pkl
                          jdvc import-url remote://store/raw data/raw
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var from = new FromUrl(args.params().get(0), Map.of());
        var to = UrlOptions.destination(args);
        var how = args.has(ImportCommand.NO_EXEC) ? ImportUrl.Extent.NOTE : ImportUrl.Extent.DATA;
        var importing = new ImportUrl(from, to, how, args.jobs(GetCommand.JOBS));
        try {
            var report = session.in((repo, progress) ->
                    importing.run(repo, progress, line -> session.ui().print("%s", line)));
            if (!report.staged()) GitHint.print(session, GitHint.shown(session, report.files()));
            return 0;
        } catch (JdvcException e) {
            if (NotAProject.is(e)) throw e;
            throw Errors.prefixed(
                    e,
                    "failed to import " + from.shown() + ". You could also try downloading it manually, and adding it"
                            + " with `dvc add`. - ");
        }
    }
}
