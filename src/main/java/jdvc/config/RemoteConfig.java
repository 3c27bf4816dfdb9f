package jdvc.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** One remote's settings, all levels merged. */
public final class RemoteConfig {

    /** What serves a remote, by the scheme of its URL. */
    public enum Kind {
        S3,
        LOCAL,
        HTTP,
        /** Known to DVC, not to us. */
        UNSUPPORTED
    }

    public String name() {
        throw new UnsupportedOperationException();
    }

    /** Returns the URL, or for a local remote the absolute path. */
    public String url() {
        throw new UnsupportedOperationException();
    }

    public Kind kind() {
        throw new UnsupportedOperationException();
    }

    /** Returns the directory of a local remote. */
    public Path directory() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns an option's value; paths come absolute.
     *
     * @throws IllegalArgumentException if the option is a secret: ask {@link #secret}
     */
    public Optional<String> value(String option) {
        throw new UnsupportedOperationException();
    }

    /** Returns a key, token or password. */
    public Optional<Secret> secret(String option) {
        throw new UnsupportedOperationException();
    }

    /** Returns a yes-or-no option, or what DVC takes without it. */
    public boolean flag(String option) {
        throw new UnsupportedOperationException();
    }

    public OptionalInt number(String option) {
        throw new UnsupportedOperationException();
    }

    /** Returns {@code type} of a local remote in its order; empty if unset. */
    public List<String> linkTypes() {
        throw new UnsupportedOperationException();
    }

    /** Returns the level that set an option; absent if none did. */
    public Optional<Level> origin(String option) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns whose word an option is; USER if it is unset.
     *
     * @param trackedByGit asked at most once, for {@code config.local}
     */
    public Trust trust(String option, Predicate<Path> trackedByGit) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Tells whether the bucket's own versions hold the data, which we only read. */
    public boolean versionAware() {
        throw new UnsupportedOperationException();
    }

    /** Returns transfers at a time, if the remote says. */
    public OptionalInt jobs() {
        throw new UnsupportedOperationException();
    }
}
