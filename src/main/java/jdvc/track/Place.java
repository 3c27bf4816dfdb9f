package jdvc.track;

import java.util.Optional;
import jdvc.object.RelPath;

/**
 * Where a metafile's paths are relative to.
 *
 * @param directory from the repository's root, empty for the root; begins with {@code ..} if it lies outside
 */
record Place(RelPath metafile, String directory) {

    /** Returns the place of paths in a metafile whose {@code wdir} is this; {@code .} if it has none. */
    static Place of(RelPath metafile, String wdir) {
        var home = Paths.parent(metafile.toString());
        return new Place(metafile, wdir.startsWith("/") ? ".." + wdir : Paths.resolve(home, wdir));
    }

    /** Tells whether {@code path} has a scheme: it is not on this machine's file system. */
    static boolean isUrl(String path) {
        int end = path.indexOf("://");
        if (end <= 0) return false;
        for (int i = 0; i < end; i++) {
            char c = path.charAt(i);
            if (!Character.isLetterOrDigit(c) && "+-._".indexOf(c) < 0) return false;
        }
        return true;
    }

    /** Returns why an output must not lie at {@code path} (safety 8.3); absent if it may. */
    Optional<String> objection(String path) {
        if (isUrl(path)) return Optional.of("lies outside the repository");
        if (path.startsWith("/")) return Optional.of("is absolute");
        var resolved = Paths.resolve(directory, path);
        if (resolved.isEmpty()) return Optional.of("is the repository's root");
        if (resolved.equals("..") || resolved.startsWith("../")) return Optional.of("lies outside the repository");
        if (metafile.toString().startsWith(resolved + "/")) return Optional.of("holds its own metafile");
        if (isMetafile(resolved)) return Optional.of("has the name of a metafile");
        return RelPath.objection(resolved);
    }

    /** Returns {@code path} from the root; absent if it lies outside or is otherwise no path to act on. */
    Optional<RelPath> resolve(String path) {
        if (isUrl(path) || path.startsWith("/")) return Optional.empty();
        return RelPath.ifSafe(Paths.resolve(directory, path));
    }

    /** Returns where a path leads that may lie outside: from the root, or absolute. */
    String outside(String path) {
        return path.startsWith("/") ? path : Paths.resolve(directory, path);
    }

    /** Returns how the metafile writes a path from the root. */
    String relative(RelPath path) {
        return Paths.relative(path.toString(), directory);
    }

    static boolean isMetafile(String path) {
        return path.endsWith(".dvc") || path.equals("dvc.yaml") || path.endsWith("/dvc.yaml");
    }
}
