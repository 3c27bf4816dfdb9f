package jdvc.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive {@code flock(2)} on a file, as DVC takes it. Java's own locks are of another kind and exclude no one here,
 * so the {@code flock} program takes it and holds it as long as a pipe from us is open: the kernel frees the lock when we
 * are killed.
 */
public final class KernelLock implements Lock {

    /** The end of sh, which opens the file without making it, and of flock, which lets go when it ends. */
    private static final String ASK = "exec 9<\"$1\" && exec flock -n 9";

    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int NO_FLOCK = 127;

    private final @Nullable Process holder;
    private final @Nullable FileLock java;
    private final @Nullable RandomAccessFile file;

    private KernelLock(@Nullable Process holder, @Nullable FileLock java, @Nullable RandomAccessFile file) {
        this.holder = holder;
        this.java = java;
        this.file = file;
    }

    /**
     * Tries once to take the lock; creates the file if it is missing.
     *
     * @return absent if somebody else holds it
     */
    public static Optional<KernelLock> tryLock(Path path) throws IOException {
        Process holder;
        try {
            // flock opens and locks the file and hands it to cat, which echoes a line back once it runs
            holder = Exec.start(
                    Disk.directoryOf(path),
                    Map.of(),
                    List.of("flock", "-n", path.toAbsolutePath().toString(), "cat"));
        } catch (IOException e) {
            return tryJava(path);
        }
        try {
            holder.getOutputStream().write('\n');
            holder.getOutputStream().flush();
        } catch (IOException e) {
            // it has ended already: the read below says so
        }
        if (holder.getInputStream().read() == '\n') return Optional.of(new KernelLock(holder, null, null));
        var why = new String(holder.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (why.isEmpty()) return Optional.empty();
        throw new FileSystemException(path.toString(), null, why);
    }

    /**
     * Tells whether somebody holds the lock of a file; one that is not there is held by nobody, and is not made.
     *
     * @throws IOException if the file cannot be opened: nobody knows then
     */
    public static boolean isLocked(Path path) throws IOException {
        if (!Files.exists(path)) return false;
        var asked = Exec.run(
                Disk.directoryOf(path),
                Map.of(),
                List.of("sh", "-c", ASK, "sh", path.toAbsolutePath().toString()));
        return switch (asked.exit()) {
            case FREE -> false;
            case HELD -> true;
            case NO_FLOCK -> isLockedByJava(path);
            default -> {
                if (!Files.exists(path)) yield false; // it went meanwhile
                throw new FileSystemException(path.toString(), null, asked.text());
            }
        };
    }

    private static boolean isLockedByJava(Path path) throws IOException {
        var lock = tryJava(path);
        if (lock.isPresent()) lock.get().close();
        return lock.isEmpty();
    }

    /** Where there is no flock program: excludes only other processes of ours. */
    private static Optional<KernelLock> tryJava(Path path) throws IOException {
        var file = new RandomAccessFile(path.toFile(), "rw");
        try {
            var lock = file.getChannel().tryLock();
            if (lock != null) return Optional.of(new KernelLock(null, lock, file));
        } catch (OverlappingFileLockException e) {
            // another thread of this process has it
        }
        file.close();
        return Optional.empty();
    }

    /** Without the flock program on this machine nobody else respects it. */
    @Override
    public boolean excludesOthers() {
        return holder != null;
    }

    @Override
    public boolean isHeld() {
        return holder != null ? holder.isAlive() : java != null && java.isValid();
    }

    /** Writes who holds the lock into the file, in place: the one file for which that is right (safety 3.1). */
    public static void writeOwner(Path path, long pid) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            byte[] text = (" " + pid + "\n").getBytes(StandardCharsets.US_ASCII);
            file.write(text);
            file.setLength(text.length);
        }
    }

    @Override
    public void close() throws IOException {
        if (holder != null) {
            holder.getOutputStream().close();
            try {
                holder.waitFor(); // so that the next command of ours finds it free
            } catch (InterruptedException e) {
                holder.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        if (java != null) java.release();
        if (file != null) file.close();
    }
}
