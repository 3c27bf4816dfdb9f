package jdvc.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import jdvc.Progress;
import jdvc.disk.Disk;
import jdvc.disk.Stat;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.object.UnsafePathException;
import org.jspecify.annotations.Nullable;

/** How one output's files differ from what is tracked: by stat where hashes are remembered, by hashing on doubt. */
final class Comparison {

    private final Workspace workspace;
    private final Disk disk;
    private final RelPath path;
    private final Workspace.Wanted wanted;
    private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());

    Comparison(Workspace workspace, Disk disk, RelPath path, Workspace.Wanted wanted) {
        this.workspace = workspace;
        this.disk = disk;
        this.path = path;
        this.wanted = wanted;
    }

    List<Change> run(Progress progress) throws IOException, InterruptedException {
        var file = workspace.root().resolve(path.toString());
        var stat = disk.statTarget(file);
        if (wanted.tree().isPresent()) {
            compareDirectory(file, stat, wanted.tree().get(), progress);
        } else if (stat.isEmpty()) {
            changes.add(new Change(
                    path.toString(),
                    Change.Kind.DELETED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(wanted.id())));
        } else if (stat.get().isDirectory()) {
            compareDirectory(file, stat, Tree.empty(wanted.id().layout()), progress);
            changes.add(new Change(
                    path.toString(),
                    Change.Kind.DELETED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(wanted.id())));
        } else {
            try (var task = task(stat.get(), progress)) {
                compareFile(path.toString(), file, stat.get(), wanted.id(), task);
            }
        }
        return changes;
    }

    /** A project may have thousands of files whose hashes are remembered: there is nothing to see. */
    private Progress.Task task(Stat stat, Progress progress) {
        boolean known = workspace
                .hashes()
                .find(path.toString(), stat, wanted.id().layout())
                .isPresent();
        return known ? Progress.Task.NONE : progress.start("Comparing", 1, stat.size());
    }

    private void compareDirectory(Path directory, Optional<Stat> stat, Tree tree, Progress progress)
            throws IOException, InterruptedException {
        var seen = new AtomicIntegerArray((tree.entries().size() + 31) / 32);
        if (stat.isPresent() && !stat.get().isDirectory()) {
            compareFile(path.toString(), directory, stat.get(), null, Progress.Task.NONE);
        } else if (stat.isPresent()) {
            walk(directory, tree, seen, progress);
        }
        for (int i = 0; i < tree.entries().size(); i++) {
            var entry = tree.entries().get(i);
            boolean there = (seen.get(i / 32) >>> i % 32 & 1) != 0;
            if (there || !isMeant(entry.path())) continue;
            changes.add(new Change(
                    path + "/" + entry.path(),
                    Change.Kind.DELETED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(entry.id())));
        }
    }

    private void walk(Path directory, Tree tree, AtomicIntegerArray seen, Progress progress)
            throws IOException, InterruptedException {
        try (var task = progress.start("Comparing", tree.entries().size(), 0)) {
            Walk.files(disk, directory, workspace.inside(path), workspace.threads(), (inner, file, stat, link) -> {
                task.files(1);
                int at = index(tree, inner);
                if (at >= 0) seen.accumulateAndGet(at / 32, 1 << at % 32, (a, b) -> a | b);
                if (!isMeant(inner)) return;
                compareFile(
                        path + "/" + inner,
                        file,
                        stat,
                        at < 0 ? null : tree.entries().get(at).id(),
                        task);
            });
        }
    }

    private static int index(Tree tree, String inner) {
        try {
            return tree.indexOf(RelPath.parse(inner));
        } catch (UnsafePathException e) {
            return -1;
        }
    }

    private boolean isMeant(RelPath inner) {
        return wanted.inner().isEmpty() || inner.startsWith(wanted.inner().get());
    }

    private boolean isMeant(String inner) {
        if (wanted.inner().isEmpty()) return true;
        var only = wanted.inner().get().toString();
        return inner.equals(only) || inner.startsWith(only + "/");
    }

    private void compareFile(String key, Path file, Stat stat, @Nullable ObjectId recorded, Progress.Task task)
            throws IOException, InterruptedException {
        if (recorded == null) {
            changes.add(new Change(key, Change.Kind.ADDED, Optional.of(stat), Optional.empty(), Optional.empty()));
            return;
        }
        // Known of a file's own output only. Text of the legacy layout may have another length and the same name.
        boolean lengthTells = wanted.size() >= 0 && recorded.layout() == Layout.V3;
        if (lengthTells && stat.size() != wanted.size()) {
            changes.add(
                    new Change(key, Change.Kind.MODIFIED, Optional.of(stat), Optional.empty(), Optional.of(recorded)));
            return;
        }
        var id = workspace.hashFile(key, file, stat, recorded, task);
        if (id.equals(recorded)) return;
        changes.add(new Change(key, Change.Kind.MODIFIED, Optional.of(stat), Optional.of(id), Optional.of(recorded)));
    }
}
