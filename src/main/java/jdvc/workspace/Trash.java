package jdvc.workspace;

import java.io.IOException;
import java.nio.file.Path;
import jdvc.disk.Disk;
import jdvc.disk.Proof;

/** Where workspace files go that are removed by force and whose bytes are nowhere else (safety 6.8). */
public final class Trash {

    private final Disk disk;
    private final Path directory;

    /**
     * @param directory of this operation: {@code .dvc/tmp/jdvc/trash/N}
     */
    public Trash(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /** Moves a file, a link or a directory out of the workspace; {@code path} is its name in the trash. */
    void displace(Path file, String path) throws IOException {
        var kept = place(path);
        try {
            disk.rename(file, kept);
        } catch (IOException e) {
            if (disk.sameFileSystem(file, directory)) throw e;
            disk.copy(file, kept);
            disk.delete(file, new Proof.TrashedFirst());
        }
    }

    /** Keeps a file's bytes in the trash; the file stays, to be replaced by a rename. */
    public void keep(Path file, String path) throws IOException {
        var kept = place(path);
        try {
            disk.hardLink(kept, file);
        } catch (IOException | UnsupportedOperationException e) {
            disk.copy(file, kept);
        }
    }

    private Path place(String path) throws IOException {
        var kept = directory.resolve(path);
        disk.makeDirectories(Disk.directoryOf(kept), 0700);
        return kept;
    }
}
