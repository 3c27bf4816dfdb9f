package jdvc.cli;

import java.util.List;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Verb;
import jdvc.repo.ImportUrl;
import jdvc.repo.NotAProject;

/** {@code jdvc import-url}. */
final class ImportUrlCommand {

    static final Opt TO_REMOTE =
            Opt.flag("to-remote", "Send the data straight to a remote; only the .dvc file is written here");
    private static final Opt NO_DOWNLOAD =
            Opt.flag("no-download", "Write the .dvc file with what is there now, and download nothing");

    private static final Opt VERSION_AWARE = Opt.flag(
                    "version-aware", "Refused: versions that a bucket keeps itself are not followed")
            .asHidden();

    private ImportUrlCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "import-url",
                        "Take a file or directory from a bucket or path in, and track it",
                        List.of(UrlOptions.URL, UrlOptions.OUT),
                        List.of(
                                ImportCommand.NO_EXEC,
                                NO_DOWNLOAD,
                                TO_REMOTE,
                                TransferOptions.REMOTE,
                                GetCommand.JOBS,
                                GetCommand.FORCE,
                                UrlOptions.FS_CONFIG,
                                VERSION_AWARE),
                        ImportUrlCommand::run)
                .details("""
                        The .dvc file says from where it came, and what was there. It is pushed
                        like other data. `jdvc update` brings what is current there later.

                        Examples:
                          jdvc import-url mlflow:0d5b2c7e4f3a41c09d1e8a6b7c2f3e10/model.pkl
                          jdvc import-url remote://store/raw data/raw
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var from = UrlOptions.from(args);
        var to = UrlOptions.destination(args);
        var importing =
                new ImportUrl(from, to, how(args), args.value(TransferOptions.REMOTE), args.jobs(GetCommand.JOBS));
        try {
            requireFitting(args);
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

    private static ImportUrl.Extent how(Args args) {
        if (args.has(TO_REMOTE)) return ImportUrl.Extent.REMOTE;
        if (args.has(ImportCommand.NO_EXEC)) return ImportUrl.Extent.NOTE;
        return args.has(NO_DOWNLOAD) ? ImportUrl.Extent.STATE : ImportUrl.Extent.DATA;
    }

    private static void requireFitting(Args args) {
        if (args.has(ImportCommand.NO_EXEC) && args.has(NO_DOWNLOAD)) {
            throw JdvcException.of(Kind.USAGE, "argument --no-download: not allowed with argument --no-exec");
        }
        boolean less = args.has(ImportCommand.NO_EXEC) || args.has(NO_DOWNLOAD) || args.has(VERSION_AWARE);
        if (args.has(TO_REMOTE) && less) {
            throw JdvcException.user("--no-exec/--no-download/--version-aware cannot be combined with --to-remote");
        }
        if (args.has(VERSION_AWARE)) {
            throw JdvcException.user("jdvc does not follow the versions that a bucket keeps itself (--version-aware)")
                    .hint("without it the data goes into the cache, where each version stays; `dvc` knows the option");
        }
        if (args.has(TransferOptions.REMOTE) && !args.has(TO_REMOTE)) {
            throw JdvcException.user("--remote can't be used without --to-remote");
        }
    }
}
