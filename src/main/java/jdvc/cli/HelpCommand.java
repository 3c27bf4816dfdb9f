package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Help;
import jdvc.command.Param;
import jdvc.command.Parser;
import jdvc.command.Values;
import jdvc.command.Verb;

/** {@code jdvc help}. */
final class HelpCommand {

    private HelpCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                "help",
                "Show the verbs, or what one of them does",
                List.of(Param.many("verb", "Such as add, or remote modify", Values.VERB)),
                List.of(),
                HelpCommand::run);
    }

    private static int run(Args args, Session session) {
        var help = new Help(Cli.PROGRAM, session.ui().look().width().getAsInt());
        if (args.params().isEmpty()) {
            session.ui().raw(help.verbs(Verbs.all()));
            return 0;
        }
        var path = new Parser<Session>(Verbs.all()).named(args.params());
        session.ui().raw(help.verb(path));
        return 0;
    }
}
