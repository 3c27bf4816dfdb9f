package jdvc.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;

/** The files of all levels as they are to become. */
final class Draft {

    private final Disk disk;
    private final PathValues paths;
    private final Layers before;
    private final boolean ours;
    private final Map<Level, IniValue.Section> changed = new EnumMap<>(Level.class);

    /** @param ours whether these are jdvc's own files, which DVC never sees */
    Draft(Disk disk, PathValues paths, Layers before, boolean ours) {
        this.disk = disk;
        this.paths = paths;
        this.before = before;
        this.ours = ours;
    }

    boolean has(Level level) {
        return before.at(level).isPresent();
    }

    Path file(Level level) {
        return layer(level).file();
    }

    /** Returns the directory that a level's paths are relative to. */
    Path directory(Level level) {
        return layer(level).directory();
    }

    private Layer layer(Level level) {
        return before.at(level).orElseThrow();
    }

    /** Returns a level's values as they are to become; every section that DVC knows is there, maybe empty. */
    IniValue.Section at(Level level) {
        var values = changed.get(level);
        if (values != null) return values;
        values = layer(level).values();
        if (ours) return values;
        for (var section : Schema.SECTIONS) {
            if (!values.has(section)) values = values.with(section, IniValue.Section.EMPTY);
        }
        return values;
    }

    void put(Level level, IniValue.Section values) {
        changed.put(level, values);
    }

    /** Returns all levels up to and with one. */
    IniValue.Section merged(Level strongest) {
        return after().merged(strongest);
    }

    private Layers after() {
        var layers = new ArrayList<Layer>();
        for (var layer : before.all()) {
            layers.add(new Layer(layer.level(), layer.file(), at(layer.level())));
        }
        return new Layers(layers);
    }

    /**
     * Returns the files that are to be written, strongest level first.
     *
     * @throws JdvcException of kind CONFIG if DVC or jdvc could not live with the result
     */
    List<NewFile> render() {
        for (var level : List.copyOf(changed.keySet())) {
            changed.put(level, withPathsInOrder(level));
            if (!ours) validate(after(), level);
        }
        var files = new ArrayList<NewFile>();
        var layers = new ArrayList<Layer>();
        for (var layer : before.all()) {
            var file = changed.containsKey(layer.level()) ? Optional.of(file(layer)) : Optional.<NewFile>empty();
            file.ifPresent(each -> files.add(0, each));
            layers.add(file.isEmpty() || ours ? layer : layer.with(file.get().content()));
        }
        if (!files.isEmpty() && !ours) validate(new Layers(layers), Level.LOCAL);
        return files;
    }

    /** A file that is written gets all its relative paths in the shortest form. */
    private IniValue.Section withPathsInOrder(Level level) {
        var values = new IniValue.Section[] {at(level)};
        if (ours) return values[0];
        var directory = directory(level);
        Names.flatten(values[0], List.of(), (path, value) -> {
            var key = new KeyName(false, path);
            if (!PathValues.isPath(key) || !(value instanceof IniValue.Text text)) return;
            var stored = paths.stored(directory, directory, text.text());
            if (!stored.equals(text.text())) values[0] = key.set(values[0], new IniValue.Text(stored));
        });
        return values[0];
    }

    private void validate(Layers layers, Level strongest) {
        var problem = Validation.check(layers.merged(strongest));
        if (problem.isPresent()) throw Config.bad(problem.get(), layers, disk);
    }

    private NewFile file(Layer layer) {
        var values = at(layer.level());
        boolean mine = layer.level() == Level.GLOBAL || layer.level() == Level.LOCAL;
        return new NewFile(layer.file(), layer.level(), content(layer.file(), values), mine && Secrets.anyIn(values));
    }

    private byte[] content(Path file, IniValue.Section values) {
        var packed = Names.pack(values);
        var text = IniFile.format(packed);
        if (!ours) requireAscii(file, text);
        var content = text.getBytes(StandardCharsets.UTF_8);
        if (!readsBack(packed, content)) {
            throw JdvcException.of(
                    Kind.CONFIG, "a value would read back otherwise from '%s': nothing was changed", file);
        }
        return content;
    }

    /** There are values that DVC's own form cannot hold, such as three quotes before a comment sign. */
    private static boolean readsBack(IniValue.Section packed, byte[] content) {
        try {
            return IniFile.parseVerbatim("", content).lowerCase().equals(packed.lowerCase());
        } catch (JdvcException e) {
            return false;
        }
    }

    /** DVC cannot write such a file: it fails and leaves an empty one. */
    private static void requireAscii(Path file, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x80) continue;
            int start = text.lastIndexOf('\n', i) + 1;
            int equals = text.indexOf('=', start);
            var where =
                    text.substring(start, equals < 0 || equals > i ? i : equals).strip();
            throw JdvcException.of(
                    Kind.CONFIG, "DVC cannot write '%s': not ASCII behind '%s'; nothing was changed", file, where);
        }
    }
}
