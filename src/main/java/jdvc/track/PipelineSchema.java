package jdvc.track;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Scalar;
import jdvc.track.Node.Sequence;
import jdvc.track.Node.Style;
import org.jspecify.annotations.Nullable;

/** Checks what dvc.yaml and dvc.lock may say. */
final class PipelineSchema {

    private static final Set<String> TOP =
            Set.of("stages", "vars", "params", "metrics", "plots", "artifacts", "datasets");
    private static final Set<String> STAGE = Set.of(
            "cmd",
            "wdir",
            "deps",
            "params",
            "vars",
            "frozen",
            "meta",
            "desc",
            "always_changed",
            "outs",
            "metrics",
            "plots",
            "matrix");
    private static final Set<String> OUT_FLAGS =
            Set.of("desc", "type", "labels", "meta", "cache", "persist", "checkpoint", "remote", "push");
    private static final Set<String> PLOT_FLAGS = Set.of("template", "x", "y", "x_label", "y_label", "title", "header");
    private static final Set<String> LOCKED_STAGE = Set.of("cmd", "deps", "params", "outs");
    private static final Set<String> LOCKED = Set.of(
            "path",
            "md5",
            "etag",
            "checksum",
            "hash",
            "size",
            "nfiles",
            "isexec",
            "version_id",
            "cloud",
            "files",
            "dataset");

    private final Schema schema;

    PipelineSchema(Metafile file) {
        schema = new Schema(file);
    }

    void pipeline(Mapping root) {
        schema.keys(root, TOP, "");
        for (var key : List.of("vars", "params", "metrics", "plots")) list(root, key, "");
        if (root.get("stages") == null) return;
        var stages = schema.mapping(root, "stages", "");
        for (var name : stages.entries.keySet()) stage(stages, name);
    }

    private void stage(Mapping stages, String name) {
        var path = Schema.join("stages", name);
        var stage = schema.mapping(stages, name, "stages");
        if (!stage.entries.containsKey("foreach") && !stage.entries.containsKey("do")) {
            body(stage, path);
            return;
        }
        schema.keys(stage, Set.of("foreach", "do"), path);
        require(stage, "foreach", path);
        require(stage, "do", path);
        body(schema.mapping(stage, "do", path), Schema.join(path, "do"));
    }

    private void body(Mapping stage, String path) {
        schema.keys(stage, STAGE, path);
        command(stage, path);
        schema.scalar(stage, "wdir", path);
        for (var key : List.of("deps", "params", "vars")) list(stage, key, path);
        for (var key : List.of("outs", "metrics", "plots")) outs(stage, key, path);
        for (var key : List.of("frozen", "always_changed")) schema.bool(stage, key, path);
    }

    /** A command is a text or a list; what YAML takes for a number, a boolean or null is no text. */
    private void command(Mapping stage, String path) {
        require(stage, "cmd", path);
        var node = stage.get("cmd");
        boolean known = node instanceof Sequence || node instanceof Scalar scalar && scalar.isText();
        if (!known) throw schema.bad("expected str", Schema.join(path, "cmd"), node);
    }

    private void outs(Mapping stage, String key, String path) {
        var outs = list(stage, key, path);
        var allowed = new HashSet<>(OUT_FLAGS);
        if (key.equals("plots")) allowed.addAll(PLOT_FLAGS);
        for (int i = 0; outs != null && i < outs.items.size(); i++) {
            var where = Schema.join(Schema.join(path, key), Integer.toString(i));
            var item = Node.resolve(outs.items.get(i));
            if (item instanceof Scalar) continue;
            if (!(item instanceof Mapping out)) throw schema.bad("expected str", where, item);
            for (var entry : out.entries.values()) {
                if (Node.resolve(entry.value) instanceof Mapping flags) schema.keys(flags, allowed, where);
                else if (!key.equals("plots")) throw schema.bad("expected a dictionary", where, entry.value);
            }
        }
    }

    private @Nullable Sequence list(Mapping parent, String key, String path) {
        var node = parent.get(key);
        if (node == null || node instanceof Sequence) return (Sequence) node;
        throw schema.bad("expected a list", Schema.join(path, key), node);
    }

    private void require(Mapping parent, String key, String path) {
        if (parent.get(key) == null) throw schema.bad("required key not provided", Schema.join(path, key), parent);
    }

    /** Checks a lock: its schema is the text 2.0, never the number. */
    void lock(Mapping root) {
        require(root, "schema", "");
        boolean known = root.get("schema") instanceof Scalar scalar
                && scalar.value.equals("2.0")
                && scalar.style != Style.PLAIN;
        if (!known) throw schema.bad("invalid schema version", "schema", root.get("schema"));
        schema.keys(root, Set.of("schema", "stages", "datasets"), "");
        if (root.get("stages") == null) return;
        var stages = schema.mapping(root, "stages", "");
        for (var name : stages.entries.keySet()) {
            var path = Schema.join("stages", name);
            var stage = schema.mapping(stages, name, "stages");
            schema.keys(stage, LOCKED_STAGE, path);
            command(stage, path);
            for (var key : List.of("deps", "outs")) schema.entries(stage, key, LOCKED, path);
            if (stage.get("params") != null) schema.mapping(stage, "params", path);
        }
    }
}
