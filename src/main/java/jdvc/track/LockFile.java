package jdvc.track;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdvc.object.RelPath;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Scalar;
import jdvc.track.Node.Sequence;
import jdvc.track.Yaml.Limits;
import org.jspecify.annotations.Nullable;

/** A dvc.lock: what the stages of the dvc.yaml beside it had when they last ran, docs/format.md#dvc-lock. */
final class LockFile {

    private final Mapping root;

    private LockFile(Mapping root) {
        this.root = root;
    }

    /** Reads the lock of a dvc.yaml; an empty one if there is none yet. */
    static LockFile of(RelPath pipeline, Source source) throws IOException {
        var location = Pipeline.lockOf(pipeline);
        var content = source.read(location);
        return content.isEmpty() ? new LockFile(new Mapping(false, 0, 0)) : parse(location, content.get());
    }

    static LockFile parse(RelPath location, byte[] content) {
        var document = Yaml.read(location, content, Limits.LOCK);
        new PipelineSchema(document.file()).lock(document.root());
        return new LockFile(document.root());
    }

    /** Returns a lock that says nothing but its schema. */
    static LockFile fresh() {
        var root = new Mapping(false, 0, 0);
        root.put("schema", Scalar.text("2.0"));
        return new LockFile(root);
    }

    Mapping root() {
        return root;
    }

    /** Returns a stage's entry; absent if it never ran. */
    Optional<Mapping> stage(String name) {
        return stages().get(name) instanceof Mapping stage ? Optional.of(stage) : Optional.empty();
    }

    /** Returns the names of a stage, or of all that a group made. */
    List<String> names(String group) {
        var names = new ArrayList<String>();
        for (var name : stages().entries.keySet()) {
            if (name.equals(group) || name.startsWith(group + "@")) names.add(name);
        }
        return names;
    }

    private Mapping stages() {
        return root.get("stages") instanceof Mapping stages ? stages : new Mapping(false, 0, 0);
    }

    /** Returns the entries of {@code outs} or {@code deps} by their paths as they are written. */
    static Map<String, Mapping> byPath(Mapping stage, String key) {
        var entries = new LinkedHashMap<String, Mapping>();
        if (!(stage.get(key) instanceof Sequence list)) return entries;
        for (var item : list.items) {
            if (Node.resolve(item) instanceof Mapping entry) entries.put(OutYaml.text(entry, "path"), entry);
        }
        return entries;
    }

    /** Returns the recorded values of a params file; absent if there are none. */
    static Optional<Map<?, ?>> params(Mapping stage, String file) {
        if (!(stage.get("params") instanceof Mapping params)) return Optional.empty();
        return params.get(file) instanceof Mapping values ? Optional.of(Values.ofMapping(values)) : Optional.empty();
    }

    /** Gives a stage a new entry, at the place of its old one. */
    void put(Stage stage) {
        var name = stage.name().orElseThrow();
        if (root.get("stages") == null) root.put("stages", new Mapping(false, 0, 0));
        var stages = stages();
        var entry = entry(stage, stage(name).map(old -> old.get("cmd")));
        var old = stages.entries.get(name);
        if (old == null) stages.put(name, entry);
        else Merge.replace(old, entry);
    }

    private static Mapping entry(Stage stage, Optional<Node> oldCommand) {
        var entry = new Mapping(false, 0, 0);
        var command = stage.facts().command().orElseThrow();
        // One whose placeholders jdvc cannot fill stays what it was.
        if (command.value() != null) entry.put("cmd", Values.node(command.value()));
        else entry.put("cmd", oldCommand.map(old -> Values.node(Values.of(old))).orElse(Scalar.text("")));
        var deps = new ArrayList<Mapping>();
        for (var dep : stage.deps()) {
            if (dep.kind() != Dep.Kind.PARAMS) deps.add(DepYaml.writeLocked(dep));
        }
        if (!deps.isEmpty()) entry.put("deps", byPath(deps));
        var params = params(stage);
        if (!params.entries.isEmpty()) entry.put("params", params);
        var outs = new ArrayList<Mapping>();
        for (var out : stage.outs()) {
            outs.add(OutYaml.writeLocked(
                    out, command.paths().getOrDefault(out.path(), out.path().toString())));
        }
        if (!outs.isEmpty()) entry.put("outs", byPath(outs));
        return entry;
    }

    private static Sequence byPath(List<Mapping> entries) {
        entries.sort(Comparator.comparing(entry -> OutYaml.text(entry, "path"), RelPath::compare));
        var sequence = new Sequence(false, 0, 0);
        sequence.items.addAll(entries);
        return sequence;
    }

    /** Returns the params by file, the default one first. */
    private static Mapping params(Stage stage) {
        var files = new ArrayList<>(stage.deps());
        files.removeIf(dep -> dep.kind() != Dep.Kind.PARAMS);
        files.sort(Comparator.comparing((Dep dep) -> !dep.text().equals("params.yaml"))
                .thenComparing(Dep::text, RelPath::compare));
        var params = new Mapping(false, 0, 0);
        for (var file : files) {
            var sorted = new TreeMap<String, @Nullable Object>(RelPath::compare);
            if (file.fields().get("values") instanceof Map<?, ?> values) {
                for (var each : values.entrySet()) sorted.put((String) each.getKey(), each.getValue());
            }
            // A file that is wanted whole is noted even before it has values.
            boolean whole = file.fields().get("keys") instanceof List<?> keys && keys.isEmpty();
            if (whole || file.fields().containsKey("values")) params.put(file.text(), Values.node(sorted));
        }
        return params;
    }
}
