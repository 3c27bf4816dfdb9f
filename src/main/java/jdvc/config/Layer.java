package jdvc.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;

/**
 * What one file sets.
 *
 * @param level whose file it is
 * @param file absolute and normalised
 * @param values in small letters; paths as they are written
 */
record Layer(Level level, Path file, IniValue.Section values) {

    /** Reads a file of DVC; a missing one is empty. */
    static Layer read(Disk disk, Level level, Path file) throws IOException {
        var layer = readAny(disk, level, file);
        layer.checkShape();
        return layer;
    }

    /** Reads a file whose paths, if it has any, mean nothing. */
    static Layer readAny(Disk disk, Level level, Path file) throws IOException {
        var content = disk.read(file, IniFile.MAX_BYTES);
        var values = content.isEmpty() ? IniValue.Section.EMPTY : parse(file, content.get());
        return new Layer(level, file, values);
    }

    private static IniValue.Section parse(Path file, byte[] content) {
        return Names.unpack(IniFile.parse(file.toString(), content).lowerCase());
    }

    /** Returns the layer that the file would be with other content. */
    Layer with(byte[] content) {
        var layer = new Layer(level, file, parse(file, content));
        layer.checkShape();
        return layer;
    }

    /** Returns the directory that paths in the file are relative to. */
    Path directory() {
        return file.resolveSibling(".").normalize();
    }

    /** Paths are made absolute as soon as a file is read: DVC then fails if it is not a text in a section. */
    private void checkShape() {
        if (values.entries().isEmpty()) return;
        for (var name : List.of("cache", "remote", "machine")) {
            var section = values.get(name);
            if (section.isPresent()) checkShape(KeyName.of(name), section.get(), !name.equals("cache"));
        }
    }

    private void checkShape(KeyName place, IniValue value, boolean named) {
        if (!(value instanceof IniValue.Section section)) throw bad(new Problem(place, "expected a dictionary"));
        for (var each : section.entries().entrySet()) {
            var key = new KeyName(false, Names.with(place.path(), each.getKey()));
            if (named) checkShape(key, each.getValue(), false);
            else if (PathValues.isPath(key) && !(each.getValue() instanceof IniValue.Text)) {
                throw bad(new Problem(key, "expected str"));
            }
        }
    }

    private JdvcException bad(Problem problem) {
        return JdvcException.of(Kind.CONFIG, "%s: '%s' in '%s'", problem.message(), problem.key(), file);
    }

    /** Returns the line on which the file says something, for messages; absent if it cannot be told any more. */
    OptionalInt line(Disk disk, KeyName key) {
        try {
            var content = disk.read(file, IniFile.MAX_BYTES);
            return content.isEmpty()
                    ? OptionalInt.empty()
                    : Names.line(IniFile.parseRaw(file.toString(), content.get()), key);
        } catch (IOException | JdvcException e) {
            return OptionalInt.empty(); // the message is good without it
        }
    }

    Optional<IniValue> find(KeyName key) {
        return key.in(values);
    }
}
