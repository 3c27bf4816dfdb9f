package jdvc.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;

/**
 * The place of a value in a file: {@code core, remote} or {@code remote, NAME, url}.
 *
 * @param ours whether it is one of jdvc's own files, whose names get {@code jdvc.} in front
 * @param path in small letters; one to three parts
 */
record KeyName(boolean ours, List<String> path) {

    private static final String OURS = "jdvc";

    KeyName {
        path = List.copyOf(path);
    }

    static KeyName of(String... path) {
        return new KeyName(false, List.of(path));
    }

    /** Reads {@code section.option}, {@code remote.NAME.option} or {@code jdvc.option}; a remote's name may hold dots. */
    static KeyName parse(String text) {
        var name = text.toLowerCase(Locale.ROOT);
        if (!name.startsWith(OURS + '.')) return new KeyName(false, split(name));
        var rest = name.substring(OURS.length() + 1);
        return new KeyName(true, rest.indexOf('.') < 0 ? List.of(OURS, rest) : split(rest));
    }

    private static List<String> split(String name) {
        int first = name.indexOf('.');
        if (first < 0) return List.of(name);
        var section = name.substring(0, first);
        int last = name.lastIndexOf('.');
        if (last == first || !Names.isKind(section)) return List.of(section, name.substring(first + 1));
        return List.of(section, name.substring(first + 1, last), name.substring(last + 1));
    }

    /**
     * Reads what a user typed, as strictly as DVC.
     *
     * @throws JdvcException of kind USAGE
     */
    static KeyName typed(String text) {
        boolean inside = text.startsWith("remote.") || text.startsWith("db.");
        int dots = dots(text);
        if (text.startsWith(OURS + '.') || dots == 1 || dots == 2 && inside) return parse(text);
        throw JdvcException.of(
                Kind.USAGE, "name argument should look like remote.name.option or db.name.option or section.option");
    }

    private static int dots(String text) {
        int dots = 0;
        for (int at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) dots++;
        return dots;
    }

    String section() {
        return path.get(0);
    }

    String option() {
        return path.get(path.size() - 1);
    }

    boolean isRemote() {
        return path.size() == 3 && section().equals("remote");
    }

    /** Returns what stands at this place. */
    Optional<IniValue> in(IniValue.Section root) {
        IniValue found = root;
        for (var part : path) {
            if (!(found instanceof IniValue.Section section)) return Optional.empty();
            var next = section.get(part);
            if (next.isEmpty()) return next;
            found = next.get();
        }
        return Optional.of(found);
    }

    /** Returns a copy with a value at this place; sections on the way are made if they are missing. */
    IniValue.Section set(IniValue.Section root, IniValue value) {
        return set(root, 0, value);
    }

    private IniValue.Section set(IniValue.Section section, int depth, IniValue value) {
        var part = path.get(depth);
        boolean last = depth == path.size() - 1;
        return section.with(part, last ? value : set(section.section(part), depth + 1, value));
    }

    /** Returns a copy without this place; its section stays. */
    IniValue.Section remove(IniValue.Section root) {
        return remove(root, 0);
    }

    private IniValue.Section remove(IniValue.Section section, int depth) {
        var part = path.get(depth);
        if (depth == path.size() - 1) return section.without(part);
        if (!(section.entries().get(part) instanceof IniValue.Section inner)) return section;
        return section.with(part, remove(inner, depth + 1));
    }

    @Override
    public String toString() {
        var name = String.join(".", path);
        return ours && !section().equals(OURS) ? OURS + '.' + name : name;
    }
}
