package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import jdvc.disk.Area;
import jdvc.disk.Disk;
import jdvc.disk.LocalDisk;
import jdvc.store.LocalStore;

/** Where objects go that leave the cache: {@code .jdvc/trash/N} below its root, N the operation's number (safety 6.7). */
final class CacheTrash {

    private final Disk disk;
    private final Path directory;

    CacheTrash(Disk disk, LocalStore cache) {
        this.disk = disk;
        directory = cache.root().resolve(".jdvc/trash");
    }

    /** Returns a place that is free: on a shared cache each project has an operation of that number. */
    Path place(long operation) throws IOException {
        var usual = directory.resolve(Long.toString(operation));
        return disk.stat(usual).isEmpty() ? usual : directory.resolve(operation + disk.temporaryName());
    }

    /** Deletes what this user put here more than so many days ago. */
    void expire(int days) throws IOException {
        if (disk.stat(directory).isEmpty()) return;
        long now = TimeUnit.MILLISECONDS.toNanos(Area.clock(disk, directory));
        for (var name : disk.list(directory)) {
            var place = directory.resolve(name);
            var stat = disk.stat(place);
            boolean ours = stat.filter(s -> s.isDirectory() && s.uid() == LocalDisk.uid())
                    .isPresent();
            if (ours && now - stat.get().ctime() > TimeUnit.DAYS.toNanos(days)) Area.deleteAll(disk, place);
        }
    }
}
