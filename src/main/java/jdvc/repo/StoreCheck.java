package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.object.ObjectId;
import jdvc.store.LocalStore;
import jdvc.store.ObjectMissingException;
import jdvc.store.ObjectStore;

/**
 * Looks at objects of one store: whether they are there, as long as they should be, and of the bytes that their names say.
 * Nothing is believed that was seen before (safety 5.6, 5.9).
 */
final class StoreCheck {

    private final Repo repo;
    private final ObjectStore store;
    private final Map<ObjectId, Long> sizes;
    private final FsckState state;
    private final Map<ObjectId, Fsck.Trouble> troubles = new ConcurrentSkipListMap<>();
    private final LongAdder bytes = new LongAdder();
    private long objects;
    private long read;

    /** @param sizes lengths that metafiles name */
    StoreCheck(Repo repo, ObjectStore store, Map<ObjectId, Long> sizes, FsckState state) {
        this.repo = repo;
        this.store = store;
        this.sizes = sizes;
        this.state = state;
    }

    /** Returns what is wrong, by object. */
    Map<ObjectId, Fsck.Trouble> troubles() {
        return troubles;
    }

    Fsck.Place place(String name) {
        return new Fsck.Place(name, store.location(), objects, read, bytes.sum());
    }

    /**
     * Looks at objects.
     *
     * @param named those that must be there
     * @param others those that need not, and must be right if they are
     * @param jobs objects that are read at a time
     */
    void run(Collection<ObjectId> named, Collection<ObjectId> others, int jobs, Progress progress)
            throws IOException, InterruptedException {
        var all = new TreeSet<>(named);
        all.addAll(others);
        objects = all.size();
        if (store instanceof LocalStore local) lookAtNames(local, named);
        else lookAtNames(named);
        all.removeAll(troubles.keySet());
        readAll(new ArrayList<>(all), jobs, progress);
    }

    /** A length that is not the recorded one says nothing yet: text under a legacy name may be longer (safety 5.10). */
    private void lookAtNames(LocalStore local, Collection<ObjectId> named) throws IOException {
        for (var id : named) {
            if (repo.disk().stat(local.path(id)).isEmpty()) {
                troubles.put(id, Fsck.Trouble.MISSING);
                continue;
            }
            var recorded = id.isTree() ? null : sizes.get(id);
            var there = local.stat(id);
            boolean odd = recorded != null
                    && there.map(stat -> stat.size() != recorded).orElse(false);
            if (odd && !local.rehash(id, Progress.Task.NONE)) troubles.put(id, Fsck.Trouble.DAMAGED);
        }
    }

    private void lookAtNames(Collection<ObjectId> named) throws IOException, InterruptedException {
        var there = new OnRemote(store, repo.cache(), sizes);
        for (var id : there.lacking(named)) {
            troubles.put(id, there.damaged().contains(id) ? Fsck.Trouble.DAMAGED : Fsck.Trouble.MISSING);
        }
    }

    private void readAll(List<ObjectId> sorted, int jobs, Progress progress) throws IOException, InterruptedException {
        if (state.resume())
            progress.warn("going on with an earlier check of " + store.location() + "; --restart begins anew");
        var rest = state.rest(sorted);
        read = rest.size();
        var indexes = new ArrayList<Integer>();
        for (int i = 0; i < rest.size(); i++) indexes.add(i);
        try (var task = progress.start("Checking", rest.size(), 0);
                var workers = new Workers("check", Math.max(1, Math.min(jobs, rest.size())))) {
            workers.forEach(indexes, index -> {
                look(rest.get(index), new Counting(task));
                state.done(index, !troubles.containsKey(rest.get(index)));
                task.files(1);
            });
        } finally {
            state.save();
        }
        state.end();
    }

    private void look(ObjectId id, Progress.Task task) throws IOException, InterruptedException {
        try {
            boolean right =
                    store instanceof LocalStore local ? local.rehash(id, task) : OnRemote.readsRight(store, id, task);
            if (!right) troubles.put(id, Fsck.Trouble.DAMAGED);
        } catch (ObjectMissingException e) {
            troubles.put(id, Fsck.Trouble.MISSING);
        } catch (JdvcException e) {
            throw e;
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) throw new InterruptedException();
            troubles.put(id, Fsck.Trouble.UNREADABLE);
        }
    }

    /** Counts the bytes that go by. */
    private final class Counting implements Progress.Task {
        private final Progress.Task inner;

        Counting(Progress.Task inner) {
            this.inner = inner;
        }

        @Override
        public void files(long done) {
            inner.files(done);
        }

        @Override
        public void bytes(long done) {
            bytes.add(done);
            inner.bytes(done);
        }

        @Override
        public void close() {
            // the task is that of all objects
        }
    }
}
