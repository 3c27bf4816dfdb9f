package jdvc.track;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Arithmetic on paths as text, from a root that is the empty text. */
final class Paths {

    private Paths() {}

    /** Returns the directory that holds {@code path}; empty for the root. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Returns the components of a path; empty ones are left out. */
    static List<String> components(String path) {
        var parts = new ArrayList<String>();
        for (int at = 0; at < path.length(); ) {
            int slash = path.indexOf('/', at);
            int end = slash < 0 ? path.length() : slash;
            if (end > at) parts.add(path.substring(at, end));
            at = end + 1;
        }
        return parts;
    }

    /**
     * Returns {@code path} as seen from {@code directory}, without {@code .} and {@code ..} as far as they cancel out; what
     * leaves the root begins with {@code ..}, and the root itself is empty.
     */
    static String resolve(String directory, String path) {
        var parts = new ArrayList<String>();
        for (var part : components(directory + "/" + path)) {
            boolean up = part.equals("..");
            int last = parts.size() - 1;
            if (part.equals(".")) continue;
            if (up && last >= 0 && !parts.get(last).equals("..")) parts.remove(last);
            else parts.add(part);
        }
        return String.join("/", parts);
    }

    /** Returns how to write {@code path} in {@code directory}, both from the root: {@code ../a}; the same is {@code .}. */
    static String relative(String path, String directory) {
        if (directory.isEmpty()) return path.isEmpty() ? "." : path;
        var from = components(directory);
        var to = components(path);
        int same = 0;
        while (same < from.size() && same < to.size() && from.get(same).equals(to.get(same))) same++;
        var parts = new ArrayList<>(Collections.nCopies(from.size() - same, ".."));
        parts.addAll(to.subList(same, to.size()));
        return parts.isEmpty() ? "." : String.join("/", parts);
    }
}
