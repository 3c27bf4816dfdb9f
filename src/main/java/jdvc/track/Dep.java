package jdvc.track;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.object.RelPath;
import org.jspecify.annotations.Nullable;

/**
 * Something a stage was made from.
 *
 * @param text as the metafile has it: a path, a URL, or the name of a params file
 * @param path from the repository's root; absent for what lies outside
 * @param outside a FILE without a {@code path}: where it is, from the repository's root or absolute
 * @param hash what was recorded of a file; nothing for the other kinds
 * @param fields the rest of the entry as plain values: {@code repo} of a repo import, {@code etag} of a URL, {@code size};
 *     of PARAMS the wanted {@code keys} (none: the whole file) and, once there are any, the recorded {@code values}
 */
public record Dep(
        String text,
        Kind kind,
        Optional<RelPath> path,
        Optional<String> outside,
        Out.Hash hash,
        Map<String, @Nullable Object> fields) {

    /** Returns this dependency with another content recorded. */
    public Dep with(Out.Hash newHash, Out.Meta meta) {
        var now = new LinkedHashMap<>(fields);
        now.keySet().removeAll(List.of("md5", "size", "nfiles", "isexec"));
        meta.size().ifPresent(size -> now.put("size", size));
        meta.files().ifPresent(files -> now.put("nfiles", files));
        if (meta.executable()) now.put("isexec", true);
        return new Dep(text, kind, path, outside, newHash, now);
    }

    /** Returns what a repo import came from; {@code repo} as the metafile has it: url, rev, rev_lock, config, remote. */
    public static Dep ofRepo(String path, Map<String, @Nullable Object> repo) {
        return new Dep(path, Kind.REPO, Optional.empty(), Optional.empty(), Out.Hash.NONE, Map.of("repo", repo));
    }

    /**
     * Returns what an import from a path or URL came from.
     *
     * @param tag what tells its bytes from others: the ETag of an object in a bucket or of a file on a server, under
     *     the key that a metafile has for it
     * @param options of a remote that count there, as {@code fs_config} has them
     */
    public static Dep ofUrl(
            String text,
            Kind kind,
            Out.Hash hash,
            Out.Meta meta,
            Map<String, String> tag,
            Map<String, String> options) {
        var dep = new Dep(text, kind, Optional.empty(), Optional.empty(), hash, Map.of()).with(hash, meta);
        dep.fields().putAll(tag);
        if (!options.isEmpty()) dep.fields().put("fs_config", new LinkedHashMap<>(options));
        return dep;
    }

    /** Returns what was taken from another URL, in the same way. */
    public Dep atUrl(String url) {
        return new Dep(url, Kind.URL, Optional.empty(), Optional.empty(), hash, fields);
    }

    /** Returns these params with other values recorded. */
    public Dep withValues(Map<String, @Nullable Object> values) {
        var now = new LinkedHashMap<>(fields);
        now.put("values", values);
        return new Dep(text, kind, path, outside, hash, now);
    }

    /** Where a dependency lies. */
    public enum Kind {
        /** In the repository, or anywhere else on this machine. */
        FILE,
        /** Values of a params file. */
        PARAMS,
        /** In another repository: the stage is a repo import. */
        REPO,
        /** At a URL. */
        URL
    }
}
