package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
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
import jdvc.store.Content;
import jdvc.store.CorruptObjectException;
import jdvc.store.LocalStore;
import jdvc.store.ObjectMissingException;
import jdvc.track.Out;

/** Takes what is at a path of another repository into the cache: every byte hashed on its way, the listing last. */
final class Taking {

    private final LocalStore cache;
    private final Progress progress;
    private final int jobs;
    private final AtomicInteger copied = new AtomicInteger();

    Taking(Repo repo, Progress progress, int jobs) throws IOException {
        this.progress = progress;
        this.jobs = jobs;
        cache = repo.cache();
    }

    /** Returns how many files the cache did not have. */
    int copied() {
        return copied.get();
    }

    /** Returns the output with the content that is there now. */
    Out take(Upstream upstream, Out out) throws IOException, InterruptedException {
        var files = new UpstreamFiles(upstream, progress);
        var found = files.find();
        Map<String, ObjectId> ids = new ConcurrentHashMap<>();
        int count = Math.max(1, found.parts().size());
        try (var task = progress.start("Importing", count, 0);
                var workers = new Workers("import", Math.min(count, jobs))) {
            workers.forEach(found.parts(), part -> {
                ids.put(part.inner(), take(files, part.place(), out.layout(), task));
                task.files(1);
            });
        } catch (ObjectMissingException e) {
            throw UpstreamFiles.nowhere("its data", e);
        } catch (CorruptObjectException e) {
            throw JdvcException.of(Kind.CORRUPT, "%s", e.getMessage()).cause(e);
        }
        cache.flush();
        if (!found.directory()) {
            var id = ids.values().iterator().next();
            return out.with(Out.Hash.of(id), Out.Meta.ofFile(size(id), false));
        }
        var tree = tree(ids, out.layout());
        cache.write(tree.id(), Content.of(tree.bytes()));
        cache.flush();
        long size = 0;
        for (var each : tree.entries()) size += size(each.id());
        return out.with(
                Out.Hash.of(tree.id()), Out.Meta.ofTree(size, tree.entries().size()));
    }

    private long size(ObjectId id) throws IOException {
        return cache.stat(id)
                .orElseThrow(() -> new ObjectMissingException(id, cache.location()))
                .size();
    }

    private static Tree tree(Map<String, ObjectId> ids, Layout layout) {
        var entries = new ArrayList<TreeEntry>();
        ids.forEach((inner, id) -> entries.add(new TreeEntry(Add.parse(inner), id)));
        try {
            return Tree.of(entries, layout);
        } catch (BadTreeException e) {
            throw JdvcException.of(Kind.UNSAFEPATH, "%s", e.getMessage());
        }
    }

    private ObjectId take(UpstreamFiles files, UpstreamFiles.Place place, Layout layout, Progress.Task task)
            throws IOException, InterruptedException {
        if (!(place instanceof UpstreamFiles.Place.Stored stored)) {
            return adopt(files.content(place), layout, task);
        }
        if (!cache.has(stored.id())) {
            write(files, stored);
            copied.incrementAndGet();
        }
        if (stored.id().layout() == layout) return stored.id();
        cache.flush(); // it is named anew from our own copy, which was checked
        return cache.adopt(cache.read(stored.id()), layout, task).id();
    }

    private ObjectId adopt(Content content, Layout layout, Progress.Task task) throws IOException {
        var id = cache.adopt(content, layout, task).id();
        copied.incrementAndGet();
        return id;
    }

    /** What came damaged may have been so on its way only: once more (safety 5.2). */
    private void write(UpstreamFiles files, UpstreamFiles.Place.Stored stored)
            throws IOException, InterruptedException {
        try {
            cache.write(stored.id(), files.content(stored));
        } catch (CorruptObjectException e) {
            cache.write(stored.id(), files.content(stored));
        }
    }
}
