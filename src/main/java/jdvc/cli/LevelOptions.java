package jdvc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.repo.Settings.Where;

/** The options that say where a setting is kept. */
final class LevelOptions {

    private static final Opt SYSTEM = Opt.flag("system", "For everybody on this machine");
    private static final Opt GLOBAL = Opt.flag("global", "For this user");
    private static final Opt PROJECT = Opt.flag("project", "In .dvc/config, which Git tracks");
    private static final Opt LOCAL = Opt.flag("local", "In .dvc/config.local, for this clone: the place for secrets");
    private static final List<Opt> ALL = List.of(SYSTEM, GLOBAL, PROJECT, LOCAL);

    private LevelOptions() {}

    /** Returns the options, followed by those of one verb. */
    static List<Opt> with(Opt... more) {
        var all = new ArrayList<Opt>(ALL);
        all.addAll(List.of(more));
        return all;
    }

    /** Returns the level that is asked for. */
    static Optional<Where> where(Args args) {
        Optional<Where> where = Optional.empty();
        for (int i = 0; i < ALL.size(); i++) {
            if (!args.has(ALL.get(i))) continue;
            if (where.isPresent()) {
                throw JdvcException.of(
                        Kind.USAGE,
                        "argument --%s: only one level goes",
                        ALL.get(i).name());
            }
            where = Optional.of(Where.values()[i]);
        }
        return where;
    }
}
