package jdvc.repo;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdvc.Progress;
import jdvc.disk.Stat;
import jdvc.object.ObjectId;
import jdvc.object.Tree;
import jdvc.track.Out;
import jdvc.workspace.Change;
import jdvc.workspace.Placement;
import jdvc.workspace.Workspace;

/** Takes outputs out of the workspace: what the cache has is deleted, anything else goes to the trash. */
final class Displacing {

    private final Repo repo;
    private final Journal.Operation operation;
    private final Progress progress;
    private final Placement placement;

    Displacing(Repo repo, Journal.Operation operation, Progress progress) throws IOException {
        this.repo = repo;
        this.operation = operation;
        this.progress = progress;
        placement = repo.placement(operation);
    }

    /** Removes an output's files; false if something untracked keeps its directory. */
    boolean remove(Out out) throws IOException, InterruptedException {
        var path = repo.root().resolve(out.path().toString());
        var stat = repo.disk().stat(path);
        if (stat.isEmpty()) return true;
        var changes = files(out, stat.get());
        var unsaved = new HashSet<String>();
        for (var each : changes) announce(out, each, unsaved);
        operation.announced();
        var failed = placement.apply(new Placement.Task(out.path(), changes, unsaved, false), progress);
        for (var why : failed.values()) throw why;
        if (stat.get().isDirectory()) placement.removeDirectories(out.path().toString());
        return repo.disk().stat(path).isEmpty();
    }

    private List<Change> files(Out out, Stat stat) throws IOException, InterruptedException {
        boolean broken = stat.isLink() && repo.workspace().stat(out.path()).isEmpty();
        if (broken) {
            var key = out.path().toString();
            return List.of(new Change(key, Change.Kind.ADDED, Optional.of(stat), Optional.empty(), Optional.empty()));
        }
        var nothing = Tree.empty(out.layout());
        var wanted = new Workspace.Wanted(nothing.id(), Optional.of(nothing), Optional.empty(), -1);
        return repo.workspace().compare(out.path(), wanted, progress);
    }

    private void announce(Out out, Change change, Set<String> unsaved) throws IOException, InterruptedException {
        var was = savedAs(out, change).map(ObjectId::toString);
        if (was.isEmpty()) unsaved.add(change.path());
        operation.workspace(change.path(), was.or(() -> Optional.of(JournalEntry.TRASH)), Optional.empty());
    }

    private Optional<ObjectId> savedAs(Out out, Change change) throws IOException, InterruptedException {
        boolean broken =
                repo.disk().statTarget(repo.root().resolve(change.path())).isEmpty();
        boolean saved = !broken && repo.workspace().isSaved(change, out.layout(), repo.cache());
        return saved ? Saved.id(repo, change, out.layout(), progress) : Optional.empty();
    }
}
