package jdvc.cli;

import java.util.List;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Commit;

/** {@code jdvc commit}. */
final class CommitCommand {

    private static final Opt FORCE = Opt.flag("force", 'f', "Record changes without asking");
    private static final Opt WITH_DEPS = Opt.flag("with-deps", 'd', "Also what the targets are made from");
    private static final Opt RECURSIVE = Opt.flag("recursive", 'R', "A directory means the .dvc files in it");
    private static final Opt NO_RELINK = Opt.flag("no-relink", "Leave the files as they are, instead of linking them");

    private CommitCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                "commit",
                "Record changed data in the cache and in its .dvc file",
                List.of(Param.many("targets", "Tracked paths, .dvc files or stages (default: all)", Values.TRACKED)),
                List.of(FORCE, WITH_DEPS, RECURSIVE, NO_RELINK, Rehash.OPTION),
                CommitCommand::run);
    }

    private static int run(Args args, Session session) throws Exception {
        var options = new Commit.Options(args.has(RECURSIVE), args.has(WITH_DEPS), !args.has(NO_RELINK));
        var report = commit(args, session, options);
        for (var file : report.locks()) {
            if (report.newLocks().contains(file)) session.ui().print("Generating lock file '%s'", file);
            session.ui().print("Updating lock file '%s'", file);
        }
        for (var note : report.notes()) session.ui().warn(note);
        return 0;
    }

    /** The engine never asks: it refuses, and what the user answers is tried again. */
    private static Commit.Report commit(Args args, Session session, Commit.Options options) throws Exception {
        try {
            return session.in(Rehash.asked(args, new Commit(args.params(), options, args.has(FORCE))::run));
        } catch (JdvcException e) {
            boolean asks = session.ui().look().outTerminal()
                    && String.valueOf(e.getMessage()).contains("--force");
            if (!asks || !session.ui().confirm("%s Record the changes?", String.valueOf(e.getMessage()))) throw e;
            return session.in(Rehash.asked(args, new Commit(args.params(), options, true)::run));
        }
    }
}
