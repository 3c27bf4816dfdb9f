package jdvc.cli;

import java.util.List;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Settings;
import jdvc.ui.Style;

/** {@code jdvc remote add|list|default|modify|remove|rename}. */
final class RemoteCommand {

    private static final Opt DEFAULT = Opt.flag("default", 'd', "Make it the default remote");
    private static final Opt FORCE = Opt.flag("force", 'f', "Replace a remote of that name");
    private static final Opt SECRETS = Opt.flag("force", 'f', "Write a secret even to a file that Git tracks");
    private static final Opt UNSET = Opt.flag("unset", 'u', "Remove the setting");
    private static final Param NAME = Param.one("name", "The remote's name", Values.REMOTE);

    private RemoteCommand() {}

    static Verb<Session> verb() {
        return Verb.group(
                "remote",
                "Say where the data goes",
                List.of(
                        Verb.of(
                                        "add",
                                        "Add a remote",
                                        List.of(
                                                Param.one("name", "A name for it", Values.TEXT),
                                                Param.one(
                                                        "url",
                                                        "Such as s3://BUCKET/PREFIX, or a directory",
                                                        Values.URL)),
                                        LevelOptions.with(DEFAULT, FORCE),
                                        RemoteCommand::add)
                                .details("""
                                        Example:
                                          jdvc remote add -d models s3://b-a
                                          jdvc remote modify models endpointurl https://minio.example
                                          jdvc remote modify --local models access_key_id KEY
                                        """),
                        Verb.of("list", "List the remotes", List.of(), LevelOptions.with(), RemoteCommand::list),
                        Verb.of(
                                "default",
                                "Show or set the default remote",
                                List.of(Param.optional("name", "The remote's name", Values.REMOTE)),
                                LevelOptions.with(UNSET),
                                RemoteCommand::defaultRemote),
                        Verb.of(
                                "modify",
                                "Change a setting of a remote",
                                List.of(
                                        NAME,
                                        Param.one("option", "Such as endpointurl or region", Values.REMOTE_OPTION),
                                        Param.optional("value", "The new value", Values.CONFIG_VALUE)),
                                LevelOptions.with(UNSET, SECRETS),
                                RemoteCommand::modify),
                        RemoteCheckCommand.verb(),
                        Verb.of("remove", "Remove a remote", List.of(NAME), LevelOptions.with(), RemoteCommand::remove),
                        Verb.of(
                                "rename",
                                "Rename a remote",
                                List.of(NAME, Param.one("new", "Its new name", Values.TEXT)),
                                LevelOptions.with(),
                                RemoteCommand::rename)));
    }

    private static int add(Args args, Session session) throws Exception {
        var name = args.params().get(0);
        Settings.open(session.call())
                .addRemote(LevelOptions.where(args), name, args.params().get(1), args.has(FORCE), args.has(DEFAULT));
        if (args.has(DEFAULT)) session.ui().print("Setting '%s' as a default remote.", name);
        return 0;
    }

    private static int list(Args args, Session session) throws Exception {
        var settings = Settings.open(session.call());
        for (var each : settings.remotes(LevelOptions.where(args))) {
            boolean isDefault =
                    settings.defaultRemote().filter(each.name()::equals).isPresent();
            if (isDefault) {
                session.ui()
                        .print(
                                "%s\t%s\t%s",
                                Style.GREEN.of(each.name()), Style.GREEN.of(each.url()), Style.GREEN.of("(default)"));
            }
            if (!isDefault) session.ui().print("%s\t%s", each.name(), each.url());
        }
        return 0;
    }

    private static int defaultRemote(Args args, Session session) throws Exception {
        var settings = Settings.open(session.call());
        var where = LevelOptions.where(args);
        if (args.has(UNSET)) {
            settings.unsetDefaultRemote(where);
        } else if (args.param(0).isPresent()) {
            settings.setDefaultRemote(where, args.param(0).get());
        } else {
            var name = settings.defaultRemote();
            session.ui().print("%s", name.orElse("No default remote set"));
            return name.isPresent() ? 0 : 1;
        }
        return 0;
    }

    private static int modify(Args args, Session session) throws Exception {
        var settings = Settings.open(session.call());
        var where = LevelOptions.where(args);
        var name = args.params().get(0);
        var option = args.params().get(1);
        if (args.has(UNSET)) {
            settings.unsetRemote(where, name, option);
            return 0;
        }
        var value = args.param(2)
                .orElseThrow(() -> JdvcException.of(Kind.CONFIG, "option '%s' needs a value", option)
                        .hint("`-u` removes the setting"));
        settings.modifyRemote(where, name, option, value, args.has(SECRETS));
        return 0;
    }

    private static int remove(Args args, Session session) throws Exception {
        Settings.open(session.call())
                .removeRemote(LevelOptions.where(args), args.params().get(0));
        return 0;
    }

    private static int rename(Args args, Session session) throws Exception {
        Settings.open(session.call())
                .renameRemote(
                        LevelOptions.where(args),
                        args.params().get(0),
                        args.params().get(1));
        return 0;
    }
}
