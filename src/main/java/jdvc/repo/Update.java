package jdvc.repo;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.track.Out;
import jdvc.track.Stage;

/**
 * Brings imports to what is current where they came from.
 *
 * @param targets as typed, at least one
 * @param rev what is to be followed from now on
 * @param recursive a directory means the metafiles in it
 * @param download false: only the commit is written down, and the old data goes
 */
public record Update(
        List<String> targets, Optional<String> rev, boolean recursive, boolean download, OptionalInt jobs) {

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
            var importing = new Importing(repo, lock, jobs.orElse(Get.DEFAULT_JOBS), progress);
            for (var stage : stages) update(repo, stage, importing, progress, tell);
        }
    }

    /** Before anything is changed. */
    private static void requireImport(Repo repo, Stage stage) {
        if (stage.isRepoImport()) return;
        var address = stage.address(repo.here());
        if (stage.isImport()) {
            throw JdvcException.user("'%s' came from a URL, which jdvc does not ask", address)
                    .hint("`dvc update %s` does", address);
        }
        throw JdvcException.user("'%s' is no import: there is nowhere to update it from", address)
                .hint("only what `import` brought can be updated");
    }

    private void update(Repo repo, Stage stage, Importing importing, Progress progress, Consumer<String> tell)
            throws IOException, InterruptedException {
        var out = stage.outs().get(0);
        var origin = Origin.of(stage.deps().get(0));
        var follow = rev.or(origin::rev);
        try (var upstream = origin.open(repo, follow, progress)) {
            var dep = origin.at(follow, upstream.commit());
            if (isCurrent(repo, stage, importing.content(stage.metafile(), dep, out, true), importing, progress)) {
                tell.accept("'" + stage.address(repo.here()) + "' didn't change, skipping");
                return;
            }
            tell.accept("Importing '" + origin.shown() + "' -> '"
                    + repo.shown(out.path().toString()) + "'");
            if (!download) {
                importing.displace(out);
                importing.write(stage.metafile(), dep, out.with(Out.Hash.NONE, Out.Meta.NONE), true);
                return;
            }
            importing.take(stage.metafile(), dep, upstream, out);
        }
    }

    /** Tells whether the .dvc file would stay as it is, and the data is as it says. */
    private static boolean isCurrent(Repo repo, Stage stage, byte[] content, Importing importing, Progress progress)
            throws IOException, InterruptedException {
        var out = stage.outs().get(0);
        if (out.id().isEmpty()
                || !Arrays.equals(importing.read(stage.metafile()).orElse(null), content)) return false;
        var status = new OutStatus(repo, progress);
        return status.isInCache(out) && status.workspace(out) == OutStatus.State.SAME;
    }
}
