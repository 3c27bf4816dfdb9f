package jdvc.repo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import jdvc.Floats;
import jdvc.track.PythonNumber;
import org.jspecify.annotations.Nullable;

/**
 * What the metrics or params files of one revision say.
 *
 * @param files by path from the root, in the order in which they were named
 */
public record Figures(Map<String, File> files) {

    /**
     * One file.
     *
     * @param values as the file nests them
     * @param failure why there are none
     */
    public record File(Map<String, @Nullable Object> values, Optional<Failure> failure) {}

    /** @param type the name that DVC has for it */
    public record Failure(String type, String message) {}

    /**
     * How one value changed; an absent side is null.
     *
     * @param change new minus old of two numbers
     */
    public record Change(
            @Nullable Object old,
            @Nullable Object now,
            @Nullable Number change) {}

    /** Tells whether a file could not be read. */
    public boolean failed() {
        for (var each : files.values()) if (each.failure().isPresent()) return true;
        return false;
    }

    /** Returns nested values with dotted names: {@code train.auc}; lists are texts, as DVC has them. */
    public static Map<String, @Nullable Object> flat(Map<String, @Nullable Object> values) {
        var flat = new TreeMap<String, @Nullable Object>();
        flatten("", values, flat);
        return flat;
    }

    private static void flatten(String prefix, Map<?, ?> values, Map<String, @Nullable Object> into) {
        for (var each : values.entrySet()) {
            var key = prefix + each.getKey();
            if (each.getValue() instanceof Map<?, ?> map) flatten(key + ".", map, into);
            else into.put(key, each.getValue() instanceof List<?> list ? python(list) : each.getValue());
        }
    }

    /** Returns how {@code now} differs from these, by file and name, both in order; files without a change are left out. */
    Map<String, Map<String, Change>> changes(Figures now, boolean all) {
        var changes = new TreeMap<String, Map<String, Change>>();
        var paths = new TreeSet<>(files.keySet());
        paths.addAll(now.files.keySet());
        for (var path : paths) {
            var changed = changes(flat(values(path)), flat(now.values(path)), all);
            if (!changed.isEmpty()) changes.put(path, changed);
        }
        return changes;
    }

    private Map<String, @Nullable Object> values(String path) {
        var file = files.get(path);
        return file == null ? Map.of() : file.values();
    }

    private static Map<String, Change> changes(
            Map<String, @Nullable Object> old, Map<String, @Nullable Object> now, boolean all) {
        var changes = new LinkedHashMap<String, Change>();
        var names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (var name : names) {
            var before = old.get(name);
            var after = now.get(name);
            if (!all && same(before, after)) continue;
            changes.put(name, new Change(before, after, difference(before, after)));
        }
        return changes;
    }

    /** Python holds 1, 1.0 and True for equal. */
    private static boolean same(@Nullable Object a, @Nullable Object b) {
        return number(a) == null ? Objects.equals(a, b) : PythonNumber.equal(a, b);
    }

    private static @Nullable Number difference(@Nullable Object old, @Nullable Object now) {
        var x = number(old);
        var y = number(now);
        if (x == null || y == null) return null;
        if (x instanceof Double || y instanceof Double) return y.doubleValue() - x.doubleValue();
        return new BigInteger(y.toString()).subtract(new BigInteger(x.toString()));
    }

    private static @Nullable Number number(@Nullable Object value) {
        if (value instanceof Boolean yes) return yes ? 1L : 0L;
        return value instanceof Number number ? number : null;
    }

    /** Returns a value as Python's {@code str} does. */
    public static String text(@Nullable Object value) {
        return value instanceof String text ? text : python(value);
    }

    /** Returns a value as Python's {@code repr} does. */
    private static String python(@Nullable Object value) {
        if (value == null) return "None";
        if (value instanceof Boolean yes) return yes ? "True" : "False";
        if (value instanceof Double number) return Floats.format(number);
        if (value instanceof String text) return quoted(text);
        if (value instanceof List<?> list) {
            var items = new ArrayList<String>();
            for (var each : list) items.add(python(each));
            return "[" + String.join(", ", items) + "]";
        }
        if (value instanceof Map<?, ?> map) {
            var items = new ArrayList<String>();
            map.forEach((key, each) -> items.add(python(key) + ": " + python(each)));
            return "{" + String.join(", ", items) + "}";
        }
        return value.toString();
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        var out = new StringBuilder().append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c == quote) out.append('\\');
                    out.append(c);
                }
            }
        }
        return out.append(quote).toString();
    }
}
