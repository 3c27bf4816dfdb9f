package jdvc.cli;

import java.util.List;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Init;

/** {@code jdvc init}. */
final class InitCommand {

    private static final Opt NO_SCM = Opt.flag("no-scm", "Make a project without Git");
    private static final Opt SUBDIR = Opt.flag("subdir", "Allow a directory below the root of the Git repository");
    private static final Opt FORCE = Opt.flag("force", 'f', "Delete an existing .dvc first, its cache included");

    private InitCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                "init",
                "Make a directory a project",
                List.of(Param.optional("directory", "Where (default: here)", Values.DIRECTORY)),
                List.of(NO_SCM, SUBDIR, FORCE),
                InitCommand::run);
    }

    private static int run(Args args, Session session) throws Exception {
        if (args.has(NO_SCM) && args.has(SUBDIR)) {
            throw JdvcException.of(JdvcException.Kind.BUG, "--no-scm and --subdir exclude each other");
        }
        var scm = args.has(NO_SCM) ? Init.Scm.NONE : args.has(SUBDIR) ? Init.Scm.SUBDIRECTORY : Init.Scm.ROOT;
        var report = new Init(args.param(0), scm, args.has(FORCE)).run(session.call());
        var ui = session.ui();
        ui.print("Initialized DVC repository.");
        ui.print("");
        if (report.git()) {
            ui.print("You can now commit the changes to git.");
            ui.print("");
        }
        ui.print("What's next?");
        ui.print("  jdvc remote add -d NAME s3://BUCKET/PREFIX   where the data goes");
        ui.print("  jdvc add PATH                                track a file or directory");
        return 0;
    }
}
