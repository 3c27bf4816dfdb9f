package jdvc.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdvc.Progress;
import jdvc.disk.Disk;
import jdvc.disk.LocalDisk;
import jdvc.disk.Proof;
import jdvc.disk.Stat;
import jdvc.object.Hasher;
import jdvc.object.ObjectId;

/**
 * The files under the names of objects, and whether they hold the bytes of these names. Safe for use by many threads.
 *
 * <p>One with mode 0444 that is ours counts as present; before its bytes are used they are hashed once, and that is
 * remembered in the memo (safety 5.3), because other tools give that mode to bytes that nobody checked. What is found
 * wrong goes to quarantine, {@code .jdvc/quarantine} (safety 5.7).
 */
final class ObjectFiles {

    private final Disk disk;
    private final Path root;
    private final Memo memo;
    private final int directoryMode;
    private final int uid = LocalDisk.uid();
    private final Queue<ObjectId> setAside = new ConcurrentLinkedQueue<>();

    /** @param directoryMode of new directories; -1 for the usual one */
    ObjectFiles(Disk disk, Path root, Memo memo, int directoryMode) {
        this.disk = disk;
        this.root = root;
        this.memo = memo;
        this.directoryMode = directoryMode;
    }

    Path path(ObjectId id) {
        return root.resolve(id.path());
    }

    /** Returns an object's file; one that is not protected is hashed first, and put aside if it is wrong. */
    Optional<Stat> find(ObjectId id) throws IOException {
        var stat = disk.statTarget(path(id));
        return stat.isPresent() && isPresent(id, stat.get()) ? stat : Optional.empty();
    }

    /**
     * Tells whether the object is here. One of another length is looked at: it was damaged, or is text with other line
     * ends (safety 5.10).
     *
     * @param length in bytes; -1 if it is not known
     */
    boolean holds(ObjectId id, long length) throws IOException {
        var stat = find(id);
        return stat.isPresent() && (length < 0 || length == stat.get().size() || isRight(id, stat.get()));
    }

    private boolean isPresent(ObjectId id, Stat stat) throws IOException {
        if (isEmptyByAccident(id, stat) || !stat.isFile()) return false;
        if (stat.mode() == LocalStore.PROTECTED && stat.uid() == uid) return true;
        if (memo.isKnownGood(id, stat)) return true;
        return checkAndProtect(id, stat);
    }

    /** DVC's probing of links shows the final name with no bytes for an instant (format spec 6.4). */
    private static boolean isEmptyByAccident(ObjectId id, Stat stat) {
        return stat.size() == 0 && (id.high() != 0xd41d8cd98f00b204L || id.low() != 0xe9800998ecf8427eL);
    }

    /** Hashes an object that nobody vouches for: right bytes are protected, wrong ones put aside. */
    private boolean checkAndProtect(ObjectId id, Stat stat) throws IOException {
        if (!isRight(id, stat)) return false;
        if (stat.mode() != LocalStore.PROTECTED && stat.uid() == uid) {
            disk.setMode(path(id), LocalStore.PROTECTED);
        }
        return true;
    }

    private boolean isRight(ObjectId id, Stat before) throws IOException {
        return isRight(id, before, Progress.Task.NONE);
    }

    private boolean isRight(ObjectId id, Stat before, Progress.Task task) throws IOException {
        var hasher = new Hasher(id.layout());
        try {
            Pump.hash(disk, path(id), hasher, task);
        } catch (NoSuchFileException e) {
            return false;
        }
        return settle(id, before, hasher);
    }

    /** Decides by the hash of all bytes: right ones are remembered, wrong ones put aside. */
    private boolean settle(ObjectId id, Stat before, Hasher hasher) throws IOException {
        if (!hasher.all().match(id)) {
            setAside(id);
            return false;
        }
        disk.statTarget(path(id)).filter(before::sameAs).ifPresent(after -> memo.noteGood(id, after));
        return true;
    }

    /** @throws ObjectMissingException if the object is not here, or was wrong and is in quarantine now */
    void requireRight(ObjectId id) throws IOException {
        var stat = require(id);
        if (!memo.isKnownGood(id, stat) && !isRight(id, stat)) throw missing(id);
    }

    /**
     * Creates {@code to}, mode 0600, with the object's bytes, hashed on the way.
     *
     * @throws ObjectMissingException if the object is not here, or was wrong and is in quarantine now
     */
    void copyTo(ObjectId id, Path to) throws IOException {
        var before = require(id);
        if (memo.isKnownGood(id, before)) {
            disk.copy(path(id), to);
            return;
        }
        var hasher = new Hasher(id.layout());
        try (var in = disk.open(path(id));
                var out = disk.create(to)) {
            Pump.copy(in, out, hasher, Progress.Task.NONE);
        }
        boolean right = false;
        try {
            right = settle(id, before, hasher);
        } finally {
            if (!right) disk.delete(to, new Proof.OwnTemp());
        }
        if (!right) throw missing(id);
    }

    private Stat require(ObjectId id) throws IOException {
        return disk.statTarget(path(id))
                .filter(stat -> !isEmptyByAccident(id, stat))
                .orElseThrow(() -> missing(id));
    }

    private ObjectMissingException missing(ObjectId id) {
        return new ObjectMissingException(id, root.toString());
    }

    /** As {@link LocalStore#rehash}. */
    boolean rehash(ObjectId id, Progress.Task task) throws IOException {
        var stat = disk.statTarget(path(id));
        if (stat.isEmpty() && disk.stat(path(id)).isEmpty()) throw missing(id);
        if (stat.isEmpty() || !stat.get().isFile()) {
            setAside(id); // a directory, a pipe, a link to nowhere
            return false;
        }
        return isRight(id, stat.get(), task);
    }

    /** Moves an object with wrong bytes out of the way. */
    void setAside(ObjectId id) throws IOException {
        var directory = quarantine();
        disk.makeDirectories(directory, directoryMode);
        try {
            disk.rename(path(id), directory.resolve(id + disk.temporaryName()));
            setAside.add(id);
        } catch (NoSuchFileException e) {
            // somebody else was faster
        }
    }

    /** Returns which were moved to quarantine since this was last asked. */
    List<ObjectId> newlySetAside() {
        var ids = new ArrayList<ObjectId>();
        for (var id = setAside.poll(); id != null; id = setAside.poll()) ids.add(id);
        return ids;
    }

    Path quarantine() {
        return root.resolve(".jdvc/quarantine");
    }
}
