package jdvc.track;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jdvc.object.RelPath;

/** All tracked outputs of the workspace or of one revision. Immutable; safe for use by many threads. */
public final class Outs {

    /** An output and the stage that it belongs to. */
    public record Entry(Stage stage, Out out) {}

    private Outs() {}

    /**
     * Reads all metafiles.
     *
     * @throws jdvc.JdvcException of kind BADMETA for the first that is damaged
     */
    public static Outs collect(Source source) throws IOException {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Reads what {@code targets} need: just the metafiles they name, or else everything. */
    public static Outs collect(Source source, List<String> targets, Scope scope) throws IOException {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Returns the stages by directory, from the top down, as DVC lists them. */
    public List<Stage> stages() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Returns the outputs of {@link #stages}, in that order. */
    public List<Entry> entries() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Returns the pipelines. */
    public List<Pipeline> pipelines() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Returns the outputs that must not be acted on. */
    public List<Stage.Problem> problems() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Returns the output at {@code path} or around it. */
    public Optional<Entry> owner(RelPath path) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Returns the outputs strictly below {@code directory}. */
    public List<Entry> below(RelPath directory) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Returns the stages of a metafile. */
    public List<Stage> stagesOf(RelPath metafile) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /**
     * Checks that a new output could be tracked at {@code path}: no output is there, around it or below it, and no metafile
     * lies in it.
     *
     * @throws jdvc.JdvcException of kind USER that names the paths and the way out
     */
    public void requireFree(RelPath path, Scope scope) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /**
     * Checks the whole graph: no output twice or in another, no metafile in an output, no cycle.
     *
     * @throws jdvc.JdvcException of kind USER
     */
    public void check(Scope scope) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /**
     * Returns the outputs that {@code targets} mean, all if there are none: metafiles, stages, outputs, paths in tracked
     * directories.
     *
     * @throws jdvc.JdvcException of kind USER if one means nothing
     */
    public List<Selected> resolve(List<String> targets, Scope scope) throws IOException {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Returns the stages that {@code targets} mean, also those without outputs. */
    public List<Stage> resolveStages(List<String> targets, Scope scope) throws IOException {
        throw new UnsupportedOperationException("lands within the hour");
    }
}
