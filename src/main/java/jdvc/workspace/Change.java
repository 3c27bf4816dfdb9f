package jdvc.workspace;

import java.util.Optional;
import jdvc.disk.Stat;
import jdvc.object.ObjectId;

/**
 * One file that the workspace has otherwise than what is tracked.
 *
 * @param path from the project's root
 * @param kind how the workspace differs: a file that is only there is ADDED
 * @param present the file in the workspace; absent if DELETED
 * @param id its content; absent if DELETED, or if the length alone told
 * @param wanted what is tracked; absent if ADDED
 */
public record Change(String path, Kind kind, Optional<Stat> present, Optional<ObjectId> id, Optional<ObjectId> wanted) {

    /** The ways to differ. */
    public enum Kind {
        ADDED,
        MODIFIED,
        DELETED,
        /** Right content, wrong form: a link of another type, or a missing execute bit. */
        FORM
    }
}
