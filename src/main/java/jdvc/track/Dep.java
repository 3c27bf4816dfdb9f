package jdvc.track;

import java.util.Map;
import java.util.Optional;
import jdvc.object.RelPath;
import org.jspecify.annotations.Nullable;

/**
 * Something a stage was made from.
 *
 * @param text as the metafile has it: a path, a URL, or the name of a params file
 * @param path from the repository's root; absent for what lies outside
 * @param hash what was recorded of a file; nothing for the other kinds
 * @param fields the rest of the entry as plain values: {@code repo} of a repo import, {@code etag} of a URL; of PARAMS
 *     the recorded values by key
 */
public record Dep(String text, Kind kind, Optional<RelPath> path, Out.Hash hash, Map<String, @Nullable Object> fields) {

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
