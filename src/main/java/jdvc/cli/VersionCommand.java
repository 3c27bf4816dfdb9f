package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Verb;
import jdvc.repo.Doctor;
import jdvc.ui.Ui;

/** {@code jdvc version}, which says what was found on this machine, and {@code --version}. */
final class VersionCommand {

    private VersionCommand() {}

    static Verb<Session> verb() {
        return Verb.of("version", "Show the version and what was found here", List.of(), List.of(), VersionCommand::run)
                .alias("doctor");
    }

    /** Prints the number alone. */
    static int number(Ui ui) {
        ui.always("%s", Main.VERSION);
        return 0;
    }

    private static int run(Args args, Session session) throws Exception {
        session.ui().always("jdvc version: %s", Main.VERSION);
        for (var line : new Doctor().run(session.call()).lines()) session.ui().always("%s", line);
        return 0;
    }
}
