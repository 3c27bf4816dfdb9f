package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import jdvc.Env;
import jdvc.Progress;
import jdvc.config.Overlay;
import jdvc.config.Trust;
import jdvc.git.Mirror;

/**
 * Another repository, as a command names it.
 *
 * @param url a directory, or what Git takes
 * @param rev a commit instead of the workspace of a directory, or of what its HEAD names
 * @param settings what counts more than the repository's own
 */
public record Elsewhere(String url, Optional<String> rev, Settings settings) {

    /**
     * What counts more than the repository's own settings.
     *
     * @param config a config file
     * @param remote the default remote
     * @param options of that remote, or of the default one
     */
    public record Settings(Optional<String> config, Optional<String> remote, Map<String, String> options) {

        /** The repository's own settings count. */
        public static final Settings NONE = new Settings(Optional.empty(), Optional.empty(), Map.of());

        /** Typed by the user, they are the user's word. */
        Overlay overlay(Env env) {
            if (equals(NONE)) return Overlay.NONE;
            Optional<Path> file = config.map(env.cwd()::resolve);
            return new Overlay(file, Map.of(), remote, options, Trust.USER);
        }
    }

    /** Returns a repository with its own settings. */
    public static Elsewhere of(String url, Optional<String> rev) {
        return new Elsewhere(url, rev, Settings.NONE);
    }

    /** Returns the URL without the password that may be in it. */
    public String shownUrl() {
        return Mirror.shown(url);
    }

    Upstream open(Call call, String path, Progress progress) throws IOException {
        return Upstream.open(call, this, settings.overlay(call.env()), path, progress);
    }
}
