package jdvc.workspace;

import java.io.IOException;
import java.nio.file.Path;
import jdvc.disk.Area;
import jdvc.disk.Disk;
import jdvc.disk.Proof;
import jdvc.disk.Stat;

/** Makes files that share their bytes with the cache, or with anything else, files of their own. */
public final class Unlinking {

    private final Disk disk;
    private final Area area;

    /**
     * @param area for what is being built
     */
    public Unlinking(Disk disk, Area area) {
        this.disk = disk;
        this.area = area;
    }

    /** Does it to a file, or to all in a directory; links to directories are left alone. Nothing happens if it is gone. */
    public void unlink(Path path) throws IOException {
        var stat = disk.stat(path);
        if (stat.isEmpty()) return;
        if (stat.get().isDirectory()) {
            for (var name : disk.list(path)) unlink(path.resolve(name));
        } else if (stat.get().isLink()) {
            if (disk.statTarget(path).filter(Stat::isFile).isPresent()) copy(path);
        } else if (stat.get().isFile()) {
            if (stat.get().links() > 1) copy(path);
            else if (stat.get().mode() != disk.newFileMode()) disk.setMode(path, disk.newFileMode());
        }
    }

    private void copy(Path path) throws IOException {
        var temp = area.nextFor(path);
        try {
            disk.copy(disk.realPath(path), temp);
            disk.setMode(temp, disk.newFileMode());
            disk.rename(temp, path);
        } catch (IOException | RuntimeException e) {
            disk.delete(temp, new Proof.OwnTemp());
            throw e;
        }
    }
}
