package jdvc.track;

import java.util.Optional;

/**
 * How targets are to be understood.
 *
 * @param root where the repository lies, absolute; targets that begin with {@code /} are looked for below it
 * @param directory where the others are relative to: from the repository's root, empty for the root
 * @param recursive a directory means the metafiles in it
 * @param withDeps also what the targets are made from
 */
public record Scope(String root, String directory, boolean recursive, boolean withDeps) {

    /** Returns a path that was typed, from the repository's root, which is empty; absent if it lies elsewhere. */
    Optional<String> fromRoot(String typed) {
        if (!typed.startsWith("/")) return Optional.of(Paths.resolve(directory, typed));
        var path = Paths.resolve("", typed);
        var top = Paths.resolve("", root);
        if (path.equals(top)) return Optional.of("");
        return path.startsWith(top + "/") ? Optional.of(path.substring(top.length() + 1)) : Optional.empty();
    }
}
