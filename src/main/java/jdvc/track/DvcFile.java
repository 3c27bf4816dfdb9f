package jdvc.track;

import jdvc.object.RelPath;

/** The bytes of .dvc files, as DVC writes them. */
public final class DvcFile {

    private DvcFile() {}

    /**
     * Returns what a .dvc file says.
     *
     * @throws jdvc.JdvcException of kind BADMETA, naming file, line and column, if it is empty, not YAML or has unknown keys
     */
    public static Stage parse(RelPath location, byte[] content) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Returns the bytes of a new file. */
    public static byte[] create(RelPath location, Out... outs) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /**
     * Returns a file's bytes after its entry for {@code changed.path()} got the hash, sizes and flags of {@code changed};
     * comments, order, and what jdvc does not know stay.
     *
     * @throws jdvc.JdvcException of kind BADMETA if it cannot be read, or not written again without losing something
     */
    public static byte[] update(RelPath location, byte[] old, Out changed) {
        throw new UnsupportedOperationException("lands within the hour");
    }
}
