package jdvc.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import jdvc.Env;
import jdvc.disk.Disk;

/**
 * The settings of all levels, merged. Names of keys are {@code core.remote} or {@code remote.NAME.url}; upper case in
 * them does not matter.
 */
public final class Config {

    /**
     * Reads the files of all levels; a missing file is an empty one.
     *
     * @param dvcDirectory the project's {@code .dvc}, absolute; absent outside a project
     * @throws jdvc.JdvcException of kind CONFIG, with file and line, if a file does not parse
     */
    public static Config load(Disk disk, Env env, Optional<Path> dvcDirectory) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Returns the strongest level's value; paths come absolute. */
    public Optional<String> value(String key) {
        throw new UnsupportedOperationException();
    }

    /** Returns a yes-or-no setting, or what DVC takes without it. */
    public boolean flag(String key) {
        throw new UnsupportedOperationException();
    }

    /** Returns a whole number, such as {@code core.checksum_jobs}. */
    public OptionalInt number(String key) {
        throw new UnsupportedOperationException();
    }

    /** Returns {@code cache.type} in its order: {@code reflink hardlink symlink copy} or some of them; empty if unset. */
    public List<String> linkTypes() {
        throw new UnsupportedOperationException();
    }

    /** Returns the cache's directory: {@code cache.dir}, else the project's {@code .dvc/cache}; absent outside. */
    public Optional<Path> cacheDirectory() {
        throw new UnsupportedOperationException();
    }

    /** Returns the names of all remotes, in the order in which the files name them. */
    public List<String> remotes() {
        throw new UnsupportedOperationException();
    }

    public Optional<String> defaultRemote() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns a remote's settings, {@code remote://NAME/sub} resolved.
     *
     * @throws jdvc.JdvcException of kind CONFIG if it doesn't exist or its settings exclude each other
     */
    public RemoteConfig remote(String name) {
        throw new UnsupportedOperationException();
    }

    /** Returns the level whose value counts. */
    public Optional<Level> origin(String key) {
        throw new UnsupportedOperationException();
    }

    /** Returns the file of a level; absent for project levels outside a project. */
    public Optional<Path> file(Level level) {
        throw new UnsupportedOperationException();
    }

    /** Returns what one level's files set, DVC's first, then jdvc's own ({@code jdvc.format}). */
    public List<Setting> settings(Level level) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns what {@code config NAME} prints.
     *
     * @param level absent: the strongest that has it
     * @throws jdvc.JdvcException of kind USAGE if the name has another form, CONFIG if the level does not set it
     */
    public Optional<Setting> read(String typedName, Optional<Level> level) {
        throw new UnsupportedOperationException();
    }

    /**
     * Checks all levels together as DVC does whenever it opens a project.
     *
     * @throws jdvc.JdvcException of kind CONFIG, naming key and file, for an unknown key or a value of the wrong kind
     */
    public void validate() {
        throw new UnsupportedOperationException();
    }

    /** Returns what the user should hear once: settings that have no effect. */
    public List<String> warnings() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns whose word a level is (safety 10.1).
     *
     * @param trackedByGit asked at most once, for {@code config.local}
     */
    public Trust trust(Level level, Predicate<Path> trackedByGit) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Starts a change at a level; nothing is written before {@link ConfigEdit#save}.
     *
     * @param trackedByGit tells whether a file is under version control: no secrets go there
     */
    public ConfigEdit edit(Level level, Predicate<Path> trackedByGit) {
        throw new UnsupportedOperationException();
    }

    /** Returns every setting worth offering, with its full name; {@code NAME} stands for a remote's name. */
    public static List<Key> keys() {
        throw new UnsupportedOperationException();
    }

    /** Returns the options that a remote takes, by its URL; those of S3 if it has none. */
    public List<Key> remoteKeys(String name) {
        throw new UnsupportedOperationException();
    }
}
