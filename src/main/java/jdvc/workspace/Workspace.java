package jdvc.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.disk.Disk;
import jdvc.disk.Stat;
import jdvc.object.BadTreeException;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.object.TreeEntry;
import jdvc.object.UnsafePathException;
import jdvc.store.ChangedException;
import jdvc.store.LocalStore;
import jdvc.store.LocalStore.Adoption;
import jdvc.store.Pump;

/** The files below the project's root: hashing them, and how they differ from what is tracked. */
public final class Workspace {

    private static final int ATTEMPTS = 3;

    private final Disk disk;
    private final Path root;
    private final HashCache hashes;
    private final IgnoreFiles ignores;
    private final int threads;

    /**
     * @param root the project's root
     * @param threads for walking and hashing, at least 1
     */
    public Workspace(Disk disk, Path root, HashCache hashes, int threads) {
        this.disk = disk;
        this.root = root;
        this.hashes = hashes;
        this.threads = threads;
        ignores = new IgnoreFiles(disk, root);
    }

    public Path root() {
        return root;
    }

    /** Returns the rules of the .dvcignore files. */
    public IgnoreFiles ignores() {
        return ignores;
    }

    /** Returns the rules for the names in a tracked directory, whose own .dvcignore does not count. */
    IgnoreRules inside(RelPath directory) throws IOException {
        var parent = directory.parent().map(RelPath::toString).orElse("");
        return ignores.in(parent).orElseGet(() -> IgnoreRules.root(null)).enter(directory.name(), null);
    }

    /** Returns the remembered hashes. */
    public HashCache hashes() {
        return hashes;
    }

    /** Returns what stands at a path, following a link to a file; absent if there is nothing, or it leads nowhere. */
    public Optional<Stat> stat(RelPath path) throws IOException {
        return disk.statTarget(root.resolve(path.toString()));
    }

    /** Returns what stands at a path, hashed by {@code layout}'s rule. */
    public Snapshot hash(RelPath path, Layout layout, Progress progress) throws IOException, InterruptedException {
        return snapshot(path, layout, progress, (key, file, stat, task) -> hashFile(key, file, stat, layout, task));
    }

    /**
     * Returns what stands at a path, its files taken into the cache, but not the tree: that is for after the flush, when
     * they are all there.
     */
    public Snapshot adopt(RelPath path, Layout layout, LocalStore cache, Adoption how, Progress progress)
            throws IOException, InterruptedException {
        return snapshot(path, layout, progress, (key, file, stat, task) -> {
            var known = hashes.find(key, stat, layout);
            if (known.isPresent() && cache.has(known.get())) {
                task.bytes(stat.size());
                return known.get();
            }
            var names = cache.adopt(file, stat, layout, how, task);
            remember(key, file, stat, names.id(), how);
            if (layout == Layout.LEGACY) remember(key, file, stat, ObjectId.of(names.md5(), Layout.V3), how);
            return names.id();
        });
    }

    /** After a hard link and a chmod the file has another ctime, but is the same file still. */
    private void remember(String key, Path file, Stat before, ObjectId id, Adoption how) throws IOException {
        var after = disk.statTarget(file);
        if (after.isEmpty()) return;
        boolean same = how == Adoption.HARDLINK
                ? after.get().inode() == before.inode() && after.get().mtime() == before.mtime()
                : after.get().sameAs(before);
        if (same) hashes.put(key, after.get(), id);
    }

    /** What is done with each file on the way; it tells the task of the file's bytes. */
    private interface Intake {
        ObjectId take(String key, Path file, Stat stat, Progress.Task task) throws IOException, InterruptedException;
    }

    private Snapshot snapshot(RelPath path, Layout layout, Progress progress, Intake intake)
            throws IOException, InterruptedException {
        var file = root.resolve(path.toString());
        var stat = disk.statTarget(file);
        if (stat.isEmpty()) return Snapshot.NOTHING;
        hashes.beginHashing();
        if (stat.get().isDirectory()) return directory(path, layout, progress, intake);
        if (!stat.get().isFile()) {
            throw JdvcException.user("'%s' is neither a file nor a directory", path)
                    .hint("pipes, sockets and devices cannot be tracked");
        }
        try (var task = progress.start("Hashing", 1, stat.get().size())) {
            var id = intake.take(path.toString(), file, stat.get(), task);
            task.files(1);
            return new Snapshot(
                    Optional.of(id),
                    Optional.empty(),
                    stat.get().size(),
                    stat.get().isExecutable(),
                    List.of());
        }
    }

    private Snapshot directory(RelPath path, Layout layout, Progress progress, Intake intake)
            throws IOException, InterruptedException {
        var entries = Collections.synchronizedList(new ArrayList<TreeEntry>());
        var nested = Collections.synchronizedList(new ArrayList<String>());
        var size = new AtomicLong();
        try (var task = progress.start("Hashing", 0, 0)) {
            Walk.files(disk, root.resolve(path.toString()), inside(path), threads, new Walk.Visitor() {
                @Override
                public void file(String inner, Path file, Stat stat, boolean link)
                        throws IOException, InterruptedException {
                    var id = intake.take(path + "/" + inner, file, stat, task);
                    entries.add(new TreeEntry(parse(inner), id));
                    size.addAndGet(stat.size());
                    task.files(1);
                }

                @Override
                public void nestedProject(String inner) {
                    nested.add(inner.isEmpty() ? path.toString() : path + "/" + inner);
                }
            });
        }
        var tree = tree(entries, layout);
        return new Snapshot(Optional.of(tree.id()), Optional.of(tree), size.get(), false, List.copyOf(nested));
    }

    private static Tree tree(List<TreeEntry> entries, Layout layout) {
        try {
            return Tree.of(entries, layout);
        } catch (BadTreeException e) {
            throw new AssertionError("a file system has no name twice", e);
        }
    }

    private static RelPath parse(String inner) {
        try {
            return RelPath.parse(inner);
        } catch (UnsafePathException e) {
            throw JdvcException.of(Kind.UNSAFEPATH, "cannot track a file whose %s", e.getMessage())
                    .hint("rename it, or ignore it in .dvcignore");
        }
    }

    /** Returns a file's id by {@code layout}'s rule, from memory or by reading it while it is at rest. */
    ObjectId hashFile(String key, Path file, Stat seen, Layout layout, Progress.Task task)
            throws IOException, InterruptedException {
        var known = hashes.find(key, seen, layout);
        if (known.isEmpty()) return read(key, file, new Asked(seen, layout, task), Hasher.Names::id);
        task.bytes(seen.size());
        return known.get();
    }

    private ObjectId hashFile(Change change, Layout layout) throws IOException, InterruptedException {
        var stat = change.present().orElseThrow();
        return hashFile(change.path(), root.resolve(change.path()), stat, layout, Progress.Task.NONE);
    }

    /** Returns a file's id, {@code recorded} if that is one of its names; tells {@code task} of bytes that are read. */
    ObjectId hashFile(String key, Path file, Stat seen, ObjectId recorded, Progress.Task task)
            throws IOException, InterruptedException {
        var known = hashes.find(key, seen, recorded.layout());
        if (known.isPresent() && (known.get().equals(recorded) || !hasVariants(recorded.layout(), seen))) {
            return known.get();
        }
        var asked = new Asked(seen, recorded.layout(), task);
        return read(key, file, asked, names -> names.match(recorded) ? recorded : names.id());
    }

    /** DVC 2 and DVC 3 name a file differently only if it has more than one chunk (format spec 5.2). */
    private static boolean hasVariants(Layout layout, Stat stat) {
        return layout == Layout.LEGACY && stat.size() > 1 << 20;
    }

    /** A file as it was seen, the rule to hash it by, and whom to tell of its bytes. */
    private record Asked(Stat seen, Layout layout, Progress.Task task) {}

    /** Hashes a file while it is at rest (safety 4.1, 4.5). */
    private ObjectId read(String key, Path file, Asked asked, Function<Hasher.Names, ObjectId> choice)
            throws IOException, InterruptedException {
        hashes.beginHashing();
        var before = asked.seen();
        for (int attempt = 1; ; attempt++) {
            var hasher = new Hasher(asked.layout());
            Pump.hash(disk, file, hasher, asked.task());
            var names = hasher.all();
            var after = disk.statTarget(file).orElseThrow(() -> new ChangedException(file));
            if (after.sameAs(before)) {
                var id = choice.apply(names);
                hashes.put(key, after, id);
                return id;
            }
            asked.task().bytes(-names.length());
            if (attempt == ATTEMPTS) throw new ChangedException(file);
            Thread.sleep(50L << attempt);
            before = after;
        }
    }

    /**
     * Tells whether a workspace file's present bytes are in the cache, so that it may be replaced: the object must be right,
     * since the file may be the last that is (safety I3). Of text under a legacy name the very bytes must be there, not just
     * others of the same name (safety 5.10).
     */
    public boolean isSaved(Change change, Layout layout, LocalStore cache) throws IOException, InterruptedException {
        if (change.present().isEmpty()) return true;
        var file = root.resolve(change.path());
        var link = disk.stat(file);
        if (link.isPresent() && link.get().isLink() && isCacheLink(file, cache)) return true;
        var id = hashFile(change, layout);
        if (layout == Layout.V3) return cache.hasRight(id) || isSavedAs(hashFile(change, Layout.LEGACY), change, cache);
        return isSavedAs(id, change, cache) || cache.hasRight(hashFile(change, Layout.V3));
    }

    /** A link that we made holds no bytes of its own. */
    private boolean isCacheLink(Path file, LocalStore cache) throws IOException {
        return Path.of(disk.readLink(file)).startsWith(cache.root());
    }

    private boolean isSavedAs(ObjectId legacy, Change change, LocalStore cache)
            throws IOException, InterruptedException {
        return cache.hasRight(legacy) && !isUnlike(change.path(), legacy, cache);
    }

    /**
     * Tells whether the cache holds other bytes under the legacy name that a file has: that name folds line ends (safety
     * 5.10). What the cache lacks is not unlike.
     */
    public boolean isUnlike(String path, ObjectId id, LocalStore cache) throws IOException, InterruptedException {
        if (id.layout() == Layout.V3) return false;
        var file = root.resolve(path);
        var present = disk.statTarget(file);
        var object = cache.stat(id);
        if (present.isEmpty() || object.isEmpty()) return false;
        if (present.get().size() != object.get().size()) return true;
        var plain = hashFile(path, file, present.get(), Layout.V3, Progress.Task.NONE);
        // Folding takes bytes away: nothing of the same length folds to what does not fold itself.
        if (plain.high() == id.high() && plain.low() == id.low()) return false;
        return !hashFile("//" + id, cache.path(id), object.get(), Layout.V3, Progress.Task.NONE)
                .equals(plain);
    }

    /** Returns a directory's files that differ from a tree, or the one file that differs from its object. */
    public List<Change> compare(RelPath path, Wanted wanted, Progress progress)
            throws IOException, InterruptedException {
        return new Comparison(this, disk, path, wanted).run(progress);
    }

    /**
     * What should stand at a path.
     *
     * @param id a file's object, or that of the tree
     * @param tree the files, if it is a directory
     * @param inner the part of the directory that is meant, if not all
     * @param size the file's recorded length, which tells without hashing; -1 if not known
     */
    public record Wanted(ObjectId id, Optional<Tree> tree, Optional<RelPath> inner, long size) {}

    int threads() {
        return threads;
    }
}
