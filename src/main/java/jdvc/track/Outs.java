package jdvc.track;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdvc.object.RelPath;

/** All tracked outputs of the workspace or of one revision. Immutable; safe for use by many threads. */
public final class Outs {

    /** An output and the stage that it belongs to. */
    public record Entry(Stage stage, Out out) {}

    private final Source source;
    private final List<Stage> stages;
    private final List<Pipeline> pipelines;
    private final List<Entry> entries = new ArrayList<>();
    /** By path; of two outputs at one path the first. */
    private final TreeMap<String, Entry> byPath = new TreeMap<>();

    private final Map<RelPath, List<Stage>> byMetafile = new HashMap<>();

    private Outs(Source source, MetafileLoader loaded) {
        this.source = source;
        stages = Collections.unmodifiableList(loaded.stages());
        pipelines = Collections.unmodifiableList(loaded.pipelines());
        for (var metafile : loaded.metafiles()) byMetafile.put(metafile, new ArrayList<>());
        for (var stage : stages) {
            byMetafile
                    .computeIfAbsent(stage.metafile(), key -> new ArrayList<>())
                    .add(stage);
            for (var out : stage.outs()) {
                var entry = new Entry(stage, out);
                entries.add(entry);
                byPath.putIfAbsent(out.path().toString(), entry);
            }
        }
    }

    /**
     * Reads all metafiles.
     *
     * @throws jdvc.JdvcException of kind BADMETA for the first that is damaged
     */
    public static Outs collect(Source source) throws IOException {
        var loader = new MetafileLoader(source);
        loader.loadAll();
        return new Outs(source, loader);
    }

    /**
     * Reads what {@code targets} need: just the metafiles they name, or else everything. {@link #problems} and the like then
     * speak of those metafiles alone.
     */
    public static Outs collect(Source source, List<String> targets, Scope scope) throws IOException {
        if (targets.isEmpty() || scope.recursive() || scope.withDeps()) return collect(source);
        var loader = new MetafileLoader(source);
        for (var target : targets) {
            if (!loader.load(Target.parse(target, scope))) return collect(source);
        }
        return new Outs(source, loader);
    }

    /** Returns the stages by directory, from the top down, as DVC lists them. */
    public List<Stage> stages() {
        return stages;
    }

    /** Returns the outputs of {@link #stages}, in that order. */
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** Returns the pipelines. */
    public List<Pipeline> pipelines() {
        return pipelines;
    }

    /**
     * Returns the outputs that must not be acted on: unsafe paths, and those inside another output. The latter are among
     * {@link #entries} all the same, because their objects are in use.
     */
    public List<Stage.Problem> problems() {
        var problems = new ArrayList<Stage.Problem>();
        for (var stage : stages) problems.addAll(stage.problems());
        for (var entry : entries) around(entry.out().path()).ifPresent(outer -> problems.add(nested(entry, outer)));
        return problems;
    }

    /** Returns the {@link #problems} of what {@code targets} mean, all if there are none. */
    public List<Stage.Problem> problems(List<String> targets, Scope scope) throws IOException {
        if (targets.isEmpty()) return problems();
        var meant = new HashSet<RelPath>();
        for (var stage : resolveStages(targets, scope)) meant.add(stage.metafile());
        var problems = new ArrayList<>(problems());
        problems.removeIf(p -> !meant.contains(p.metafile()));
        return problems;
    }

    private static Stage.Problem nested(Entry entry, Entry outer) {
        var reason = "is inside the output '" + outer.out().path() + "' of '"
                + outer.stage().metafile() + "'";
        var path = entry.out().path().toString();
        return new Stage.Problem(
                entry.stage().metafile(), path, reason, entry.out().id(), false);
    }

    /** Returns the output at {@code path} or around it. */
    public Optional<Entry> owner(RelPath path) {
        var entry = byPath.get(path.toString());
        return entry != null ? Optional.of(entry) : around(path);
    }

    /** Returns the output in which {@code path} lies, itself left out. */
    Optional<Entry> around(RelPath path) {
        var text = path.toString();
        for (int slash = text.lastIndexOf('/'); slash > 0; slash = text.lastIndexOf('/', slash - 1)) {
            var entry = byPath.get(text.substring(0, slash));
            if (entry != null) return Optional.of(entry);
        }
        return Optional.empty();
    }

    /** Returns the outputs strictly below {@code directory}. */
    public List<Entry> below(RelPath directory) {
        // '0' follows '/'
        return List.copyOf(byPath.subMap(directory + "/", directory + "0").values());
    }

    /** Returns the stages of a metafile. */
    public List<Stage> stagesOf(RelPath metafile) {
        return List.copyOf(byMetafile.getOrDefault(metafile, List.of()));
    }

    boolean knows(RelPath metafile) {
        return byMetafile.containsKey(metafile);
    }

    Source source() {
        return source;
    }

    /**
     * Checks that a new output could be tracked at {@code path}: no output is there, around it or below it, and no metafile
     * lies in it.
     *
     * @throws jdvc.JdvcException of kind USER that names the paths and the way out
     */
    public void requireFree(RelPath path, Scope scope) {
        new Graph(this, scope).requireFree(path);
    }

    /**
     * Checks the whole graph: no output twice or in another, no metafile in an output, no cycle.
     *
     * @throws jdvc.JdvcException of kind USER
     */
    public void check(Scope scope) {
        new Graph(this, scope).check();
    }

    /**
     * Returns the outputs that {@code targets} mean, all if there are none: metafiles, stages, outputs, paths in tracked
     * directories. Targets are relative to the scope's directory; none is absolute.
     *
     * @throws jdvc.JdvcException of kind USER if one means nothing
     */
    public List<Selected> resolve(List<String> targets, Scope scope) throws IOException {
        return new Resolver(this, scope).outs(targets);
    }

    /**
     * Returns the stages of a metafile or a stage's name; outputs are no such names, and a group that {@code foreach} made
     * is none.
     *
     * @throws jdvc.JdvcException of kind USER if there is none, with the name that was meant, if an output was named
     */
    public List<Stage> named(String target, Scope scope) throws IOException {
        return new Resolver(this, scope).named(target);
    }

    /** Returns the stages that {@code targets} mean, also those without outputs. */
    public List<Stage> resolveStages(List<String> targets, Scope scope) throws IOException {
        return new Resolver(this, scope).stages(targets);
    }
}
