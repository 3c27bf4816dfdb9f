package jdvc.track;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.object.RelPath;
import jdvc.object.UnsafePathException;
import org.jspecify.annotations.Nullable;

/** The values that placeholders of a dvc.yaml stand for. Immutable: more of them make another one. */
final class Variables {

    private static final String DEFAULT_FILE = "params.yaml";

    private final Map<String, @Nullable Object> values;
    /** The files that were read, with the keys that were taken; an empty list means all. */
    private final Map<String, List<String>> files;

    private Variables(Map<String, @Nullable Object> values, Map<String, List<String>> files) {
        this.values = values;
        this.files = files;
    }

    static Variables none() {
        return new Variables(Map.of(), Map.of());
    }

    /** Returns those of params.yaml in {@code directory}, if there is one. */
    static Variables defaults(String directory, Source source) throws IOException, UnresolvedException {
        var none = none();
        boolean there = source.read(path(directory, DEFAULT_FILE)).isPresent();
        return there ? none.plusFile(DEFAULT_FILE, directory, source) : none;
    }

    /**
     * Returns these and those of a {@code vars} list.
     *
     * @param directory what its files are relative to
     * @throws UnresolvedException if a file cannot be read, or a value is given twice
     */
    Variables plus(@Nullable Object vars, String directory, Source source) throws IOException, UnresolvedException {
        var all = this;
        if (!(vars instanceof List<?> list)) return this;
        for (var item : list) {
            if (item instanceof String file) all = all.plusFile(file, directory, source);
            else if (item instanceof Map<?, ?> map) all = new Variables(merged(all.values, map, ""), all.files);
        }
        return all;
    }

    /** Returns these and one more at the top, which hides one of that name. */
    Variables with(String name, @Nullable Object value) {
        var all = new LinkedHashMap<>(values);
        all.put(name, value);
        return new Variables(Collections.unmodifiableMap(all), files);
    }

    private Variables plusFile(String item, String directory, Source source) throws IOException, UnresolvedException {
        int colon = item.indexOf(':');
        var name = colon < 0 ? item : item.substring(0, colon);
        var keys = keys(colon < 0 ? "" : item.substring(colon + 1));
        var path = path(directory, name);
        var before = files.get(path.toString());
        if (before != null) {
            if (keys.isEmpty() && before.isEmpty()) return this;
            boolean overlap = keys.isEmpty() || before.isEmpty() || !Collections.disjoint(before, keys);
            if (overlap) throw new UnresolvedException("'" + item + "' is loaded twice");
        }
        var found = Params.read(path, source);
        var allFiles = new HashMap<>(files);
        var taken = new ArrayList<>(before == null ? List.of() : before);
        taken.addAll(keys);
        allFiles.put(path.toString(), taken);
        return new Variables(merged(values, select(found, keys, item), ""), allFiles);
    }

    private static List<String> keys(String text) {
        var keys = new ArrayList<>(List.of(text.split(",", -1)));
        keys.removeIf(String::isEmpty);
        return keys;
    }

    private static Map<?, ?> select(Map<?, ?> found, List<String> keys, String item) throws UnresolvedException {
        if (keys.isEmpty()) return found;
        var some = new LinkedHashMap<String, @Nullable Object>();
        for (var key : keys) {
            if (!found.containsKey(key))
                throw new UnresolvedException("could not find '" + key + "' in '" + item + "'");
            some.put(key, found.get(key));
        }
        return some;
    }

    private static RelPath path(String directory, String file) throws UnresolvedException {
        try {
            return RelPath.parse(Paths.resolve(directory, file));
        } catch (UnsafePathException e) {
            throw new UnresolvedException("params file '" + file + "' lies outside the repository");
        }
    }

    private static Map<String, @Nullable Object> merged(Map<?, ?> into, Map<?, ?> more, String path)
            throws UnresolvedException {
        var all = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : into.entrySet()) all.put((String) entry.getKey(), entry.getValue());
        for (var entry : more.entrySet()) {
            var key = (String) entry.getKey();
            var value = entry.getValue();
            if (!all.containsKey(key)) all.put(key, value);
            else if (all.get(key) instanceof Map<?, ?> a && value instanceof Map<?, ?> b) {
                all.put(key, merged(a, b, path + key + "."));
            } else {
                throw new UnresolvedException("cannot redefine '" + path + key + "'");
            }
        }
        return Collections.unmodifiableMap(all);
    }

    /**
     * Returns the value of an expression such as {@code train.layers[0].units}.
     *
     * @throws UnresolvedException if there is none
     */
    @Nullable
    Object select(String expression) throws UnresolvedException {
        @Nullable Object value = values;
        for (var part : expression.replace("[", ".").replace("]", "").split("\\.", -1)) {
            var next = step(value, part.strip());
            if (next.isEmpty()) throw new UnresolvedException("could not find '" + expression + "'");
            value = next.get().value();
        }
        return value;
    }

    /** A value that was found; it may be null. */
    private record Found(@Nullable Object value) {}

    private static Optional<Found> step(@Nullable Object in, String key) {
        if (in instanceof Map<?, ?> map && map.containsKey(key)) return Optional.of(new Found(map.get(key)));
        if (!(in instanceof List<?> list) || !(Scalars.valueOf(key) instanceof Long index)) return Optional.empty();
        long at = index < 0 ? list.size() + index : index;
        return at < 0 || at >= list.size() ? Optional.empty() : Optional.of(new Found(list.get((int) at)));
    }
}
