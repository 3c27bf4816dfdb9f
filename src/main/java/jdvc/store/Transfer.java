package jdvc.store;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.object.ObjectId;

/** Copies objects between stores: push is {@code copy(cache, remote)}, fetch is {@code copy(remote, cache)}. */
public final class Transfer {

    private final ObjectStore from;
    private final ObjectStore to;
    private final Function<ObjectId, String> names;
    private final Progress.Task task;
    private final Set<ObjectId> copied = ConcurrentHashMap.newKeySet();
    private final Map<ObjectId, Exception> failed = new ConcurrentSkipListMap<>();

    private Transfer(Route route, Progress.Task task) {
        from = route.from();
        to = route.to();
        names = route.names();
        this.task = task;
    }

    /**
     * What belongs together.
     *
     * @param trees tree objects with the ids of all that each one lists
     * @param files other objects
     */
    public record Wanted(Map<ObjectId, Collection<ObjectId>> trees, Collection<ObjectId> files) {

        /** Returns every id, once. */
        public Set<ObjectId> ids() {
            var all = new LinkedHashSet<ObjectId>(files);
            trees.values().forEach(all::addAll);
            all.addAll(trees.keySet());
            return all;
        }
    }

    /**
     * What a transfer did. Trees are objects too.
     *
     * @param copied what was copied
     * @param missing what neither side holds
     * @param failed what could not be copied, and why; a tree fails with a file of its own
     */
    public record Outcome(Set<ObjectId> copied, Set<ObjectId> missing, Map<ObjectId, Exception> failed) {

        public boolean isComplete() {
            return missing.isEmpty() && failed.isEmpty();
        }
    }

    /**
     * Copies what {@code to} lacks. Trees go last, and only those whose files are all there then: a store that holds a
     * tree holds its files too (safety I2). Goes on past the failure of an object; a failure that concerns all of them (no
     * right, no network, no space) ends it.
     *
     * @param missing the members of {@code wanted.ids()} that {@code to} lacks
     * @param jobs copies at a time, at least 1
     * @param task told of files and bytes as they are done
     */
    public static Outcome copy(Wanted wanted, Set<ObjectId> missing, Route route, int jobs, Progress.Task task)
            throws IOException, InterruptedException {
        if (missing.isEmpty()) return new Outcome(Set.of(), Set.of(), Map.of());
        return new Transfer(route, task).run(wanted, missing, jobs);
    }

    /**
     * Where from and where to.
     *
     * @param names what users call the objects
     */
    public record Route(ObjectStore from, ObjectStore to, Function<ObjectId, String> names) {}

    private Outcome run(Wanted wanted, Set<ObjectId> missing, int jobs) throws IOException, InterruptedException {
        try (var workers = new Workers("copy", Math.min(jobs, missing.size()))) {
            workers.forEach(missing.stream().filter(id -> !id.isTree()).toList(), this::copyOne);
            to.flush();
            workers.forEach(completeTrees(wanted, missing), this::copyOne);
            to.flush();
        }
        var nowhere = new HashSet<ObjectId>();
        failed.forEach((id, why) -> {
            if (why instanceof ObjectMissingException gone && gone.id().equals(id)) nowhere.add(id);
        });
        nowhere.forEach(failed::remove);
        return new Outcome(copied, nowhere, failed);
    }

    /** A tree whose files are not all there fails with the first of them. */
    private List<ObjectId> completeTrees(Wanted wanted, Set<ObjectId> missing) {
        return missing.stream()
                .filter(ObjectId::isTree)
                .filter(tree -> {
                    for (var file : wanted.trees().getOrDefault(tree, Set.of())) {
                        var why = failed.get(file);
                        if (why == null) continue;
                        failed.put(tree, why);
                        return false;
                    }
                    return true;
                })
                .toList();
    }

    private void copyOne(ObjectId id) throws IOException, InterruptedException {
        try {
            copied.add(copied(id));
        } catch (JdvcException e) {
            throw e;
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) throw new InterruptedException();
            failed.put(id, e);
        }
        task.files(1);
    }

    private ObjectId copied(ObjectId id) throws IOException, InterruptedException {
        var content = from.read(id);
        var told = new Told(task.file(names.apply(id), content::length));
        long bytes = 0;
        try {
            try {
                to.write(id, content, told);
            } catch (CorruptObjectException e) {
                told.settle(0);
                // Once more, over a new connection: what came was damaged on its way (safety 5.2).
                to.write(id, content, told);
            }
            bytes = Math.max(0, content.length());
            return id;
        } finally {
            told.settle(bytes);
            told.close();
        }
    }

    /** What was told of one object, made right when it is known how much of it is done. */
    private static final class Told implements Progress.Task {
        private final Progress.Task task;
        private final AtomicLong bytes = new AtomicLong();

        Told(Progress.Task task) {
            this.task = task;
        }

        @Override
        public void bytes(long done) {
            bytes.addAndGet(done);
            task.bytes(done);
        }

        @Override
        public void kept(long done) {
            bytes.addAndGet(done);
            task.kept(done);
        }

        @Override
        public void files(long done) {
            task.files(done);
        }

        @Override
        public void close() {
            task.close();
        }

        void settle(long done) {
            task.bytes(done - bytes.getAndSet(done));
        }
    }
}
