package jdvc.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Add;
import jdvc.repo.AddFrom;
import jdvc.repo.FromUrl;

/** {@code jdvc add}. */
final class AddCommand {

    private static final Opt NO_COMMIT = Opt.flag("no-commit", "Write the .dvc file, but do not fill the cache");
    private static final Opt GLOB = Opt.flag("glob", "Targets are patterns with *, ?, [...] and **");
    private static final Opt NO_RELINK = Opt.flag("no-relink", "Leave the files as they are, instead of linking them");
    private static final Opt FILE = Opt.value("file", "<name>", "Name of the .dvc file", Values.FILE);
    private static final Opt OUT = Opt.value(
            "out",
            'o',
            "<path>",
            "Bring the target, which may be a URL, to this path, and track it there",
            Values.FILE);
    private static final Opt TO_REMOTE =
            Opt.flag("to-remote", "Send the target, which may be a URL, straight to a remote");
    private static final Opt REMOTE_JOBS =
            Opt.value("remote-jobs", "<n>", "Transfers at a time, with --to-remote", Values.NUMBER);
    private static final Opt FORCE = Opt.flag("force", 'f', "Replace what is at the path of --out");

    private AddCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "add",
                        "Track files or directories",
                        List.of(Param.some("targets", "Files and directories that hold data", Values.DATA)),
                        List.of(
                                NO_COMMIT,
                                GLOB,
                                NO_RELINK,
                                FILE,
                                Rehash.OPTION,
                                OUT,
                                TO_REMOTE,
                                TransferOptions.REMOTE,
                                REMOTE_JOBS,
                                FORCE),
                        AddCommand::run)
                .details("""
                        Puts the content into the cache, writes TARGET.dvc beside it for Git to
                        keep, and has Git ignore the data itself.

                        Examples:
                          jdvc add pkl/model.pkl
                          jdvc add data/images data/labels.csv
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        if (args.has(FILE) && (args.params().size() > 1 || args.has(GLOB))) {
            throw JdvcException.of(Kind.USAGE, "--file goes with one target");
        }
        requireFitting(args);
        if (args.has(OUT) || args.has(TO_REMOTE)) return runFrom(args, session);
        var mode =
                args.has(NO_COMMIT) ? Add.Mode.NO_COMMIT : args.has(NO_RELINK) ? Add.Mode.NO_RELINK : Add.Mode.RELINK;
        var report =
                session.in(Rehash.asked(args, new Add(args.params(), args.has(GLOB), mode, args.value(FILE))::run));
        for (var note : report.notes()) session.ui().warn(note);
        if (!report.staged()) GitHint.print(session, GitHint.shown(session, report.files()));
        return 0;
    }

    private static int runFrom(Args args, Session session) throws Exception {
        var from = new FromUrl(args.params().get(0), Map.of());
        var to = args.has(TO_REMOTE)
                ? Optional.of(new AddFrom.Remote(args.value(TransferOptions.REMOTE)))
                : Optional.<AddFrom.Remote>empty();
        var report = session.in(new AddFrom(from, args.value(OUT), args.has(FORCE), to, args.jobs(REMOTE_JOBS))::run);
        if (!report.staged()) GitHint.print(session, GitHint.shown(session, report.files()));
        return 0;
    }

    private static void requireFitting(Args args) {
        if (args.has(TO_REMOTE) || args.has(OUT)) {
            var wrong = args.params().size() > 1
                    ? "multiple targets"
                    : args.has(GLOB) ? "--glob option" : args.has(NO_COMMIT) ? "--no-commit option" : "";
            if (wrong.isEmpty()) return;
            throw JdvcException.user("%s can't be used with %s", wrong, args.has(TO_REMOTE) ? "--to-remote" : "--out");
        }
        var wrong = args.has(TransferOptions.REMOTE) ? "--remote" : args.has(REMOTE_JOBS) ? "--remote-jobs" : "";
        if (!wrong.isEmpty()) throw JdvcException.user("%s can't be used without --to-remote", wrong);
    }
}
