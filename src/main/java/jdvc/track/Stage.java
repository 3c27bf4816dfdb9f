package jdvc.track;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import org.jspecify.annotations.Nullable;

/**
 * A .dvc file, or one stage of a pipeline.
 *
 * @param metafile the .dvc file, or the pipeline's dvc.yaml
 * @param name of a pipeline's stage, such as {@code build@0}; absent for a .dvc file
 */
public record Stage(RelPath metafile, Optional<String> name, List<Out> outs, List<Dep> deps, Facts facts) {

    public Stage {
        outs = List.copyOf(outs);
        deps = List.copyOf(deps);
    }

    /**
     * What is said of the stage as a whole.
     *
     * @param frozen an update of its dependencies is not wanted
     * @param md5 the hash of the stage's definition: imports, and files of DVC 1
     * @param command of a pipeline's stage
     * @param problems the outputs that must not be acted on; the others may
     */
    public record Facts(
            boolean frozen,
            boolean alwaysChanged,
            Optional<String> md5,
            Optional<Command> command,
            List<Problem> problems) {

        /** Nothing out of the ordinary. */
        public static final Facts NONE = new Facts(false, false, Optional.empty(), Optional.empty(), List.of());

        public Facts {
            problems = List.copyOf(problems);
        }
    }

    /**
     * What a pipeline's stage runs.
     *
     * @param value a string or a list of strings, placeholders filled in; null if they could not be
     * @param locked dvc.lock has an entry for the stage
     * @param changed dvc.lock has another command
     * @param paths the outputs as dvc.yaml writes them, by their paths from the root: dvc.lock has the same texts
     */
    public record Command(@Nullable Object value, boolean locked, boolean changed, Map<RelPath, String> paths) {}

    /**
     * An output that must not be acted on, or a stage whose outputs are not known.
     *
     * @param out its path as the metafile has it, or the stage's name
     * @param id what it records, so that a garbage collection keeps it
     * @param external it lies at a URL: DVC, too, leaves it alone
     */
    public record Problem(RelPath metafile, String out, String reason, Optional<ObjectId> id, boolean external) {

        /** Returns {@code data.dvc: '../x'}. */
        public String place() {
            return metafile + ": '" + out + "'";
        }

        /** Returns {@code data.dvc: '../x' lies outside the repository}. */
        @Override
        public String toString() {
            return place() + " " + reason;
        }
    }

    public boolean frozen() {
        return facts.frozen();
    }

    public List<Problem> problems() {
        return facts.problems();
    }

    /** Tells whether this is a .dvc file that says where its one output came from. */
    public boolean isImport() {
        return name.isEmpty() && deps.size() == 1 && outs.size() == 1;
    }

    /** Tells whether it came from another repository; such outputs are never pushed. */
    public boolean isRepoImport() {
        return isImport() && deps.get(0).kind() == Dep.Kind.REPO;
    }

    /** Tells whether it says where its one output came from, and not what that is: then nothing but the source has it. */
    public boolean isPartialImport() {
        return isImport() && outs.get(0).id().isEmpty();
    }

    /** Returns this stage with other outputs. */
    public Stage withOuts(List<Out> newOuts) {
        return new Stage(metafile, name, newOuts, deps, facts);
    }

    /** Returns this stage with other dependencies. */
    public Stage withDeps(List<Dep> newDeps) {
        return new Stage(metafile, name, outs, newDeps, facts);
    }

    /**
     * Returns what a user in {@code directory} calls this stage: {@code ../data.dvc}, {@code train} where its dvc.yaml
     * lies, elsewhere {@code sub/dvc.yaml:train}.
     *
     * @param directory from the root, empty for the root
     */
    public String address(String directory) {
        var file = Paths.relative(metafile.toString(), directory);
        if (name.isEmpty()) return file;
        return file.equals("dvc.yaml") ? name.get() : file + ":" + name.get();
    }
}
