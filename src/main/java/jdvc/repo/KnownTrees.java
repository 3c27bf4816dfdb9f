package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jdvc.disk.Disk;
import jdvc.object.ObjectId;
import jdvc.object.Tree;
import jdvc.store.Content;
import jdvc.store.CorruptObjectException;
import jdvc.store.LocalStore;
import jdvc.store.Memo;
import jdvc.store.ObjectMissingException;
import jdvc.store.ObjectStore;
import jdvc.store.Trees;

/**
 * The listings of tracked directories, each read once in a command. Those that came from a remote while not all of their
 * files did lie beside the cache: in it a tree says that its files are there too (safety I2), but paths in them are to be
 * found.
 */
final class KnownTrees {

    private final LocalStore cache;
    private final Disk disk;
    private final Path beside;
    private final Map<ObjectId, Tree> trees = new HashMap<>();

    /** @param beside the directory for what may not be in the cache */
    KnownTrees(LocalStore cache, Disk disk, Path beside) {
        this.cache = cache;
        this.disk = disk;
        this.beside = beside;
    }

    /** Returns a tree if the cache or the place beside it has it. */
    Optional<Tree> find(ObjectId id) throws IOException, InterruptedException {
        var known = trees.get(id);
        if (known != null) return Optional.of(known);
        var tree = find(id, cache);
        if (tree.isEmpty()) tree = find(id, beside());
        tree.ifPresent(found -> trees.put(id, found));
        return tree;
    }

    private static Optional<Tree> find(ObjectId id, LocalStore store) throws IOException, InterruptedException {
        if (!store.has(id)) return Optional.empty();
        try {
            return Optional.of(Trees.read(store, id));
        } catch (CorruptObjectException e) {
            store.setAside(id);
            return Optional.empty();
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /** Reads a tree from a remote, and keeps it beside the cache. */
    Tree fetch(ObjectId id, ObjectStore remote) throws IOException, InterruptedException {
        var tree = Trees.read(remote, id);
        trees.put(id, tree);
        try (var store = beside()) {
            store.write(id, Content.of(tree.bytes()));
            store.flush();
        }
        return tree;
    }

    private LocalStore beside() {
        return new LocalStore(disk, beside, Memo.NONE, false, 1);
    }
}
