package jdvc.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code %(name)s} in values by the value of {@code name}: of the same section, of its {@code DEFAULT}
 * sub-section, or of a section around it. A lone percent sign stands for itself.
 */
final class Interpolation {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_STEPS = 10_000;
    private static final int MAX_VALUE = 64 << 10;

    private final String file;
    private int steps;

    private Interpolation(String file) {
        this.file = file;
    }

    /** Returns the values of a file with every reference replaced; in each section texts come before sections. */
    static IniValue.Section expand(String file, IniParser.Raw root) {
        return new Interpolation(file).section(root);
    }

    /** Returns the values as they are written. */
    static IniValue.Section verbatim(IniParser.Raw raw) {
        var entries = new LinkedHashMap<>(raw.values);
        raw.sections.forEach((name, section) -> entries.put(name, verbatim(section)));
        return new IniValue.Section(entries);
    }

    private IniValue.Section section(IniParser.Raw raw) {
        var entries = new LinkedHashMap<String, IniValue>();
        for (var each : raw.values.entrySet()) entries.put(each.getKey(), value(raw, each.getKey(), each.getValue()));
        for (var each : raw.sections.entrySet()) entries.put(each.getKey(), section(each.getValue()));
        return new IniValue.Section(entries);
    }

    private IniValue value(IniParser.Raw section, String key, IniValue value) {
        if (value instanceof IniValue.Text text) {
            return new IniValue.Text(text(section, key, text.text()));
        }
        var items = new ArrayList<String>();
        for (var item : ((IniValue.Items) value).items()) items.add(text(section, key, item));
        return new IniValue.Items(items);
    }

    private String text(IniParser.Raw section, String key, String text) {
        if (text.indexOf("%(") < 0) return text;
        return replace(section, key, text, new HashSet<>());
    }

    private record Place(IniParser.Raw section, String key) {}

    private String replace(IniParser.Raw section, String key, String text, Set<Place> trail) {
        var here = new Place(section, key);
        if (!trail.add(here)) throw bad(Kind.CONFIG, "interpolation loop detected in value '" + key + "'");
        if (trail.size() > MAX_DEPTH) throw bad(Kind.LIMIT, "interpolation nested too deeply in value '" + key + "'");
        var out = new StringBuilder();
        int done = 0;
        int close = 0;
        for (int at = text.indexOf("%("); at >= 0; ) {
            if (close < at + 2) close = text.indexOf(')', at + 2);
            if (close < 0) break;
            if (close + 1 == text.length() || text.charAt(close + 1) != 's') {
                at = text.indexOf("%(", at + 1);
                continue;
            }
            out.append(text, done, at).append(reference(section, text.substring(at + 2, close), trail));
            if (out.length() > MAX_VALUE) throw bad(Kind.LIMIT, "value '" + key + "' becomes too long");
            done = close + 2;
            at = text.indexOf("%(", done);
        }
        trail.remove(here);
        return out.append(text, done, text.length()).toString();
    }

    private String reference(IniParser.Raw from, String name, Set<Place> trail) {
        if (++steps > MAX_STEPS) throw bad(Kind.LIMIT, "too many interpolations");
        for (IniParser.@Nullable Raw section = from; section != null; section = section.parent) {
            var value = section.values.get(name);
            var defaults = section.sections.get("DEFAULT");
            if (value == null && defaults != null) value = defaults.values.get(name);
            if (value instanceof IniValue.Text text) return replace(section, name, text.text(), trail);
            if (value != null) break;
        }
        throw bad(Kind.CONFIG, "missing option '" + name + "' in interpolation");
    }

    private JdvcException bad(Kind kind, String what) {
        return JdvcException.of(kind, "%s in '%s'", what, file);
    }
}
