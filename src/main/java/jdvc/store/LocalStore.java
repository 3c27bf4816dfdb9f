package jdvc.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.disk.Area;
import jdvc.disk.Batch;
import jdvc.disk.Disk;
import jdvc.disk.Proof;
import jdvc.disk.Stat;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.Content.Opened;

/**
 * Objects in a directory, as DVC lays them out: the cache, and a remote in the file system. Safe for use by many threads.
 *
 * <p>What comes in is built in {@code .jdvc/tmp}, a big object from far among the {@link Partials}, and published when its
 * bytes are right; of what is here {@link ObjectFiles} knows whether it may be believed.
 */
public final class LocalStore implements ObjectStore {

    /** The mode that says: hashed, and never to be changed. */
    static final int PROTECTED = 0444;

    static final int SHARED_DIRECTORY = 02775;

    private static final int MANY = 2000;

    private final Disk disk;
    private final Path root;
    private final ObjectFiles files;
    private final int cpus;
    private final int directoryMode;
    private final Area area;
    private final Partials partials;
    private final Batch batch;
    private final Set<Path> directories = ConcurrentHashMap.newKeySet();

    /**
     * Opens a store; its directory is made when something is written.
     *
     * @param shared whether a group works in it, as {@code cache.shared = group} says
     * @param cpus processors to use for looking at many objects
     */
    public LocalStore(Disk disk, Path root, Memo memo, boolean shared, int cpus) {
        this.disk = disk;
        this.root = root;
        this.cpus = cpus;
        directoryMode = shared ? SHARED_DIRECTORY : -1;
        files = new ObjectFiles(disk, root, memo, directoryMode);
        area = new Area(disk, root.resolve(".jdvc/tmp"), directoryMode);
        partials = new Partials(disk, root, directoryMode);
        batch = new Batch(disk);
    }

    @Override
    public String location() {
        return root.toString();
    }

    public Path root() {
        return root;
    }

    /** Returns the file that holds an object, or would. */
    public Path path(ObjectId id) {
        return files.path(id);
    }

    @Override
    public Set<ObjectId> missing(Collection<ObjectId> ids) throws IOException, InterruptedException {
        Set<ObjectId> missing = ConcurrentHashMap.newKeySet();
        each(ids, id -> {
            if (!has(id)) missing.add(id);
        });
        return missing;
    }

    @Override
    public Map<ObjectId, Long> lengths(Collection<ObjectId> ids) throws IOException, InterruptedException {
        var lengths = new ConcurrentHashMap<ObjectId, Long>();
        each(ids, id -> files.find(id).ifPresent(stat -> lengths.put(id, stat.size())));
        return lengths;
    }

    /** Few are looked at without the start of a thread. */
    private void each(Collection<ObjectId> ids, Workers.Action<ObjectId> action)
            throws IOException, InterruptedException {
        if (ids.size() < MANY || cpus == 1) {
            for (var id : ids) action.accept(id);
            return;
        }
        try (var workers = new Workers("exists", cpus)) {
            workers.forEach(ids, action);
        }
    }

    /** Tells whether the object is here; one that is not protected is hashed first, and put aside if it is wrong. */
    public boolean has(ObjectId id) throws IOException {
        return files.find(id).isPresent();
    }

    /**
     * Makes sure that the object's bytes are right before a link to them is made or they are sent.
     *
     * @throws ObjectMissingException if it is not here, or was wrong and is in quarantine now
     */
    public void verify(ObjectId id) throws IOException {
        files.requireRight(id);
    }

    /** Tells whether the right bytes are here: those that are not known to be are hashed, and wrong ones go to quarantine. */
    public boolean hasRight(ObjectId id) throws IOException {
        try {
            verify(id);
            return true;
        } catch (ObjectMissingException e) {
            return false;
        }
    }

    @Override
    public Content read(ObjectId id) throws IOException {
        var stat = files.find(id).orElseThrow(() -> new ObjectMissingException(id, location()));
        return Content.ofFile(disk, path(id), stat.size(), location());
    }

    /**
     * Creates {@code to}, mode 0600, with the object's bytes, hashed on the way.
     *
     * @throws ObjectMissingException if the object is not here, or was wrong and is in quarantine now
     */
    public void copyTo(ObjectId id, Path to) throws IOException {
        files.copyTo(id, to);
    }

    @Override
    public void write(ObjectId id, Content content) throws IOException {
        write(id, content, Progress.Task.NONE);
    }

    @Override
    public void write(ObjectId id, Content content, Progress.Task task) throws IOException {
        if (files.holds(id, content.length())) return;
        var kept = partials.take(id).orElse(null);
        var hasher = new Hasher(id.layout());
        if (kept != null && hashed(kept.file(), hasher)) {
            if (kept.bytes() < kept.length()) {
                goOn(id, content, kept, hasher, task);
                return;
            }
            if (finish(kept.file(), id, hasher.all())) {
                task.kept(kept.bytes());
                return;
            }
        }
        if (kept != null) disk.delete(kept.file(), new Proof.OwnTemp());
        try (var opened = content.open(0, "")) {
            receive(id, content, opened, Optional.empty(), new Hasher(id.layout()), task);
        }
    }

    /**
     * Adds the rest to what an earlier command left, or begins anew if the source has other bytes now.
     *
     * @param hasher has what is here
     */
    private void goOn(ObjectId id, Content content, Partials.Partial kept, Hasher hasher, Progress.Task task)
            throws IOException {
        try (var opened = content.open(kept.bytes(), kept.tag())) {
            if (opened.start() == kept.bytes() && opened.length() == kept.length()) {
                task.kept(kept.bytes());
                receive(id, content, opened, Optional.of(kept.file()), hasher, task);
                return;
            }
            disk.delete(kept.file(), new Proof.OwnTemp());
            if (opened.start() == 0) {
                receive(id, content, opened, Optional.empty(), new Hasher(id.layout()), task);
                return;
            }
        }
        try (var opened = content.open(0, "")) { // the same tag, and yet another length
            receive(id, content, opened, Optional.empty(), new Hasher(id.layout()), task);
        }
    }

    /** False if the disk does not give back what was written: that is no reason to fail, as all can be had again. */
    private boolean hashed(Path kept, Hasher hasher) throws IOException {
        try {
            Pump.hash(disk, kept, hasher, Progress.Task.NONE);
            return true;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    /** @param kept what the bytes are the rest of */
    private void receive(
            ObjectId id, Content content, Opened opened, Optional<Path> kept, Hasher hasher, Progress.Task task)
            throws IOException {
        var lasting = kept.isPresent() ? kept : partials.begin(id, opened);
        var temp = lasting.isPresent() ? lasting.get() : area.next();
        try {
            try (var out = kept.isPresent() ? disk.append(temp) : disk.create(temp)) {
                Pump.copy(opened.in(), out, hasher, task);
            }
            var names = hasher.all();
            if (content.length() >= 0 && names.length() != content.length()) {
                throw new IOException(
                        "object " + id + " ended after " + names.length() + " of " + content.length() + " bytes");
            }
            if (!finish(temp, id, names))
                throw new CorruptObjectException(id, content.place(), names.id().toString());
        } catch (InterruptedIOException | ClosedByInterruptException | JdvcException e) {
            // cut off, by the user or the network: what is here may be right, and the rest come later
            if (lasting.isPresent()) partials.rest(id, temp);
            else disk.delete(temp, new Proof.OwnTemp());
            throw e;
        } catch (IOException | RuntimeException e) {
            disk.delete(temp, new Proof.OwnTemp());
            throw e;
        }
    }

    /** Publishes a temporary if its bytes are right. */
    private boolean finish(Path temp, ObjectId id, Hasher.Names names) throws IOException {
        if (!names.match(id)) return false;
        publish(temp, id, names.length());
        return true;
    }

    private Hasher.Names fill(Path temp, Content content, Layout layout, Progress.Task task) throws IOException {
        var hasher = new Hasher(layout);
        try (var in = content.open();
                var out = disk.create(temp)) {
            Pump.copy(in, out, hasher, task);
        }
        return hasher.all();
    }

    /** Makes an object in the temporary that it is given. */
    @FunctionalInterface
    private interface Builder {
        Hasher.Names build(Path temp) throws IOException;
    }

    /** Gives a new temporary to a builder, and leaves nothing of it behind if that fails. */
    private Hasher.Names build(Builder builder) throws IOException {
        var temp = area.next();
        try {
            return builder.build(temp);
        } catch (IOException | RuntimeException e) {
            disk.delete(temp, new Proof.OwnTemp());
            throw e;
        }
    }

    /** How bytes of the workspace come into the cache. */
    public enum Adoption {
        /** The object is the workspace file itself, made read-only. */
        HARDLINK,
        /** A clone where the file system can, else a copy. */
        COPY
    }

    /**
     * Takes a workspace file's bytes in: what is hashed is what is stored (safety 4.1, 4.2).
     *
     * @param before the file as it was seen
     * @param task told of the bytes on the way
     * @return the names of the bytes that are stored; visible when {@link #flush} has returned
     * @throws ChangedException if the file changed meanwhile
     */
    public Hasher.Names adopt(Path file, Stat before, Layout layout, Adoption how, Progress.Task task)
            throws IOException {
        return build(temp -> {
            var names = new Adopter(disk, file, before, layout, task).into(temp, how);
            var there = files.find(names.id());
            if (there.isPresent() && !sameFile(there.get(), temp)) disk.delete(temp, new Proof.OwnTemp());
            else publish(temp, names.id(), names.length());
            return names;
        });
    }

    /** Takes bytes in under the name that they turn out to have; visible when {@link #flush} has returned. */
    public Hasher.Names adopt(Content content, Layout layout, Progress.Task task) throws IOException {
        return build(temp -> {
            var names = fill(temp, content, layout, task);
            if (has(names.id())) disk.delete(temp, new Proof.OwnTemp());
            else publish(temp, names.id(), names.length());
            return names;
        });
    }

    /**
     * Gives an object the name that it has in another layout too, by a hard link where the file system can.
     *
     * @return that name; visible when {@link #flush} has returned
     * @throws ObjectMissingException if it is not here, or was wrong and is in quarantine now
     */
    public ObjectId alias(ObjectId id, Layout layout, Progress.Task task) throws IOException {
        verify(id);
        var stat = stat(id).orElseThrow(() -> new ObjectMissingException(id, location()));
        var temp = area.next();
        var names = new Adopter(disk, path(id), stat, layout, task).into(temp, Adoption.HARDLINK);
        var name = id.isTree() ? names.id().asTree() : names.id();
        if (has(name)) disk.delete(temp, new Proof.OwnTemp());
        else publish(temp, name, names.length());
        return name;
    }

    private boolean sameFile(Stat object, Path temp) throws IOException {
        return disk.stat(temp).map(s -> s.inode() == object.inode()).orElse(false);
    }

    private void publish(Path temp, ObjectId id, long size) throws IOException {
        disk.setMode(temp, PROTECTED);
        var target = path(id);
        makeDirectory(Disk.directoryOf(target));
        batch.add(temp, target, size);
    }

    private void makeDirectory(Path directory) throws IOException {
        if (directories.contains(directory)) return;
        disk.makeDirectories(directory, directoryMode);
        directories.add(directory);
    }

    @Override
    public void flush() throws IOException {
        batch.flush();
    }

    /** Moves an object with wrong bytes out of the way: it may be the only, nearly complete copy (safety 5.7). */
    public void setAside(ObjectId id) throws IOException {
        files.setAside(id);
    }

    /**
     * Hashes an object afresh, whatever is remembered of it (safety 5.9); a wrong one is in quarantine then.
     *
     * @param task told of the bytes on the way
     * @throws ObjectMissingException if it is not here
     */
    public boolean rehash(ObjectId id, Progress.Task task) throws IOException {
        return files.rehash(id, task);
    }

    /** Returns which objects were moved to quarantine since this was last asked, for somebody to tell the user. */
    public List<ObjectId> newlySetAside() {
        return files.newlySetAside();
    }

    /** Returns where objects with wrong bytes are kept. */
    public Path quarantine() {
        return files.quarantine();
    }

    @Override
    public void delete(Collection<ObjectId> ids) throws IOException {
        for (var id : ids) {
            disk.delete(path(id), new Proof.Unused(id.toString()));
        }
    }

    /** Returns the size of an object that is here. */
    public Optional<Stat> stat(ObjectId id) throws IOException {
        return disk.statTarget(path(id));
    }

    /** Returns every name of an object that is here, whatever its bytes are, in no defined order. */
    public List<ObjectId> names() throws IOException {
        return DirectoryListing.read(disk, root);
    }

    @Override
    public List<Stored> list() throws IOException {
        var names = names();
        if (names.isEmpty()) return List.of();
        long now = TimeUnit.MILLISECONDS.toNanos(now());
        var objects = new ArrayList<Stored>(names.size());
        for (var id : names) {
            var stat = disk.statTarget(path(id)).filter(Stat::isFile);
            if (stat.isEmpty()) continue; // gone since, or no object at all
            var age = Duration.ofNanos(Math.max(0, now - stat.get().ctime()));
            objects.add(new Stored(id, stat.get().size(), age));
        }
        return objects;
    }

    /** Where nothing may be written, nothing can be asked of the file system's clock, nor deleted. */
    private long now() throws IOException {
        var directory = root.resolve(".jdvc/tmp");
        disk.makeDirectories(directory, directoryMode);
        try {
            return Area.clock(disk, directory);
        } finally {
            Area.deleteEmpty(disk, directory, 2);
        }
    }

    /** Moves objects to {@code directory}, in the same file system, under their places; trees are to come first. */
    public void displace(Collection<ObjectId> ids, Path directory) throws IOException {
        for (var id : ids) {
            var kept = directory.resolve(id.path());
            disk.makeDirectories(Disk.directoryOf(kept), directoryMode);
            try {
                disk.rename(path(id), kept);
            } catch (NoSuchFileException e) {
                // somebody else was faster
            }
        }
    }

    /** Returns the objects that {@link #displace} moved to {@code directory}, as far as they still are there. */
    public List<ObjectId> displaced(Path directory) throws IOException {
        return DirectoryListing.read(disk, directory);
    }

    /** Moves objects back that {@link #displace} moved, trees last; those that are here again stay where they are. */
    public void restore(Collection<ObjectId> ids, Path directory) throws IOException {
        for (boolean tree : List.of(false, true)) {
            for (var id : ids) {
                if (id.isTree() != tree || disk.stat(path(id)).isPresent()) continue;
                disk.makeDirectories(Disk.directoryOf(path(id)), directoryMode);
                disk.rename(directory.resolve(id.path()), path(id));
            }
        }
    }

    /** Returns how many bytes of some objects earlier commands left here, with which {@link #write} goes on. */
    public long kept(Collection<ObjectId> ids) throws IOException {
        return partials.bytes(ids);
    }

    /** Looks whether this directory can serve as a store; leaves nothing behind. */
    public List<Finding> check() throws IOException {
        return DirectoryCheck.run(disk, root);
    }

    @Override
    public void close() {
        try {
            area.close();
            partials.leave();
        } catch (IOException e) {
            // what is left in it, a later command sweeps
        }
    }

    /** Returns a lease on objects of this store, nothing held yet. The caller closes. */
    public Lease lease() {
        return new Lease(this, disk, directoryMode == SHARED_DIRECTORY);
    }

    /** Returns what living commands hold here, of other processes and of this one. */
    public Set<ObjectId> leased() throws IOException {
        return Lease.living(disk, root);
    }

    /** Deletes what killed processes left in this store (safety 3.10). */
    public void sweep() throws IOException {
        Area.sweep(disk, root.resolve(".jdvc/tmp"));
        Partials.sweep(disk, root);
        Lease.sweep(disk, root);
    }
}
