package jdvc.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * Sections with a name: the file says {@code ['remote "x"']}, in memory it is the section {@code x} of the section
 * {@code remote}.
 */
final class Names {

    private static final List<String> KINDS = List.of("remote", "machine", "db");

    private Names() {}

    static boolean isKind(String section) {
        return KINDS.contains(section);
    }

    /** Returns the form in memory of what a file holds; names must be in small letters. */
    static IniValue.Section unpack(IniValue.Section file) {
        var result = new LinkedHashMap<String, IniValue>();
        for (var kind : KINDS) result.put(kind, named(file, kind));
        for (var each : file.entries().entrySet()) {
            boolean done = path(each.getKey()).size() == 2
                    || isKind(each.getKey()) && each.getValue() instanceof IniValue.Section;
            if (!done) result.put(each.getKey(), each.getValue());
        }
        return new IniValue.Section(result);
    }

    /** A plain {@code [remote]} takes the place of the named sections before it; those after it are added. */
    private static IniValue.Section named(IniValue.Section file, String kind) {
        var named = new LinkedHashMap<String, IniValue>();
        for (var each : file.entries().entrySet()) {
            var path = path(each.getKey());
            if (path.size() == 2 && path.get(0).equals(kind)) {
                named.put(path.get(1), each.getValue());
            } else if (each.getKey().equals(kind)) {
                named.clear();
                if (each.getValue() instanceof IniValue.Section plain) named.putAll(plain.entries());
            }
        }
        return new IniValue.Section(named);
    }

    /** Returns what a file gets: plain sections that are not empty, then the named ones, by kind. */
    static IniValue.Section pack(IniValue.Section memory) {
        var result = new LinkedHashMap<String, IniValue>();
        for (var each : memory.entries().entrySet()) {
            boolean empty = each.getValue() instanceof IniValue.Section section
                    && section.entries().isEmpty();
            if (!empty && !isKind(each.getKey())) result.put(each.getKey(), each.getValue());
        }
        for (var kind : KINDS) {
            memory.section(kind).entries().forEach((name, value) -> result.put(kind + " \"" + name + '"', value));
        }
        return new IniValue.Section(result);
    }

    /** Returns {@code remote, x} for {@code remote "x"} and the section itself for any other. */
    static List<String> path(String section) {
        int start = Blanks.skip(section, 0);
        int end = Blanks.trim(section, start, section.length());
        for (var kind : KINDS) {
            if (!section.startsWith(kind, start)) continue;
            int open = Blanks.skip(section, start + kind.length());
            boolean quoted = open < end - 1 && section.charAt(open) == '"' && section.charAt(end - 1) == '"';
            if (quoted) return List.of(kind, section.substring(open + 1, end - 1));
        }
        return List.of(section);
    }

    /** Returns the line on which a file names a key, or a section if that is all there is. */
    static OptionalInt line(IniParser.Raw root, KeyName key) {
        for (var each : root.lines.keySet()) {
            var path = path(each.toLowerCase(Locale.ROOT));
            if (path.equals(key.path())) return OptionalInt.of(root.lines.get(each));
            var section = root.sections.get(each);
            if (section == null
                    || path.size() >= key.path().size()
                    || !path.equals(key.path().subList(0, path.size()))) {
                continue;
            }
            for (var line : section.lines.entrySet()) {
                if (line.getKey().equalsIgnoreCase(key.path().get(path.size()))) return OptionalInt.of(line.getValue());
            }
        }
        return OptionalInt.empty();
    }

    /** Returns a section's values one by one, with their places. */
    static void flatten(IniValue.Section section, List<String> path, BiConsumer<List<String>, IniValue> each) {
        for (var entry : section.entries().entrySet()) {
            var place = with(path, entry.getKey());
            if (entry.getValue() instanceof IniValue.Section inner) flatten(inner, place, each);
            else each.accept(place, entry.getValue());
        }
    }

    /** Returns a path and one part more. */
    static List<String> with(List<String> path, String part) {
        var longer = new ArrayList<>(path);
        longer.add(part);
        return longer;
    }
}
