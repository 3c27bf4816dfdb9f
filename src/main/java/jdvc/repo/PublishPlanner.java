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
import jdvc.git.Outgoing;
import jdvc.git.PushTarget;
import jdvc.git.WorkState;
import jdvc.object.ObjectId;
import jdvc.track.Selected;

/** Reads from the present state what is missing for a publish. */
final class PublishPlanner {

    private static final Outgoing NOTHING = new Outgoing(false, List.of());

    private final Repo repo;
    private final Publish publish;
    private final Progress progress;
    private final List<PublishPlan.Item> items = new ArrayList<>();

    PublishPlanner(Repo repo, Publish publish, Progress progress) {
        this.repo = repo;
        this.publish = publish;
        this.progress = progress;
    }

    PublishPlan plan() throws IOException, InterruptedException {
        var publishing = repo.git().publishing().orElseThrow(PublishPlanner::noGit);
        var state = publishing.state();
        PublishChecks.requireReady(state);
        var branch = state.branch().orElseThrow();
        var target = publish.options().gitPush() ? publishing.target(branch) : Optional.<PushTarget>empty();
        var outgoing = target.isPresent() ? publishing.outgoing(target.get()) : NOTHING;
        var outs = read();
        var files = new PublishFiles(repo, state);
        var dirty = files.toCommit(outs.outs(), outs.stages(), outs.isEverything());

        var data = new PublishObjects(repo, publish.options().way(), progress);
        for (var each : outs.settled()) data.add(each);
        boolean commits = !dirty.isEmpty()
                || !outs.toAdd().isEmpty()
                || !others(files, dirty).isEmpty();
        if (target.isPresent()) data.addCommits(toSend(outgoing, state, commits));
        var lacking = data.ask(Map.of(), !outs.toAdd().isEmpty());
        var unsaved = unsaved(outs, lacking);
        if (!lacking.nowhere().isEmpty()) throw PublishObjects.nowhere(lacking.nowhere());

        items.addAll(outs.toAdd());
        items.addAll(unsaved);
        PublishChecks.requireVisible(repo, items);
        requireAddable(outs);
        addRest(outs, lacking, dirty);
        var commit = commit(branch, files, dirty);
        var upload = upload(data, lacking);
        Quota.requireRoom(repo, bytes(lacking), progress);
        return new PublishPlan(
                items,
                upload,
                commit,
                target.map(to -> gitPush(to, outgoing)),
                left(files, commit),
                notes(outs, target),
                publish.targets().isEmpty() ? proposals(state, outs, data) : List.of());
    }

    private static JdvcException noGit() {
        return JdvcException.user("publish is for projects in Git").hint("`jdvc add` and `jdvc push` do without it");
    }

    /** The lock is for looking at metafiles and workspace; asking remotes may take long. */
    private PublishOuts read() throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            lock.requireHeld();
            var outs = PublishOuts.find(repo, publish.targets(), progress);
            outs.judge();
            return outs;
        }
    }

    private List<String> others(PublishFiles files, List<String> dirty) {
        return publish.options().stagedToo() ? files.stagedOthers(dirty) : List.of();
    }

    /** A new commit has what the present one has, except for what is published. */
    private static List<String> toSend(Outgoing outgoing, WorkState state, boolean commits) {
        var all = new LinkedHashSet<>(outgoing.commits());
        if (commits) state.head().ifPresent(all::add);
        return List.copyOf(all);
    }

    /** What neither cache nor remote has, but the workspace does, is added again. */
    private List<PublishPlan.Item> unsaved(PublishOuts outs, PublishObjects.Lacking lacking)
            throws IOException, InterruptedException {
        var unsaved = new ArrayList<PublishPlan.Item>();
        for (var each : outs.uncached()) {
            var ids = closure(each);
            if (ids.stream().noneMatch(lacking.nowhere()::containsKey)) continue;
            if (each.stage().name().isPresent() || each.stage().isRepoImport()) continue;
            ids.forEach(lacking.nowhere()::remove);
            unsaved.add(outs.item(each, PublishPlan.What.UNSAVED));
        }
        return unsaved;
    }

    private List<ObjectId> closure(Selected each) throws IOException, InterruptedException {
        if (each.out().id().isEmpty()) return List.of();
        var ids = new ArrayList<>(OutStatus.objects(each.out(), repo.cachedTree(each.out())));
        ids.add(each.out().id().get());
        return ids;
    }

    private void requireAddable(PublishOuts outs) throws IOException, InterruptedException {
        var typed = new ArrayList<String>();
        for (var each : items) if (each.isToAdd()) typed.add(repo.shown(each.path()));
        if (!typed.isEmpty())
            new Add(typed, false, Add.Mode.RELINK, Optional.empty()).check(repo, outs.outs(), progress);
    }

    private void addRest(PublishOuts outs, PublishObjects.Lacking lacking, List<String> dirty)
            throws IOException, InterruptedException {
        for (var each : outs.settled()) {
            var path = each.out().path().toString();
            if (items.stream().anyMatch(item -> item.path().equals(path))) continue;
            var metafile = PublishRun.recordOf(each.stage()).toString();
            long files = 0;
            long bytes = 0;
            for (var id : new LinkedHashSet<>(closure(each))) {
                if (!lacking.has(id)) continue;
                files++;
                bytes += repo.cache().stat(id).map(s -> s.size()).orElse(0L);
            }
            if (files > 0) items.add(new PublishPlan.Item(path, metafile, PublishPlan.What.UNPUSHED, files, bytes));
            else if (dirty.contains(metafile)) {
                items.add(new PublishPlan.Item(path, metafile, PublishPlan.What.UNCOMMITTED, 0, 0));
            }
        }
    }

    private PublishPlan.Commit commit(String branch, PublishFiles files, List<String> dirty) throws IOException {
        var all = new LinkedHashSet<>(dirty);
        for (var each : items) {
            if (!each.isToAdd()) continue;
            all.add(each.metafile());
            var ignore = PublishFiles.gitignoreOf(each.path());
            if (each.what() == PublishPlan.What.NEW || files.isDirty(ignore)) all.add(ignore);
        }
        var list = all.stream().sorted().toList();
        return PublishPlan.commit(
                branch, list, others(files, list), publish.options().message(), items);
    }

    private Optional<String> newDataGoesTo() {
        return publish.options().way().remote().or(repo.config()::defaultRemote);
    }

    private PublishPlan.Upload upload(PublishObjects data, PublishObjects.Lacking lacking) {
        long objects = lacking.count();
        long bytes = lacking.bytes();
        var names = new LinkedHashSet<>(lacking.objects().keySet());
        for (var each : items) {
            if (!each.isToAdd()) continue;
            objects += each.files();
            bytes += Math.max(0, each.bytes());
            newDataGoesTo().ifPresent(names::add);
        }
        return new PublishPlan.Upload(objects, bytes, data.remotes(names));
    }

    /** Returns how much goes to each remote; what is added goes to the one that outputs have by default. */
    private Map<String, Long> bytes(PublishObjects.Lacking lacking) {
        var bytes = new LinkedHashMap<>(lacking.sizes());
        var name = publish.options().way().remote().or(repo.config()::defaultRemote);
        if (name.isEmpty()) return bytes;
        for (var each : items) if (each.isToAdd()) bytes.merge(name.get(), Math.max(0, each.bytes()), Long::sum);
        return bytes;
    }

    private static PublishPlan.GitPush gitPush(PushTarget to, Outgoing outgoing) {
        return new PublishPlan.GitPush(
                to.remote(),
                to.branch(),
                !to.known(),
                to.setUpstream(),
                outgoing.commits().size(),
                outgoing.needed());
    }

    private List<String> left(PublishFiles files, PublishPlan.Commit commit) {
        var left = new ArrayList<>(files.others(commit.files()));
        left.removeAll(commit.others());
        return left;
    }

    private List<String> notes(PublishOuts outs, Optional<PushTarget> target) {
        var notes = new ArrayList<>(outs.notes());
        if (publish.options().gitPush() && target.isEmpty()) {
            notes.add("there is no Git remote, so this ends with the commit; add one with `git remote add origin URL`");
        }
        return notes;
    }

    private List<PublishPlan.Proposal> proposals(WorkState state, PublishOuts outs, PublishObjects data)
            throws IOException {
        long size = repo.settings(progress).proposeSize();
        var to = data.remotes(newDataGoesTo().map(Set::of).orElse(Set.of()));
        return PublishWalk.proposals(repo, state, outs.outs(), size, to.stream().findFirst());
    }
}
