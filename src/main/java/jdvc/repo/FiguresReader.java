package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.disk.Stat;
import jdvc.git.History;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.store.ObjectMissingException;
import jdvc.store.ObjectStore;
import jdvc.track.Dep;
import jdvc.track.Out;
import jdvc.track.Outs;
import jdvc.track.ParamsFile;
import jdvc.track.Source;
import org.jspecify.annotations.Nullable;

/** Reads metrics and params files, of the workspace or of a commit, from Git, from the cache or from a remote. */
final class FiguresReader {

    private static final int MAX_BYTES = 16 << 20;

    private final Repo repo;
    private final Progress progress;
    private final boolean workspace;
    private final Source source;
    private final Outs outs;

    private FiguresReader(Repo repo, boolean workspace, Source source, Progress progress) throws IOException {
        this.repo = repo;
        this.workspace = workspace;
        this.source = source;
        this.progress = progress;
        outs = Outs.collect(source);
    }

    static FiguresReader ofWorkspace(Repo repo, Progress progress) throws IOException {
        return new FiguresReader(repo, true, new WorkspaceSource(repo), progress);
    }

    static FiguresReader ofCommit(Repo repo, History history, String commit, Progress progress) throws IOException {
        return new FiguresReader(repo, false, new RevisionSource(history, commit), progress);
    }

    /** Returns the metrics of the given files, else those that the metafiles name. */
    Figures metrics(List<RelPath> targets) throws IOException, InterruptedException {
        var named = new LinkedHashSet<RelPath>(targets);
        if (targets.isEmpty()) {
            for (var each : outs.entries())
                if (each.out().kind() == Out.Kind.METRIC) named.add(each.out().path());
            for (var each : outs.pipelines()) named.addAll(each.metrics());
        }
        var files = new LinkedHashMap<String, Figures.File>();
        for (var each : expanded(named)) {
            var file = read(each, List.of());
            files.put(each.toString(), new Figures.File(onlyMetrics(file.values()), file.failure()));
        }
        return new Figures(files);
    }

    /** Returns the params of the given files, else those that stages use and, if wanted, all of the others. */
    Figures params(List<RelPath> targets, boolean ofStagesOnly) throws IOException, InterruptedException {
        var wanted = new LinkedHashMap<RelPath, Set<String>>();
        for (var each : targets) wanted.put(each, Set.of());
        if (targets.isEmpty()) addOfStages(wanted);
        if (targets.isEmpty() && !ofStagesOnly) {
            for (var pipeline : outs.pipelines()) for (var each : pipeline.params()) wanted.put(each, Set.of());
            var usual = RelPath.ifSafe("params.yaml").orElseThrow();
            if (source.read(usual).isPresent()) wanted.put(usual, Set.of());
        }
        var files = new LinkedHashMap<String, Figures.File>();
        for (var each : wanted.entrySet()) {
            for (var file : expanded(Set.of(each.getKey()))) {
                files.put(file.toString(), read(file, List.copyOf(each.getValue())));
            }
        }
        return new Figures(files);
    }

    /** No keys mean the whole file, whatever other stages want of it. */
    private void addOfStages(Map<RelPath, Set<String>> wanted) {
        for (var stage : outs.stages()) {
            for (var dep : stage.deps()) {
                if (dep.kind() != Dep.Kind.PARAMS || dep.path().isEmpty()) continue;
                var known = wanted.get(dep.path().get());
                if (known != null && known.isEmpty()) continue;
                var keys = new LinkedHashSet<>(StageParams.keys(dep));
                if (known != null && !keys.isEmpty()) keys.addAll(known);
                wanted.put(dep.path().get(), keys);
            }
        }
    }

    /** Directories stand for the files in them. */
    private List<RelPath> expanded(Set<RelPath> named) throws IOException, InterruptedException {
        var files = new ArrayList<RelPath>();
        for (var each : named) {
            boolean directory = workspace
                    && repo.workspace().stat(each).map(Stat::isDirectory).orElse(false);
            if (directory) addBelow(each, files);
            else if (!addTracked(each, files)) files.add(each);
        }
        return files;
    }

    private void addBelow(RelPath directory, List<RelPath> files) throws IOException {
        for (var name : repo.disk().list(repo.root().resolve(directory.toString()))) {
            var inner = RelPath.ifSafe(directory + "/" + name);
            if (inner.isEmpty()) continue;
            var stat = repo.workspace().stat(inner.get());
            if (stat.map(Stat::isDirectory).orElse(false)) addBelow(inner.get(), files);
            else if (stat.isPresent()) files.add(inner.get());
        }
    }

    private boolean addTracked(RelPath path, List<RelPath> files) throws IOException, InterruptedException {
        var owner = outs.owner(path);
        if (owner.isEmpty() || !owner.get().out().path().equals(path)) return false;
        boolean tree = owner.get().out().id().map(ObjectId::isTree).orElse(false);
        if (!tree) return false;
        for (var each : repo.tree(owner.get().out(), progress).orElseThrow().entries()) {
            RelPath.ifSafe(path + "/" + each.path()).ifPresent(files::add);
        }
        return true;
    }

    private Figures.File read(RelPath file, List<String> keys) throws IOException, InterruptedException {
        Optional<byte[]> content;
        try {
            content = content(file);
        } catch (ObjectMissingException e) {
            content = Optional.empty();
        }
        if (content.isEmpty()) {
            var reason = outs.owner(file).isPresent() ? "No storage files available" : "No such file or directory";
            return failed("FileNotFoundError", "[Errno 2] " + reason + ": '" + file + "'");
        }
        try {
            return new Figures.File(ParamsFile.of(file, content.get()).select(keys), Optional.empty());
        } catch (JdvcException e) {
            return failed(type(file.name()), String.valueOf(e.getMessage()));
        }
    }

    private static Figures.File failed(String type, String message) {
        return new Figures.File(Map.of(), Optional.of(new Figures.Failure(type, message)));
    }

    private static String type(String name) {
        if (name.endsWith(".json")) return "JSONFileCorruptedError";
        if (name.endsWith(".toml")) return "TOMLFileCorruptedError";
        return name.endsWith(".py") ? "PythonFileCorruptedError" : "YAMLFileCorruptedError";
    }

    /** A file that is not where it belongs may be in the cache or on the remote. */
    private Optional<byte[]> content(RelPath file) throws IOException, InterruptedException {
        var there = source.read(file);
        if (there.isPresent()) return there;
        var owner = outs.owner(file);
        if (owner.isEmpty() || owner.get().out().id().isEmpty()) return Optional.empty();
        var out = owner.get().out();
        var id = out.id().get();
        if (id.isTree()) {
            if (out.path().equals(file)) return Optional.empty();
            var entry = repo.tree(out, progress).orElseThrow().find(Add.inside(out.path(), file));
            if (entry.isEmpty()) return Optional.empty();
            id = entry.get().id();
        }
        return Optional.of(object(out, id));
    }

    private byte[] object(Out out, ObjectId id) throws IOException, InterruptedException {
        var remote = out.remote().or(repo.config()::defaultRemote);
        boolean here = repo.cache().has(id) || remote.isEmpty();
        ObjectStore store = here ? repo.cache() : repo.remote(remote.get(), progress);
        try (var in = store.read(id).open()) {
            return in.readNBytes(MAX_BYTES + 1); // one more, so that what is too big is refused and not cut
        }
    }

    /** Numbers, texts and what holds such; the rest is no metric. */
    private static Map<String, @Nullable Object> onlyMetrics(Map<?, ?> values) {
        var metrics = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map) {
                var inner = onlyMetrics(map);
                if (!inner.isEmpty()) metrics.put(String.valueOf(key), inner);
            } else if (value instanceof Number || value instanceof String || value instanceof Boolean) {
                metrics.put(String.valueOf(key), value);
            }
        });
        return metrics;
    }
}
