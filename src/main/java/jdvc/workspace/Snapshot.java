package jdvc.workspace;

import java.util.List;
import java.util.Optional;
import jdvc.object.ObjectId;
import jdvc.object.Tree;

/**
 * What stands at a path of the workspace, hashed.
 *
 * @param id absent if there is nothing
 * @param tree the files, if it is a directory
 * @param size bytes in all
 * @param executable whether a file has an execute bit
 * @param nested projects inside that were left out, from the root
 */
public record Snapshot(Optional<ObjectId> id, Optional<Tree> tree, long size, boolean executable, List<String> nested) {

    /** Nothing there. */
    static final Snapshot NOTHING = new Snapshot(Optional.empty(), Optional.empty(), 0, false, List.of());

    public boolean exists() {
        return id.isPresent();
    }
}
