package jdvc.repo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jdvc.Progress;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.UnsafePathException;
import jdvc.workspace.Change;

/** Under which name the cache has what a workspace file holds. */
final class Saved {

    private Saved() {}

    /** Returns the object with a file's present bytes; absent if the cache has none. */
    static Optional<ObjectId> id(Repo repo, Change change, Layout layout, Progress progress)
            throws IOException, InterruptedException {
        if (change.present().isEmpty()) return Optional.empty();
        var other = layout == Layout.V3 ? Layout.LEGACY : Layout.V3;
        for (var each : List.of(layout, other)) {
            var id = repo.workspace().hash(path(change), each, progress).id();
            if (id.isPresent() && !id.get().isTree() && repo.cache().has(id.get())) return id;
        }
        return Optional.empty();
    }

    private static RelPath path(Change change) {
        try {
            return RelPath.parse(change.path());
        } catch (UnsafePathException e) {
            throw new AssertionError("a path in the workspace", e);
        }
    }
}
