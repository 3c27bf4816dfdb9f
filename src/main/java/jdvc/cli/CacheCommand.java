package jdvc.cli;

import java.util.List;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.CacheMigrate;
import jdvc.repo.Settings;

/** {@code jdvc cache dir} and {@code jdvc cache migrate}. */
final class CacheCommand {

    private static final String KEY = "cache.dir";
    private static final Opt UNSET = Opt.flag("unset", 'u', "Go back to the default");
    private static final Opt DVC_FILES = Opt.flag(
            "dvc-files", "Also give the .dvc and dvc.lock files the shape of DVC 3, which DVC 2 does not read");
    private static final Opt DRY = Opt.flag("dry", "Say what would be done, and do nothing");

    private CacheCommand() {}

    static Verb<Session> verb() {
        return Verb.group(
                "cache",
                "Say where the cache is, or bring it to the form of DVC 3",
                List.of(
                        Verb.of(
                                "dir",
                                "Show or set the cache's directory; nothing is moved",
                                List.of(Param.optional("directory", "The new place", Values.DIRECTORY)),
                                LevelOptions.with(UNSET),
                                CacheCommand::run),
                        Verb.of(
                                "migrate",
                                "Give what DVC 2 stored the names of DVC 3 too",
                                List.of(),
                                List.of(DVC_FILES, DRY),
                                CacheCommand::migrate)));
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

    private static int migrate(Args args, Session session) throws Exception {
        boolean files = args.has(DVC_FILES);
        boolean dry = args.has(DRY);
        var report = session.in(new CacheMigrate(files, dry)::run);
        var ui = session.ui();
        if (dry) {
            ui.print("%s files will be re-hashed and migrated to the DVC 3.0 cache location.", report.objects());
        } else {
            ui.print("Migrated %s files to DVC 3.0 cache location.", report.objects());
        }
        if (!files) return 0;
        if (report.files().isEmpty() && report.locks().isEmpty()) {
            ui.print("No DVC files in the repo to migrate to the 3.0 format.");
        } else if (dry) {
            ui.print("Entries in following DVC files will be migrated to the 3.0 format:");
            for (var file : report.files()) ui.print("\t%s", file);
        } else {
            for (var file : report.files()) ui.print("Updating DVC file '%s'", file);
            for (var file : report.locks()) ui.print("Updating lock file '%s'", file);
            if (!report.staged()) GitHint.print(session, GitHint.shown(session, report.touched()));
        }
        return 0;
    }
}
