package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.disk.Confined;
import jdvc.disk.Proof;
import jdvc.disk.Stat;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.track.Out;
import jdvc.track.Outs;
import jdvc.track.Source;
import jdvc.workspace.Change;
import jdvc.workspace.Placement;
import jdvc.workspace.Trash;
import jdvc.workspace.Unlinking;
import org.jspecify.annotations.Nullable;

/**
 * Does what an {@link UndoPlan} says, as an operation of its own: objects first, then links, metafiles, and files. At each moment
 * what metafiles name can be had, and the plan can be made and done again.
 */
final class UndoRun {

    static final String VERB = "undo";

    private final Repo repo;
    private final UndoPlan plan;
    private final RepoLock lock;
    private final Progress progress;
    private final Confined confined;

    UndoRun(Repo repo, UndoPlan plan, RepoLock lock, Progress progress) {
        this.repo = repo;
        this.plan = plan;
        this.lock = lock;
        this.progress = progress;
        confined = new Confined(repo.disk(), repo.root());
    }

    void apply() throws IOException, InterruptedException {
        try (var operation = repo.journal().begin(VERB)) {
            if (!plan.objects().isEmpty()) {
                var place = Path.of(plan.entry().cacheTrash().orElseThrow());
                repo.cache().restore(plan.objects(), place);
            }
            var now = new WorkspaceSource(repo);
            var before = outs(now);
            var after = outs(new ChangedSource(now, plan.metafiles()));
            var tasks = tasks(before, after);
            release(before, after, tasks);
            metafiles(operation);
            var trash = new Trash(repo.disk(), operation.trash());
            var placement = repo.placement(operation);
            announce(operation);
            for (var task : tasks) {
                for (var why : placement.apply(task, progress).values()) throw why;
                var top = repo.root().resolve(task.path().toString());
                boolean tracked = owner(after, task.path()) != null;
                if (!tracked && repo.disk().stat(top).filter(Stat::isDirectory).isPresent()) {
                    placement.removeDirectories(task.path().toString());
                }
            }
            for (var each : plan.trashed().entrySet()) fromTrash(each.getKey(), each.getValue(), placement, trash);
            restoreBits(before, after);
            repo.journal().undone(plan.entry());
            operation.done();
        }
    }

    /** The outputs serve for grouping and for execute bits; metafiles that cannot be read are no reason to stop. */
    private static Optional<Outs> outs(Source source) throws IOException {
        try {
            return Optional.of(Outs.collect(source));
        } catch (JdvcException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Out owner(Optional<Outs> outs, RelPath path) {
        return outs.flatMap(all -> all.owner(path)).map(Outs.Entry::out).orElse(null);
    }

    private void metafiles(Journal.Operation operation) throws IOException {
        var metafiles = new Metafiles(repo, operation, lock);
        for (var each : plan.metafiles().entrySet()) {
            var path = each.getKey();
            var content = each.getValue();
            var file = confined.checkAndMakeParents(path);
            if (repo.disk().stat(file).isPresent()) metafiles.edit(path, old -> content);
            else if (content.isPresent()) metafiles.create(path, content.get());
        }
        if (!plan.entry().staged().isEmpty()) metafiles.stage(metafiles.touched());
    }

    private void announce(Journal.Operation operation) throws IOException, InterruptedException {
        for (var each : plan.changes()) {
            var was = each.id().map(ObjectId::toString);
            operation.workspace(
                    each.path(),
                    plan.unsaved().contains(each.path()) ? Optional.of(JournalEntry.TRASH) : was,
                    each.wanted());
        }
        operation.announced();
    }

    private List<Placement.Task> tasks(Optional<Outs> before, Optional<Outs> after) {
        var byOut = new LinkedHashMap<RelPath, List<Change>>();
        for (var each : plan.changes()) {
            var path = RelPath.ifSafe(each.path()).orElseThrow();
            var out = owner(after, path);
            if (out == null) out = owner(before, path);
            byOut.computeIfAbsent(out == null ? path : out.path(), key -> new ArrayList<>())
                    .add(each);
        }
        var tasks = new ArrayList<Placement.Task>();
        byOut.forEach((path, changes) -> {
            var out = owner(after, path);
            boolean executable = out != null && out.path().equals(path) && out.executable();
            tasks.add(new Placement.Task(path, changes, plan.unsaved(), executable));
        });
        return tasks;
    }

    /** The copy in the trash stays until it is too old: the file is another name of it where that can be. */
    private void fromTrash(String path, Path copy, Placement placement, Trash trash) throws IOException {
        var target = confined.checkAndMakeParents(path);
        var present = repo.disk().stat(target);
        if (present.filter(Stat::isDirectory).isPresent()) placement.removeDirectories(path);
        else if (plan.unsaved().contains(path)) trash.keep(target, path);
        var temp = repo.area().nextFor(target);
        try {
            trash.takeOut(copy, temp);
            repo.disk().rename(temp, target);
        } catch (IOException | RuntimeException e) {
            repo.disk().delete(temp, new Proof.OwnTemp());
            throw e;
        }
    }

    /** A file that was no output for a while has lost its execute bit by that. */
    private void restoreBits(Optional<Outs> before, Optional<Outs> after) throws IOException {
        if (before.isEmpty() || after.isEmpty()) return;
        for (var each : after.get().entries()) {
            var out = each.out();
            if (!out.executable() || owner(before, out.path()) != null) continue;
            var file = confined.check(out.path().toString());
            var stat = repo.disk().stat(file).filter(Stat::isFile);
            if (stat.isPresent() && stat.get().links() == 1)
                repo.disk().setMode(file, stat.get().mode() | 0100);
        }
    }

    /**
     * What no metafile will name any more is the user's own again: no link to the cache, of which a collection would take
     * the bytes, and nothing for checkout to take away. This comes before the metafiles: a file of its own is right at any
     * time, and who is killed behind them would not know which were links.
     */
    private void release(Optional<Outs> before, Optional<Outs> after, List<Placement.Task> tasks) throws IOException {
        if (before.isEmpty() || after.isEmpty()) return;
        var placed = new HashSet<RelPath>();
        for (var task : tasks) placed.add(task.path());
        var links = repo.links();
        var unlinking = Unlinking.in(repo.disk(), repo.area(), repo.isForGroup());
        for (var each : before.get().entries()) {
            var path = each.out().path();
            var now = owner(after, path);
            if (now == null) links.remove(path.toString());
            else if (now.id().equals(each.out().id()) || placed.contains(path)) continue;
            if (each.out().cached()) unlinking.unlink(confined.check(path.toString()));
        }
        links.save();
    }
}
