package jdvc.workspace;

import java.io.IOException;
import java.nio.file.Path;
import jdvc.disk.Disk;
import jdvc.disk.Proof;
import jdvc.disk.Stat;

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
        link(place(path), file);
    }

    /** Makes {@code to} what {@code kept} in a trash is; that stays there until it is too old. */
    public void takeOut(Path kept, Path to) throws IOException {
        if (disk.stat(kept).filter(Stat::isLink).isPresent()) disk.symbolicLink(to, Path.of(disk.readLink(kept)));
        else link(to, kept);
    }

    private void link(Path link, Path existing) throws IOException {
        try {
            disk.hardLink(link, existing);
        } catch (IOException | UnsupportedOperationException e) {
            disk.copy(existing, link);
        }
    }

    private Path place(String path) throws IOException {
        var kept = directory.resolve(path);
        disk.makeDirectories(Disk.directoryOf(kept), 0700);
        return kept;
    }
}
