package jdvc.repo;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import jdvc.object.RelPath;
import jdvc.track.Out;
import jdvc.track.Outs;

/**
 * What a transfer is about.
 *
 * @param targets as typed; everything if empty
 * @param glob targets are patterns
 * @param recursive a directory means the metafiles in it
 * @param withDeps also what the targets are made from
 * @param only which of these outputs
 */
public record Choice(List<String> targets, boolean glob, boolean recursive, boolean withDeps, Only only) {

    /** Everything that the workspace tracks. */
    public static final Choice ALL = new Choice(List.of(), false, false, false);

    /** All outputs that the targets mean. */
    public Choice(List<String> targets, boolean glob, boolean recursive, boolean withDeps) {
        this(targets, glob, recursive, withDeps, Only.ANY);
    }

    /** Returns the same targets, of which only some outputs count. */
    public Choice with(Only newOnly) {
        return new Choice(targets, glob, recursive, withDeps, newOnly);
    }

    /**
     * A limit on outputs; a directory counts as one.
     *
     * @param below those of as many bytes or more are left out; who does not say its size is not
     * @param types of one of these; any if empty
     */
    public record Only(OptionalLong below, Set<Type> types) {

        /** No limit. */
        public static final Only ANY = new Only(OptionalLong.empty(), Set.of());

        /** What a pipeline says that a file is for. */
        public enum Type {
            METRICS,
            PLOTS
        }

        /** @param outs all that there is */
        boolean admits(Out out, Outs outs) {
            boolean large = below.isPresent()
                    && out.size().isPresent()
                    && out.size().getAsLong() > 0
                    && out.size().getAsLong() >= below.getAsLong();
            return !large && (types.isEmpty() || types.stream().anyMatch(type -> is(type, out, outs)));
        }

        /** The files of the sections at the top of pipelines count too, and outputs that hold one or lie in one. */
        private static boolean is(Type type, Out out, Outs outs) {
            var kind = type == Type.METRICS ? Out.Kind.METRIC : Out.Kind.PLOT;
            if (out.kind() == kind) return true;
            for (var pipeline : outs.pipelines()) {
                var files = type == Type.METRICS ? pipeline.metrics() : pipeline.plots();
                for (RelPath file : files)
                    if (file.startsWith(out.path()) || out.path().startsWith(file)) return true;
            }
            return false;
        }
    }

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
