package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;

/** Text under legacy names, which fold line ends: the cache may hold other bytes than the workspace (safety 5.10). */
final class LineEnds {

    private final Repo repo;

    LineEnds(Repo repo) {
        this.repo = repo;
    }

    /**
     * Returns what the user must hear of files that look saved and are not; absent if there are none.
     *
     * @param id of the output as it stands in the workspace
     * @param tree its files, if it is a directory
     */
    Optional<String> note(RelPath path, ObjectId id, Optional<Tree> tree) throws IOException, InterruptedException {
        var unlike = new ArrayList<String>();
        if (tree.isEmpty()) {
            if (isUnlike(path, id)) unlike.add(path.toString());
        } else {
            for (var each : tree.get().entries()) {
                var file = Saving.join(path, each.path());
                if (isUnlike(file, each.id())) unlike.add(file.toString());
            }
        }
        if (unlike.isEmpty()) return Optional.empty();
        var which = "'" + repo.shown(unlike.get(0)) + "'"
                + (unlike.size() == 1 ? " has" : " and " + (unlike.size() - 1) + " more have");
        return Optional.of(
                which + " other line ends than the text of the same DVC 2 name in the cache: as it is here, it"
                        + " is saved nowhere");
    }

    private boolean isUnlike(RelPath file, ObjectId id) throws IOException, InterruptedException {
        return repo.workspace().isUnlike(file.toString(), id, repo.cache());
    }
}
