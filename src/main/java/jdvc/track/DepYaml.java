package jdvc.track;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.object.BadTreeException;
import jdvc.object.Layout;
import jdvc.object.RelPath;
import jdvc.track.Node.Mapping;
import jdvc.track.Node.Scalar;
import org.jspecify.annotations.Nullable;

/** A dependency's entry in a metafile. */
final class DepYaml {

    private static final String DEFAULT_PARAMS = "params.yaml";
    private static final List<String> LOCKED_KEYS =
            List.of("etag", "checksum", "size", "nfiles", "isexec", "version_id", "cloud", "files", "dataset");

    private DepYaml() {}

    /** Returns what an entry of {@code deps} says. */
    static Dep read(Mapping entry, Place place) {
        return read(OutYaml.text(entry, "path"), entry, place);
    }

    private static Dep read(String path, Mapping entry, Place place) {
        boolean repo = entry.get("repo") != null;
        var kind = repo ? Dep.Kind.REPO : Place.isUrl(path) || entry.get("db") != null ? Dep.Kind.URL : Dep.Kind.FILE;
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (var each : entry.entries.entrySet()) {
            if (!each.getKey().equals("path")) fields.put(each.getKey(), Values.of(each.getValue().value));
        }
        Optional<RelPath> inside = kind == Dep.Kind.FILE ? place.resolve(path) : Optional.empty();
        Optional<String> outside =
                kind == Dep.Kind.FILE && inside.isEmpty() ? Optional.of(place.outside(path)) : Optional.empty();
        return new Dep(path, kind, inside, outside, hash(entry), fields);
    }

    private static Out.Hash hash(Mapping entry) {
        try {
            return OutYaml.hash(entry);
        } catch (BadTreeException e) {
            // A dependency is compared, never written: one that cannot be read counts as changed.
            return Out.Hash.NONE;
        }
    }

    /** Returns the {@code deps} of a pipeline's stage with what the lock recorded of them. */
    static List<Dep> ofPipeline(@Nullable Object section, Place place, Mapping locked) {
        var recorded = LockFile.byPath(locked, "deps");
        var deps = new ArrayList<Dep>();
        if (!(section instanceof List<?> list)) return deps;
        for (var item : list) {
            var path = Values.text(item);
            deps.add(read(path, recorded.getOrDefault(path, new Mapping(false, 0, 0)), place));
        }
        return deps;
    }

    /** Returns the {@code params} of a pipeline's stage: the keys it wants of each file, and the recorded values. */
    static List<Dep> params(@Nullable Object section, Place place, Mapping locked) {
        var keys = new LinkedHashMap<String, List<String>>();
        if (section instanceof List<?> list) {
            for (var item : list) addKeys(item, keys);
        }
        var deps = new ArrayList<Dep>();
        keys.forEach((file, wanted) -> deps.add(params(file, wanted, place, locked)));
        return deps;
    }

    /** Adds the keys of one item: {@code lr} of the default file, or <code>{other.yaml: [lr]}</code>; none means all. */
    private static void addKeys(@Nullable Object item, Map<String, List<String>> keys) {
        if (!(item instanceof Map<?, ?> files)) {
            var all = keys.get(DEFAULT_PARAMS);
            if (all == null || !all.isEmpty()) {
                keys.computeIfAbsent(DEFAULT_PARAMS, key -> new ArrayList<>()).add(Values.text(item));
            }
            return;
        }
        for (var entry : files.entrySet()) {
            var file = (String) entry.getKey();
            boolean some = entry.getValue() instanceof List<?> list && !list.isEmpty();
            if (!some) keys.put(file, List.of());
            else if (keys.get(file) == null || !keys.get(file).isEmpty()) {
                var wanted = keys.computeIfAbsent(file, key -> new ArrayList<>());
                for (var key : (List<?>) entry.getValue()) wanted.add(Values.text(key));
            }
        }
    }

    private static Dep params(String file, List<String> wanted, Place place, Mapping locked) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("keys", List.copyOf(wanted));
        LockFile.params(locked, file).ifPresent(values -> fields.put("values", values));
        return new Dep(file, Dep.Kind.PARAMS, place.resolve(file), Optional.empty(), Out.Hash.NONE, fields);
    }

    /** Returns the dependencies that a lock names, when dvc.yaml cannot tell. */
    static List<Dep> locked(Mapping locked, Place place) {
        var deps = new ArrayList<Dep>();
        LockFile.byPath(locked, "deps").forEach((path, entry) -> deps.add(read(path, entry, place)));
        if (!(locked.get("params") instanceof Mapping params)) return deps;
        for (var file : params.entries.keySet()) {
            var values = LockFile.params(locked, file).orElse(Map.of());
            var wanted = new ArrayList<String>();
            for (var key : values.keySet()) wanted.add((String) key);
            deps.add(params(file, wanted, place, locked));
        }
        return deps;
    }

    /** Returns the entry of a .dvc file: for a repository {@code path, repo}, else the recorded content, then {@code path}. */
    static Mapping write(Dep dep) {
        var entry = new Mapping(false, 0, 0);
        if (dep.kind() == Dep.Kind.REPO) {
            entry.put("path", Scalar.text(dep.text()));
            entry.put("repo", Values.node(dep.fields().get("repo")));
            return entry;
        }
        dep.hash().id().ifPresent(id -> entry.put("md5", Scalar.text(id.toString())));
        for (var key : List.of("etag", "checksum", "size", "nfiles", "isexec", "version_id")) {
            if (dep.fields().get(key) != null)
                entry.put(key, Values.node(dep.fields().get(key)));
        }
        if (dep.hash().layout() == Layout.V3) entry.put("hash", Scalar.text("md5"));
        entry.put("path", Scalar.text(dep.text()));
        if (dep.fields().get("fs_config") != null) {
            entry.put("fs_config", Values.node(dep.fields().get("fs_config")));
        }
        return entry;
    }

    /** Returns the entry of a dvc.lock: {@code path, hash, md5, size, nfiles, isexec}. */
    static Mapping writeLocked(Dep dep) {
        var entry = new Mapping(false, 0, 0);
        entry.put("path", Scalar.text(dep.text()));
        boolean saved = dep.hash().id().isPresent();
        boolean v3 = saved ? dep.hash().layout() == Layout.V3 : dep.fields().containsKey("hash");
        if (v3) entry.put("hash", Scalar.text("md5"));
        dep.hash().id().ifPresent(id -> entry.put("md5", Scalar.text(id.toString())));
        for (var key : LOCKED_KEYS) {
            if (dep.fields().get(key) != null)
                entry.put(key, Values.node(dep.fields().get(key)));
        }
        return entry;
    }
}
