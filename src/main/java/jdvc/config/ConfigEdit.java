package jdvc.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;

/**
 * A change of settings at one level, as DVC makes it: the whole file in DVC's own form. Each method changes a copy in
 * memory; {@link #save} checks all levels together and then writes, atomically. Names that begin with {@code jdvc.} go
 * to jdvc's own files.
 *
 * <p>Every method throws {@link JdvcException}, mostly of kind CONFIG, where DVC refuses; then nothing is written.
 */
public final class ConfigEdit {

    private final Disk disk;
    private final Env env;
    private final Level level;
    private final Predicate<Path> trackedByGit;
    private final PathValues paths;
    private final Draft dvc;
    private final Draft ours;
    private boolean secretsAllowed;

    ConfigEdit(Disk disk, Env env, ConfigFiles files, Level level, Predicate<Path> trackedByGit) throws IOException {
        this.disk = disk;
        this.env = env;
        this.level = level;
        this.trackedByGit = trackedByGit;
        paths = new PathValues(disk, env);
        dvc = new Draft(disk, paths, Config.layers(disk, files), false);
        ours = new Draft(disk, paths, JdvcSettings.layers(disk, files), true);
    }

    /** Lets secrets go to a file that is tracked. */
    public ConfigEdit allowSecrets() {
        secretsAllowed = true;
        return this;
    }

    /** Sets a value; a relative path is taken from the working directory. */
    public ConfigEdit set(String typedName, String value) {
        var key = KeyName.typed(typedName);
        requireFile(key);
        if (key.ours()) {
            JdvcSettings.require(key, value, level);
            ours.put(level, key.set(ours.at(level), new IniValue.Text(value)));
        } else {
            put(key, value);
        }
        return this;
    }

    private void put(KeyName key, String value) {
        refuseSecret(key, value);
        var stored = PathValues.isPath(key) ? paths.stored(dvc.directory(level), env.cwd(), value) : value;
        dvc.put(level, key.set(dvc.at(level), new IniValue.Text(stored)));
    }

    private void refuseSecret(KeyName key, String value) {
        if (secretsAllowed || !Secrets.isSecret(key, value)) return;
        var file = dvc.file(level);
        boolean tracked = level == Level.PROJECT || level == Level.LOCAL && trackedByGit.test(file);
        if (!tracked) return;
        var refusal = JdvcException.of(
                Kind.CONFIG, "'%s' is a secret, and '%s' is for version control: nothing was changed", key, file);
        throw level == Level.PROJECT
                ? refusal.hint("use `--local`: .dvc/config.local stays on this machine")
                : refusal.hint("run `git rm --cached %s`", file);
    }

    /** Removes a value, which this level must have. */
    public ConfigEdit unset(String typedName) {
        var key = KeyName.typed(typedName);
        requireFile(key);
        var draft = key.ours() ? ours : dvc;
        requireSet(draft.at(level), key);
        draft.put(level, key.remove(draft.at(level)));
        return this;
    }

    /** Adds a remote, which this level must not have. */
    public ConfigEdit addRemote(String name, String url) {
        var remote = lower(name);
        requireProject();
        if (remotes(level).has(remote)) {
            throw JdvcException.of(
                    Kind.CONFIG, "remote '%s' already exists. Use `-f|--force` to overwrite it.", remote);
        }
        return replaceRemote(name, url);
    }

    /** Adds a remote in the place of one that this level may have. */
    public ConfigEdit replaceRemote(String name, String url) {
        requireProject();
        var remote = lower(name);
        dvc.put(level, KeyName.of("remote", remote).set(dvc.at(level), IniValue.Section.EMPTY));
        put(KeyName.of("remote", remote, "url"), url);
        return this;
    }

    /** Sets an option of a remote that this or a weaker level has; for the project, that any level has. */
    public ConfigEdit setRemote(String name, String option, String value) {
        requireProject();
        var remote = lower(name);
        requireVisible(remote);
        put(KeyName.of("remote", remote, option), value);
        return this;
    }

    /** Removes an option of a remote that is visible as in {@link #setRemote}; nothing happens if it is not set here. */
    public ConfigEdit unsetRemote(String name, String option) {
        requireProject();
        var remote = lower(name);
        requireVisible(remote);
        var section = remotes(level).section(remote).without(option);
        dvc.put(level, KeyName.of("remote", remote).set(dvc.at(level), section));
        return this;
    }

    private void requireVisible(String remote) {
        if (!isVisible(remote)) throw noRemote(remote);
    }

    /** DVC's own choice of a level, the project, sees what is private to the clone; a user's level sees no project. */
    private boolean isVisible(String remote) {
        var strongest = level == Level.PROJECT ? Level.LOCAL : level;
        return dvc.merged(strongest).section("remote").has(remote);
    }

    /** Makes a remote the default one; it must be visible as in {@link #setRemote}. */
    public ConfigEdit defaultRemote(String name) {
        requireProject();
        var remote = lower(name);
        if (!isVisible(remote)) {
            throw JdvcException.of(Kind.CONFIG, "default remote must be present in remote list.")
                    .hint("run `jdvc remote add %s URL`", remote);
        }
        put(KeyName.of("core", "remote"), remote);
        return this;
    }

    /** Removes this level's default remote, if it has one. */
    public ConfigEdit noDefaultRemote() {
        requireProject();
        dvc.put(level, KeyName.of("core", "remote").remove(dvc.at(level)));
        return this;
    }

    /**
     * Renames a remote of this level, its options at stronger levels, and what makes it the default. The new name is
     * written as it is typed, as in DVC; upper case in it does not matter.
     */
    public ConfigEdit renameRemote(String name, String newName) {
        var remote = lower(name);
        requireOwn(remote);
        boolean taken = dvc.merged(Level.LOCAL).section("remote").has(lower(newName));
        if (taken && (newName.equals(remote) || !lower(newName).equals(remote))) {
            throw JdvcException.of(Kind.CONFIG, "Rename failed. Remote name '%s' already exists.", newName);
        }
        for (var each : fromHereOn()) {
            if (isMineToo(each)) move(dvc, each, remote, newName);
            if (isMineToo(each) && hasOurs(each, remote)) move(ours, each, remote, newName);
            var inOrder = dvc.at(each);
            if (isDefault(each, remote)) {
                inOrder = KeyName.of("core", "remote").set(inOrder, new IniValue.Text(newName));
            }
            dvc.put(each, inOrder);
        }
        return this;
    }

    private static void move(Draft draft, Level level, String remote, String newName) {
        var root = draft.at(level);
        var remotes = root.section("remote");
        var moved = remotes.get(remote).map(section -> remotes.without(remote).with(newName, section));
        draft.put(level, root.with("remote", moved.orElse(remotes)));
    }

    /** Removes a remote of this level, its options at stronger levels, and what makes it the default. */
    public ConfigEdit removeRemote(String name) {
        var remote = lower(name);
        requireOwn(remote);
        var place = KeyName.of("remote", remote);
        for (var each : fromHereOn()) {
            dvc.put(each, isMineToo(each) ? place.remove(dvc.at(each)) : dvc.at(each));
            if (isMineToo(each) && hasOurs(each, remote)) ours.put(each, place.remove(ours.at(each)));
            if (isDefault(each, remote))
                dvc.put(each, KeyName.of("core", "remote").remove(dvc.at(each)));
        }
        return this;
    }

    /** A change of the user's own settings leaves the remotes of a project alone. */
    private boolean isMineToo(Level stronger) {
        return level.compareTo(Level.PROJECT) >= 0 || stronger.compareTo(Level.PROJECT) < 0;
    }

    private boolean hasOurs(Level where, String remote) {
        return ours.has(where) && ours.at(where).section("remote").has(remote);
    }

    /** DVC saves the stronger levels too, and so makes a {@code config.local} of one empty line where there was none. */
    private List<Level> fromHereOn() {
        var levels = new ArrayList<Level>();
        for (var each : Level.values()) {
            if (each.compareTo(level) >= 0 && dvc.has(each)) levels.add(each);
        }
        return levels;
    }

    private boolean isDefault(Level where, String remote) {
        var value = KeyName.of("core", "remote").in(dvc.at(where));
        return value.isPresent() && value.get().toString().equalsIgnoreCase(remote);
    }

    private void requireOwn(String remote) {
        requireProject();
        if (remotes(level).has(remote)) return;
        for (var each : Level.values()) {
            if (dvc.has(each) && remotes(each).has(remote)) {
                throw noRemote(remote).hint("it is in '%s': use `--%s`", dvc.file(each), lower(each.name()));
            }
        }
        throw noRemote(remote);
    }

    private JdvcException noRemote(String remote) {
        return RemoteOptions.missing(
                remote, dvc.merged(Level.LOCAL).section("remote").entries().keySet());
    }

    private IniValue.Section remotes(Level where) {
        return dvc.at(where).section("remote");
    }

    private void requireProject() {
        if (!dvc.has(level)) throw outside();
    }

    private void requireFile(KeyName key) {
        if (!(key.ours() ? ours : dvc).has(level)) throw noFile(key, level);
    }

    static JdvcException noFile(KeyName key, Level level) {
        if (level != Level.LOCAL || !key.ours()) return outside();
        return JdvcException.of(Kind.USAGE, "'%s' has no local level", key)
                .hint("use `--global` for your own setting, `--project` for everybody's");
    }

    private static JdvcException outside() {
        return JdvcException.of(Kind.CONFIG, "Not inside a DVC repo");
    }

    /** Fails as DVC does if a level does not have a value. */
    static void requireSet(IniValue.Section root, KeyName key) {
        if (key.in(root).isPresent()) return;
        boolean named = key.path().size() == 3;
        var kind = named ? key.section() : "section";
        var place = key.path().get(named ? 1 : 0);
        boolean there =
                named ? root.section(key.section()).has(place) : root.has(place) || Schema.SECTIONS.contains(place);
        if (!there && !key.ours()) throw JdvcException.of(Kind.CONFIG, "%s '%s' doesn't exist", kind, place);
        throw JdvcException.of(Kind.CONFIG, "option '%s' doesn't exist in %s '%s'", key.option(), kind, place);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Checks everything, then writes what changed, the strongest level first. */
    public void save() throws IOException {
        var all = new ArrayList<>(dvc.render());
        all.addAll(ours.render());
        for (var file : all) file.write(disk);
    }
}
