package jdvc.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import jdvc.Progress;
import jdvc.disk.Disk;
import jdvc.object.Hasher;

/** Hashes bytes on their way, so that what is stored is what was hashed (safety 4.1). An interrupt ends it. */
public final class Pump {

    private static final int BUFFER = 1 << 17;

    private Pump() {}

    /** Brings all bytes of {@code in} to {@code out} and into a hash, and tells {@code task} of them; closes neither. */
    public static void copy(InputStream in, OutputStream out, Hasher hasher, Progress.Task task) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (Thread.currentThread().isInterrupted()) throw new InterruptedIOException("interrupted while reading");
            hasher.update(buffer, 0, n);
            out.write(buffer, 0, n);
            task.bytes(n);
        }
    }

    /** Takes the bytes of a content into a hash. */
    public static void hash(Content content, Hasher hasher, Progress.Task task) throws IOException {
        try (var in = content.open()) {
            copy(in, OutputStream.nullOutputStream(), hasher, task);
        }
    }

    /** Takes the bytes of a file into a hash. */
    public static void hash(Disk disk, Path file, Hasher hasher, Progress.Task task) throws IOException {
        try (var in = disk.open(file)) {
            copy(in, OutputStream.nullOutputStream(), hasher, task);
        }
    }
}
