package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.Progress;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.track.Out;
import jdvc.workspace.Change;
import jdvc.workspace.Workspace;

/** How outputs stand, between workspace, metafile and cache. */
final class OutStatus {

    private final Repo repo;
    private final Progress progress;

    OutStatus(Repo repo, Progress progress) {
        this.repo = repo;
        this.progress = progress;
    }

    /** How the workspace stands to the metafile. */
    enum State {
        SAME,
        MODIFIED,
        DELETED
    }

    /** Returns how the workspace stands to what is recorded. */
    State workspace(Out out) throws IOException, InterruptedException {
        if (repo.workspace().stat(out.path()).isEmpty()) return State.DELETED;
        if (out.id().isEmpty()) return State.MODIFIED;
        var id = out.id().get();
        var tree = repo.cachedTree(out);
        if (id.isTree() && tree.isEmpty()) {
            // Without the listing only the whole can be compared.
            var now = repo.workspace().hash(out.path(), id.layout(), progress).id();
            return now.equals(out.id()) ? State.SAME : State.MODIFIED;
        }
        return changes(out, tree, Optional.empty()).isEmpty() ? State.SAME : State.MODIFIED;
    }

    /** Returns the files that differ from what is recorded. */
    List<Change> changes(Out out, Optional<Tree> tree, Optional<RelPath> inner)
            throws IOException, InterruptedException {
        var id = out.id().orElseThrow();
        long size = tree.isPresent() ? -1 : out.size().orElse(-1);
        return repo.workspace().compare(out.path(), new Workspace.Wanted(id, tree, inner, size), progress);
    }

    /** Tells whether the cache has all that is recorded: the tree and every file of it. */
    boolean isInCache(Out out) throws IOException, InterruptedException {
        if (!out.cached() || out.id().isEmpty()) return true;
        var tree = repo.cachedTree(out);
        if (out.id().get().isTree() && tree.isEmpty()) return false;
        return repo.cache().missing(objects(out, tree)).isEmpty();
    }

    /** Returns the ids of an output's file objects. */
    static List<ObjectId> objects(Out out, Optional<Tree> tree) {
        if (tree.isEmpty()) return List.of(out.id().orElseThrow());
        var ids = new ArrayList<ObjectId>(tree.get().entries().size());
        for (var each : tree.get().entries()) ids.add(each.id());
        return ids;
    }
}
