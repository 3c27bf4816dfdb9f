package jdvc.repo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.git.Interaction;
import jdvc.git.Publishing;
import jdvc.git.PushResult;
import jdvc.git.PushTarget;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.track.Pipeline;
import jdvc.track.Stage;

/**
 * Goes through the steps of a publish. The project's lock is held while metafiles are read and written, never while data
 * goes or Git runs, whose hooks take it (safety 7.1).
 */
final class PublishRun {

    private final Repo repo;
    private final Publish publish;
    private final PublishPlan plan;
    private final Publish.Listener listener;
    private final Progress progress;
    private final Publishing git;
    private final Map<String, Set<ObjectId>> verified = new HashMap<>();
    /** Metafiles as they were when their data was looked for. */
    private final Map<String, Optional<byte[]>> metafiles = new LinkedHashMap<>();

    private boolean added;
    private boolean dataThere;
    private Optional<String> commit = Optional.empty();
    private long uploaded;
    private long bytes;

    PublishRun(Repo repo, Publish publish, PublishPlan plan, Publish.Listener listener, Progress progress)
            throws IOException {
        this.repo = repo;
        this.publish = publish;
        this.plan = plan;
        this.listener = listener;
        this.progress = progress;
        git = repo.git().publishing().orElseThrow();
    }

    /** Work of a step; returns how much it was. */
    private interface Work {
        String run() throws IOException, InterruptedException;
    }

    Publish.Report run() throws IOException, InterruptedException {
        requireBranch();
        if (plan.adds()) step(Publish.Step.ADD, this::add);
        if (!plan.isEmpty()) sendData();
        if (!plan.commit().isEmpty() || plan.adds()) commit();
        var pushedTo = plan.gitPush().isPresent() ? gitPush() : Optional.<String>empty();
        return new Publish.Report(commit, pushedTo, uploaded, bytes);
    }

    private void step(Publish.Step step, Work work) throws IOException, InterruptedException {
        var clock = repo.env().clock();
        long start = clock.millis();
        boolean done = false;
        try {
            var what = work.run();
            done = true;
            listener.done(step, what, Duration.ofMillis(clock.millis() - start));
        } finally {
            if (!done) listener.stopped(step, state(step));
        }
    }

    /** Returns what state things are in when a step failed. */
    private String state(Publish.Step step) {
        var again = " The same command goes on from here.";
        return switch (step) {
            case ADD -> "Nothing was sent, and nothing was committed." + again;
            case PUSH, VERIFY -> (added ? "The outputs are added; nothing" : "Nothing") + " was committed." + again;
            case STAGE, COMMIT ->
                (dataThere ? "The data is on the remote; nothing" : "Nothing") + " was committed." + again;
            case GIT_PUSH ->
                commit.map(id -> "Commit " + PublishObjects.shortened(id) + " is made")
                                .orElse("The commits stay") + ", and stays on this machine." + again;
        };
    }

    private void requireBranch() throws IOException {
        var state = git.state();
        PublishChecks.requireReady(state);
        var branch = state.branch().orElseThrow();
        if (branch.equals(plan.commit().branch())) return;
        throw JdvcException.of(
                        Kind.CONFLICT,
                        "the branch was '%s' a moment ago, and is '%s' now",
                        plan.commit().branch(),
                        branch)
                .hint("nothing was done; run the command again");
    }

    private String add() throws IOException, InterruptedException {
        var typed = new ArrayList<String>();
        for (var each : plan.items()) if (each.isToAdd()) typed.add(repo.shown(each.path()));
        var report = new Add(typed, false, Add.Mode.RELINK, Optional.empty()).run(repo, progress);
        report.notes().forEach(progress::warn);
        added = true;
        return typed.size() == 1 ? plan.items().get(0).path() : typed.size() + " outputs";
    }

    private void sendData() throws IOException, InterruptedException {
        var data = new PublishObjects(repo, publish.options().way(), progress);
        collect(data);
        if (plan.upload().objects() > 0) step(Publish.Step.PUSH, () -> push(data));
        step(Publish.Step.VERIFY, () -> verify(data));
    }

    private void collect(PublishObjects data) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            lock.requireHeld();
            var outs = PublishOuts.find(repo, publish.targets(), progress);
            for (var each : outs.selected()) {
                if (each.out().unsupported().isEmpty()) data.add(each);
                remember(recordOf(each.stage()).toString());
            }
        }
        data.addCommits(toSend());
    }

    private void remember(String metafile) throws IOException {
        metafiles.put(metafile, repo.disk().read(repo.root().resolve(metafile), Metafiles.MAX_BYTES));
    }

    /** Returns the file that records what a stage's outputs are. */
    static RelPath recordOf(Stage stage) {
        return stage.name().isEmpty() ? stage.metafile() : Pipeline.lockOf(stage.metafile());
    }

    private List<String> toSend() throws IOException {
        var target = target();
        if (target.isEmpty()) return List.of();
        var commits = new ArrayList<>(git.outgoing(target.get()).commits());
        var head = repo.git().head();
        if (head.isPresent() && !commits.contains(head.get()) && !plan.commit().isEmpty()) commits.add(head.get());
        return commits;
    }

    private Optional<PushTarget> target() throws IOException {
        return plan.gitPush().isEmpty()
                ? Optional.empty()
                : git.target(plan.commit().branch());
    }

    private String push(PublishObjects data) throws IOException, InterruptedException {
        var result = data.push();
        Sending.requireComplete("upload", result.missing(), result.failed());
        uploaded += result.copied();
        bytes += result.bytes();
        return result.copied() == 1 ? "1 object" : result.copied() + " objects";
    }

    /** Nothing is believed here: every object is asked for, by name and length. */
    private String verify(PublishObjects data) throws IOException, InterruptedException {
        requireThere(data.ask(verified, false));
        data.all()
                .forEach((remote, ids) ->
                        verified.computeIfAbsent(remote, any -> new HashSet<>()).addAll(ids));
        data.noteComplete();
        dataThere = true;
        long count = verified.values().stream().mapToLong(Set::size).sum();
        return count == 1 ? "1 object" : count + " objects";
    }

    private static void requireThere(PublishObjects.Lacking lacking) {
        if (!lacking.nowhere().isEmpty()) throw PublishObjects.nowhere(lacking.nowhere());
        if (lacking.count() == 0) return;
        var first = lacking.objects().entrySet().iterator().next();
        throw JdvcException.of(
                        Kind.MISSING,
                        "%d of the objects are not on the remote '%s', such as %s",
                        lacking.count(),
                        first.getKey(),
                        first.getValue().iterator().next())
                .hint("run the command again: it sends them");
    }

    private void commit() throws IOException, InterruptedException {
        var state = git.state();
        PublishChecks.requireReady(state);
        var files = new PublishFiles(repo, state);
        var outs = outs();
        var paths = files.toCommit(outs.outs(), outs.stages(), outs.isEverything());
        boolean others =
                publish.options().stagedToo() && !files.stagedOthers(paths).isEmpty();
        if (paths.isEmpty() && !others) return;
        step(Publish.Step.STAGE, () -> stage(paths));
        step(Publish.Step.COMMIT, () -> commit(paths));
    }

    private PublishOuts outs() throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            lock.requireHeld();
            return PublishOuts.find(repo, publish.targets(), progress);
        }
    }

    private String stage(List<String> paths) throws IOException {
        for (var each : metafiles.entrySet()) requireUnchanged(each.getKey(), each.getValue());
        repo.git().add(paths);
        return paths.size() == 1 ? paths.get(0) : paths.size() + " files";
    }

    /** Editors and Git take no lock of ours (safety 7.7). */
    private void requireUnchanged(String metafile, Optional<byte[]> before) throws IOException {
        var now = repo.disk().read(repo.root().resolve(metafile), Metafiles.MAX_BYTES);
        if (Arrays.equals(before.orElse(null), now.orElse(null))) return;
        throw JdvcException.of(Kind.CONFLICT, "'%s' was changed by someone else in the meantime", metafile)
                .hint("run the command again: it looks at what the file says now");
    }

    private String commit(List<String> paths) throws IOException {
        var scope = publish.options().stagedToo() ? Publishing.Scope.STAGED_TOO : Publishing.Scope.ONLY;
        var result = git.commit(paths, scope, plan.commit().message(), interaction());
        commit = result.commit();
        if (commit.isEmpty()) {
            listener.said(result.output());
            throw JdvcException.user("Git did not commit")
                    .hint("what Git or a hook said is above; put it right and run the command again");
        }
        return PublishObjects.shortened(commit.get()) + " " + plan.commit().message();
    }

    private Interaction interaction() {
        return publish.options().gitMayAsk() ? Interaction.TERMINAL : Interaction.NONE;
    }

    private Optional<String> gitPush() throws IOException, InterruptedException {
        var target = target().orElseThrow();
        if (!git.outgoing(target).needed()) return Optional.empty();
        step(Publish.Step.GIT_PUSH, () -> gitPush(target));
        return Optional.of(target.remote() + "/" + target.branch());
    }

    private String gitPush(PushTarget target) throws IOException, InterruptedException {
        var head = repo.git().head();
        requireData(git.outgoing(target).commits());
        if (!repo.git().head().equals(head)) {
            throw JdvcException.of(Kind.CONFLICT, "there is a new commit, whose data was not looked for")
                    .hint("run the command again");
        }
        var branch = plan.commit().branch();
        var result = git.push(branch, target, interaction());
        if (result.outcome() != PushResult.Outcome.DONE) {
            listener.said(result.output());
            throw refused(result.outcome(), target);
        }
        return branch + " to " + target.remote() + "/" + target.branch();
    }

    /** Hooks may have changed the commit, and other commits go with it: what was not verified yet is sent and verified. */
    private void requireData(List<String> commits) throws IOException, InterruptedException {
        var data = new PublishObjects(repo, publish.options().way(), progress);
        data.addCommits(commits);
        var lacking = data.ask(verified, false);
        if (lacking.count() == 0) return;
        if (!lacking.nowhere().isEmpty()) throw PublishObjects.nowhere(lacking.nowhere());
        push(data);
        requireThere(data.ask(verified, false));
    }

    private static JdvcException refused(PushResult.Outcome outcome, PushTarget target) {
        var place = target.remote() + "/" + target.branch();
        return switch (outcome) {
            case REJECTED ->
                JdvcException.user("'%s' has commits that are not here: Git's push was rejected", place)
                        .hint("run `git pull --rebase`, then the same command again");
            case REFUSED ->
                JdvcException.user("'%s' refused Git's push: a hook or protection there", target.remote())
                        .hint("what it said is above");
            case HOOK -> JdvcException.user("a hook here refused Git's push").hint("what it said is above");
            case FAILED, DONE ->
                JdvcException.user("Git could not push to '%s'", place)
                        .hint("what Git said is above; `git remote -v` shows where '%s' is", target.remote());
        };
    }
}
