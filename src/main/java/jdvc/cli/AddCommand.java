package jdvc.cli;

import java.util.List;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Add;

/** {@code jdvc add}. */
final class AddCommand {

    private static final Opt NO_COMMIT = Opt.flag("no-commit", "Write the .dvc file, but do not fill the cache");
    private static final Opt GLOB = Opt.flag("glob", "Targets are patterns with *, ?, [...] and **");
    private static final Opt NO_RELINK = Opt.flag("no-relink", "Leave the files as they are, instead of linking them");
    private static final Opt FILE = Opt.value("file", "<name>", "Name of the .dvc file", Values.FILE);
    private static final Opt FORCE =
            Opt.flag("force", 'f', "Accepted, for DVC's sake").asHidden();

    private AddCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "add",
                        "Track files or directories",
                        List.of(Param.some("targets", "Files and directories that hold data", Values.DATA)),
                        List.of(NO_COMMIT, GLOB, NO_RELINK, FILE, Rehash.OPTION, FORCE),
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
        var mode =
                args.has(NO_COMMIT) ? Add.Mode.NO_COMMIT : args.has(NO_RELINK) ? Add.Mode.NO_RELINK : Add.Mode.RELINK;
        var report =
                session.in(Rehash.asked(args, new Add(args.params(), args.has(GLOB), mode, args.value(FILE))::run));
        for (var note : report.notes()) session.ui().warn(note);
        if (!report.staged()) GitHint.print(session, GitHint.shown(session, report.files()));
        return 0;
    }
}
