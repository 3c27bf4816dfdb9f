package jdvc.repo;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a transfer is about.
 *
 * @param targets as typed; everything if empty
 * @param glob targets are patterns
 * @param recursive a directory means the metafiles in it
 * @param withDeps also what the targets are made from
 */
public record Choice(List<String> targets, boolean glob, boolean recursive, boolean withDeps) {

    /** Everything that the workspace tracks. */
    public static final Choice ALL = new Choice(List.of(), false, false, false);

    /**
     * Between which places, and how.
     *
     * @param remote its name; the default one if absent
     * @param jobs transfers at a time; as the remote says, or a default, if absent
     */
    public record Way(Optional<String> remote, OptionalInt jobs, Revs revs) {

        /** The default remote, the workspace's metafiles. */
        public static final Way DEFAULT = new Way(Optional.empty(), OptionalInt.empty(), Revs.WORKSPACE);
    }
}
