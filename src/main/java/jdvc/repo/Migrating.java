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
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.object.BadTreeException;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.object.TreeEntry;
import jdvc.track.Dep;
import jdvc.track.Out;
import jdvc.track.Pipeline;
import jdvc.track.Stage;

/**
 * Brings stages to the shape of DVC 3, from the workspace, and what is not there from the cache. Of a stage of which
 * something is in neither nothing changes: its old names are the only ones that anybody knows.
 */
final class Migrating {

    private final Repo repo;
    private final Saving saving;
    private final Map<ObjectId, ObjectId> names;
    private final Progress progress;
    private final Set<String> files = new LinkedHashSet<>();
    private final Set<String> locks = new LinkedHashSet<>();

    /** @param names what objects of the cache are called by DVC 3 */
    Migrating(Repo repo, Saving saving, Map<ObjectId, ObjectId> names, Progress progress) {
        this.repo = repo;
        this.saving = saving;
        this.names = names;
        this.progress = progress;
    }

    static boolean isLegacy(Stage stage) {
        for (var out : stage.outs()) if (isLegacy(out.hash())) return true;
        for (var dep : stage.deps()) if (isFile(stage, dep) && isLegacy(dep.hash())) return true;
        return false;
    }

    private static boolean isLegacy(Out.Hash hash) {
        return hash.id().isPresent() && hash.layout() == Layout.LEGACY;
    }

    /** What an import came from stays as it is: nobody asked to look whether it moved on. */
    private static boolean isFile(Stage stage, Dep dep) {
        return dep.kind() == Dep.Kind.FILE && dep.path().isPresent() && !stage.isImport();
    }

    /** Returns how the file that has the stage is called before anything is done. */
    static String shown(Repo repo, Stage stage) {
        var file = repo.shown(stage.metafile().toString());
        if (stage.name().isEmpty()) return file;
        return file + " (" + repo.shown(Pipeline.lockOf(stage.metafile()).toString()) + ")";
    }

    List<String> files() {
        return List.copyOf(files);
    }

    List<String> locks() {
        return List.copyOf(locks);
    }

    void migrate(Stage stage) throws IOException, InterruptedException {
        var outs = new ArrayList<Out>();
        for (var out : stage.outs()) {
            var now = now(out);
            if (now.isEmpty()) {
                keep(stage, out.path());
                return;
            }
            outs.add(now.get());
        }
        var deps = new ArrayList<Dep>();
        for (var dep : stage.deps()) {
            var now = now(stage, dep);
            if (now.isEmpty()) {
                keep(stage, dep.path().orElseThrow());
                return;
            }
            deps.add(now.get());
        }
        write(stage.withOuts(outs).withDeps(deps));
    }

    private void keep(Stage stage, RelPath missing) {
        progress.warn("'" + stage.address(repo.here()) + "' stays in the shape of DVC 2: '"
                + repo.shown(missing.toString()) + "' is neither in the workspace nor whole in the cache");
    }

    /** Absent if it is nowhere. */
    private Optional<Out> now(Out out) throws IOException, InterruptedException {
        var fresh = out.with(Out.Hash.NONE, Out.Meta.NONE);
        if (repo.workspace().stat(out.path()).isPresent()) {
            return Optional.of(out.cached() ? saving.content(fresh, progress) : Commit.hashed(repo, fresh, progress));
        }
        if (!isLegacy(out.hash())) return Optional.of(out);
        var id = id(out);
        return id.isPresent() ? Optional.of(out.with(Out.Hash.of(id.get()), out.meta())) : Optional.empty();
    }

    private Optional<ObjectId> id(Out out) throws IOException, InterruptedException {
        var old = out.id().orElseThrow();
        if (!old.isTree()) return Optional.ofNullable(names.get(old));
        var tree = repo.cachedTree(out);
        if (tree.isEmpty()) return Optional.empty();
        var entries = new ArrayList<TreeEntry>();
        for (var each : tree.get().entries()) {
            var id = names.get(each.id());
            if (id == null) return Optional.empty();
            entries.add(new TreeEntry(each.path(), id));
        }
        try {
            var now = Tree.of(entries, Layout.V3);
            saving.store(now);
            return Optional.of(now.id());
        } catch (BadTreeException e) {
            throw JdvcException.of(Kind.UNSAFEPATH, "%s", e.getMessage());
        }
    }

    private Optional<Dep> now(Stage stage, Dep dep) throws IOException, InterruptedException {
        if (dep.kind() == Dep.Kind.PARAMS) return Optional.of(new StageParams(repo).recorded(dep));
        if (!isFile(stage, dep)) return Optional.of(dep);
        if (repo.workspace().stat(dep.path().orElseThrow()).isPresent()) {
            return Optional.of(Commit.dep(repo, dep, Layout.V3, progress));
        }
        var id = dep.hash().id();
        return id.map(names::get).map(name -> dep.with(Out.Hash.of(name), Out.Meta.NONE));
    }

    private void write(Stage stage) throws IOException, InterruptedException {
        if (stage.name().isPresent()) {
            saving.metafiles().writeLock(stage);
            locks.add(repo.shown(Pipeline.lockOf(stage.metafile()).toString()));
        } else {
            var recorded = new LinkedHashMap<RelPath, Out>();
            for (var out : stage.outs()) recorded.put(out.path(), out);
            saving.metafiles().write(List.of(), Map.of(stage.metafile(), recorded));
            files.add(repo.shown(stage.metafile().toString()));
        }
        for (var out : stage.outs()) {
            if (repo.workspace().stat(out.path()).isPresent()) saving.relink(out, Optional.empty());
        }
    }
}
