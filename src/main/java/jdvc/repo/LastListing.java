package jdvc.repo;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Optional;
import jdvc.object.ObjectId;
import jdvc.object.Tree;

/**
 * The listing that was asked for last, as long as there is memory for it: Tab is pressed time after time in one directory.
 * It tells what was in a directory, not that its listing is still in the cache.
 */
public final class LastListing {

    private record Known(ObjectId id, Tree tree) {}

    private SoftReference<Known> last = new SoftReference<>(null);

    /** Reads a listing. */
    interface Source {
        Optional<Tree> read(ObjectId id) throws IOException, InterruptedException;
    }

    Optional<Tree> of(ObjectId id, Source source) throws IOException, InterruptedException {
        var known = last.get();
        if (known != null && known.id().equals(id)) return Optional.of(known.tree());
        var tree = source.read(id);
        if (tree.isPresent()) last = new SoftReference<>(new Known(id, tree.get()));
        return tree;
    }
}
