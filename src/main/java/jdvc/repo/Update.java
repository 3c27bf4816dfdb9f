package jdvc.repo;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.track.Dep;
import jdvc.track.DvcFile.Digest;
import jdvc.track.Out;
import jdvc.track.Stage;

/**
 * Brings imports to what is current where they came from.
 *
 * @param targets as typed, at least one
 * @param rev what is to be followed from now on: a commit, or another run of MLflow; means nothing to another URL
 * @param recursive a directory means the metafiles in it
 * @param how how far to go
 * @param remote of {@link Extent#REMOTE}; the default one if absent
 * @param jobs downloads at a time
 */
public record Update(
        List<String> targets,
        Optional<String> rev,
        boolean recursive,
        Extent how,
        Optional<String> remote,
        OptionalInt jobs) {

    /** How much of an update is done. */
    public enum Extent {
        /** All of it. */
        DATA,
        /** What is current is written down, and the old data goes. */
        STATE,
        /** The data goes straight to a remote; the workspace stays as it is. */
        REMOTE
    }

    /** @param tell told of each import what is done with it */
    public void run(Repo repo, Progress progress, Consumer<String> tell) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            var scope = repo.scope(recursive, false);
            var stages = repo.outs(targets, scope).resolveStages(targets, scope);
            for (var stage : stages) requireImport(repo, stage);
            lock.requireFree(
                    repo.root(),
                    stages.stream()
                            .flatMap(stage -> stage.outs().stream())
                            .map(Out::path)
                            .toList());
            try (var importing = new Importing(repo, lock, "update", atATime(), progress)) {
                var one = new One(repo, importing, progress, tell);
                for (var stage : stages) {
                    if (stage.isRepoImport()) one.fromRepository(stage);
                    else one.fromUrl(stage);
                }
            }
        }
    }

    private int atATime() {
        return jobs.orElse(Get.DEFAULT_JOBS);
    }

    /** Before anything is changed. */
    private void requireImport(Repo repo, Stage stage) {
        if (stage.isRepoImport() && how == Extent.REMOTE) {
            throw JdvcException.user(
                    "Data imported from other DVC or Git repositories can't be updated with --to-remote");
        }
        if (stage.isImport()) return;
        throw JdvcException.user("'%s' is no import: there is nowhere to update it from", stage.address(repo.here()))
                .hint("only what `import` and `import-url` brought can be updated");
    }

    /** The update of one import after another. */
    private final class One {
        private final Repo repo;
        private final Importing importing;
        private final Progress progress;
        private final Consumer<String> tell;

        One(Repo repo, Importing importing, Progress progress, Consumer<String> tell) {
            this.repo = repo;
            this.importing = importing;
            this.progress = progress;
            this.tell = tell;
        }

        void fromRepository(Stage stage) throws IOException, InterruptedException {
            var out = stage.outs().get(0);
            var origin = Origin.of(stage.deps().get(0));
            var follow = rev.or(origin::rev);
            try (var upstream = origin.open(repo, follow, progress)) {
                var dep = origin.at(follow, upstream.commit());
                if (isCurrent(stage, importing.content(stage.metafile(), dep, out, Digest.of(out)))) return;
                tell(stage, origin.shown());
                if (how == Extent.STATE) {
                    importing.displace(out);
                    var cleared = cleared(out);
                    importing.write(stage.metafile(), dep, cleared, Digest.of(cleared));
                    return;
                }
                importing.take(stage.metafile(), dep, upstream, out);
            }
        }

        void fromUrl(Stage stage) throws IOException, InterruptedException {
            var out = stage.outs().get(0);
            var old = followed(stage.deps().get(0));
            if (rev.isPresent() && MlflowRun.of(old).isEmpty()) {
                progress.warn("'" + stage.address(repo.here()) + "' came from a URL, which has no revisions: --rev '"
                        + rev.get() + "' means nothing there");
            }
            try (var data = UrlSource.of(repo, old, atATime(), progress)) {
                if (how == Extent.REMOTE) {
                    send(stage, old, data);
                    return;
                }
                UrlSource.Found found;
                try {
                    found = data.find();
                } catch (JdvcException e) {
                    if (e.kind() == JdvcException.Kind.USER) tell(stage, data.shown());
                    throw e;
                }
                var dep = data.dep(old.text(), found, data.identity(found, out.layout()));
                byte[] same = importing.content(stage.metafile(), dep, out, Digest.of(out));
                if (isCurrent(stage, same)) return;
                tell(stage, data.shown());
                if (how == Extent.STATE) {
                    importing.displace(out);
                    importing.write(stage.metafile(), dep, cleared(out), Digest.of(out)); // the old one's, as in DVC
                } else if (isRecorded(stage, same) && new OutStatus(repo, progress).isInCache(out)) {
                    importing.place(out);
                } else {
                    var taken = data.take(found, out);
                    var now = data.dep(old.text(), found, taken.id());
                    importing.write(stage.metafile(), now, taken, Digest.of(taken));
                    importing.place(taken);
                }
            }
        }

        /** What a run of MLflow logged can be had of another run. */
        private Dep followed(Dep old) throws IOException, InterruptedException {
            var run = MlflowRun.of(old);
            if (rev.isEmpty() || run.isEmpty() || rev.get().equals(run.get().id())) return old;
            return old.atUrl(new MlflowRun(rev.get(), run.get().path()).url(repo, progress));
        }

        private void send(Stage stage, Dep old, UrlSource data) throws IOException, InterruptedException {
            var name = ImportUrl.remoteName(repo, remote);
            var found = data.find();
            var sent = data.send(found, stage.outs().get(0), name);
            var dep = data.dep(old.text(), found, sent.id());
            // the definition's hash stays that of before, as in DVC
            importing.write(
                    stage.metafile(),
                    dep,
                    sent,
                    new Digest(Optional.empty(), stage.facts().md5()));
        }

        private void tell(Stage stage, String what) {
            var path = stage.outs().get(0).path().toString();
            tell.accept("Importing '" + what + "' -> '" + repo.shown(path) + "'");
        }

        private static Out cleared(Out out) {
            return out.with(Out.Hash.NONE, Out.Meta.NONE);
        }

        /** Tells, also the user, whether the .dvc file would stay as it is, and the data is as it says. */
        private boolean isCurrent(Stage stage, byte[] content) throws IOException, InterruptedException {
            var out = stage.outs().get(0);
            if (!isRecorded(stage, content)) return false;
            var status = new OutStatus(repo, progress);
            boolean current = status.isInCache(out) && status.workspace(out) == OutStatus.State.SAME;
            if (current) tell.accept("'" + stage.address(repo.here()) + "' didn't change, skipping");
            return current;
        }

        private boolean isRecorded(Stage stage, byte[] content) throws IOException {
            return stage.outs().get(0).id().isPresent()
                    && Arrays.equals(importing.read(stage.metafile()).orElse(null), content);
        }
    }
}
