package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.config.Config;
import jdvc.config.ConfigEdit;
import jdvc.config.JdvcSettings;
import jdvc.config.Level;
import jdvc.config.RemoteConfig;
import jdvc.config.Setting;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.git.Git;

/** Reading and changing settings, in a project or outside of one. No lock is taken: a file is replaced as a whole. */
public final class Settings {

    private final Call call;
    private final Optional<Path> root;
    private final Config config;

    private Settings(Call call, Optional<Path> root, Config config) {
        this.call = call;
        this.root = root;
        this.config = config;
    }

    /** Where a setting is kept. */
    public enum Where {
        SYSTEM,
        GLOBAL,
        PROJECT,
        LOCAL
    }

    /**
     * A setting as a file has it.
     *
     * @param file as the user sees it: from the root for the project's own files
     */
    public record Entry(String key, String value, String file) {}

    /**
     * Returns how much of what is written is made to last: what the user, not the project, says. A setting that cannot be
     * read weakens nothing; the command that needs the settings complains of it.
     */
    public static Durability durability(Env env, Disk disk) {
        try {
            return JdvcSettings.load(disk, env, Optional.empty()).durability();
        } catch (IOException | JdvcException e) {
            return Durability.BATCH;
        }
    }

    /** Tells whether a failure is that settings of a remote exclude each other, which has an exit code of its own. */
    public static boolean areExclusive(JdvcException e) {
        return RemoteConfig.isExclusion(e);
    }

    /** Reads the settings of all levels that there are. */
    public static Settings open(Call call) throws IOException {
        var root = Repo.findRoot(call.env(), call.disk());
        var config = Config.load(call.disk(), call.env(), root.map(path -> path.resolve(".dvc")));
        return new Settings(call, root, config);
    }

    /** Returns a setting, of a level or the one that counts; absent if nothing sets it. */
    public Optional<Entry> read(String name, Optional<Where> where) {
        return config.read(name, where.map(Settings::level)).map(this::entry);
    }

    /** Returns all settings, level by level. */
    public List<Entry> list(Optional<Where> where) {
        var entries = new ArrayList<Entry>();
        for (var each : Where.values()) {
            boolean wanted = where.isEmpty() || where.get() == each;
            if (!wanted || config.file(level(each)).isEmpty()) continue;
            for (var setting : config.settings(level(each))) entries.add(entry(setting));
        }
        return entries;
    }

    private Entry entry(Setting setting) {
        var file = setting.file();
        boolean inside = root.isPresent() && file.startsWith(root.get());
        return new Entry(
                setting.key(),
                setting.value(),
                inside ? root.get().relativize(file).toString() : file.toString());
    }

    public void set(Optional<Where> where, String name, String value, boolean secretsToo) throws IOException {
        save(edit(where, secretsToo).set(name, value));
    }

    public void unset(Optional<Where> where, String name) throws IOException {
        save(edit(where, false).unset(name));
    }

    /** Adds a remote; one of that name is replaced if {@code force}, else refused. */
    public void addRemote(Optional<Where> where, String name, String url, boolean force, boolean makeDefault)
            throws IOException {
        var edit = edit(where, false);
        edit = force ? edit.replaceRemote(name, url) : edit.addRemote(name, url);
        save(makeDefault ? edit.defaultRemote(name) : edit);
    }

    public void modifyRemote(Optional<Where> where, String name, String option, String value, boolean secretsToo)
            throws IOException {
        save(edit(where, secretsToo).setRemote(name, option, value));
    }

    public void unsetRemote(Optional<Where> where, String name, String option) throws IOException {
        save(edit(where, false).unsetRemote(name, option));
    }

    public void renameRemote(Optional<Where> where, String name, String newName) throws IOException {
        save(edit(where, false).renameRemote(name, newName));
    }

    public void removeRemote(Optional<Where> where, String name) throws IOException {
        save(edit(where, false).removeRemote(name));
    }

    public void setDefaultRemote(Optional<Where> where, String name) throws IOException {
        save(edit(where, false).defaultRemote(name));
    }

    public void unsetDefaultRemote(Optional<Where> where) throws IOException {
        save(edit(where, false).noDefaultRemote());
    }

    /** A remote with its URL; which one is the default is for {@link #defaultRemote} to say. */
    public record Remote(String name, String url) {}

    /** Returns the remotes, of a level or of all together. */
    public List<Remote> remotes(Optional<Where> where) {
        var remotes = new ArrayList<Remote>();
        if (where.isEmpty()) {
            for (var name : config.remotes()) {
                remotes.add(
                        new Remote(name, config.value("remote." + name + ".url").orElse("")));
            }
            return remotes;
        }
        for (var setting : config.settings(level(where.get()))) {
            var key = setting.key();
            if (!key.startsWith("remote.") || !key.endsWith(".url")) continue;
            remotes.add(new Remote(key.substring("remote.".length(), key.length() - ".url".length()), setting.value()));
        }
        return remotes;
    }

    public Optional<String> defaultRemote() {
        return config.defaultRemote();
    }

    /** Returns the cache's directory. */
    public Path cacheDirectory() {
        return config.cacheDirectory()
                .orElseThrow(() -> NotAProject.exception(call.env().cwd()));
    }

    /** Returns what the user should hear: settings that have no effect. */
    public List<String> warnings() {
        return config.warnings();
    }

    private ConfigEdit edit(Optional<Where> where, boolean secretsToo) throws IOException {
        var level = where.map(Settings::level).orElse(Level.PROJECT);
        boolean needsProject = level == Level.PROJECT || level == Level.LOCAL;
        if (needsProject && root.isEmpty())
            throw NotAProject.exception(call.env().cwd());
        var edit = config.edit(level, this::isTracked);
        return secretsToo ? edit.allowSecrets() : edit;
    }

    private static void save(ConfigEdit edit) throws IOException {
        edit.save();
    }

    private boolean isTracked(Path file) {
        if (root.isEmpty() || !file.startsWith(root.get())) return false;
        try {
            var git = Git.find(root.get(), call.disk(), call.env());
            return git.isPresent()
                    && !git.get()
                            .tracked(List.of(root.get().relativize(file).toString()))
                            .isEmpty();
        } catch (IOException e) {
            throw JdvcException.of(Kind.IO, "cannot ask Git about '%s': %s", file, e.getMessage());
        }
    }

    private static Level level(Where where) {
        return switch (where) {
            case SYSTEM -> Level.SYSTEM;
            case GLOBAL -> Level.GLOBAL;
            case PROJECT -> Level.PROJECT;
            case LOCAL -> Level.LOCAL;
        };
    }
}
