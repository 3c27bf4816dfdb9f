package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.object.Layout;
import jdvc.object.RelPath;
import jdvc.track.Dep;
import jdvc.track.Out;
import jdvc.track.Pipeline;
import jdvc.track.Selected;
import jdvc.track.Stage;
import jdvc.workspace.Snapshot;

/**
 * Records outputs as they are now: in the cache, and in their metafiles.
 *
 * @param targets as typed; all outputs if empty
 * @param scope how targets are meant, and whether files become links
 * @param force record changes without being asked
 */
public record Commit(List<String> targets, Options scope, boolean force) {

    /** How targets are meant, and whether the files in the workspace become links to the cache. */
    public record Options(boolean recursive, boolean withDeps, boolean relink) {}

    /**
     * The answer.
     *
     * @param files metafiles that were written, or were right already
     * @param locks the dvc.lock files that were changed
     * @param newLocks of these, the ones that there was not before
     */
    public record Report(List<String> files, List<String> locks, List<String> newLocks, List<String> notes) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            var where = repo.scope(scope.recursive(), scope.withDeps());
            var outs = repo.outs(targets, where);
            var selected = outs.resolve(targets, where);
            lock.requireFree(
                    repo.root(), selected.stream().map(s -> s.out().path()).toList());
            var bare = new ArrayList<Stage>();
            for (var stage : outs.resolveStages(targets, where)) if (isBare(stage)) bare.add(stage);
            if (force) requireNotInGit(repo, selected);
            else requireUnchanged(repo, selected, bare, progress);
            var mode = scope.relink() ? Add.Mode.RELINK : Add.Mode.NO_RELINK;
            try (var operation = repo.journal().begin("commit");
                    var saving = new Saving(repo, operation, lock, mode)) {
                var report = save(repo, saving, selected, bare, progress);
                saving.finish(progress);
                operation.done();
                requireNone(outs.problems(targets, where));
                return report;
            }
        }
    }

    /** A stage that makes nothing still has a command and dependencies to record. */
    private static boolean isBare(Stage stage) {
        return stage.name().isPresent()
                && stage.outs().isEmpty()
                && stage.facts().command().isPresent();
    }

    private static void requireNone(List<Stage.Problem> problems) {
        var text = new StringBuilder("outputs that must not be acted on; the others were recorded:");
        int intro = text.length();
        for (var each : problems) if (!each.external()) text.append("\n").append(each);
        if (text.length() == intro) return;
        throw JdvcException.of(JdvcException.Kind.UNSAFEPATH, "%s", text);
    }

    private static void requireNotInGit(Repo repo, List<Selected> selected) throws IOException {
        var cached = new ArrayList<RelPath>();
        for (var each : selected) if (each.out().cached()) cached.add(each.out().path());
        if (!cached.isEmpty()) Metafiles.requireNotInGit(repo, cached);
    }

    private static void requireUnchanged(Repo repo, List<Selected> selected, List<Stage> bare, Progress progress)
            throws IOException, InterruptedException {
        for (var each : bare) requireSameDefinition(repo, each, progress);
        var status = new OutStatus(repo, progress);
        for (var each : selected) {
            if (each.out().unsupported().isPresent()
                    || each.out().id().isEmpty() && each.stage().name().isEmpty()) continue;
            if (status.workspace(each.out()) == OutStatus.State.MODIFIED) throw changed(repo, each.stage());
            requireSameDefinition(repo, each.stage(), progress);
        }
    }

    private static void requireSameDefinition(Repo repo, Stage stage, Progress progress)
            throws IOException, InterruptedException {
        var problems = new ArrayList<String>();
        boolean changed = !new DepStatus(repo, progress, problems).of(stage).isEmpty()
                || stage.facts().command().map(Stage.Command::changed).orElse(false)
                || Status.isRedefined(repo, stage);
        if (!problems.isEmpty()) throw JdvcException.user("%s", problems.get(0));
        if (changed) throw changed(repo, stage);
    }

    private static JdvcException changed(Repo repo, Stage stage) {
        return JdvcException.user(
                        "unable to commit changed stage: '%s'. Use `-f|--force` to force.", stage.address(repo.here()))
                .hint("run `jdvc commit -f` to record its data as it is now");
    }

    private Report save(Repo repo, Saving saving, List<Selected> selected, List<Stage> bare, Progress progress)
            throws IOException, InterruptedException {
        var items = new ArrayList<Saving.Item>();
        var pipelines = new LinkedHashMap<Stage, List<Out>>();
        for (var each : selected) {
            if (each.stage().name().isEmpty()) {
                items.add(new Saving.Item(each.stage().metafile(), each.out(), each.inner()));
            } else {
                pipelines
                        .computeIfAbsent(each.stage(), any -> new ArrayList<>())
                        .add(each.out());
            }
        }
        for (var stage : bare) pipelines.put(stage, List.of());
        for (var stage : pipelines.keySet()) requireCommand(repo, stage);
        saving.save(items, progress);
        var locks = new LinkedHashSet<String>();
        var newLocks = new LinkedHashSet<String>();
        for (var each : pipelines.entrySet()) {
            var file = Pipeline.lockOf(each.getKey().metafile()).toString();
            boolean isNew = repo.disk().stat(repo.root().resolve(file)).isEmpty();
            if (!saveStage(repo, saving, each, progress)) continue;
            locks.add(repo.shown(file));
            if (isNew) newLocks.add(repo.shown(file));
        }
        return new Report(saving.files(), List.copyOf(locks), List.copyOf(newLocks), saving.notes());
    }

    /** A dvc.lock without the command would say that the stage never ran. */
    private static void requireCommand(Repo repo, Stage stage) {
        var command = stage.facts().command();
        if (command.isEmpty() || command.get().value() != null || command.get().locked()) return;
        throw JdvcException.user(
                "the command of stage '%s' has placeholders that cannot be filled", stage.address(repo.here()));
    }

    /** Tells whether the stage's dvc.lock changed. */
    private static boolean saveStage(Repo repo, Saving saving, Map.Entry<Stage, List<Out>> each, Progress progress)
            throws IOException, InterruptedException {
        var stage = each.getKey();
        var deps = new ArrayList<Dep>();
        for (var dep : stage.deps()) deps.add(dep(repo, dep, progress));
        var outs = new ArrayList<Out>();
        for (var out : stage.outs()) {
            boolean wanted = each.getValue().contains(out);
            var saved =
                    wanted && out.cached() ? saving.content(out, progress) : wanted ? hashed(repo, out, progress) : out;
            if (saved.cached()) saving.metafiles().ignore(out.path());
            outs.add(saved);
        }
        var saved = new Stage(stage.metafile(), stage.name(), outs, deps, stage.facts());
        boolean changed = saving.metafiles().writeLock(saved);
        for (var out : outs)
            if (each.getValue().stream().anyMatch(o -> o.path().equals(out.path()))) {
                saving.relink(out, Optional.<RelPath>empty());
            }
        return changed;
    }

    /** An output that is not cached is only recorded. */
    static Out hashed(Repo repo, Out out, Progress progress) throws IOException, InterruptedException {
        var now = repo.workspace().hash(out.path(), out.layout(), progress);
        if (!now.exists()) throw JdvcException.user("output '%s' does not exist", out.path());
        return out.with(Out.Hash.of(now.id().orElseThrow()), meta(now));
    }

    private static Out.Meta meta(Snapshot now) {
        return now.tree().isPresent()
                ? Out.Meta.ofTree(now.size(), now.tree().get().entries().size())
                : Out.Meta.ofFile(now.size(), now.executable());
    }

    private static Dep dep(Repo repo, Dep dep, Progress progress) throws IOException, InterruptedException {
        boolean elsewhere = dep.kind() == Dep.Kind.URL || dep.outside().isPresent();
        if (elsewhere) return outside(repo, dep, progress);
        if (dep.path().isEmpty()) return dep;
        if (dep.kind() == Dep.Kind.PARAMS) return new StageParams(repo).recorded(dep);
        if (dep.kind() != Dep.Kind.FILE) return dep;
        return dep(repo, dep, dep.hash().layout(), progress);
    }

    private static Dep outside(Repo repo, Dep dep, Progress progress) throws IOException, InterruptedException {
        try (var data = UrlSource.of(repo, dep, Get.DEFAULT_JOBS, progress)) {
            var found = data.find();
            return data.dep(dep.text(), found, data.identity(found, dep.hash().layout()));
        }
    }

    /** Returns a file or directory of the project that a stage was made from, as it is now. */
    static Dep dep(Repo repo, Dep dep, Layout layout, Progress progress) throws IOException, InterruptedException {
        var now = repo.workspace().hash(dep.path().orElseThrow(), layout, progress);
        if (now.id().isEmpty()) throw JdvcException.user("dependency '%s' does not exist", dep.text());
        return dep.with(Out.Hash.of(now.id().get()), meta(now));
    }
}
