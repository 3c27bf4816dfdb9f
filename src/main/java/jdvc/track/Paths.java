package jdvc.track;

import java.util.ArrayList;

/** Arithmetic on paths as text, from a root that is the empty text. */
final class Paths {

    private Paths() {}

    /** Returns the directory that holds {@code path}; empty for the root. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /**
     * Returns {@code path} as seen from {@code directory}, without {@code .} and {@code ..} as far as they cancel out; what
     * leaves the root begins with {@code ..}, and the root itself is empty.
     */
    static String resolve(String directory, String path) {
        var parts = new ArrayList<String>();
        for (var part : (directory + "/" + path).split("/")) {
            boolean up = part.equals("..");
            int last = parts.size() - 1;
            if (part.isEmpty() || part.equals(".")) continue;
            if (up && last >= 0 && !parts.get(last).equals("..")) parts.remove(last);
            else parts.add(part);
        }
        return String.join("/", parts);
    }

    /** Returns how to write {@code path} in {@code directory}, both from the root: {@code ../a}; the same is {@code .}. */
    static String relative(String path, String directory) {
        if (directory.isEmpty()) return path.isEmpty() ? "." : path;
        var from = directory.split("/");
        var to = path.isEmpty() ? new String[0] : path.split("/");
        int same = 0;
        while (same < from.length && same < to.length && from[same].equals(to[same])) same++;
        var parts = new ArrayList<String>();
        for (int i = same; i < from.length; i++) parts.add("..");
        for (int i = same; i < to.length; i++) parts.add(to[i]);
        return parts.isEmpty() ? "." : String.join("/", parts);
    }
}
