package jdvc.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.object.BadTreeException;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.Tree;

/** Reads tree objects, checked before anything in them is acted on (safety 5.8). */
public final class Trees {

    private Trees() {}

    /**
     * Returns the tree of that name.
     *
     * @throws ObjectMissingException if the store does not hold it
     * @throws CorruptObjectException if its bytes do not hash to the name
     * @throws JdvcException of kind BADMETA if the bytes are right, but no tree that may be acted on
     */
    public static Tree read(ObjectStore store, ObjectId id) throws IOException, InterruptedException {
        // The bytes of a tree hold no CR LF, so both layouts name them alike.
        var hasher = new Hasher(Layout.V3);
        Tree tree = null;
        BadTreeException bad = null;
        try (var in = new Hashed(store.read(id).open(), hasher)) {
            try {
                tree = Tree.parse(in, id.layout());
            } catch (BadTreeException e) {
                bad = e;
            }
            in.transferTo(OutputStream.nullOutputStream());
        }
        var found = hasher.id().in(id.layout()).asTree();
        if (!found.equals(id)) throw new CorruptObjectException(id, store.location(), found.toString());
        if (tree != null) return tree;
        throw JdvcException.of(
                        Kind.BADMETA,
                        "directory object %s in %s cannot be used: %s",
                        id,
                        store.location(),
                        bad == null ? "" : String.valueOf(bad.getMessage()))
                .hint("nothing was written; whoever made this object must add the directory anew");
    }

    /** Hashes what passes. */
    private static final class Hashed extends FilterInputStream {
        private final Hasher hasher;

        Hashed(InputStream in, Hasher hasher) {
            super(in);
            this.hasher = hasher;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            int n = in.read(bytes, offset, count);
            if (n > 0) hasher.update(bytes, offset, n);
            return n;
        }
    }
}
