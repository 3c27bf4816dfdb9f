package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Verb;

/** {@code jdvc root}. */
final class RootCommand {

    private RootCommand() {}

    static Verb<Session> verb() {
        return Verb.of("root", "Print the way to the project's root", List.of(), List.of(), RootCommand::run);
    }

    private static int run(Args args, Session session) throws Exception {
        var root = session.in((repo, progress) -> repo.root());
        var way = session.env().cwd().relativize(root).toString();
        session.ui().print("%s", way.isEmpty() ? "." : way);
        return 0;
    }
}
