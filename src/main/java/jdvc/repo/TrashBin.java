package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import jdvc.config.JdvcSettings;
import jdvc.disk.Area;
import jdvc.disk.Disk;
import jdvc.disk.LocalDisk;
import jdvc.store.LocalStore;

/**
 * Where operations put what they take away, a directory for each: of the cache below {@code .jdvc/trash} of its root, of
 * the workspace below {@code trash} of the state folder. It is kept for some days, and as far as it takes no more than its
 * share of the disk (safety 6.7, 6.8).
 */
final class TrashBin {

    private final Disk disk;
    private final Path directory;

    TrashBin(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    static TrashBin of(Disk disk, LocalStore cache) {
        return new TrashBin(disk, cache.root().resolve(".jdvc/trash"));
    }

    /**
     * How much is kept.
     *
     * @param percent of the file system, of all that this user has here
     */
    record Limits(int days, int percent) {

        static Limits of(JdvcSettings settings) {
            return new Limits(settings.trashDays(), settings.trashPercent());
        }
    }

    private record Kept(Path place, long ctime) {}

    /** Returns a place that is free: in a shared cache each project has an operation of that number. */
    Path place(long operation) throws IOException {
        var usual = directory.resolve(Long.toString(operation));
        return disk.stat(usual).isEmpty() ? usual : directory.resolve(operation + disk.temporaryName());
    }

    boolean exists() throws IOException {
        return disk.stat(directory).isPresent();
    }

    /**
     * Deletes what this user put here too long ago, and, if something came, the oldest until the rest is no more than its
     * share.
     *
     * @param own what the running operation put here; it stays, whatever it takes: the user was just told of it
     */
    void tidy(Limits limits, Optional<Path> own) throws IOException {
        var kept = newestFirst(own);
        if (kept.isEmpty()) return;
        long oldest = TimeUnit.MILLISECONDS.toNanos(Area.clock(disk, directory)) - TimeUnit.DAYS.toNanos(limits.days());
        boolean grew = own.isPresent() && disk.stat(own.get()).isPresent();
        long room = grew ? disk.totalSpace(directory) / 100 * limits.percent() - size(own.get()) : Long.MAX_VALUE;
        for (var each : kept) {
            if (grew && room >= 0) room -= size(each.place());
            if (room < 0 || each.ctime() < oldest) delete(each.place());
        }
    }

    private List<Kept> newestFirst(Optional<Path> own) throws IOException {
        var kept = new ArrayList<Kept>();
        if (!exists()) return kept;
        for (var name : disk.list(directory)) {
            var place = directory.resolve(name);
            var stat = disk.stat(place).filter(s -> s.uid() == LocalDisk.uid());
            if (stat.isPresent() && !own.equals(Optional.of(place)))
                kept.add(new Kept(place, stat.get().ctime()));
        }
        kept.sort(Comparator.comparingLong(Kept::ctime).reversed());
        return kept;
    }

    private long size(Path path) throws IOException {
        var stat = disk.stat(path);
        if (stat.isEmpty()) return 0;
        if (!stat.get().isDirectory()) return stat.get().size();
        long size = 0;
        for (var name : disk.list(path)) size += size(path.resolve(name));
        return size;
    }

    private void delete(Path place) {
        try {
            Area.deleteAll(disk, place);
        } catch (IOException e) {
            // a directory that its owner made read-only stays; it is no reason to fail
        }
    }
}
