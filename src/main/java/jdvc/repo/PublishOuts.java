package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdvc.Progress;
import jdvc.object.RelPath;
import jdvc.track.Outs;
import jdvc.track.Scope;
import jdvc.track.Selected;
import jdvc.track.Stage;

/** The outputs that a publish is about, and how they stand. Read under the project's lock. */
final class PublishOuts {

    private final Repo repo;
    private final Progress progress;
    private final OutStatus status;
    private final Outs outs;
    private final boolean everything;
    private final List<Selected> selected = new ArrayList<>();
    private final List<RelPath> fresh = new ArrayList<>();
    private final List<PublishPlan.Item> toAdd = new ArrayList<>();
    private final List<Selected> settled = new ArrayList<>();
    private final List<Selected> uncached = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private PublishOuts(Repo repo, boolean everything, Progress progress) throws IOException {
        this.repo = repo;
        this.everything = everything;
        this.progress = progress;
        status = new OutStatus(repo, progress);
        outs = repo.outs();
    }

    /** Finds what {@code targets} mean, tracked or not; everything that is tracked if there are none. */
    static PublishOuts find(Repo repo, List<String> targets, Progress progress) throws IOException {
        var found = new PublishOuts(repo, targets.isEmpty(), progress);
        var scope = repo.scope();
        if (targets.isEmpty()) found.selected.addAll(found.outs.resolve(List.of(), scope));
        for (var target : new LinkedHashSet<>(targets)) found.target(target, scope);
        return found;
    }

    private void target(String typed, Scope scope) throws IOException {
        var path = repo.relative(typed);
        boolean metafile = typed.endsWith(".dvc") || typed.endsWith("dvc.yaml");
        boolean untracked = path.isPresent()
                && !metafile
                && outs.owner(path.get()).isEmpty()
                && repo.workspace().stat(path.get()).isPresent();
        if (!untracked) {
            selected.addAll(outs.resolve(List.of(typed), scope));
        } else if (outs.below(path.get()).isEmpty()) {
            fresh.add(path.get());
        } else {
            for (var each : outs.below(path.get()))
                selected.add(new Selected(each.stage(), each.out(), Optional.empty()));
        }
    }

    /** Compares the outputs with the workspace. */
    void judge() throws IOException, InterruptedException {
        for (var problem : outs.problems()) notes.add(problem.toString());
        for (var each : selected) judge(each);
        for (var each : fresh) toAdd.add(PublishWalk.measure(repo, each, each + ".dvc", PublishPlan.What.NEW));
    }

    private void judge(Selected each) throws IOException, InterruptedException {
        var out = each.out();
        if (out.unsupported().isPresent()) {
            notes.add("'" + shown(each) + "' is left out: " + out.unsupported().get());
            return;
        }
        switch (state(each)) {
            case SAME -> {
                settled.add(each);
                if (!status.isInCache(out)) uncached.add(each);
                if (out.id().isPresent()) {
                    new LineEnds(repo)
                            .note(out.path(), out.id().get(), repo.cachedTree(out))
                            .ifPresent(notes::add);
                }
            }
            case DELETED -> {
                settled.add(each);
                notes.add("'" + shown(each) + "' is missing: `jdvc checkout " + shown(each)
                        + "` brings it back, `jdvc remove " + each.stage().address(repo.here())
                        + "` ends its tracking");
            }
            case MODIFIED -> changed(each);
        }
    }

    private OutStatus.State state(Selected each) throws IOException, InterruptedException {
        var out = each.out();
        if (each.inner().isEmpty() || out.id().isEmpty()) return status.workspace(out);
        var changes = status.changes(out, repo.tree(out, progress), each.inner());
        return changes.isEmpty() ? OutStatus.State.SAME : OutStatus.State.MODIFIED;
    }

    private void changed(Selected each) throws IOException, InterruptedException {
        var address = each.stage().address(repo.here());
        if (each.stage().name().isPresent()) {
            settled.add(each);
            notes.add("'" + shown(each) + "' is not what its pipeline recorded: run it, or `jdvc commit " + address
                    + "`");
        } else if (each.stage().isRepoImport()) {
            notes.add("'" + shown(each) + "' comes from another repository and was changed here: it is left out;"
                    + " `jdvc checkout " + shown(each) + "` takes the change back");
        } else {
            toAdd.add(item(each, each.out().id().isEmpty() ? PublishPlan.What.NEW : PublishPlan.What.CHANGED));
        }
    }

    /** Returns the row of an output whose workspace files are to be saved. */
    PublishPlan.Item item(Selected each, PublishPlan.What what) throws IOException, InterruptedException {
        var out = each.out();
        var metafile = each.stage().metafile().toString();
        var tree = repo.cachedTree(out);
        var path =
                each.inner().isPresent() ? Saving.join(out.path(), each.inner().get()) : out.path();
        if (what != PublishPlan.What.CHANGED || tree.isEmpty()) return PublishWalk.measure(repo, path, metafile, what);
        long files = 0;
        long bytes = 0;
        for (var change : status.changes(out, tree, each.inner())) {
            if (change.present().isEmpty()) continue;
            files++;
            bytes += change.present().get().size();
        }
        return new PublishPlan.Item(path.toString(), metafile, what, files, bytes);
    }

    private String shown(Selected each) {
        var path = each.out().path().toString();
        return repo.shown(each.inner().isPresent() ? path + "/" + each.inner().get() : path);
    }

    Outs outs() {
        return outs;
    }

    /** Tells whether all that is tracked is meant. */
    boolean isEverything() {
        return everything;
    }

    List<Selected> selected() {
        return selected;
    }

    Set<Stage> stages() {
        var stages = new LinkedHashSet<Stage>();
        for (var each : selected) stages.add(each.stage());
        return stages;
    }

    /** Returns what has to be added before it can be sent. */
    List<PublishPlan.Item> toAdd() {
        return toAdd;
    }

    /** Returns the outputs whose recorded data is what has to be on the remote. */
    List<Selected> settled() {
        return settled;
    }

    /** Returns those of {@link #settled} that the cache does not have, though the workspace does. */
    List<Selected> uncached() {
        return uncached;
    }

    List<String> notes() {
        return notes;
    }
}
