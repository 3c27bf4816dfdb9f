package jdvc.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.disk.Area;
import jdvc.disk.Confined;
import jdvc.disk.Disk;
import jdvc.disk.LocalDisk;
import jdvc.disk.Proof;
import jdvc.disk.Stat;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.store.LocalStore;
import jdvc.store.ObjectMissingException;

/**
 * Brings the workspace to what is tracked: each new file is built aside and renamed into place, deletions come last
 * (safety 2.5). Nothing is written through a link, nor into a file that exists (safety 8.4, 8.9).
 */
public final class Placement {

    /** From this size a clone of the object pays for the start of the program that makes it. */
    private static final long WORTH_A_CLONE = 16L << 20;

    private final Disk disk;
    private final Workspace workspace;
    private final LocalStore cache;
    private final List<LinkType> types;
    private final Area area;
    private final Trash trash;
    private final Confined confined;
    private final Set<LinkType> impossible = Collections.synchronizedSet(EnumSet.noneOf(LinkType.class));

    /**
     * @param types how to place files, the first that works is taken
     * @param area for what is being built
     */
    public Placement(Disk disk, Workspace workspace, LocalStore cache, List<LinkType> types, Area area, Trash trash) {
        this.disk = disk;
        this.workspace = workspace;
        this.cache = cache;
        this.types = List.copyOf(types);
        this.area = area;
        this.trash = trash;
        confined = new Confined(disk, workspace.root());
    }

    /**
     * What is to be done to one output.
     *
     * @param path the output
     * @param changes how the workspace differs; all of them are taken back
     * @param unsaved the paths among them whose bytes are nowhere else, and that go to the trash
     * @param executable whether the output is a file with its execute bit set
     */
    public record Task(RelPath path, List<Change> changes, Set<String> unsaved, boolean executable) {}

    /**
     * Does it, going on past files that cannot be made.
     *
     * @return what failed, by path, and why; what stood there is as it was
     */
    public Map<String, IOException> apply(Task task, Progress progress) throws IOException, InterruptedException {
        var failed = new ConcurrentSkipListMap<String, IOException>();
        var create = new ArrayList<Change>();
        var delete = new ArrayList<Change>();
        for (var each : task.changes()) (each.kind() == Change.Kind.ADDED ? delete : create).add(each);
        displaceConflicts(create, delete);
        try (var shown = progress.start("Checkout", create.size() + delete.size(), 0)) {
            if (!buildAside(task, create, shown)) {
                try (var workers = new Workers("place", Math.max(1, Math.min(workspace.threads(), create.size())))) {
                    workers.forEach(create, each -> attempt(task, each, failed, shown));
                }
            }
            // Only when all is there that should be: what is in the way of nothing can stay a moment longer.
            if (failed.isEmpty()) deleteAll(task, delete, failed, shown);
        }
        return failed;
    }

    private void attempt(Task task, Change change, Map<String, IOException> failed, Progress.Task shown) {
        try {
            if (change.kind() == Change.Kind.MODIFIED && task.unsaved().contains(change.path())) {
                trash.keep(confined.check(change.path()), change.path());
            }
            place(change.path(), change.wanted().orElseThrow(), task.executable());
        } catch (IOException e) {
            if (LocalDisk.isNoSpace(e)) throw noSpace(change.path(), e);
            failed.put(change.path(), e);
        }
        shown.files(1);
    }

    private static JdvcException noSpace(String path, IOException e) {
        return JdvcException.of(Kind.NOSPACE, "no space left to write '%s'", path)
                .hint("what was there before is still there; free some space and run the command again")
                .cause(e);
    }

    /** Makes a file, or replaces what has its name, with an object from the cache. */
    private void place(String path, ObjectId id, boolean executable) throws IOException {
        var target = confined.checkAndMakeParents(path);
        var temp = area.nextFor(target);
        try {
            create(id, temp, executable);
            disk.rename(temp, target);
        } catch (IOException | RuntimeException e) {
            disk.delete(temp, new Proof.OwnTemp());
            throw e;
        }
        var made = disk.stat(target);
        if (made.isPresent() && made.get().isFile()) workspace.hashes().put(path, made.get(), id);
    }

    /** Creates {@code temp} by the first link type that works. */
    private void create(ObjectId id, Path temp, boolean executable) throws IOException {
        IOException last = null;
        for (var type : types) {
            // A name shared with the cache cannot have an execute bit of its own.
            var wanted = executable && type.isShared() ? LinkType.COPY : type;
            if (impossible.contains(wanted)) continue;
            try {
                if (create(id, temp, executable, wanted)) return;
            } catch (UnsupportedOperationException e) {
                last = new IOException("links of this type are not supported here", e);
            } catch (IOException e) {
                if (e instanceof ObjectMissingException || LocalDisk.isNoSpace(e)) throw e;
                last = e;
            }
            impossible.add(wanted);
        }
        throw last != null
                ? last
                : new IOException("none of the link types of `cache.type`, "
                        + types.toString().toLowerCase(Locale.ROOT)
                        + ", works between the cache and here; add `copy` to them");
    }

    private boolean create(ObjectId id, Path temp, boolean executable, LinkType type) throws IOException {
        switch (type) {
            case REFLINK -> {
                return clone(id, temp, executable);
            }
            case HARDLINK -> {
                cache.verify(id);
                if (cache.stat(id).map(s -> s.size() == 0).orElse(false)) copy(id, temp, executable);
                else disk.hardLink(temp, cache.path(id));
            }
            case SYMLINK -> {
                cache.verify(id);
                disk.symbolicLink(temp, cache.path(id));
            }
            case COPY -> copy(id, temp, executable);
        }
        return true;
    }

    private void copy(ObjectId id, Path temp, boolean executable) throws IOException {
        cache.copyTo(id, temp);
        disk.setMode(temp, mode(executable));
    }

    private boolean clone(ObjectId id, Path temp, boolean executable) throws IOException {
        long size = cache.stat(id)
                .orElseThrow(() -> new ObjectMissingException(id, cache.location()))
                .size();
        if (size < WORTH_A_CLONE && copyFollowsClone()) {
            copy(id, temp, executable);
            return true;
        }
        cache.verify(id);
        if (!disk.reflink(cache.path(id), temp)) return false;
        disk.setMode(temp, mode(executable));
        return true;
    }

    /** Where a clone may be a copy, a small one is. */
    private boolean copyFollowsClone() {
        return types.indexOf(LinkType.COPY) == types.indexOf(LinkType.REFLINK) + 1;
    }

    private int mode(boolean executable) {
        return executable ? disk.newFileMode() | 0100 : disk.newFileMode();
    }

    /**
     * Builds an output that is not there at all as a whole and renames it once, which saves a rename per file and never
     * shows half of it.
     *
     * @return false if that cannot be done here, and nothing was
     */
    private boolean buildAside(Task task, List<Change> create, Progress.Task shown)
            throws IOException, InterruptedException {
        var target = confined.checkAndMakeParents(task.path().toString());
        boolean directory =
                !create.isEmpty() && !create.get(0).path().equals(task.path().toString());
        if (!directory || disk.stat(target).isPresent() || !area.reaches(target)) return false;
        var aside = area.next();
        int prefix = task.path().toString().length() + 1;
        var inside = new Confined(disk, aside);
        disk.makeDirectories(aside, -1);
        try (var workers = new Workers("place", workspace.threads())) {
            workers.forEach(create, each -> {
                create(
                        each.wanted().orElseThrow(),
                        inside.checkAndMakeParents(each.path().substring(prefix)),
                        false);
                shown.files(1);
            });
            disk.rename(aside, target);
            return true;
        } catch (IOException e) {
            Area.deleteAll(disk, aside);
            if (LocalDisk.isNoSpace(e)) throw noSpace(task.path().toString(), e);
            return false; // file by file tells which one it is, and makes the others
        }
    }

    /** Moves what stands where a directory or a file of another kind must be; it is in the trash then, saved or not. */
    private void displaceConflicts(List<Change> create, List<Change> delete) throws IOException {
        if (create.isEmpty() || delete.isEmpty()) return;
        var wanted = new HashSet<String>();
        var parents = new HashSet<String>();
        for (var each : create) {
            wanted.add(each.path());
            for (var up = parent(each.path()); !up.isEmpty() && parents.add(up); up = parent(up)) {}
        }
        for (var each : List.copyOf(delete)) {
            boolean inTheWay = parents.contains(each.path());
            for (var up = parent(each.path()); !up.isEmpty() && !inTheWay; up = parent(up))
                inTheWay = wanted.contains(up);
            if (!inTheWay) continue;
            trash.displace(confined.check(each.path()), each.path());
            delete.remove(each);
            for (var up = parent(each.path()); wanted.contains(up) || isBelowAny(up, wanted); up = parent(up)) {
                confined.forget(up);
                if (!removeIfEmpty(up)) break;
            }
        }
    }

    private static boolean isBelowAny(String path, Set<String> wanted) {
        for (var up = parent(path); !up.isEmpty(); up = parent(up)) if (wanted.contains(up)) return true;
        return false;
    }

    private void deleteAll(Task task, List<Change> delete, Map<String, IOException> failed, Progress.Task shown) {
        var emptied = new TreeSet<String>(Comparator.reverseOrder());
        for (var each : delete) {
            try {
                var file = confined.check(each.path());
                if (task.unsaved().contains(each.path())) trash.displace(file, each.path());
                else
                    disk.delete(
                            file,
                            new Proof.CachedAndVerified(
                                    each.id().map(ObjectId::toString).orElse("")));
                emptied.add(parent(each.path()));
            } catch (IOException e) {
                failed.put(each.path(), e);
            }
            shown.files(1);
        }
        removeEmpty(task.path().toString(), emptied);
    }

    private void removeEmpty(String top, TreeSet<String> emptied) {
        while (!emptied.isEmpty()) {
            var directory = emptied.pollFirst();
            if (directory.equals(top) || !directory.startsWith(top + "/")) continue;
            if (removeIfEmpty(directory)) emptied.add(parent(directory));
        }
    }

    /** Removes a directory and those in it, as far as they are empty. */
    public void removeDirectories(String directory) throws IOException {
        var path = confined.check(directory);
        for (var name : disk.list(path)) {
            if (disk.stat(path.resolve(name)).map(Stat::isDirectory).orElse(false))
                removeDirectories(directory + "/" + name);
        }
        removeIfEmpty(directory);
    }

    private boolean removeIfEmpty(String directory) {
        try {
            disk.delete(confined.check(directory), new Proof.EmptyDirectory());
            return true;
        } catch (IOException e) {
            return false; // something else is in it, and stays
        }
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /**
     * Gives a file whose bytes were just taken into the cache the form that the link type asks for. One that changed since,
     * or of which the cache has other line ends, stays as it is.
     *
     * @param recorded whether a metafile says that it is executable; else only what is a plain file already keeps its bit
     */
    public void relink(String path, ObjectId id, boolean recorded) throws IOException, InterruptedException {
        var file = confined.check(path);
        var stat = disk.statTarget(file);
        if (stat.isEmpty()) return;
        boolean shared = sharesFiles(id);
        boolean executable = recorded || !shared && stat.get().isExecutable() && hasForm(file, id, LinkType.COPY);
        var type = executable && shared ? LinkType.COPY : firstPossible(id);
        if (hasForm(file, id, type)) {
            if (!type.isShared() && stat.get().mode() != mode(executable)) disk.setMode(file, mode(executable));
        } else if (workspace
                        .hashFile(path, file, stat.get(), id, Progress.Task.NONE)
                        .equals(id)
                && !workspace.isUnlike(path, id, cache)) {
            place(path, id, executable);
        }
    }

    /** Returns the type that is tried first. */
    public LinkType preferred() {
        return types.get(0);
    }

    /** Tells whether files become names of objects like {@code id} or links to them, and so must not be written to. */
    public boolean sharesFiles(ObjectId id) throws IOException {
        return firstPossible(id).isShared();
    }

    /** Clones look like copies, so whether they work is asked only where what is tried next looks different. */
    private LinkType firstPossible(ObjectId id) throws IOException {
        for (var type : types) {
            if (type == LinkType.REFLINK && !copyFollowsClone() && !impossible.contains(type) && !canClone(id)) {
                impossible.add(type);
            }
            if (!impossible.contains(type)) return type;
        }
        return LinkType.COPY;
    }

    private boolean canClone(ObjectId id) throws IOException {
        var temp = area.next();
        try {
            return disk.reflink(cache.path(id), temp);
        } finally {
            disk.delete(temp, new Proof.OwnTemp());
        }
    }

    /** Tells whether a file is a link of that type to its object (format spec 6.6). */
    private boolean hasForm(Path file, ObjectId id, LinkType type) throws IOException {
        var stat = disk.stat(file).orElseThrow();
        if (type == LinkType.SYMLINK)
            return stat.isLink() && disk.readLink(file).equals(cache.path(id).toString());
        if (!type.isShared()) return stat.isFile() && stat.links() == 1;
        return stat.size() == 0
                || cache.stat(id).map(s -> s.inode() == stat.inode()).orElse(false);
    }
}
