package jdvc.repo;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import jdvc.Progress;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.LocalStore;
import jdvc.store.ObjectMissingException;
import jdvc.store.ObjectStore;
import jdvc.store.Pump;

/** What a remote really holds, as it says now: name and length have to be right (safety 5.5). */
final class OnRemote {

    private final ObjectStore remote;
    private final LocalStore cache;
    private final Map<ObjectId, Long> recorded;
    private final Set<ObjectId> damaged = new LinkedHashSet<>();

    /** @param recorded lengths that metafiles name; those of trees are of their files, and do not count */
    OnRemote(ObjectStore remote, LocalStore cache, Map<ObjectId, Long> recorded) {
        this.remote = remote;
        this.cache = cache;
        this.recorded = recorded;
    }

    /**
     * Returns the members of {@code ids} that the remote lacks, or holds with other bytes.
     *
     * @throws jdvc.JdvcException of kind AUTH if no right lets us see any of them: unknown is not missing (safety 11.4)
     */
    Set<ObjectId> lacking(Collection<ObjectId> ids) throws IOException, InterruptedException {
        var lengths = remote.lengths(ids);
        if (lengths.isEmpty()) remote.missing(ids);
        return lacking(ids, lengths);
    }

    /** As {@link #lacking}, but a key that may see nothing can send all the same: then it is all of {@code ids}. */
    Set<ObjectId> toSend(Collection<ObjectId> ids) throws IOException, InterruptedException {
        return lacking(ids, remote.lengths(ids));
    }

    private Set<ObjectId> lacking(Collection<ObjectId> ids, Map<ObjectId, Long> lengths)
            throws IOException, InterruptedException {
        var lacking = new LinkedHashSet<ObjectId>();
        for (var id : ids) {
            var length = lengths.get(id);
            if (length != null && !isDamaged(id, length)) continue;
            if (length != null) damaged.add(id);
            lacking.add(id);
        }
        return lacking;
    }

    /** Returns what was found with wrong bytes. */
    Set<ObjectId> damaged() {
        return damaged;
    }

    private boolean isDamaged(ObjectId id, long length) throws IOException, InterruptedException {
        var here = cache.stat(id);
        if (here.isPresent() && here.get().size() == length) return false;
        if (here.isEmpty()) {
            var known = id.isTree() ? null : recorded.get(id);
            return known != null && known != length && !readsRight(id);
        }
        // The object here may be the damaged one, and text under a legacy name may have other line ends (safety 5.10).
        return id.layout() == Layout.V3 && isRightHere(id) || !readsRight(id);
    }

    private boolean isRightHere(ObjectId id) throws IOException {
        try {
            cache.verify(id);
            return true;
        } catch (ObjectMissingException e) {
            return false;
        }
    }

    private boolean readsRight(ObjectId id) throws IOException, InterruptedException {
        try {
            return readsRight(remote, id, Progress.Task.NONE);
        } catch (ObjectMissingException e) {
            return false;
        }
    }

    /**
     * Reads an object to its end and tells whether its bytes are those of its name.
     *
     * @throws ObjectMissingException if the store does not have it
     */
    static boolean readsRight(ObjectStore store, ObjectId id, Progress.Task task)
            throws IOException, InterruptedException {
        var hasher = new Hasher(id.layout());
        Pump.hash(store.read(id), hasher, task);
        return hasher.all().match(id);
    }
}
