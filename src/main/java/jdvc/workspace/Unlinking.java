package jdvc.workspace;

import java.io.IOException;
import java.nio.file.Path;
import jdvc.disk.Area;
import jdvc.disk.Disk;
import jdvc.disk.Proof;
import jdvc.disk.Stat;

/** Makes files that share their bytes with the cache, or with anything else, files of their own. */
public final class Unlinking {

    private static final int FOR_GROUP = 0664;

    private final Disk disk;
    private final Area area;
    private final int mode;

    private Unlinking(Disk disk, Area area, int mode) {
        this.disk = disk;
        this.area = area;
        this.mode = mode;
    }

    /**
     * @param area for what is being built
     * @param forGroup whether a group works in the cache: then it may write the files too, whatever the umask
     */
    public static Unlinking in(Disk disk, Area area, boolean forGroup) {
        return new Unlinking(disk, area, forGroup ? FOR_GROUP : disk.newFileMode());
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
            else if (stat.get().mode() != mode) disk.setMode(path, mode);
        }
    }

    private void copy(Path path) throws IOException {
        var temp = area.nextFor(path);
        try {
            disk.copy(disk.realPath(path), temp);
            disk.setMode(temp, mode);
            disk.rename(temp, path);
        } catch (IOException | RuntimeException e) {
            disk.delete(temp, new Proof.OwnTemp());
            throw e;
        }
    }
}
