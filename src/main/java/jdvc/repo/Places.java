package jdvc.repo;

import java.nio.file.Path;

/** Paths in projects that a command names by where they lie. */
final class Places {

    private Places() {}

    /** Returns the path of the directory around a path from a root; empty at the top. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Returns a path from a project's root without what says nothing: {@code ./data/} is {@code data}. */
    static String clean(String path) {
        var clean = Path.of("/").resolve(path).normalize().toString();
        return clean.substring(1);
    }
}
