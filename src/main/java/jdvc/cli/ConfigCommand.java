package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Settings;

/** {@code jdvc config}. */
final class ConfigCommand {

    private static final Opt UNSET = Opt.flag("unset", 'u', "Remove the setting");
    private static final Opt LIST = Opt.flag("list", 'l', "List all settings");
    private static final Opt SHOW_ORIGIN = Opt.flag("show-origin", "Show the file of each setting");
    private static final Opt FORCE = Opt.flag("force", 'f', "Write a secret even to a file that Git tracks");

    private ConfigCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "config",
                        "Show or change settings",
                        List.of(
                                Param.optional(
                                        "name",
                                        "Such as core.remote, remote.NAME.url or jdvc.format",
                                        Values.CONFIG_KEY),
                                Param.optional("value", "The new value", Values.CONFIG_VALUE)),
                        LevelOptions.with(UNSET, LIST, SHOW_ORIGIN, FORCE),
                        ConfigCommand::run)
                .details("""
                        Names that begin with `jdvc.` are jdvc's own settings, which DVC does
                        not know; they are kept in .dvc/jdvc.conf, or for you alone with --global.

                        Examples:
                          jdvc config core.autostage true
                          jdvc config cache.type hardlink,copy
                          jdvc config jdvc.format 2
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var settings = Settings.open(session.call());
        settings.warnings().forEach(session.ui()::warn);
        var where = LevelOptions.where(args);
        if (args.has(LIST)) {
            if (!args.params().isEmpty() || args.has(UNSET)) return refuse(session, "-l/--list goes without a name");
            for (var each : settings.list(where)) print(session, args, each, each.key() + "=" + each.value());
            return 0;
        }
        if (args.params().isEmpty()) return refuse(session, "name argument is required");
        var name = args.params().get(0);
        var value = args.param(1);
        if (value.isPresent() && args.has(UNSET)) return refuse(session, "-u/--unset goes without a value");
        if (args.has(SHOW_ORIGIN) && (value.isPresent() || args.has(UNSET))) {
            return refuse(session, "--show-origin goes with reading only");
        }
        if (args.has(UNSET)) settings.unset(where, name);
        else if (value.isPresent()) settings.set(where, name, value.get(), args.has(FORCE));
        else settings.read(name, where).ifPresent(found -> print(session, args, found, found.value()));
        return 0;
    }

    private static void print(Session session, Args args, Settings.Entry entry, String text) {
        if (args.has(SHOW_ORIGIN)) session.ui().print("%s\t%s", entry.file(), text);
        else session.ui().print("%s", text);
    }

    /** DVC exits with 1 here, neither with its usage exit nor with that of errors it lets through (commands spec 1.2). */
    private static int refuse(Session session, String why) {
        session.ui().error(why);
        return 1;
    }
}
