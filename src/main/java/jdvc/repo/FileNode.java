package jdvc.repo;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdvc.object.RelPath;
import org.jspecify.annotations.Nullable;

/** A file or directory of a project, tracked by DVC, by Git or by nobody; directories know what is in them. */
final class FileNode {

    private final Map<String, FileNode> children = new TreeMap<>(RelPath::compare);
    private final boolean directory;
    private boolean tracked;
    private boolean executable;
    private @Nullable Long size;
    private @Nullable Long recorded;
    private @Nullable String md5;

    private FileNode(boolean directory) {
        this.directory = directory;
    }

    static FileNode root() {
        return new FileNode(true);
    }

    static FileNode directory(long size) {
        var node = new FileNode(true);
        node.size = size;
        return node;
    }

    static FileNode file(long size, boolean executable) {
        var node = new FileNode(false);
        node.size = size;
        node.executable = executable;
        return node;
    }

    Map<String, FileNode> children() {
        return children;
    }

    boolean isDirectory() {
        return directory;
    }

    /** Tells whether DVC tracks it, also as a part of a tracked directory. */
    boolean isTracked() {
        return tracked;
    }

    boolean isExecutable() {
        return executable;
    }

    Optional<Long> size() {
        return Optional.ofNullable(size);
    }

    Optional<String> md5() {
        return Optional.ofNullable(md5);
    }

    void makeExecutable() {
        executable = true;
    }

    /** Records how large DVC holds all of it for. */
    void recorded(long bytes) {
        sized(bytes);
        recorded = bytes;
    }

    /** Returns the sum of what is in it, as recorded if DVC recorded it. */
    long bytes() {
        if (!directory) return size().orElse(0L);
        if (recorded != null) return recorded;
        long sum = 0;
        for (var each : children.entrySet())
            if (!isMetafile(each.getKey())) sum += each.getValue().bytes();
        return sum;
    }

    /** Tells whether a name is DVC's own and not counted as a file. */
    static boolean isMetafile(String name) {
        return name.endsWith(".dvc") || name.equals(".dvcignore") || name.equals("dvc.yaml") || name.equals("dvc.lock");
    }

    /** Records how large it is, if nobody said so before. */
    void sized(long bytes) {
        if (size == null) size = bytes;
    }

    /** Records what DVC says of it. */
    void tracked(@Nullable String hash) {
        tracked = true;
        md5 = hash;
    }

    void put(String path, FileNode node) {
        int slash = path.lastIndexOf('/');
        var parent = slash < 0 ? this : at(path.substring(0, slash), true);
        parent.children.put(path.substring(slash + 1), node);
    }

    /** Returns the node of a path below; if there is none it becomes a directory or a file, and what is above it directories. */
    FileNode at(String path, boolean isDirectory) {
        int slash = path.lastIndexOf('/');
        var parent = slash < 0 ? this : at(path.substring(0, slash), true);
        return parent.children.computeIfAbsent(path.substring(slash + 1), any -> new FileNode(isDirectory));
    }

    /** Returns the node of a path below; absent if there is none. */
    Optional<FileNode> find(String path) {
        var node = this;
        if (path.isEmpty()) return Optional.of(this);
        for (var name : path.split("/")) {
            var next = node.children.get(name);
            if (next == null) return Optional.empty();
            node = next;
        }
        return Optional.of(node);
    }
}
