package jdvc.track;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.object.RelPath;
import org.jspecify.annotations.Nullable;

/**
 * A file of parameters or metrics as plain values (see {@link Values}), its language told by its name: {@code .json},
 * {@code .toml}, {@code .py}, else YAML. Tuples and sets of Python are lists.
 */
public final class ParamsFile {

    private final Map<?, ?> values;

    private ParamsFile(Map<?, ?> values) {
        this.values = values;
    }

    /**
     * Reads a file's content.
     *
     * @throws JdvcException of kind BADMETA if it is damaged, no mapping, or passes a limit of safety 9.2
     */
    public static ParamsFile of(RelPath file, byte[] content) {
        try {
            return new ParamsFile(Params.parse(file, content));
        } catch (UnresolvedException e) {
            throw JdvcException.of(Kind.BADMETA, "Unable to read parameters from '%s': %s", file, e.reason());
        }
    }

    /** Returns all values, in the order of the file. */
    public Map<String, @Nullable Object> all() {
        var all = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((key, value) -> all.put(String.valueOf(key), value));
        return all;
    }

    /**
     * Returns the values of {@code keys} by key, those that the file has; all that is at the top if there are no keys.
     *
     * @param keys such as {@code train.lr}; a number counts the items of a list: {@code layers.0}
     */
    public Map<String, @Nullable Object> select(List<String> keys) {
        if (keys.isEmpty()) return all();
        var found = new LinkedHashMap<String, @Nullable Object>();
        for (var key : new LinkedHashSet<>(keys)) at(key).ifPresent(slot -> found.put(key, slot.value));
        return found;
    }

    /** Where a key led; the value may be null. */
    private record Slot(@Nullable Object value) {}

    private Optional<Slot> at(String key) {
        var slot = new Slot(values);
        for (var part : key.split("\\.", -1)) {
            var next = step(slot.value, part);
            if (next.isEmpty()) return next;
            slot = next.get();
        }
        return Optional.of(slot);
    }

    private static Optional<Slot> step(@Nullable Object value, String part) {
        if (value instanceof Map<?, ?> map) {
            return map.containsKey(part) ? Optional.of(new Slot(map.get(part))) : Optional.empty();
        }
        if (!(value instanceof List<?> list) || part.isEmpty() || part.length() > 9) return Optional.empty();
        for (int i = 0; i < part.length(); i++)
            if (part.charAt(i) < '0' || part.charAt(i) > '9') return Optional.empty();
        int index = Integer.parseInt(part);
        return index < list.size() ? Optional.of(new Slot(list.get(index))) : Optional.empty();
    }

    /** Tells whether DVC takes two values for the same: as Python does, {@code 1}, {@code 1.0} and {@code true} are. */
    public static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            if (!x.keySet().equals(y.keySet())) return false;
            for (var entry : x.entrySet()) if (!same(entry.getValue(), y.get(entry.getKey()))) return false;
            return true;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            boolean same = x.size() == y.size();
            for (int i = 0; same && i < x.size(); i++) same = same(x.get(i), y.get(i));
            return same;
        }
        return Objects.equals(a, b) || PythonNumber.equal(a, b);
    }
}
