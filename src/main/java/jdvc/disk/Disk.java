package jdvc.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Files, one safe operation each. Safe for use by many threads. Tests replace it to inject faults.
 *
 * <p>A missing file is a normal answer where the return type says so, and {@link java.nio.file.NoSuchFileException}
 * elsewhere. Nothing here opens a final name for writing: bytes go to a temporary name and are renamed.
 */
public interface Disk {

    /** Returns the directory that holds {@code file}; that of the root is the root itself. */
    static Path directoryOf(Path file) {
        var parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** Returns what a name stands for, not following a link; absent if there is nothing. */
    Optional<Stat> stat(Path path) throws IOException;

    /** Returns what a name leads to, following links; absent if there is nothing or the link is broken. */
    Optional<Stat> statTarget(Path path) throws IOException;

    /** Returns the names in a directory, in no defined order. */
    List<String> list(Path directory) throws IOException;

    /** Returns where a symbolic link points, as it is written. */
    String readLink(Path link) throws IOException;

    /** Returns a path without links in it. */
    Path realPath(Path path) throws IOException;

    /**
     * Returns the content of a small file, following links; absent if it is missing.
     *
     * @throws jdvc.JdvcException of kind LIMIT if it has more than {@code maxBytes}
     */
    Optional<byte[]> read(Path file, long maxBytes) throws IOException;

    /** Opens a file for reading, following links. The caller closes. Never blocks on a pipe: only regular files open. */
    InputStream open(Path file) throws IOException;

    /** Returns the bytes that this user may still write to the file system of a path. */
    long freeSpace(Path existing) throws IOException;

    /** Returns the bytes of the whole file system of a path. */
    long totalSpace(Path existing) throws IOException;

    /** Tells whether two existing paths lie in the same file system. */
    boolean sameFileSystem(Path a, Path b) throws IOException;

    /** Makes a directory and its missing parents; {@code mode} is set on each new one, or the umask decides if -1. */
    void makeDirectories(Path directory, int mode) throws IOException;

    /** Creates a new file, mode 0600, for writing; fails if the name exists, even as a link. The caller closes. */
    OutputStream create(Path file) throws IOException;

    /** Opens a file that we made for writing behind its end. */
    OutputStream append(Path ours) throws IOException;

    /** Creates {@code to} as a copy, mode 0600, of a regular file; fails if the name exists. */
    void copy(Path from, Path to) throws IOException;

    /**
     * Fills an empty file of ours with a copy of another, in pieces that the kernel moves by itself.
     *
     * @param reached told after each piece how many bytes are there
     */
    void fill(Path ours, Path from, LongConsumer reached) throws IOException;

    /** Creates {@code to} sharing the blocks of {@code from}; false, and nothing made, where that cannot be done. */
    boolean reflink(Path from, Path to) throws IOException;

    /** Makes {@code link} another name of a regular file. */
    void hardLink(Path link, Path existing) throws IOException;

    /** Makes a symbolic link. */
    void symbolicLink(Path link, Path target) throws IOException;

    /** Sets permission bits; never through a symbolic link. */
    void setMode(Path path, int mode) throws IOException;

    /** Returns the permission bits that new files of this user get: {@code 0666 & ~umask}. */
    int newFileMode();

    /** Renames within a file system, replacing a file that has the name. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file, a link (not its target) or an empty directory; nothing happens if it is gone. */
    void delete(Path path, Proof proof) throws IOException;

    /** Makes a file's content durable, as far as the durability asks. */
    void sync(Path file) throws IOException;

    /** Makes the names in a directory durable, as far as the durability asks. */
    void syncDirectory(Path directory) throws IOException;

    /** Makes everything in the file system of a path durable; false if there is no means to do so. */
    boolean syncFileSystem(Path existing) throws IOException;

    Durability durability();

    /**
     * Gives a metafile or state file new content, all or nothing: temporary beside it, sync, mode, rename, sync of the
     * directory. An existing file keeps its mode.
     *
     * @param mode permission bits of a new file; the umask decides if -1
     */
    default void replace(Path file, byte[] content, int mode) throws IOException {
        replace(file, file.resolveSibling(temporaryName()), content, mode);
    }

    /** As {@link #replace(Path, byte[], int)}, with a temporary of that name, which must be in the same file system. */
    void replace(Path file, Path temporary, byte[] content, int mode) throws IOException;

    /** As {@link #replace}, for a state file of any size that may be lost: mode 0600, not synced. */
    void replaceState(Path file, Writer writer) throws IOException;

    /**
     * Returns the content of a state file that is only ever replaced, never changed: read if it has at most {@code small}
     * bytes or lies on a network, else mapped; absent if it is missing.
     */
    Optional<ByteBuffer> map(Path file, long small) throws IOException;

    /** Writes content somewhere. */
    @FunctionalInterface
    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** Returns a fresh name for a temporary, {@code .jdvc-} and 22 random characters: collection of inputs skips it. */
    String temporaryName();
}
