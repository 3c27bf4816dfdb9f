package jdvc.track;

import jdvc.object.RelPath;
import jdvc.track.Node.Mapping;

/** Metafiles as YAML documents: read, and written as DVC writes them. */
final class Yaml {

    private Yaml() {}

    /**
     * How much of a document is read (safety 9.2).
     *
     * @param bytes of the file
     * @param depth of nesting
     * @param nodes because a node takes many times the bytes of its text
     */
    record Limits(long bytes, int depth, int nodes) {
        static final Limits DVC_FILE = new Limits(16L << 20, 32, 400_000);
        static final Limits PIPELINE = new Limits(16L << 20, 50, 400_000);
        static final Limits LOCK = new Limits(256L << 20, 50, 4_000_000);
        static final Limits PARAMS = new Limits(16L << 20, 32, 400_000);
    }

    /** A document and the file that it came from. */
    record Document(Metafile file, Mapping root) {}

    /**
     * Reads a document whose root is a mapping; one that says nothing is an empty mapping.
     *
     * @throws jdvc.JdvcException of kind BADMETA, or LIMIT
     */
    static Document read(RelPath location, byte[] content, Limits limits) {
        var file = Metafile.of(location, content, limits.bytes());
        var root = Canonical.read(file.text(), limits.nodes());
        // The library is loaded only here: most projects have no file that needs it.
        return new Document(file, root != null ? root : YamlReader.read(file, limits));
    }
}
