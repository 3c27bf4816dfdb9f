package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import jdvc.Progress;
import jdvc.disk.Area;
import jdvc.disk.Batch;
import jdvc.disk.Confined;
import jdvc.disk.Disk;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import jdvc.store.CorruptObjectException;
import jdvc.store.Pump;

/**
 * Writes files to a place that the user named: each is built aside, checked and renamed, and none becomes visible before
 * all are there. Safe for use by many threads.
 */
final class Unpacking implements AutoCloseable {

    private final Disk disk;
    private final Path target;
    private final Path aside;
    private final List<Built> built = Collections.synchronizedList(new ArrayList<>());

    private record Built(String inner, Path temp, long size) {}

    /** @param target the file, or the directory for the files; what is above it is made */
    Unpacking(Disk disk, Path target) throws IOException {
        this.disk = disk;
        this.target = target;
        disk.makeDirectories(Disk.directoryOf(target), -1);
        aside = target.resolveSibling(disk.temporaryName());
        disk.makeDirectories(aside, 0700);
    }

    /**
     * Takes a file in.
     *
     * @param inner its path in the target; empty for the target itself
     * @param expected what its bytes must hash to, if that is known
     * @throws CorruptObjectException if they do not
     */
    void add(String inner, Content content, Optional<ObjectId> expected, Progress.Task task) throws IOException {
        var temp = aside.resolve(disk.temporaryName());
        var hasher = new Hasher(expected.map(ObjectId::layout).orElse(Layout.V3));
        try (var file = task.file(inner.isEmpty() ? content.place() : inner, content::length);
                var in = content.open();
                var out = disk.create(temp)) {
            Pump.copy(in, out, hasher, file);
        }
        var names = hasher.all();
        if (expected.isPresent() && !names.match(expected.get())) {
            throw new CorruptObjectException(
                    expected.get(), content.place(), names.id().toString());
        }
        disk.setMode(temp, disk.newFileMode());
        built.add(new Built(inner.isEmpty() ? inner : Add.parse(inner).toString(), temp, names.length()));
        task.files(1);
    }

    /**
     * Makes everything visible and durable.
     *
     * @param directory whether the target is one, maybe without files
     */
    void finish(boolean directory) throws IOException {
        if (directory) disk.makeDirectories(target, -1);
        var inside = new Confined(disk, target);
        var batch = new Batch(disk);
        for (var each : built) {
            var place = each.inner().isEmpty() ? target : inside.checkAndMakeParents(each.inner());
            batch.add(each.temp(), place, each.size());
        }
        batch.flush();
    }

    @Override
    public void close() throws IOException {
        Area.deleteAll(disk, aside);
    }
}
