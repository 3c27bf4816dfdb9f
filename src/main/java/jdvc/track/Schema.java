package jdvc.track;

import java.util.Set;
import jdvc.JdvcException;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Scalar;
import jdvc.track.Node.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a metafile may say, in DVC's words: {@code extra keys not allowed, in outs -> 0 -> bogus, line 2, column 3}.
 * Scalars are not checked for their types where any text will do.
 */
final class Schema {

    private static final Set<String> TOP =
            Set.of("outs", "deps", "md5", "wdir", "frozen", "locked", "desc", "meta", "always_changed");
    private static final Set<String> DEP = Set.of(
            "path",
            "md5",
            "etag",
            "checksum",
            "hash",
            "size",
            "nfiles",
            "isexec",
            "version_id",
            "cloud",
            "files",
            "persist",
            "fs_config",
            "repo",
            "db",
            "dataset",
            "desc",
            "type",
            "labels",
            "meta");
    private static final Set<String> REPO = Set.of("url", "rev", "rev_lock", "config", "remote");
    private static final Set<String> LISTED =
            Set.of("relpath", "md5", "etag", "checksum", "size", "nfiles", "isexec", "version_id", "cloud");

    private final Metafile file;

    Schema(Metafile file) {
        this.file = file;
    }

    void dvcFile(Mapping root) {
        keys(root, TOP, "");
        for (var key : new String[] {"frozen", "locked", "always_changed"}) bool(root, key, "");
        for (var key : new String[] {"md5", "wdir", "desc"}) scalar(root, key, "");
        entries(root, "outs", OutYaml.KEYS, "");
        entries(root, "deps", DEP, "");
    }

    /** Checks a list of outs or deps, which may be missing or null. */
    void entries(Mapping parent, String key, Set<String> allowed, String path) {
        var node = parent.get(key);
        if (node == null || node instanceof Scalar scalar && scalar.isNull()) return;
        if (!(node instanceof Sequence list)) throw file.bad("expected a list", join(path, key), node);
        for (int i = 0; i < list.items.size(); i++) {
            entry(Node.resolve(list.items.get(i)), allowed, join(join(path, key), Integer.toString(i)));
        }
    }

    private void entry(Node item, Set<String> allowed, String path) {
        if (!(item instanceof Mapping entry)) throw file.bad("expected a dictionary", path, item);
        keys(entry, allowed, path);
        boolean pathless = entry.get("repo") != null || entry.get("db") != null;
        if (entry.get("path") == null && !pathless)
            throw file.bad("required key not provided", join(path, "path"), item);
        for (var key : new String[] {"path", "md5", "etag", "checksum", "hash", "remote", "desc", "type"}) {
            scalar(entry, key, path);
        }
        for (var key : new String[] {"size", "nfiles"}) integer(entry, key, path);
        for (var key : new String[] {"isexec", "cache", "persist", "push"}) bool(entry, key, path);
        if (entry.get("repo") != null) keys(mapping(entry, "repo", path), REPO, join(path, "repo"));
        files(entry, path);
    }

    private void files(Mapping entry, String path) {
        var node = entry.get("files");
        if (node == null) return;
        if (!(node instanceof Sequence list)) throw file.bad("expected a list", join(path, "files"), node);
        for (int i = 0; i < list.items.size(); i++) {
            var item = Node.resolve(list.items.get(i));
            var where = join(join(path, "files"), Integer.toString(i));
            if (!(item instanceof Mapping listed)) throw file.bad("expected a dictionary", where, item);
            keys(listed, LISTED, where);
            if (listed.get("relpath") == null)
                throw file.bad("required key not provided", join(where, "relpath"), item);
            for (var key : new String[] {"relpath", "md5"}) scalar(listed, key, where);
        }
    }

    /** Checks that a mapping has no other keys than these. */
    void keys(Mapping mapping, Set<String> allowed, String path) {
        boolean merges = !mapping.merged().isEmpty();
        for (var entry : mapping.entries.entrySet()) {
            if (merges && entry.getKey().equals("<<")) continue;
            if (!allowed.contains(entry.getKey())) {
                throw file.bad("extra keys not allowed", join(path, entry.getKey()), entry.getValue().key);
            }
        }
    }

    void scalar(Mapping mapping, String key, String path) {
        var node = mapping.get(key);
        if (node != null && !(node instanceof Scalar)) throw file.bad("expected str", join(path, key), node);
    }

    private void integer(Mapping mapping, String key, String path) {
        var node = mapping.get(key);
        if (node == null) return;
        boolean number = node instanceof Scalar scalar && Scalars.typeOf(scalar.value) == Scalars.Type.INTEGER;
        if (!number) throw file.bad("expected int", join(path, key), node);
    }

    void bool(Mapping mapping, String key, String path) {
        var node = mapping.get(key);
        if (node == null) return;
        boolean known = node instanceof Scalar scalar
                && scalar.style == Node.Style.PLAIN
                && Scalars.typeOf(scalar.value) == Scalars.Type.BOOLEAN;
        if (!known) throw file.bad("expected bool", join(path, key), node);
    }

    /** Returns the mapping at a key. */
    Mapping mapping(Mapping parent, String key, String path) {
        if (parent.get(key) instanceof Mapping mapping) return mapping;
        throw bad("expected a dictionary", join(path, key), parent.get(key));
    }

    JdvcException bad(String reason, String path, @Nullable Node node) {
        return file.bad(reason, path, node);
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + " -> " + key;
    }
}
