package jdvc.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Temporaries that become visible together: all written, one sync, all renamed, each touched directory synced once
 * (safety 3.4, 3.6). Safe for use by many threads.
 */
public final class Batch {

    private static final int MAX_FILES = 1000;
    private static final long MAX_BYTES = 1L << 30;

    /** Below this many files each is synced by itself, so that a small `add` never waits for other people's writes. */
    private static final int FEW = 32;

    private final Disk disk;
    private List<Entry> entries = new ArrayList<>();
    private long bytes;

    private record Entry(Path temp, Path target) {}

    public Batch(Disk disk) {
        this.disk = disk;
    }

    /** Takes over a complete, checked temporary of {@code size} bytes with its final mode; may publish what is due. */
    public void add(Path temp, Path target, long size) throws IOException {
        List<Entry> due = List.of();
        synchronized (this) {
            entries.add(new Entry(temp, target));
            bytes += size;
            if (entries.size() >= MAX_FILES || bytes >= MAX_BYTES || disk.durability() == Durability.FULL) due = take();
        }
        publish(due);
    }

    /** Publishes everything that was added. */
    public void flush() throws IOException {
        List<Entry> due;
        synchronized (this) {
            due = take();
        }
        publish(due);
    }

    private List<Entry> take() {
        var taken = entries;
        entries = new ArrayList<>();
        bytes = 0;
        return taken;
    }

    private void publish(List<Entry> due) throws IOException {
        if (due.isEmpty()) return;
        try {
            sync(due);
            var touched = new LinkedHashSet<Path>();
            for (var each : due) {
                disk.rename(each.temp(), each.target());
                touched.add(each.target().getParent());
            }
            syncDirectories(touched);
        } catch (IOException e) {
            discard(due, e);
            throw e;
        }
    }

    private void sync(List<Entry> due) throws IOException {
        if (disk.durability() == Durability.OFF) return;
        boolean together = due.size() >= FEW && disk.durability() == Durability.BATCH;
        if (together && disk.syncFileSystem(Disk.directoryOf(due.get(0).temp()))) return;
        for (var each : due) disk.sync(each.temp());
    }

    /** One sync of the file system does for many directories; it also holds what theirs would. */
    private void syncDirectories(Set<Path> touched) throws IOException {
        if (disk.durability() == Durability.OFF) return;
        boolean together = touched.size() >= FEW && disk.durability() == Durability.BATCH;
        if (together && disk.syncFileSystem(touched.iterator().next())) return;
        for (var each : touched) disk.syncDirectory(each);
    }

    /** A failed sync is final (safety 3.8): what is not visible yet goes. */
    private void discard(List<Entry> due, IOException because) {
        for (var each : due) {
            try {
                disk.delete(each.temp(), new Proof.OwnTemp());
            } catch (IOException e) {
                because.addSuppressed(e);
            }
        }
    }
}
