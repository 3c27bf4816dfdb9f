package jdvc.workspace;

import java.util.Locale;
import java.util.Optional;

/** How a cache object is placed in the workspace; the values of DVC's {@code cache.type}. */
public enum LinkType {
    /** A file of its own that shares the object's blocks until one of them is written. */
    REFLINK,
    /** Another name of the object: read-only. */
    HARDLINK,
    /** A symbolic link to the object: read-only. */
    SYMLINK,
    /** A file of its own. */
    COPY;

    /** Parses a name from a config file. */
    public static Optional<LinkType> parse(String text) {
        for (var each : values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) return Optional.of(each);
        }
        return Optional.empty();
    }

    /** Tells whether the file in the workspace is the cache's own, which must never be written to. */
    public boolean isShared() {
        return this == HARDLINK || this == SYMLINK;
    }
}
