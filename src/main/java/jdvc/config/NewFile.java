package jdvc.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;

/**
 * A settings file as it is to become.
 *
 * @param secret whether nobody else may read it (safety 10.9)
 */
record NewFile(Path path, Level level, byte[] content, boolean secret) {

    private static final int PRIVATE = 0600;

    /** Writes the file, unless it has this content already. */
    void write(Disk disk) throws IOException {
        var target = target(disk);
        var existing = disk.read(target, IniFile.MAX_BYTES);
        if (secret && existing.isPresent()) restrict(disk, target);
        if (existing.isPresent() && Arrays.equals(existing.get(), content)) return;
        var directory = target.getParent();
        if (directory != null) disk.makeDirectories(directory, -1);
        disk.replace(target, content, secret ? PRIVATE : -1);
    }

    /** Before the secret is in it, since a file that is replaced keeps its mode. */
    private static void restrict(Disk disk, Path target) throws IOException {
        var stat = disk.stat(target);
        if (stat.isPresent() && (stat.get().mode() & 0077) != 0) disk.setMode(target, PRIVATE);
    }

    /** A user's file may be a link to where they keep such files; one that came with a clone is not followed. */
    private Path target(Disk disk) throws IOException {
        var stat = disk.stat(path);
        if (stat.isEmpty() || !stat.get().isLink()) return path;
        if (level == Level.PROJECT || level == Level.LOCAL) {
            throw JdvcException.of(Kind.UNSAFEPATH, "'%s' is a symbolic link: nothing was changed", path);
        }
        return disk.statTarget(path).isPresent() ? disk.realPath(path) : path;
    }
}
