package jdvc.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import jdvc.Progress;
import jdvc.disk.Area;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.object.Layout;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.object.UnsafePathException;
import jdvc.store.Content;
import jdvc.store.LocalStore;
import jdvc.store.LocalStore.Adoption;
import jdvc.store.Memo;

/** A workspace, a cache and a place to build, in a folder of a test. */
final class Rooms {

    final Disk disk;
    final Path root;
    final LocalStore cache;
    final Workspace workspace;

    Rooms(Path dir) {
        this(dir, new LocalDisk(Durability.OFF, new Random(1), 022));
    }

    Rooms(Path dir, Disk disk) {
        this.disk = disk;
        root = dir.resolve("work");
        cache = new LocalStore(disk, dir.resolve("cache"), Memo.NONE, false, 2);
        workspace = new Workspace(disk, root, new HashCache(disk, dir.resolve("state/hashes"), 1), 2);
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path write(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Takes a path into the cache, tree and all. */
    Snapshot save(String path) throws IOException, InterruptedException {
        var snapshot = workspace.adopt(path(path), Layout.V3, cache, Adoption.COPY, Progress.NONE);
        cache.flush();
        if (snapshot.tree().isPresent()) {
            var tree = snapshot.tree().get();
            cache.write(tree.id(), Content.of(tree.bytes()));
            cache.flush();
        }
        return snapshot;
    }

    List<Change> compare(String path, Snapshot wanted) throws IOException, InterruptedException {
        var id = wanted.id().orElseThrow();
        return workspace.compare(
                path(path), new Workspace.Wanted(id, wanted.tree(), Optional.empty(), -1), Progress.NONE);
    }

    Placement placement(LinkType... types) {
        return new Placement(
                disk,
                workspace,
                cache,
                List.of(types),
                new Area(disk, root.resolveSibling("tmp"), -1),
                new Trash(disk, root.resolveSibling("trash")));
    }

    /** Returns the files below a path, with their content. */
    TreeMap<String, String> files(String path) throws IOException {
        var found = new TreeMap<String, String>();
        var top = root.resolve(path);
        if (!Files.exists(top)) return found;
        try (var all = Files.walk(top)) {
            for (var each : all.filter(Files::isRegularFile).toList()) {
                found.put(root.relativize(each).toString(), Files.readString(each));
            }
        }
        return found;
    }

    static RelPath path(String text) {
        try {
            return RelPath.parse(text);
        } catch (UnsafePathException e) {
            throw new AssertionError(e);
        }
    }

    static List<String> names(Tree tree) {
        return tree.entries().stream().map(e -> e.path().toString()).toList();
    }
}
