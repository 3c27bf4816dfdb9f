package jdvc.cli;

import java.util.List;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.NotAProject;
import jdvc.repo.Update;

/** {@code jdvc update}. */
final class UpdateCommand {

    private static final Opt REV = Opt.value("rev", "<commit>", "Follow another branch, tag or commit", Values.TEXT);
    private static final Opt NO_DOWNLOAD =
            Opt.flag("no-download", "Write down what is current only; the old data goes");
    private static final Opt TO_REMOTE =
            Opt.flag("to-remote", "Send what is current at a URL straight to a remote; the data here stays");

    private UpdateCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "update",
                        "Bring imports to what is current where they came from",
                        List.of(Param.some("targets", "Imports: .dvc files or paths", Values.TRACKED)),
                        List.of(
                                REV,
                                TransferOptions.RECURSIVE,
                                NO_DOWNLOAD,
                                TO_REMOTE,
                                TransferOptions.REMOTE,
                                GetCommand.JOBS),
                        UpdateCommand::run)
                .details("""
                        Without --rev the branch or tag of the import is followed, or what is
                        current there. What was changed in the data here goes to the trash.
                        What came from a URL is asked for by its ETag, or read.

                        Examples:
                          jdvc update model.pkl.dvc
                          jdvc update model.pkl.dvc --rev v2.0
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var update = new Update(
                args.params(),
                args.value(REV),
                args.has(TransferOptions.RECURSIVE),
                args.has(TO_REMOTE)
                        ? Update.Extent.REMOTE
                        : args.has(NO_DOWNLOAD) ? Update.Extent.STATE : Update.Extent.DATA,
                args.value(TransferOptions.REMOTE),
                args.jobs(GetCommand.JOBS));
        try {
            requireFitting(args);
            session.in((repo, progress) -> {
                update.run(repo, progress, line -> session.ui().print("%s", line));
                return true;
            });
            return 0;
        } catch (JdvcException e) {
            if (NotAProject.is(e)) throw e;
            throw Errors.prefixed(e, "failed update data - ");
        }
    }

    private static void requireFitting(Args args) {
        if (args.has(TO_REMOTE) && args.has(NO_DOWNLOAD)) {
            throw JdvcException.user("--to-remote can't be used with --no-download");
        }
        if (args.has(TransferOptions.REMOTE) && !args.has(TO_REMOTE)) {
            throw JdvcException.user("--remote can't be used without --to-remote");
        }
    }
}
