package jdvc.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;
import jdvc.disk.Durability;

/**
 * jdvc's own settings, of which DVC knows nothing: {@code jdvc.conf} of three levels, and the environment.
 *
 * <pre>
 *   [jdvc]
 *       format = 2
 *   ['remote "models"']
 *       quota = 50GB
 * </pre>
 */
public final class JdvcSettings {

    /** Which shape new outputs get. */
    public enum Format {
        /** Legacy while the project has outputs and all of them are, else 3.x. */
        AUTO,
        /** The places and names that DVC 2 reads too. */
        LEGACY,
        /** As DVC 3 writes. */
        CURRENT
    }

    /** A value and who says so: a file, or a variable. */
    private record Said(String value, String where) {}

    private final Map<KeyName, Said> values = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final Env env;

    private JdvcSettings(Env env) {
        this.env = env;
    }

    /** Reads system, user, project, environment; later wins. */
    public static JdvcSettings load(Disk disk, Env env, Optional<Path> dvcDirectory) throws IOException {
        var settings = new JdvcSettings(env);
        for (var layer : layers(disk, new ConfigFiles(env, dvcDirectory)).all()) settings.add(layer);
        return settings;
    }

    static Layers layers(Disk disk, ConfigFiles files) throws IOException {
        var layers = new ArrayList<Layer>(3);
        for (var level : Level.values()) {
            var file = files.ours(level);
            if (file.isPresent()) layers.add(Layer.readAny(disk, level, file.get()));
        }
        return new Layers(layers);
    }

    private void add(Layer layer) {
        var unknown = new ArrayList<String>();
        Names.flatten(layer.values(), List.of(), (path, value) -> {
            var key = new KeyName(true, path);
            if (!isKnown(key)) unknown.add(key.toString());
            else if (layer.level() == Level.PROJECT && isForUsers(key)) {
                warnings.add("'" + key + "' in '" + layer.file() + "' is ignored: only users set it for themselves");
            } else values.put(key, new Said(value.toString(), "'" + layer.file() + "'"));
        });
        if (unknown.isEmpty()) return;
        warnings.add("unknown settings in '" + layer.file() + "' are ignored: " + String.join(", ", unknown));
    }

    /** {@code jdvc.trash_days} is {@code JDVC_TRASH_DAYS}. */
    private static String variable(KeyName key) {
        return key.toString().toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static boolean isKnown(KeyName key) {
        boolean named = key.path().size() == (key.section().equals("remote") ? 3 : 2);
        boolean known = key.section().equals("jdvc") || key.section().equals("remote");
        return named && known && Schema.find(key).isPresent();
    }

    /** What decides whether work can be lost is not for whoever can commit to the project. */
    private static boolean isForUsers(KeyName key) {
        return switch (key.option()) {
            case "durability", "trash_days", "trash_percent" -> true;
            default -> false;
        };
    }

    /** Fails if a value cannot be set at a level. */
    static void require(KeyName key, String value, Level level) {
        if (!isKnown(key)) {
            throw JdvcException.of(Kind.CONFIG, "extra keys not allowed: '%s'", key)
                    .hint("run `jdvc config --help`");
        }
        if (level == Level.PROJECT && isForUsers(key)) {
            throw JdvcException.of(Kind.CONFIG, "'%s' is not for a project: users set it for themselves", key)
                    .hint("use `--global`");
        }
        var problem = Values.problem(Schema.find(key).orElseThrow(), new IniValue.Text(value));
        if (problem.isPresent()) throw JdvcException.of(Kind.CONFIG, "%s: '%s'", problem.get(), key);
    }

    public Format format() {
        return switch (text("format")) {
            case "2" -> Format.LEGACY;
            case "3" -> Format.CURRENT;
            default -> Format.AUTO;
        };
    }

    /** Returns from how many bytes on an untracked file is proposed to be tracked. */
    public long proposeSize() {
        return ByteSize.parse(text("propose_size")).orElseThrow();
    }

    public Durability durability() {
        return Durability.parse(text("durability")).orElseThrow();
    }

    /** Returns how many days the trash is kept. */
    public int trashDays() {
        return Values.integer(text("trash_days"))
                .orElseThrow()
                .min(Values.MAX_INT)
                .intValue();
    }

    /** Returns how much of the file system the trash may take, in percent. */
    public int trashPercent() {
        return Values.integer(text("trash_percent")).orElseThrow().intValue();
    }

    /** Returns the URL of MLflow's tracking server; empty if none is set. */
    public String mlflow() {
        return text(KeyName.parse("jdvc.mlflow"));
    }

    /** Returns how many bytes a remote may hold. */
    public OptionalLong quota(String remote) {
        var key = new KeyName(true, List.of("remote", remote.toLowerCase(Locale.ROOT), "quota"));
        var quota = text(key);
        return quota.isEmpty() ? OptionalLong.empty() : ByteSize.parse(quota);
    }

    private String text(String option) {
        return text(KeyName.parse("jdvc." + option)).toLowerCase(Locale.ROOT);
    }

    /** Returns a checked value, or what it is by default. */
    private String text(KeyName name) {
        var key = Schema.find(name).orElseThrow();
        var said = said(name);
        if (said.isEmpty()) return key.byDefault();
        var value = said.get().value();
        var problem = Values.problem(key, new IniValue.Text(value));
        if (problem.isEmpty()) return value;
        throw JdvcException.of(
                Kind.CONFIG, "%s: '%s' in %s", problem.get(), name, said.get().where());
    }

    private Optional<Said> said(KeyName name) {
        var variable = variable(name);
        var value = env.var(variable);
        if (value.isPresent()) return Optional.of(new Said(value.get(), variable));
        return Optional.ofNullable(values.get(name));
    }

    /** Returns what the user should hear once: unknown keys, keys that a project may not set, a durability that is none. */
    public List<String> warnings() {
        var all = new ArrayList<>(warnings);
        try {
            durability();
        } catch (JdvcException e) {
            // The disk was chosen before anybody could be told, see Settings.durability.
            all.add(e.getMessage() + "; taken for batch");
        }
        return all;
    }
}
