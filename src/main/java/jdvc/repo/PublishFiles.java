package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdvc.git.WorkState;
import jdvc.track.Dep;
import jdvc.track.Out;
import jdvc.track.Outs;
import jdvc.track.Pipeline;
import jdvc.track.Stage;

/** Which files are publish's to commit: of those that differ from the last commit, metafiles, metrics and params. */
final class PublishFiles {

    /** What {@code init}, {@code config} and {@code remote} write. */
    private static final List<String> PROJECT =
            List.of(".dvc/.gitignore", ".dvc/config", ".dvc/jdvc.conf", ".dvcignore");

    private final Repo repo;
    private final WorkState state;
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> untracked = new LinkedHashSet<>();

    PublishFiles(Repo repo, WorkState state) {
        this.repo = repo;
        this.state = state;
        changed.addAll(state.staged());
        changed.addAll(state.modified());
        untracked.addAll(state.untracked());
    }

    /**
     * Returns the files to commit, in order.
     *
     * @param stages what is published
     * @param everything whether that is everything: then what was removed counts too
     */
    List<String> toCommit(Outs outs, Iterable<Stage> stages, boolean everything) throws IOException {
        var files = new TreeSet<String>();
        for (var each : PROJECT) addIfDirty(files, each);
        for (var each : stages) addStage(files, each);
        if (everything) addRemoved(files);
        for (var each : numbers(outs)) if (changed.contains(each)) files.add(each);
        return List.copyOf(files);
    }

    private void addStage(Set<String> files, Stage stage) throws IOException {
        if (stage.name().isEmpty()) {
            addIfDirty(files, stage.metafile().toString());
        } else {
            var lock = Pipeline.lockOf(stage.metafile()).toString();
            if (!isDirty(lock)) return;
            files.add(lock);
            addIfDirty(files, stage.metafile().toString());
        }
        for (var out : stage.outs()) {
            if (out.cached()) addIfDirty(files, gitignoreOf(out.path().toString()));
        }
    }

    /** Metafiles of outputs that are tracked no more. */
    private void addRemoved(Set<String> files) throws IOException {
        for (var each : changed) {
            if (!each.endsWith(".dvc")
                    || repo.disk().stat(repo.root().resolve(each)).isPresent()) continue;
            files.add(each);
            addIfDirty(files, gitignoreOf(each));
        }
    }

    /** Metrics and params: what people compare versions by. */
    private static Set<String> numbers(Outs outs) {
        var files = new LinkedHashSet<String>();
        for (var each : outs.pipelines()) {
            each.metrics().forEach(file -> files.add(file.toString()));
            each.params().forEach(file -> files.add(file.toString()));
        }
        for (var stage : outs.stages()) {
            for (var out : stage.outs())
                if (out.kind() == Out.Kind.METRIC) files.add(out.path().toString());
            for (var dep : stage.deps()) {
                if (dep.kind() == Dep.Kind.PARAMS) dep.path().ifPresent(path -> files.add(path.toString()));
            }
        }
        if (!outs.pipelines().isEmpty()) files.add("params.yaml");
        return files;
    }

    /** Returns the staged and modified files that are not among {@code files}. */
    List<String> others(List<String> files) {
        var others = new ArrayList<String>();
        for (var each : new TreeSet<>(changed)) if (!files.contains(each)) others.add(each);
        return others;
    }

    /** Returns the staged files that are not among {@code files}. */
    List<String> stagedOthers(List<String> files) {
        var others = new TreeSet<>(state.staged());
        files.forEach(others::remove);
        return List.copyOf(others);
    }

    private void addIfDirty(Set<String> files, String path) throws IOException {
        if (isDirty(path)) files.add(path);
    }

    /** Git names a directory without a tracked file, but not what is in it. */
    boolean isDirty(String path) throws IOException {
        if (changed.contains(path) || untracked.contains(path)) return true;
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (!untracked.contains(path.substring(0, slash + 1))) continue;
            return repo.disk().stat(repo.root().resolve(path)).isPresent()
                    && repo.git().ignored(List.of(path)).isEmpty();
        }
        return false;
    }

    /** Returns the {@code .gitignore} that has an output's line, or its metafile's neighbour. */
    static String gitignoreOf(String path) {
        int slash = path.lastIndexOf('/');
        return path.substring(0, slash + 1) + ".gitignore";
    }
}
