package jdvc.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import org.jspecify.annotations.Nullable;

/**
 * The settings of all levels, merged. Names of keys are {@code core.remote} or {@code remote.NAME.url}; upper case in
 * them does not matter. A change of the files afterwards is not seen: load again.
 */
public final class Config {

    private final Disk disk;
    private final Env env;
    private final ConfigFiles files;
    private final PathValues paths;
    private final Layers dvc;
    private @Nullable Layers ours;
    private @Nullable Trust local;

    private Config(Disk disk, Env env, ConfigFiles files, Layers dvc) {
        this.disk = disk;
        this.env = env;
        this.files = files;
        this.paths = new PathValues(disk, env);
        this.dvc = dvc;
    }

    /**
     * Reads the files of all levels; a missing file is an empty one.
     *
     * @param dvcDirectory the project's {@code .dvc}, absolute; absent outside a project
     * @throws JdvcException of kind CONFIG, with file and line, if a file does not parse
     */
    public static Config load(Disk disk, Env env, Optional<Path> dvcDirectory) throws IOException {
        var files = new ConfigFiles(env, dvcDirectory.map(Path::normalize));
        return new Config(disk, env, files, layers(disk, files));
    }

    /**
     * Returns these settings with others on top.
     *
     * @throws JdvcException of kind USER if their file is not there, CONFIG if there is no remote that options are for
     */
    public Config with(Overlay overlay) throws IOException {
        if (overlay.isEmpty()) return this;
        var level = overlay.trust() == Trust.USER ? Level.GLOBAL : Level.PROJECT;
        var all = new ArrayList<>(dvc.all());
        if (overlay.file().isPresent()) {
            var file = overlay.file().get();
            if (disk.statTarget(file).isEmpty()) throw JdvcException.user("the config file '%s' does not exist", file);
            all.add(Layer.read(disk, level, file));
        }
        // relative paths in what was typed are meant from the working directory
        var typed = env.cwd().resolve("--remote-config");
        all.add(new Layer(level, typed, IniValue.Section.of(overlay.values())));
        overlay.remote()
                .ifPresent(name ->
                        all.add(new Layer(level, typed, IniValue.Section.of(Map.of("core", Map.of("remote", name))))));
        var named = new Config(disk, env, files, new Layers(all));
        if (overlay.options().isEmpty()) return named;
        var remote = named.defaultRemote()
                .orElseThrow(() -> JdvcException.of(Kind.CONFIG, "there is no remote that the options could be for")
                        .hint("name one with `--remote NAME`"));
        all.add(new Layer(
                level, typed, IniValue.Section.of(Map.of("remote", Map.of(remote, Map.copyOf(overlay.options()))))));
        return new Config(disk, env, files, new Layers(all));
    }

    static Layers layers(Disk disk, ConfigFiles files) throws IOException {
        var layers = new ArrayList<Layer>(4);
        for (var level : Level.values()) {
            var file = files.dvc(level);
            if (file.isPresent()) layers.add(Layer.read(disk, level, file.get()));
        }
        return new Layers(layers);
    }

    /** Returns the strongest level's value; paths come absolute. */
    public Optional<String> value(String key) {
        return find(KeyName.parse(key)).map(Setting::value);
    }

    private Optional<Setting> find(KeyName key) {
        return layers(key).find(key).flatMap(found -> setting(key, found));
    }

    private Optional<Setting> setting(KeyName key, Layers.Found found) {
        if (found.value() instanceof IniValue.Section) return Optional.empty();
        var layer = found.layer();
        return Optional.of(new Setting(key.toString(), text(key, found), layer.level(), layer.file()));
    }

    private String text(KeyName key, Layers.Found found) {
        var text = found.value().toString();
        return !key.ours() && PathValues.isPath(key)
                ? paths.resolve(found.layer().directory(), text)
                : text;
    }

    private Layers layers(KeyName key) {
        return key.ours() ? ours() : dvc;
    }

    private Layers ours() {
        var loaded = ours;
        if (loaded != null) return loaded;
        try {
            ours = loaded = JdvcSettings.layers(disk, files);
            return loaded;
        } catch (IOException e) {
            throw JdvcException.of(Kind.IO, "cannot read jdvc.conf: %s", String.valueOf(e.getMessage()))
                    .cause(e);
        }
    }

    /** Returns a yes-or-no setting, or what DVC takes without it. */
    public boolean flag(String key) {
        var name = KeyName.parse(key);
        return flag(name, value(key), Schema.section(name.section()).orElse(List.of()));
    }

    static boolean flag(KeyName name, Optional<String> value, List<Key> known) {
        if (value.isEmpty()) {
            var key = Schema.find(known, name.option());
            return key.isPresent() && key.get().byDefault().equals("true");
        }
        return Values.flag(value.get())
                .orElseThrow(() -> JdvcException.of(Kind.CONFIG, "expected true or false: '%s'", name));
    }

    /** Returns a whole number, such as {@code core.checksum_jobs}; one that is too large is the largest. */
    public OptionalInt number(String key) {
        return number(KeyName.parse(key), value(key));
    }

    static OptionalInt number(KeyName name, Optional<String> value) {
        if (value.isEmpty()) return OptionalInt.empty();
        var number = Values.integer(value.get())
                .orElseThrow(() -> JdvcException.of(Kind.CONFIG, "expected int: '%s'", name));
        boolean fits = number.bitLength() < Integer.SIZE;
        return OptionalInt.of(fits ? number.intValue() : number.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE);
    }

    /** Returns {@code cache.type} in its order: {@code reflink hardlink symlink copy} or some of them; empty if unset. */
    public List<String> linkTypes() {
        var found = dvc.find(KeyName.of("cache", "type"));
        return found.isEmpty() ? List.of() : Values.links(found.get().value());
    }

    /** Returns the cache's directory: {@code cache.dir}, else the project's {@code .dvc/cache}; absent outside. */
    public Optional<Path> cacheDirectory() {
        var set = value("cache.dir");
        if (set.isEmpty()) return files.dvcDirectory().map(dir -> dir.resolve("cache"));
        try {
            return Optional.of(Path.of(set.get()));
        } catch (InvalidPathException e) {
            throw JdvcException.of(Kind.CONFIG, "'%s' cannot be a path: 'cache.dir'", set.get())
                    .cause(e);
        }
    }

    /** Returns the names of all remotes, in the order in which the files name them. */
    public List<String> remotes() {
        return List.copyOf(dvc.merged().section("remote").entries().keySet());
    }

    public Optional<String> defaultRemote() {
        return value("core.remote").map(name -> name.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns a remote's settings, {@code remote://NAME/sub} resolved.
     *
     * @throws JdvcException of kind CONFIG if it doesn't exist or its settings exclude each other
     */
    public RemoteConfig remote(String name) {
        var options = new RemoteOptions(dvc, paths).of(name);
        var url = options.get("url");
        if (url == null) throw JdvcException.of(Kind.CONFIG, "expected 'url': 'remote.%s'", name);
        var config = new RemoteConfig(name.toLowerCase(Locale.ROOT), url.value().toString(), options, this);
        return config.checked();
    }

    /**
     * Returns the settings of what a URL names, {@code remote://NAME/sub} resolved; a path is meant from the working
     * directory.
     *
     * @param options what was said for it, which counts more than the remote's own
     * @param by whose word the options are
     * @throws JdvcException of kind CONFIG if there is no such remote, or DVC knows no such URL
     */
    public RemoteConfig at(String url, Map<String, String> options, Trust by) {
        var level = by == Trust.USER ? Level.GLOBAL : Level.PROJECT;
        var typed = new LinkedHashMap<String, RemoteConfig.Option>();
        options.forEach((name, value) -> typed.put(name, new RemoteConfig.Option(new IniValue.Text(value), level)));
        var scheme = Urls.scheme(url);
        boolean known = scheme.equals("remote") || Schema.remote(scheme).isPresent();
        if (!known) throw JdvcException.of(Kind.CONFIG, "config file error: Unsupported URL type %s://", scheme);
        typed.put("url", new RemoteConfig.Option(new IniValue.Text(url), Level.GLOBAL));
        var all = new RemoteOptions(dvc, paths).resolved(typed);
        var whole = all.get("url");
        var name = scheme.equals("remote") ? Urls.host(url).toLowerCase(Locale.ROOT) : url;
        return new RemoteConfig(name, whole == null ? url : whole.value().toString(), all, this).checked();
    }

    /** Returns the remote that {@code remote://NAME/sub} names; absent for another URL. */
    public Optional<String> remoteOf(String url) {
        return Urls.scheme(url).equals("remote") ? Optional.of(Urls.host(url)) : Optional.empty();
    }

    /** Returns the level whose value counts. */
    public Optional<Level> origin(String key) {
        return find(KeyName.parse(key)).map(Setting::level);
    }

    /** Returns the file of a level; absent for project levels outside a project. */
    public Optional<Path> file(Level level) {
        return files.dvc(level);
    }

    /** Returns what one level's files set, DVC's first, then jdvc's own ({@code jdvc.format}). */
    public List<Setting> settings(Level level) {
        var settings = new ArrayList<Setting>();
        addSettings(dvc.at(level), false, settings);
        addSettings(ours().at(level), true, settings);
        return settings;
    }

    private void addSettings(Optional<Layer> layer, boolean isOurs, List<Setting> settings) {
        if (layer.isEmpty()) return;
        Names.flatten(layer.get().values(), List.of(), (path, value) -> {
            var key = new KeyName(isOurs, path);
            setting(key, new Layers.Found(value, layer.get())).ifPresent(settings::add);
        });
    }

    /**
     * Returns what {@code config NAME} prints.
     *
     * @param level absent: the strongest that has it
     * @throws JdvcException of kind USAGE if the name has another form, CONFIG if the level does not set it
     */
    public Optional<Setting> read(String typedName, Optional<Level> level) {
        var key = KeyName.typed(typedName);
        if (level.isEmpty()) return find(key);
        var layer = layers(key).at(level.get()).orElseThrow(() -> ConfigEdit.noFile(key, level.get()));
        ConfigEdit.requireSet(layer.values(), key);
        return setting(key, new Layers.Found(layer.find(key).orElseThrow(), layer));
    }

    /**
     * Checks all levels together as DVC does whenever it opens a project.
     *
     * @throws JdvcException of kind CONFIG, naming key and file, for an unknown key or a value of the wrong kind
     */
    public void validate() {
        var problem = Validation.check(dvc.merged());
        if (problem.isPresent()) throw bad(problem.get(), dvc, disk);
    }

    /** Returns a problem as an error that names the file, and the line if the file on the disk has it. */
    static JdvcException bad(Problem problem, Layers layers, Disk disk) {
        var found = layers.find(problem.key());
        if (found.isEmpty()) return JdvcException.of(Kind.CONFIG, "%s: '%s'", problem.message(), problem.key());
        var layer = found.get().layer();
        var line = layer.line(disk, problem.key());
        var where = "'" + layer.file() + "'" + (line.isPresent() ? ", line " + line.getAsInt() : "");
        return JdvcException.of(Kind.CONFIG, "%s: '%s' in %s", problem.message(), problem.key(), where);
    }

    /**
     * Tells whether jdvc's own settings, see {@link JdvcSettings}, can have anything wrong in them: a file sets some, or a
     * variable one that is no durability. Costs a stat for each level, where reading them costs a parser.
     */
    public static boolean hasOwnSettings(Disk disk, Env env, Path dvcDirectory) throws IOException {
        var said = env.var("JDVC_DURABILITY");
        if (said.isPresent() && Durability.parse(said.get()).isEmpty()) return true;
        var files = new ConfigFiles(env, Optional.of(dvcDirectory));
        for (var level : Level.values()) {
            var file = files.ours(level);
            if (file.isPresent() && disk.statTarget(file.get()).isPresent()) return true;
        }
        return false;
    }

    /** Returns what the user should hear once: settings that have no effect. */
    public List<String> warnings() {
        var feature = dvc.merged().section("feature");
        var names = new ArrayList<String>();
        for (var option : feature.entries().keySet()) {
            if (!option.equals("machine")) names.add("'feature." + option + "'");
        }
        if (names.isEmpty()) return List.of();
        Collections.sort(names);
        var verb = names.size() == 1 ? " config option is unsupported" : " config options are unsupported";
        return List.of(String.join(", ", names) + verb);
    }

    /**
     * Returns whose word a level is (safety 10.1).
     *
     * @param trackedByGit asked at most once, for {@code config.local}
     */
    public Trust trust(Level level, Predicate<Path> trackedByGit) throws IOException {
        return switch (level) {
            case SYSTEM, GLOBAL -> Trust.USER;
            case PROJECT -> Trust.REPO;
            case LOCAL -> {
                var known = local;
                if (known == null) local = known = localTrust(trackedByGit);
                yield known;
            }
        };
    }

    private Trust localTrust(Predicate<Path> trackedByGit) throws IOException {
        var file = file(Level.LOCAL);
        if (file.isEmpty()) return Trust.REPO;
        var stat = disk.stat(file.get());
        boolean own = stat.isPresent() && stat.get().isFile() && stat.get().uid() == LocalDisk.uid();
        return own && !trackedByGit.test(file.get()) ? Trust.USER : Trust.REPO;
    }

    /**
     * Starts a change at a level of the files as they are now; nothing is written before {@link ConfigEdit#save}.
     *
     * @param trackedByGit tells whether a file is under version control: no secrets go there
     */
    public ConfigEdit edit(Level level, Predicate<Path> trackedByGit) throws IOException {
        return new ConfigEdit(disk, env, files, level, trackedByGit);
    }

    /** Returns every setting worth offering, with its full name; {@code NAME} stands for a remote's name. */
    public static List<Key> keys() {
        return Schema.offered();
    }

    /** Returns the options that a remote takes, by its URL; those of S3 if it has none. */
    public List<Key> remoteKeys(String name) {
        var url = value("remote." + name + ".url");
        return Schema.remote(url.map(Urls::scheme).orElse("s3")).orElse(List.of());
    }
}
