package jdvc.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory in which names from outside are acted on: no component of a path below it may be a symbolic link, so that
 * nothing is made, changed or deleted elsewhere (safety 8.4). Safe for use by many threads.
 *
 * <p>A directory that was looked at is trusted for the life of this object, which is one operation.
 */
public final class Confined {

    private final Disk disk;
    private final Path root;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public Confined(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /**
     * Returns a path for acting on, after making sure of its parents.
     *
     * @param relative components separated by slashes, none of them {@code ..}
     * @throws FileSystemException if a parent is a link or no directory
     */
    public Path check(String relative) throws IOException {
        int slash = relative.lastIndexOf('/');
        if (slash > 0) requireDirectory(relative.substring(0, slash), false);
        return root.resolve(relative);
    }

    /** As {@link #check}, and makes the missing parents. */
    public Path checkAndMakeParents(String relative) throws IOException {
        int slash = relative.lastIndexOf('/');
        if (slash > 0) requireDirectory(relative.substring(0, slash), true);
        return root.resolve(relative);
    }

    /** Makes a directory and its missing parents, none of them by way of a link. */
    public void makeDirectory(String relative) throws IOException {
        requireDirectory(relative, true);
    }

    /** Forgets what is known of a directory, because it was or will be replaced. */
    public void forget(String relative) {
        known.removeIf(each -> each.equals(relative) || each.startsWith(relative + "/"));
    }

    private void requireDirectory(String relative, boolean make) throws IOException {
        if (known.contains(relative)) return;
        int slash = relative.lastIndexOf('/');
        if (slash > 0) requireDirectory(relative.substring(0, slash), make);
        var path = root.resolve(relative);
        var stat = disk.stat(path);
        if (stat.isEmpty()) {
            if (!make) return;
            disk.makeDirectories(path, -1);
            stat = disk.stat(path);
        }
        if (stat.isEmpty() || !stat.get().isDirectory()) {
            boolean link = stat.isPresent() && stat.get().isLink();
            throw new FileSystemException(path.toString(), null, link ? "is a symbolic link" : "is not a directory");
        }
        known.add(relative);
    }
}
