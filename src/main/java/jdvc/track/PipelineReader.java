package jdvc.track;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.object.BadTreeException;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.track.Node.Mapping;
import jdvc.track.Out.Flags;
import jdvc.track.Out.Kind;
import jdvc.track.Stage.Facts;
import jdvc.track.Stage.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Puts dvc.yaml and dvc.lock together: the first says which outputs there are and with what flags, the second what they
 * hold. Paths match as they are written.
 */
final class PipelineReader {

    private static final Mapping NOTHING = new Mapping(false, 0, 0);

    private final RelPath location;
    private final String directory;
    private final Source source;
    private final LockFile lock;
    private final List<Stage> stages = new ArrayList<>();

    PipelineReader(RelPath location, Source source) throws IOException {
        this.location = location;
        this.source = source;
        directory = Paths.parent(location.toString());
        lock = LockFile.of(location, source);
    }

    List<Stage> stages(Map<?, ?> root, Definition.Scope scope) throws IOException {
        if (!(root.get("stages") instanceof Map<?, ?> all)) return stages;
        for (var entry : all.entrySet()) {
            var name = (String) entry.getKey();
            for (var definition : Definition.expand(name, (Map<?, ?>) entry.getValue(), scope)) stage(definition);
        }
        return stages;
    }

    private void stage(Definition definition) throws IOException {
        if (definition.failure().isPresent()) {
            fallBack(definition, definition.failure().get());
            return;
        }
        try {
            var body = definition.body();
            var wdir = wdir(new Template(definition.variables()), body);
            var template = new Template(definition.variables().plus(body.get("vars"), wdir, source));
            stages.add(stage(definition, template, new Place(location, wdir)));
        } catch (UnresolvedException e) {
            fallBack(definition, e.reason());
        }
    }

    private String wdir(Template template, Map<?, ?> body) throws UnresolvedException {
        var wdir = body.get("wdir");
        return wdir == null
                ? directory
                : Place.of(location, template.text(wdir)).directory();
    }

    private Stage stage(Definition definition, Template template, Place place) throws UnresolvedException {
        var body = definition.body();
        var locked = lock.stage(definition.name());
        var recorded = LockFile.byPath(locked.orElse(NOTHING), "outs");
        var found = Found.in(place);
        for (var kind : Kind.values()) {
            for (var out : flagsByPath(template.fill(body.get(section(kind)))).entrySet()) {
                var entry = recorded.getOrDefault(out.getKey(), NOTHING);
                found.add(out.getKey(), entry, flags(out.getValue(), kind));
            }
        }
        var deps = deps(body, template, place, locked);
        return new Stage(
                location, Optional.of(definition.name()), found.outs(), deps, facts(body, template, locked, found));
    }

    private static String section(Kind kind) {
        return switch (kind) {
            case PLAIN -> "outs";
            case METRIC -> "metrics";
            case PLOT -> "plots";
        };
    }

    /** What is gathered of a stage's outputs. */
    private record Found(Place place, List<Out> outs, List<Problem> problems, Map<RelPath, String> paths) {

        static Found in(Place place) {
            return new Found(place, new ArrayList<>(), new ArrayList<>(), new HashMap<>());
        }

        void add(String path, Mapping entry, Flags flags) {
            var objection = place.objection(path).or(() -> OutYaml.badHash(entry));
            var resolved = place.resolve(path);
            try {
                var hash = OutYaml.hash(entry);
                if (objection.isEmpty() && resolved.isPresent()) {
                    outs.add(new Out(resolved.get(), hash, OutYaml.meta(entry), flags));
                    paths.put(resolved.get(), path);
                } else {
                    problem(path, objection.orElse("is no safe path"), hash.id());
                }
            } catch (BadTreeException e) {
                problem(path, "lists its files wrongly: " + e.getMessage(), Optional.empty());
            }
        }

        void problem(String path, String reason, Optional<ObjectId> id) {
            problems.add(new Problem(place.metafile(), path, reason, id, Place.isUrl(path)));
        }
    }

    /** Returns the flags of each path of a section; those of a path that is there twice are put together. */
    private static Map<String, Map<String, @Nullable Object>> flagsByPath(@Nullable Object section) {
        var all = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        if (!(section instanceof List<?> list)) return all;
        for (var item : list) {
            var outs = item instanceof Map<?, ?> map ? map : Map.of(Values.text(item), Map.of());
            for (var out : outs.entrySet()) {
                var flags = all.computeIfAbsent((String) out.getKey(), key -> new LinkedHashMap<>());
                if (!(out.getValue() instanceof Map<?, ?> more)) continue;
                for (var flag : more.entrySet()) flags.put((String) flag.getKey(), flag.getValue());
            }
        }
        return all;
    }

    private static Flags flags(Map<String, @Nullable Object> flags, Kind kind) {
        var remote = flags.get("remote");
        return new Flags(
                !Boolean.FALSE.equals(flags.get("cache")),
                !Boolean.FALSE.equals(flags.get("push")),
                Boolean.TRUE.equals(flags.get("persist")),
                remote instanceof String name && !name.isEmpty() ? Optional.of(name) : Optional.empty(),
                kind);
    }

    private static List<Dep> deps(Map<?, ?> body, Template template, Place place, Optional<Mapping> locked) {
        try {
            var deps = DepYaml.ofPipeline(template.fill(body.get("deps")), place, locked.orElse(NOTHING));
            deps.addAll(DepYaml.params(template.fill(body.get("params")), place, locked.orElse(NOTHING)));
            return deps;
        } catch (UnresolvedException e) {
            return DepYaml.locked(locked.orElse(NOTHING), place);
        }
    }

    private Facts facts(Map<?, ?> body, Template template, Optional<Mapping> locked, Found found) {
        return new Facts(
                Boolean.TRUE.equals(body.get("frozen")),
                Boolean.TRUE.equals(body.get("always_changed")),
                Optional.empty(),
                Optional.of(command(body, template, locked, found.paths())),
                found.problems());
    }

    private Stage.Command command(
            Map<?, ?> body, Template template, Optional<Mapping> locked, Map<RelPath, String> paths) {
        try {
            var value = template.command(body.get("cmd"), source.arguments());
            var before = locked.map(entry -> entry.get("cmd")).map(Values::of);
            boolean changed = before.isPresent() && !before.get().equals(value);
            return new Stage.Command(value, locked.isPresent(), changed, paths);
        } catch (UnresolvedException e) {
            return new Stage.Command(null, locked.isPresent(), false, paths);
        }
    }

    /**
     * Takes a stage that cannot be resolved from the lock. Not if it sets flags: the lock does not have them, and a file that
     * must not be pushed would be.
     */
    private void fallBack(Definition definition, String reason) {
        var body = definition.body();
        var names = lock.names(definition.name());
        if (names.isEmpty() || setsFlags(body) || Template.isIn(body.get("wdir"))) {
            stages.add(unresolved(definition, reason));
            return;
        }
        var wdir = body.get("wdir") instanceof String text ? text : ".";
        for (var name : names) stages.add(fromLock(name, Place.of(location, wdir), body));
    }

    private static boolean setsFlags(Map<?, ?> body) {
        for (var kind : Kind.values()) {
            for (var flags : flagsByPath(body.get(section(kind))).values()) {
                if (flags.containsKey("cache") || flags.containsKey("push") || flags.containsKey("remote")) return true;
            }
        }
        return false;
    }

    private Stage unresolved(Definition definition, String reason) {
        var ids = new ArrayList<Problem>();
        for (var name : lock.names(definition.name())) {
            var entries = LockFile.byPath(lock.stage(name).orElse(NOTHING), "outs");
            entries.forEach((path, entry) -> ids.add(unresolved(path, entry, reason)));
        }
        if (ids.isEmpty()) ids.add(unresolved(definition.name(), NOTHING, reason));
        var facts = new Facts(false, false, Optional.empty(), Optional.empty(), ids);
        return new Stage(location, Optional.of(definition.name()), List.of(), List.of(), facts);
    }

    private Problem unresolved(String what, Mapping entry, String reason) {
        Optional<ObjectId> id = Optional.empty();
        try {
            id = OutYaml.hash(entry).id();
        } catch (BadTreeException e) {
            // The entry is left alone anyway; without an id it only cannot be kept from a garbage collection.
            return new Problem(location, what, "cannot be resolved: " + e.getMessage(), id, false);
        }
        return new Problem(location, what, "cannot be resolved: " + reason, id, false);
    }

    private Stage fromLock(String name, Place place, Map<?, ?> body) {
        var entry = lock.stage(name).orElseThrow();
        var found = Found.in(place);
        LockFile.byPath(entry, "outs").forEach((path, out) -> found.add(path, out, Flags.DEFAULT));
        var facts = new Facts(
                Boolean.TRUE.equals(body.get("frozen")),
                Boolean.TRUE.equals(body.get("always_changed")),
                Optional.empty(),
                Optional.of(new Stage.Command(null, true, false, found.paths())),
                found.problems());
        return new Stage(location, Optional.of(name), found.outs(), DepYaml.locked(entry, place), facts);
    }

    /** Returns the files of a top-level section such as {@code metrics:}; those that cannot be resolved are left out. */
    List<RelPath> files(@Nullable Object section, Definition.Scope scope) throws IOException {
        var files = new ArrayList<RelPath>();
        if (!(section instanceof List<?> list)) return files;
        var place = new Place(location, directory);
        for (var item : list) {
            try {
                var template = new Template(Template.isIn(item) ? scope.variables() : Variables.none());
                for (var file : names(template.fill(item))) place.resolve(file).ifPresent(files::add);
            } catch (UnresolvedException e) {
                // A file of numbers to show: whoever looks for it sees that it is missing.
            }
        }
        return files;
    }

    /** Returns the files of one item: its name, or those that a plot names on its {@code y} axis. */
    private static List<String> names(@Nullable Object item) {
        if (!(item instanceof Map<?, ?> map)) return List.of(Values.text(item));
        var names = new ArrayList<String>();
        for (var plot : map.entrySet()) {
            var axis = plot.getValue() instanceof Map<?, ?> flags ? flags.get("y") : null;
            if (axis instanceof Map<?, ?> files) files.keySet().forEach(file -> names.add((String) file));
            else names.add((String) plot.getKey());
        }
        return names;
    }
}
