package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.object.TreeEntry;
import jdvc.store.Content;
import jdvc.store.Lease;
import jdvc.store.LocalStore;
import jdvc.store.LocalStore.Adoption;
import jdvc.workspace.Snapshot;

/**
 * Takes files of the workspace, and trees, into the cache. What it took into a cache from which others may delete is under
 * a lease until it is closed, and is looked for once more at the end (safety 7.8).
 */
final class Intake implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final Repo repo;
    private final Adoption how;
    private final Optional<Lease> lease;
    private final Map<RelPath, Layout> paths = new LinkedHashMap<>();
    private final List<Tree> trees = new ArrayList<>();

    Intake(Repo repo, Adoption how) throws IOException {
        this.repo = repo;
        this.how = how;
        lease = repo.leaseUnderLock();
    }

    /** Returns what stands at a path, its files in the cache, durable after {@link #flush}, and not yet its tree. */
    Snapshot take(RelPath path, Layout layout, Progress progress) throws IOException, InterruptedException {
        var snapshot = adopt(path, layout, progress);
        if (lease.isEmpty()) return snapshot;
        flush();
        paths.put(path, layout);
        for (int attempt = 1; attempt < ATTEMPTS && !holds(files(snapshot)); attempt++) {
            snapshot = adopt(path, layout, progress);
            flush();
        }
        return snapshot;
    }

    private Snapshot adopt(RelPath path, Layout layout, Progress progress) throws IOException, InterruptedException {
        return repo.workspace().adopt(path, layout, repo.cache(), how, progress);
    }

    /** Makes durable what was taken. */
    void flush() throws IOException {
        repo.cache().flush();
    }

    private static Collection<ObjectId> files(Snapshot snapshot) {
        if (snapshot.tree().isEmpty()) return snapshot.id().stream().toList();
        return snapshot.tree().get().entries().stream().map(TreeEntry::id).toList();
    }

    /** What was there before it was held may be gone since. */
    private boolean holds(Collection<ObjectId> ids) throws IOException, InterruptedException {
        lease.orElseThrow().hold(ids);
        return repo.cache().missing(ids).isEmpty();
    }

    /** Stores a tree, whose files are in the cache. */
    void store(Tree tree) throws IOException {
        if (lease.isPresent()) {
            lease.get().hold(List.of(tree.id()));
            trees.add(tree);
        }
        write(tree);
    }

    private void write(Tree tree) throws IOException {
        flush();
        repo.cache().write(tree.id(), Content.of(tree.bytes()));
        flush();
    }

    /**
     * Takes in again what somebody deleted meanwhile.
     *
     * @throws JdvcException of kind CONFLICT if it is deleted time after time, or changed and cannot be taken in again
     */
    void settle(Progress progress) throws IOException, InterruptedException {
        if (lease.isEmpty()) return;
        for (int attempt = 1; !lease.get().lost().isEmpty(); attempt++) {
            if (attempt > ATTEMPTS) throw deletedAgain(repo.cache());
            for (var each : paths.entrySet()) adopt(each.getKey(), each.getValue(), progress);
            flush();
            for (var tree : trees) write(tree);
        }
    }

    /** Returns the failure where what is taken in does not stay. */
    static JdvcException deletedAgain(LocalStore cache) {
        return JdvcException.of(
                        Kind.CONFLICT,
                        "somebody deletes from the cache '%s' what is being added to it",
                        cache.location())
                .hint("find out who runs `gc` on it without `--projects`, then run the command again");
    }

    @Override
    public void close() throws IOException {
        if (lease.isPresent()) lease.get().close();
    }
}
