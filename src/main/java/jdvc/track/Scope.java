package jdvc.track;

/**
 * How targets are to be understood.
 *
 * @param directory where they are relative to: from the repository's root, empty for the root
 * @param recursive a directory means the metafiles in it
 * @param withDeps also what the targets are made from
 */
public record Scope(String directory, boolean recursive, boolean withDeps) {

    /** Returns plain targets, relative to {@code directory}. */
    public static Scope at(String directory) {
        return new Scope(directory, false, false);
    }
}
