package jdvc.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import jdvc.disk.Disk;

/** Upkeep of {@code .gitignore} files: one line {@code /name} beside each tracked output (format spec 9.4). */
public final class GitIgnore {

    private final Disk disk;

    public GitIgnore(Disk disk) {
        this.disk = disk;
    }

    /**
     * Adds the entry of a file to the {@code .gitignore} beside it; false if it is there already. Whether Git ignores the
     * file for another reason is the caller's question.
     *
     * @throws jdvc.JdvcException of kind CONFLICT if someone keeps changing the file, USER if no entry can name {@code path}
     */
    public boolean add(Path path) throws IOException {
        throw new UnsupportedOperationException(path + "" + disk);
    }

    /** Removes the entry of a file, in every spelling, and the {@code .gitignore} with its last line; false if there is none. */
    public boolean remove(Path path) throws IOException {
        throw new UnsupportedOperationException(path.toString());
    }

    /** Returns the content with the entry of {@code name} added. */
    public static byte[] with(byte[] content, String name) {
        throw new UnsupportedOperationException(name + content.length);
    }

    /** Returns the content without the entries of {@code name}; absent if no line is left. */
    public static Optional<byte[]> without(byte[] content, String name) {
        throw new UnsupportedOperationException(name + content.length);
    }
}
