package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Settings;

/** {@code jdvc cache dir}. */
final class CacheCommand {

    private static final String KEY = "cache.dir";
    private static final Opt UNSET = Opt.flag("unset", 'u', "Go back to the default");

    private CacheCommand() {}

    static Verb<Session> verb() {
        return Verb.group(
                "cache",
                "Say where the cache is",
                List.of(Verb.of(
                        "dir",
                        "Show or set the cache's directory; nothing is moved",
                        List.of(Param.optional("directory", "The new place", Values.DIRECTORY)),
                        LevelOptions.with(UNSET),
                        CacheCommand::run)));
    }

    private static int run(Args args, Session session) throws Exception {
        var settings = Settings.open(session.call());
        var where = LevelOptions.where(args);
        if (args.has(UNSET)) settings.unset(where, KEY);
        else if (args.param(0).isPresent())
            settings.set(where, KEY, args.param(0).get(), false);
        else if (where.isEmpty()) session.ui().print("%s", settings.cacheDirectory());
        else settings.read(KEY, where).ifPresent(found -> session.ui().print("%s", found.value()));
        return 0;
    }
}
