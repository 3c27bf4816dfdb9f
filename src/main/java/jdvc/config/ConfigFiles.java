package jdvc.config;

import java.nio.file.Path;
import java.util.Optional;
import jdvc.Env;

/** Where the settings of each level lie: DVC's, and jdvc's own. */
record ConfigFiles(Env env, Optional<Path> dvcDirectory) {

    /** Returns DVC's file of a level; absent for the project's levels outside a project. */
    Optional<Path> dvc(Level level) {
        return switch (level) {
            case SYSTEM ->
                Optional.of(directory("DVC_SYSTEM_CONFIG_DIR", system().resolve("dvc"))
                        .resolve("config"));
            case GLOBAL ->
                Optional.of(directory("DVC_GLOBAL_CONFIG_DIR", user().resolve("dvc"))
                        .resolve("config"));
            case PROJECT -> dvcDirectory.map(dir -> dir.resolve("config"));
            case LOCAL -> dvcDirectory.map(dir -> dir.resolve("config.local"));
        };
    }

    /** Returns jdvc's own file of a level; there is none for LOCAL. */
    Optional<Path> ours(Level level) {
        return switch (level) {
            case SYSTEM -> Optional.of(system().resolve("jdvc").resolve("jdvc.conf"));
            case GLOBAL -> Optional.of(user().resolve("jdvc").resolve("jdvc.conf"));
            case PROJECT -> dvcDirectory.map(dir -> dir.resolve("jdvc.conf"));
            case LOCAL -> Optional.empty();
        };
    }

    private Path directory(String variable, Path otherwise) {
        return env.var(variable).map(dir -> env.cwd().resolve(dir).normalize()).orElse(otherwise);
    }

    private Path user() {
        return env.xdg("XDG_CONFIG_HOME", ".config");
    }

    /** Of several directories the first one counts. */
    private Path system() {
        var all = env.var("XDG_CONFIG_DIRS").orElse("");
        int colon = all.indexOf(':');
        var first = colon < 0 ? all : all.substring(0, colon);
        return first.startsWith("/") ? Path.of(first) : Path.of("/etc/xdg");
    }
}
