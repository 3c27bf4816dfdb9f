package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;
import jdvc.disk.Proof;
import jdvc.object.ObjectId;
import jdvc.workspace.LinkType;

/** Room on the disk, looked at before the first byte is written (safety 3.9). */
final class Space {

    /** So little is not worth a look. */
    private static final long SMALL = 1 << 20;

    /** For what file systems need beside the bytes, and others write meanwhile. */
    private static final long RESERVE = 16 << 20;

    /** A file of fewer bytes may lie in its directory, where no file system can share it. */
    private static final int PROBE_BYTES = 64 << 10;

    private final Repo repo;
    private final Collection<ObjectId> coming;

    Space(Repo repo) {
        this(repo, List.of());
    }

    /** @param coming objects that are fetched: of what is kept of them the bytes are on the disk already */
    Space(Repo repo, Collection<ObjectId> coming) {
        this.repo = repo;
        this.coming = coming;
    }

    /**
     * Refuses what does not fit into the cache, nor into the workspace if it goes on there, which may have its own copies.
     *
     * @throws JdvcException of kind NOSPACE if so many bytes do not fit
     */
    void require(Sending.Destination destination, long bytes) throws IOException {
        if (destination == Sending.Destination.CACHE) require(cachePlace(), bytes);
        else requireInBoth(bytes);
    }

    /** Tells whether so many bytes fit wherever they go: then nobody need know better how many they are. */
    boolean isPlenty(long bytes) throws IOException {
        return isEnough(cachePlace(), 2 * bytes) && isEnough(repo.root(), bytes);
    }

    /**
     * Refuses what does not fit at a place that the user named.
     *
     * @throws JdvcException of kind NOSPACE if so many bytes do not fit
     */
    static void requireAt(Disk disk, Path place, long bytes) throws IOException {
        var there = existing(disk, place);
        if (isEnough(disk, there, bytes)) return;
        throw refusal(disk, there, bytes).hint("free some space, or name a place on a larger disk with `--out`");
    }

    private void requireInBoth(long bytes) throws IOException {
        var cache = cachePlace();
        if (!makesCopies(cache)) {
            require(cache, bytes);
        } else if (repo.disk().sameFileSystem(cache, repo.root())) {
            if (isEnough(cache, 2 * bytes) || clones(cache)) require(cache, bytes);
            else require(cache, 2 * bytes);
        } else {
            require(cache, bytes);
            require(repo.root(), bytes);
        }
    }

    /**
     * Refuses a checkout whose copies do not fit.
     *
     * @param unsaved paths whose files go to the trash, and free nothing
     */
    void requireInWorkspace(Iterable<Checkout.Item> items, Set<String> unsaved) throws IOException {
        var cache = cachePlace();
        if (!makesCopies(cache) || isEnough(repo.root(), recorded(items))) return;
        long need = copies(items, unsaved);
        if (!isEnough(repo.root(), need) && !clones(cache)) require(repo.root(), need);
    }

    /** Refuses files of the workspace's own that do not fit: of links that are replaced by them. */
    void requireInWorkspace(long bytes) throws IOException {
        require(repo.root(), bytes);
    }

    /** Returns what the metafiles say of the sizes, which needs no look at the cache; too much if they do not say. */
    private static long recorded(Iterable<Checkout.Item> items) {
        long bytes = 0;
        for (var each : items) {
            if (each.id().isEmpty() || each.changes().isEmpty()) continue;
            if (each.out().size().isEmpty()) return Long.MAX_VALUE / 4;
            bytes += each.out().size().getAsLong();
        }
        return bytes;
    }

    /** What a replaced file frees counts when its successor is there: the largest of them stands beside it for a while. */
    private long copies(Iterable<Checkout.Item> items, Set<String> unsaved) throws IOException {
        long more = 0;
        long largest = 0;
        for (var item : items) {
            for (var change : item.changes()) {
                if (change.wanted().isEmpty()) continue;
                more += repo.cache()
                        .stat(change.wanted().get())
                        .map(s -> s.size())
                        .orElse(0L);
                var old = change.present().filter(s -> s.isFile() && s.links() == 1);
                if (old.isEmpty() || unsaved.contains(change.path())) continue;
                more -= old.get().size();
                largest = Math.max(largest, old.get().size());
            }
        }
        return Math.max(0, more) + largest;
    }

    private boolean makesCopies(Path cache) throws IOException {
        return switch (repo.linkTypes().get(0)) {
            case SYMLINK -> false;
            case HARDLINK -> !repo.disk().sameFileSystem(cache, repo.root());
            case REFLINK, COPY -> true;
        };
    }

    /** Tells whether workspace files share their bytes with the cache: asked only where it decides. */
    private boolean clones(Path cache) throws IOException {
        if (repo.linkTypes().get(0) != LinkType.REFLINK || !repo.disk().sameFileSystem(cache, repo.root()))
            return false;
        var from = repo.area().next();
        var to = repo.area().next();
        try (var out = repo.disk().create(from)) {
            out.write(new byte[PROBE_BYTES]);
            out.flush();
            return repo.disk().reflink(from, to);
        } catch (IOException e) {
            return false;
        } finally {
            repo.disk().delete(from, new Proof.OwnTemp());
            repo.disk().delete(to, new Proof.OwnTemp());
        }
    }

    /** The cache, or where it will be made. */
    private Path cachePlace() throws IOException {
        return existing(repo.disk(), repo.cache().root());
    }

    /** Returns a path, or the nearest directory above it that is there. */
    static Path existing(Disk disk, Path path) throws IOException {
        var at = path;
        while (at.getNameCount() > 0 && disk.statTarget(at).isEmpty()) at = Disk.directoryOf(at);
        return at;
    }

    private boolean isEnough(Path place, long bytes) throws IOException {
        return isEnough(repo.disk(), place, needed(place, bytes));
    }

    /** What is kept is looked for only where it decides. */
    private long needed(Path place, long bytes) throws IOException {
        boolean decides = !coming.isEmpty() && !isEnough(repo.disk(), place, bytes);
        if (!decides || !repo.disk().sameFileSystem(cachePlace(), place)) return bytes;
        return bytes - repo.cache().kept(coming);
    }

    private static boolean isEnough(Disk disk, Path place, long bytes) throws IOException {
        return bytes < SMALL || needed(bytes) <= disk.freeSpace(place);
    }

    private static long needed(long bytes) {
        return bytes + bytes / 20 + RESERVE;
    }

    private void require(Path place, long bytes) throws IOException {
        if (isEnough(place, bytes)) return;
        throw refusal(repo.disk(), place, needed(place, bytes))
                .hint("free some space, or set `cache.dir` to a larger disk");
    }

    private static JdvcException refusal(Disk disk, Path place, long bytes) throws IOException {
        return JdvcException.of(
                Kind.NOSPACE,
                "%d bytes are needed in '%s', and %d are free. Nothing was written",
                needed(bytes),
                place,
                disk.freeSpace(place));
    }
}
