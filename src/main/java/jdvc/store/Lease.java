package jdvc.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import jdvc.disk.Area;
import jdvc.disk.Disk;
import jdvc.disk.KernelLock;
import jdvc.disk.LocalDisk;
import jdvc.disk.Proof;
import jdvc.object.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What a running command needs of a store from which others may delete: a file in {@code .jdvc/leases} below its root, a
 * line such as {@code files/md5/ab/cdef…} for each object, held under a kernel lock, which a killed command loses (safety
 * 7.8). Nothing is made before the first object is held. Safe for use by many threads.
 *
 * <p>DVC knows no leases, and who asked for them a moment too early sees none: whoever holds one looks at its end what was
 * {@link #lost}.
 */
public final class Lease implements AutoCloseable {

    private static final long MAX_BYTES = 1L << 30;
    private static final int LOCK_TRIES = 50;
    private static final long LOCK_PAUSE_MILLIS = 20;

    private final LocalStore store;
    private final Disk disk;
    private final Path directory;
    private final boolean shared;
    private final Set<ObjectId> held = new LinkedHashSet<>();
    private boolean madeStore;
    private boolean refused;
    private @Nullable Note note;

    /** The file, its lock, and the stream that adds to it. */
    private record Note(Path file, KernelLock lock, OutputStream out) {}

    /** @param shared whether a group works in the store, whose members must be able to add to the directory */
    Lease(LocalStore store, Disk disk, boolean shared) {
        this.store = store;
        this.disk = disk;
        this.shared = shared;
        directory = directory(store.root());
    }

    private static Path directory(Path root) {
        return root.resolve(".jdvc/leases");
    }

    /** Says, to all who would delete, that these are needed until {@link #close}. */
    public synchronized void hold(Collection<ObjectId> ids) throws IOException {
        var lines = new StringBuilder();
        for (var id : ids) if (held.add(id)) lines.append(id.path()).append('\n');
        if (lines.isEmpty() || refused) return;
        try {
            if (note == null) note = open();
            note.out().write(lines.toString().getBytes(StandardCharsets.US_ASCII));
            note.out().flush();
        } catch (FileSystemException e) {
            if (LocalDisk.isNoSpace(e)) throw e;
            refused = true; // who may only read a store cannot leave a word in it
        }
    }

    private Note open() throws IOException {
        madeStore = disk.stat(store.root()).isEmpty();
        disk.makeDirectories(directory, shared ? LocalStore.SHARED_DIRECTORY : -1);
        var file = directory.resolve(disk.temporaryName());
        OutputStream out;
        try {
            out = disk.create(file);
        } catch (NoSuchFileException e) {
            disk.makeDirectories(directory, shared ? LocalStore.SHARED_DIRECTORY : -1); // its last user took it away
            out = disk.create(file);
        }
        try {
            disk.setMode(file, shared ? 0664 : 0644);
            return new Note(file, lock(file), out);
        } catch (IOException | RuntimeException e) {
            out.close();
            disk.delete(file, new Proof.OwnTemp());
            throw e;
        }
    }

    /** Somebody who wonders whether its owner lives has the lock for an instant. */
    private static KernelLock lock(Path file) throws IOException {
        for (int attempt = 0; attempt < LOCK_TRIES; attempt++) {
            var lock = KernelLock.tryLock(file);
            if (lock.isPresent()) return lock.get();
            pause();
        }
        throw new IOException("cannot lock '" + file + "'");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOCK_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a lock");
        }
    }

    /** Returns what was held, or was to be, and is not in the store now. */
    public synchronized Set<ObjectId> lost() throws IOException, InterruptedException {
        return store.missing(held);
    }

    /** Needs nothing any more; the directories go with the last lease, the store's own too if there was none before. */
    @Override
    public synchronized void close() throws IOException {
        if (note == null) return;
        note.out().close();
        disk.delete(note.file(), new Proof.OwnTemp());
        note.lock().close();
        note = null;
        Area.deleteEmpty(disk, directory, madeStore ? 3 : 2);
    }

    /**
     * Returns what living commands hold in the store at {@code root}.
     *
     * @throws IOException also if a living command's lease cannot be read: what it needs is not known then
     */
    static Set<ObjectId> living(Disk disk, Path root) throws IOException {
        var ids = new HashSet<ObjectId>();
        var directory = directory(root);
        if (disk.stat(directory).isEmpty()) return ids;
        for (var name : disk.list(directory)) {
            var file = directory.resolve(name);
            if (KernelLock.isLocked(file)) ids.addAll(read(disk, file));
        }
        return ids;
    }

    /** A last line without its end is still being written: whoever writes it looks for the object afterwards. */
    private static Set<ObjectId> read(Disk disk, Path file) throws IOException {
        var ids = new HashSet<ObjectId>();
        var text = disk.read(file, MAX_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                .orElse("");
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start)) {
            Optional<ObjectId> id = ObjectId.parsePath(text.substring(start, end));
            id.ifPresent(ids::add);
        }
        return ids;
    }

    /** Deletes the leases of killed commands of this user that are an hour old. */
    static void sweep(Disk disk, Path root) throws IOException {
        Area.sweep(disk, directory(root), (file, stat) -> stat.isFile() && !KernelLock.isLocked(file));
    }
}
