package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Unprotect;

/** {@code jdvc unprotect}. */
final class UnprotectCommand {

    private UnprotectCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "unprotect",
                        "Make files that are links to the cache editable",
                        List.of(Param.some("targets", "Files and directories", Values.FILE)),
                        List.of(),
                        UnprotectCommand::run)
                .details("""
                        Needed only where cache.type is hardlink or symlink: a link becomes a
                        copy, which may be changed without changing the cache.

                        Example:
                          jdvc unprotect data/labels.csv
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        session.in(new Unprotect(args.params())::run);
        return 0;
    }
}
