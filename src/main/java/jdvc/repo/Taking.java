package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.object.BadTreeException;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.Tree;
import jdvc.object.TreeEntry;
import jdvc.repo.UpstreamFiles.Part;
import jdvc.repo.UpstreamFiles.Place;
import jdvc.store.Content;
import jdvc.store.CorruptObjectException;
import jdvc.store.Lease;
import jdvc.store.LocalStore;
import jdvc.store.LocalStore.Adoption;
import jdvc.store.ObjectMissingException;
import jdvc.track.Out;

/**
 * Takes what is at a path of another repository into the cache: every byte hashed on its way, the listing last. Where others
 * may delete from the cache, what it took is under a lease until it is closed (safety 7.8).
 */
final class Taking implements AutoCloseable {

    /** How often that is repeated which somebody deletes from the cache meanwhile. */
    private static final int ATTEMPTS = 3;

    private final Repo repo;
    private final LocalStore cache;
    private final Optional<Lease> lease;
    private final Sending.Destination destination;
    private final int jobs;
    private final Progress progress;
    private final AtomicInteger copied = new AtomicInteger();

    /** @param lease of the cache, closed with this; absent where nobody else may delete */
    Taking(Repo repo, Optional<Lease> lease, Sending.Destination destination, int jobs, Progress progress)
            throws IOException {
        this.repo = repo;
        this.lease = lease;
        this.destination = destination;
        this.jobs = jobs;
        this.progress = progress;
        cache = repo.cache();
    }

    /** Returns how many files the cache did not have. */
    int copied() {
        return copied.get();
    }

    /**
     * Returns the output with the content that is there now.
     *
     * @throws JdvcException of kind NOSPACE, before anything is written, if it does not fit; of kind CONFLICT if somebody
     *     deletes it from the cache time after time
     */
    Out take(Upstream upstream, Out out) throws IOException, InterruptedException {
        var taken = once(upstream, out);
        for (int attempt = 1; isLost(); attempt++) {
            if (attempt == ATTEMPTS) throw Intake.deletedAgain(cache);
            taken = once(upstream, out);
        }
        return taken;
    }

    /** Takes in again what somebody deleted since it was taken. */
    void settle(Upstream upstream, Out taken) throws IOException, InterruptedException {
        if (isLost() && !take(upstream, taken).id().equals(taken.id())) throw Intake.deletedAgain(cache);
    }

    private boolean isLost() throws IOException, InterruptedException {
        return lease.isPresent() && !lease.get().lost().isEmpty();
    }

    private void hold(Collection<ObjectId> ids) throws IOException {
        if (lease.isPresent()) lease.get().hold(ids);
    }

    private Out once(Upstream upstream, Out out) throws IOException, InterruptedException {
        var files = new UpstreamFiles(upstream, progress);
        var found = files.find();
        requireRoom(found);
        var ids = copy(files, found.parts(), out.layout());
        // what is lost already has no length: all of it is taken once more then
        var lengths = cache.lengths(ids.values());
        long size = 0;
        for (var id : ids.values()) size += lengths.getOrDefault(id, 0L);
        return recorded(cache, lease, found.directory(), ids, size, out);
    }

    /**
     * Returns an output with what was taken into the cache; the listing of a directory is in it then, too.
     *
     * @param ids by the path in the directory, or the one file's
     */
    static Out recorded(
            LocalStore cache, Optional<Lease> lease, boolean directory, Map<String, ObjectId> ids, long size, Out out)
            throws IOException, InterruptedException {
        if (!directory) return named(out, ids, size);
        var tree = tree(ids, out.layout());
        if (lease.isPresent()) lease.get().hold(List.of(tree.id()));
        cache.write(tree.id(), Content.of(tree.bytes()));
        cache.flush();
        return named(out, tree, size);
    }

    /** Returns an output with the content of one file. */
    static Out named(Out out, Map<String, ObjectId> ids, long size) {
        return out.with(Out.Hash.of(ids.values().iterator().next()), Out.Meta.ofFile(size, false));
    }

    /** Returns an output with the content of a directory. */
    static Out named(Out out, Tree tree, long size) {
        return out.with(
                Out.Hash.of(tree.id()), Out.Meta.ofTree(size, tree.entries().size()));
    }

    /** What the cache has of it already needs no room: that is looked up only where it decides. */
    private void requireRoom(UpstreamFiles.Found found) throws IOException, InterruptedException {
        var space = new Space(repo);
        if (space.isPlenty(found.bytes())) return;
        var recorded = new ArrayList<ObjectId>();
        for (var part : found.parts()) part.place().recorded().ifPresent(recorded::add);
        var lengths = cache.lengths(recorded);
        long need = found.bytes();
        for (var id : recorded) need -= lengths.getOrDefault(id, 0L);
        space.require(destination, Math.max(0, need));
    }

    private Map<String, ObjectId> copy(UpstreamFiles files, List<Part> parts, Layout layout)
            throws IOException, InterruptedException {
        Map<String, ObjectId> ids = new ConcurrentHashMap<>();
        int count = Math.max(1, parts.size());
        try (var task = progress.start("Importing", count, 0);
                var workers = new Workers("import", Math.min(count, jobs))) {
            workers.forEach(parts, part -> {
                var id = take(files, part.place(), layout, task);
                hold(List.of(id));
                ids.put(part.inner(), id);
                task.files(1);
            });
        } catch (ObjectMissingException e) {
            throw UpstreamFiles.nowhere("its data", e);
        } catch (CorruptObjectException e) {
            throw JdvcException.of(Kind.CORRUPT, "%s", e.getMessage()).cause(e);
        }
        cache.flush();
        return ids;
    }

    static Tree tree(Map<String, ObjectId> ids, Layout layout) {
        var entries = new ArrayList<TreeEntry>();
        ids.forEach((inner, id) -> entries.add(new TreeEntry(Add.parse(inner), id)));
        try {
            return Tree.of(entries, layout);
        } catch (BadTreeException e) {
            throw JdvcException.of(Kind.UNSAFEPATH, "%s", e.getMessage());
        }
    }

    private ObjectId take(UpstreamFiles files, Place place, Layout layout, Progress.Task task)
            throws IOException, InterruptedException {
        if (place instanceof Place.Stored stored) return take(files, stored, layout, task);
        copied.incrementAndGet();
        if (place instanceof Place.Plain plain) {
            return cache.adopt(plain.file(), plain.stat(), layout, Adoption.COPY, task)
                    .id();
        }
        var content = files.content(place);
        try (var file = task.file(content.place(), content::length)) {
            return cache.adopt(content, layout, file).id();
        }
    }

    private ObjectId take(UpstreamFiles files, Place.Stored stored, Layout layout, Progress.Task task)
            throws IOException, InterruptedException {
        hold(List.of(stored.id()));
        if (!cache.has(stored.id())) {
            write(stored.id(), files.content(stored), task);
            copied.incrementAndGet();
        }
        if (stored.id().layout() == layout) return stored.id();
        cache.flush(); // it is named anew from our own copy, which was checked
        return cache.adopt(cache.read(stored.id()), layout, task).id();
    }

    /** What came damaged may have been so on its way only: once more (safety 5.2). */
    private void write(ObjectId id, Content content, Progress.Task task) throws IOException {
        try {
            cache.write(id, content, task);
        } catch (CorruptObjectException e) {
            cache.write(id, content, task);
        }
    }

    @Override
    public void close() throws IOException {
        if (lease.isPresent()) lease.get().close();
    }
}
