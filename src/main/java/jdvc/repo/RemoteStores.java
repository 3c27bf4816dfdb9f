package jdvc.repo;

import java.io.IOException;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.config.RemoteConfig;
import jdvc.store.LocalStore;
import jdvc.store.ObjectStore;

/** Opens the store behind a remote's settings. */
final class RemoteStores {

    private RemoteStores() {}

    /** @throws JdvcException of kind CONFIG if jdvc cannot talk to such a remote */
    static ObjectStore open(Repo repo, RemoteConfig config, Progress progress) throws IOException {
        if (config.versionAware()) {
            throw JdvcException.of(
                    Kind.CONFIG,
                    "remote '%s' keeps versions in the bucket itself (version_aware, worktree), which jdvc only preserves",
                    config.name());
        }
        return switch (config.kind()) {
            case LOCAL -> new LocalStore(
                    repo.disk(),
                    config.directory(),
                    repo.workspace().hashes(),
                    config.value("shared").filter("group"::equals).isPresent(),
                    repo.env().cpus());
            case S3 -> throw JdvcException.of(Kind.CONFIG, "remote '%s' is in S3", config.name());
            case HTTP, UNSUPPORTED -> throw JdvcException.of(
                    Kind.CONFIG, "remote '%s': URLs such as '%s' are not supported", config.name(), config.url());
        };
    }
}
