package jdvc.disk;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jdvc.Json;
import org.jspecify.annotations.Nullable;

/**
 * A directory of temporaries that belongs to one process, below one that all share ({@code .jdvc/tmp} of a store,
 * {@code .dvc/tmp/jdvc/tmp} of a project). It says whose it is, so that what a killed process left can be told from what
 * a living one needs (safety 3.10). Made when the first name is asked for. Safe for use by many threads.
 */
public final class Area implements AutoCloseable {

    private static final String OWNER = "owner";
    private static final Duration HOUR = Duration.ofHours(1);

    private final Disk disk;
    private final Path parent;
    private final int directoryMode;
    private final AtomicLong count = new AtomicLong();
    private @Nullable Path directory;

    /**
     * @param parent the shared directory; made when needed
     * @param directoryMode permission bits of new directories down to it; -1 leaves them to the umask
     */
    public Area(Disk disk, Path parent, int directoryMode) {
        this.disk = disk;
        this.parent = parent;
        this.directoryMode = directoryMode;
    }

    /** Returns a fresh name for a temporary. */
    public Path next() throws IOException {
        return directory().resolve(Long.toString(count.incrementAndGet(), 36));
    }

    /** Returns the place of a temporary that somebody may go on with, should this process not end it. */
    public Path named(String name) throws IOException {
        return directory().resolve(name);
    }

    /**
     * Returns a fresh name for what will be renamed to {@code target}: here if that can be, since what a kill leaves beside
     * the target nobody sweeps (safety 3.2).
     */
    public Path nextFor(Path target) throws IOException {
        return reaches(target) ? next() : target.resolveSibling(disk.temporaryName());
    }

    /** Tells whether a rename leads from here to {@code target}: the area may be on a mount of its own, or a link to one. */
    public boolean reaches(Path target) throws IOException {
        return disk.sameFileSystem(directory(), Disk.directoryOf(target));
    }

    private synchronized Path directory() throws IOException {
        if (directory == null) {
            disk.makeDirectories(parent, directoryMode);
            var made = parent.resolve(disk.temporaryName());
            disk.makeDirectories(made, 0700);
            try (var out = disk.create(made.resolve(OWNER))) {
                out.write(Json.format(me()).getBytes(StandardCharsets.UTF_8));
            }
            directory = made;
        }
        return directory;
    }

    /** Deletes this area with all that is left in it, and the shared directories if they are empty now. */
    @Override
    public synchronized void close() throws IOException {
        if (directory == null) return;
        deleteAll(disk, directory);
        directory = null;
        deleteEmpty(disk, parent, 2);
    }

    /** Ends this area and leaves what is in it to whoever finds it among the {@link #abandoned}; an empty one is deleted. */
    public synchronized void leave() throws IOException {
        if (directory == null) return;
        if (disk.list(directory).size() == 1) { // who owned it
            close();
            return;
        }
        disk.delete(directory.resolve(OWNER), new Proof.OwnTemp());
        directory = null;
    }

    /** Returns the areas of this user below {@code parent} whose owner is dead or left them. */
    public static List<Path> abandoned(Disk disk, Path parent) throws IOException {
        return left(disk, parent, (path, stat) -> stat.isDirectory() && isDead(disk, path));
    }

    /** Deletes an abandoned area in which nothing is left, with the shared directories if they are empty then. */
    public static void deleteEmptied(Disk disk, Path area) throws IOException {
        try {
            for (var name : disk.list(area)) if (!name.equals(OWNER)) return;
            deleteAll(disk, area);
        } catch (NoSuchFileException e) {
            // another process was faster
        }
        deleteEmpty(disk, Disk.directoryOf(area), 2);
    }

    /** Deletes a directory, and those above it up to {@code levels} in all, as far as they are empty. */
    public static void deleteEmpty(Disk disk, Path directory, int levels) {
        var at = directory;
        for (int up = 0; up < levels; up++, at = Disk.directoryOf(at)) {
            try {
                disk.delete(at, new Proof.EmptyDirectory());
            } catch (IOException e) {
                return; // others have something in it
            }
        }
    }

    /** Deletes the areas below {@code parent} that are ours, whose owner is dead, and that are an hour old (safety 3.10). */
    public static void sweep(Disk disk, Path parent) throws IOException {
        sweep(disk, parent, HOUR);
    }

    /** Deletes them when they are as old as that. */
    public static void sweep(Disk disk, Path parent, Duration age) throws IOException {
        delete(disk, parent, abandoned(disk, parent), age);
    }

    /**
     * Deletes the temporaries of {@link Disk#replaceState} that a killed process left in {@code directory}: files of our
     * own that are an hour old, which no writer takes for so small a file.
     */
    public static void sweepFiles(Disk disk, Path directory) throws IOException {
        sweep(disk, directory, (path, stat) -> stat.isFile());
    }

    /** Tells what nobody needs any more, however young it is. */
    @FunctionalInterface
    public interface Left {
        boolean is(Path path, Stat stat) throws IOException;
    }

    /**
     * Deletes what has a name of ours in {@code parent}, is left, belongs to this user and is an hour old. Things of others,
     * in a cache that is shared, are for them to delete.
     */
    public static void sweep(Disk disk, Path parent, Left left) throws IOException {
        delete(disk, parent, left(disk, parent, left), HOUR);
    }

    private static List<Path> left(Disk disk, Path parent, Left left) throws IOException {
        var found = new ArrayList<Path>();
        if (disk.stat(parent).isEmpty()) return found;
        for (var name : disk.list(parent)) {
            if (!name.startsWith(LocalDisk.TEMPORARY_PREFIX)) continue;
            var path = parent.resolve(name);
            var stat = disk.stat(path);
            if (stat.isPresent() && stat.get().uid() == LocalDisk.uid() && left.is(path, stat.get())) found.add(path);
        }
        return found;
    }

    private static void delete(Disk disk, Path parent, List<Path> found, Duration age) throws IOException {
        if (found.isEmpty()) return;
        long now = TimeUnit.MILLISECONDS.toNanos(clock(disk, parent));
        for (var path : found) {
            if (disk.stat(path).map(s -> now - s.ctime() > age.toNanos()).orElse(false)) deleteAll(disk, path);
        }
    }

    /** Returns the file system's own time, milliseconds since 1970: its server may have another clock than we. */
    public static long clock(Disk disk, Path parent) throws IOException {
        var probe = parent.resolve(disk.temporaryName());
        disk.create(probe).close();
        try {
            return TimeUnit.NANOSECONDS.toMillis(disk.stat(probe)
                    .orElseThrow(() -> new NoSuchFileException(probe.toString()))
                    .mtime());
        } finally {
            disk.delete(probe, new Proof.OwnTemp());
        }
    }

    private static boolean isDead(Disk disk, Path area) throws IOException {
        var text = disk.read(area.resolve(OWNER), 1 << 12);
        if (text.isEmpty()) return true; // killed before it could say
        try {
            var owner = Json.parseObject(new String(text.get(), StandardCharsets.UTF_8));
            // A pid says something only on the same host since the same boot (safety 7.5).
            if (!host().equals(owner.get("host"))) return false;
            if (!boot().equals(owner.get("boot"))) return true;
            long pid = owner.get("pid") instanceof Long n ? n : 0;
            return startOf(pid)
                    .filter(start -> Long.valueOf(start).equals(owner.get("start")))
                    .isEmpty();
        } catch (Json.BadJsonException e) {
            return true;
        }
    }

    private static Map<String, Object> me() {
        long pid = ProcessHandle.current().pid();
        return Map.of(
                "v",
                1L,
                "host",
                host(),
                "boot",
                boot(),
                "pid",
                pid,
                "start",
                startOf(pid).orElse(0L));
    }

    private static Optional<Long> startOf(long pid) {
        return ProcessHandle.of(pid).flatMap(p -> p.info().startInstant()).map(t -> t.toEpochMilli());
    }

    static String host() {
        return kernel("hostname");
    }

    private static String boot() {
        return kernel("random/boot_id");
    }

    private static String kernel(String name) {
        try (var in = new FileInputStream("/proc/sys/kernel/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return ""; // another system than Linux: then nothing tells boots apart, and pids must do
        }
    }

    /** Deletes a directory that is ours, with everything in it; links are removed, not followed. */
    public static void deleteAll(Disk disk, Path ours) throws IOException {
        var stat = disk.stat(ours);
        if (stat.isEmpty()) return;
        if (stat.get().isDirectory()) {
            for (var name : disk.list(ours)) deleteAll(disk, ours.resolve(name));
        }
        disk.delete(ours, new Proof.OwnTemp());
    }
}
