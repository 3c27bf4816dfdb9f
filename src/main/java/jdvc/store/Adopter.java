package jdvc.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import jdvc.Progress;
import jdvc.disk.Disk;
import jdvc.disk.Proof;
import jdvc.disk.Stat;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.store.LocalStore.Adoption;
import org.jspecify.annotations.Nullable;

/** Brings a workspace file's bytes into a private temporary and hashes them there (safety 4.1, 4.2). */
final class Adopter {

    private static final int ATTEMPTS = 4;

    /** From this size a clone, or a second thread for the copy, pays for its start. */
    private static final long BIG = 16L << 20;

    private final Disk disk;
    private final Path file;
    private final Layout layout;
    private final Progress.Task task;
    private Stat before;

    Adopter(Disk disk, Path file, Stat before, Layout layout, Progress.Task task) {
        this.disk = disk;
        this.file = file;
        this.before = before;
        this.layout = layout;
        this.task = task;
    }

    /** Creates {@code temp} and returns the names of its bytes; leaves nothing behind if it fails. */
    Hasher.Names into(Path temp, Adoption how) throws IOException {
        for (int attempt = 1; ; attempt++) {
            var names = once(temp, how);
            var after = disk.statTarget(file);
            if (after.isPresent() && sameContent(after.get(), how) && names.length() == before.size()) return names;
            task.bytes(-names.length());
            disk.delete(temp, new Proof.OwnTemp());
            if (attempt == ATTEMPTS || after.isEmpty()) throw new ChangedException(file);
            pause(attempt);
            before = disk.statTarget(file).orElseThrow(() -> new ChangedException(file));
        }
    }

    /** A hard link changes ctime, by the new name and the new mode; mtime, size and inode must stay. */
    private boolean sameContent(Stat after, Adoption how) {
        if (how == Adoption.COPY) return before.sameAs(after);
        return before.inode() == after.inode() && before.mtime() == after.mtime() && before.size() == after.size();
    }

    private Hasher.Names once(Path temp, Adoption how) throws IOException {
        if (how == Adoption.HARDLINK && hardLink(temp)) return hash(temp);
        if (before.size() >= BIG) {
            if (disk.reflink(file, temp)) return hash(temp);
            return copyAndHashTogether(temp);
        }
        var hasher = new Hasher(layout);
        try (var in = disk.open(file);
                var out = disk.create(temp)) {
            Pump.copy(in, out, hasher, task);
        }
        return hasher.all();
    }

    /** DVC never links empty files; across file systems and where links are refused, the bytes are copied. */
    private boolean hardLink(Path temp) throws IOException {
        if (before.size() == 0) return false;
        try {
            disk.hardLink(temp, disk.realPath(file));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
        disk.setMode(temp, LocalStore.PROTECTED);
        return true;
    }

    private Hasher.Names hash(Path temp) throws IOException {
        var hasher = new Hasher(layout);
        Pump.hash(disk, temp, hasher, task);
        return hasher.all();
    }

    /** One thread fills the temporary, this one hashes what is in it: as fast as the slower of the two. */
    private Hasher.Names copyAndHashTogether(Path temp) throws IOException {
        disk.create(temp).close();
        var failure = new AtomicReference<@Nullable IOException>();
        var progress = new Filled();
        var copier = new Thread(
                () -> {
                    try {
                        disk.fill(temp, file, progress::reached);
                    } catch (IOException e) {
                        failure.set(e);
                    } finally {
                        progress.end();
                    }
                },
                "jdvc-fill");
        copier.setDaemon(true);
        copier.start();
        var hasher = new Hasher(layout);
        try (var in = disk.open(temp)) {
            byte[] buffer = new byte[1 << 17];
            long done = 0;
            for (long limit = progress.await(done); limit > done; limit = progress.await(done)) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, limit - done));
                if (n < 0) break;
                hasher.update(buffer, 0, n);
                task.bytes(n);
                done += n;
            }
        } finally {
            join(copier);
        }
        var failed = failure.get();
        if (failed != null) throw failed;
        return hasher.all();
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while copying");
        }
    }

    private static void pause(int attempt) throws IOException {
        try {
            Thread.sleep(50L << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a file to be at rest");
        }
    }

    /** How far the copy has come. */
    private static final class Filled {
        private long bytes;
        private boolean ended;

        synchronized void reached(long total) {
            bytes = total;
            notifyAll();
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }

        /** Waits for more than {@code done} bytes, or the end; returns how many there are. */
        synchronized long await(long done) throws IOException {
            try {
                if (Thread.interrupted()) throw new InterruptedException();
                while (bytes <= done && !ended) wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while copying");
            }
            return bytes;
        }
    }
}
