package jdvc.track;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.object.RelPath;
import jdvc.object.UnsafePathException;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Scalar;
import jdvc.track.Yaml.Limits;

/**
 * What a dvc.yaml with its dvc.lock says.
 *
 * @param metrics the files of the top-level {@code metrics:}, from the root; likewise {@code params} and {@code plots}
 */
public record Pipeline(List<Stage> stages, List<RelPath> metrics, List<RelPath> params, List<RelPath> plots) {

    public Pipeline {
        stages = List.copyOf(stages);
        metrics = List.copyOf(metrics);
        params = List.copyOf(params);
        plots = List.copyOf(plots);
    }

    /**
     * Reads a pipeline and the params files that fill its placeholders.
     *
     * @throws jdvc.JdvcException of kind BADMETA if a file is damaged
     */
    public static Pipeline read(RelPath location, Source source) throws IOException {
        var content = source.read(location).orElseThrow(() -> JdvcException.user("'%s' does not exist", location));
        var document = Yaml.read(location, content, Limits.PIPELINE);
        new PipelineSchema(document.file()).pipeline(document.root());
        var root = Values.ofMapping(document.root());
        var scope = new Definition.Scope(root, Paths.parent(location.toString()), source);
        var reader = new PipelineReader(location, source);
        return new Pipeline(
                reader.stages(root, scope),
                reader.files(root.get("metrics"), scope),
                reader.files(root.get("params"), scope),
                reader.files(root.get("plots"), scope));
    }

    /** Returns where the lock of a dvc.yaml lies. */
    public static RelPath lockOf(RelPath location) {
        return sibling(location, "dvc.lock");
    }

    /**
     * Returns a dvc.yaml's or dvc.lock's bytes without a stage; absent if it was the last one.
     *
     * @param location of the file itself
     */
    public static Optional<byte[]> without(RelPath location, byte[] old, String stage) {
        var limits = limits(location);
        var root = Yaml.read(location, old, limits).root();
        if (!(root.get("stages") instanceof Mapping stages) || stages.entries.remove(stage) == null) {
            return Optional.of(old);
        }
        if (stages.entries.isEmpty()) return Optional.empty();
        return Optional.of(DvcFile.checked(location, root, limits));
    }

    private static Limits limits(RelPath location) {
        return location.name().equals("dvc.lock") ? Limits.LOCK : Limits.PIPELINE;
    }

    /** Returns a dvc.yaml's bytes after a stage was frozen or set free. */
    public static byte[] frozen(RelPath location, byte[] old, String stage, boolean frozen) {
        var root = Yaml.read(location, old, Limits.PIPELINE).root();
        if (!(root.get("stages") instanceof Mapping stages) || !(stages.get(stage) instanceof Mapping entry)) {
            throw JdvcException.user("cannot change the parametrized stage '%s'", stage)
                    .hint("edit '%s' by hand", location);
        }
        if (frozen) entry.put("frozen", Scalar.plain("true"));
        else entry.entries.remove("frozen");
        return DvcFile.checked(location, root, Limits.PIPELINE);
    }

    /** Tells whether a stage stands in a dvc.yaml under its own name, and not as one of those that a group makes. */
    public static boolean defines(RelPath location, byte[] content, String stage) {
        var root = Yaml.read(location, content, Limits.PIPELINE).root();
        return root.get("stages") instanceof Mapping stages && stages.entries.containsKey(stage);
    }

    static RelPath sibling(RelPath location, String name) {
        try {
            return RelPath.parse(Paths.resolve(Paths.parent(location.toString()), name));
        } catch (UnsafePathException e) {
            throw new AssertionError("the directory is a checked path", e);
        }
    }

    /**
     * Returns a dvc.lock's bytes after the entries of {@code stages} got their present outs, deps and commands; stages
     * without an entry are added at the end.
     *
     * @param old empty if there is no dvc.lock yet
     */
    public static byte[] updateLock(RelPath location, byte[] old, List<Stage> stages) {
        var file = lockOf(location);
        var lock = old.length == 0 ? LockFile.fresh() : LockFile.parse(file, old);
        for (var stage : stages) lock.put(stage);
        return DvcFile.checked(file, lock.root(), Limits.LOCK);
    }
}
