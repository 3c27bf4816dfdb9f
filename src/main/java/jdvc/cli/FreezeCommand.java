package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Freeze;

/** {@code jdvc freeze} and {@code jdvc unfreeze}. */
final class FreezeCommand {

    private FreezeCommand() {}

    static Verb<Session> freeze() {
        return verb("freeze", "Leave the dependencies of stages and imports out of account", true)
                .details("""
                        Example:
                          jdvc freeze train
                        """);
    }

    static Verb<Session> unfreeze() {
        return verb("unfreeze", "Look at the dependencies of stages and imports again", false)
                .details("""
                        Example:
                          jdvc unfreeze train
                        """);
    }

    private static Verb<Session> verb(String name, String summary, boolean frozen) {
        return Verb.of(
                name,
                summary,
                List.of(Param.some("targets", ".dvc files, or stages of dvc.yaml", Values.METAFILE)),
                List.of(),
                (args, session) -> run(name, frozen, args, session));
    }

    private static int run(String name, boolean frozen, Args args, Session session) throws Exception {
        var report = session.in(new Freeze(args.params(), frozen)::run);
        for (var each : report.modified())
            session.ui().print("Modifying stage '%s' in '%s'", each.stage(), each.file());
        report.failed().forEach((target, why) -> {
            session.ui().error("failed to " + name + " '" + target + "' - " + why.getMessage());
            why.hint().ifPresent(session.ui()::hint);
        });
        return report.failed().isEmpty() ? 0 : 1;
    }
}
