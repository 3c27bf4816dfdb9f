package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.git.History;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.store.Transfer;
import jdvc.track.Out;
import jdvc.track.Outs;

/** Paths as they were in a revision: {@code PATH@REV}, or a list of paths with one revision. */
final class AtRev {

    private final Repo repo;
    private final History history;

    /** An output of a revision, or the part of it that is meant. */
    record Found(Out out, Optional<RelPath> inner, String commit) {}

    AtRev(Repo repo, History history) {
        this.repo = repo;
        this.history = history;
    }

    /**
     * Reads {@code PATH@REV}: each {@code @} is tried from the left, the first split counts whose right side is a commit
     * and whose left side was tracked there.
     *
     * @throws JdvcException of kind USER if no split or more than one makes sense
     */
    Found parse(String typed) throws IOException {
        var readings = new ArrayList<Found>();
        var tried = new ArrayList<String>();
        for (int at = typed.indexOf('@', 1); at > 0 && at + 1 < typed.length(); at = typed.indexOf('@', at + 1)) {
            var path = typed.substring(0, at);
            var rev = typed.substring(at + 1);
            tried.add("'" + path + "' at '" + rev + "'");
            var commit = history.resolve(rev);
            if (commit.isPresent()) find(path, commit.get()).ifPresent(readings::add);
        }
        if (readings.size() == 1) return readings.get(0);
        var what = readings.isEmpty() ? "names no tracked path of a revision" : "can be read in two ways";
        throw JdvcException.user("'%s' %s (tried: %s)", typed, what, String.join(", ", tried))
                .hint("write `jdvc checkout --rev REV PATH`; `jdvc versions PATH` lists the revisions");
    }

    /** Returns what {@code path} was in a revision that is named by itself. */
    Found of(String path, String rev) throws IOException {
        var commit = Revs.commit(history, rev);
        return find(path, commit)
                .orElseThrow(() -> JdvcException.user("'%s' was not tracked at '%s'", path, rev)
                        .hint("run `jdvc versions %s` to see when it was", path));
    }

    private Optional<Found> find(String typed, String commit) throws IOException {
        var path = repo.relative(typed);
        if (path.isEmpty()) return Optional.empty();
        var owner = Outs.collect(new RevisionSource(history, commit)).owner(path.get());
        if (owner.isEmpty() || owner.get().out().id().isEmpty()) return Optional.empty();
        var out = owner.get().out();
        boolean whole = out.path().equals(path.get());
        var inner = whole ? Optional.<RelPath>empty() : Optional.of(Add.inside(out.path(), path.get()));
        return Optional.of(new Found(out, inner, commit));
    }

    /** Compares the workspace with what was found, whose objects are fetched first if the cache lacks them. */
    Checkout.Item item(Found found, Progress progress) throws IOException, InterruptedException {
        var out = found.out();
        var tree = repo.tree(out, progress);
        if (found.inner().isPresent()
                && tree.isPresent()
                && tree.get().below(found.inner().get()).isEmpty()) {
            throw JdvcException.user(
                    "'%s/%s' was not tracked at %s", out.path(), found.inner().get(), found.commit());
        }
        fetch(out, tree, found.inner(), progress);
        return Checkout.item(repo, out, tree, found.inner(), progress);
    }

    private void fetch(Out out, Optional<Tree> tree, Optional<RelPath> inner, Progress progress)
            throws IOException, InterruptedException {
        var wanted = wanted(out, tree, inner);
        if (repo.cache().missing(wanted.ids()).isEmpty()) return;
        var remote = out.remote().or(repo.config()::defaultRemote);
        if (remote.isEmpty()) {
            throw JdvcException.of(
                            JdvcException.Kind.MISSING,
                            "the data of '%s' in that revision is not in the cache, and there is no remote",
                            out.path())
                    .hint("set a remote that has it: `jdvc remote default NAME`");
        }
        var result = new Sending(repo, Choice.Way.DEFAULT, progress).fetch(remote.get(), wanted);
        Sending.requireComplete("download", result.missing(), result.failed());
    }

    private static Transfer.Wanted wanted(Out out, Optional<Tree> tree, Optional<RelPath> inner) {
        var id = out.id().orElseThrow();
        if (tree.isEmpty()) return new Transfer.Wanted(Map.of(), List.of(id));
        if (inner.isEmpty()) return new Transfer.Wanted(Map.of(id, OutStatus.objects(out, tree)), List.of());
        var ids = new ArrayList<ObjectId>();
        for (var each : tree.get().below(inner.get())) ids.add(each.id());
        return new Transfer.Wanted(Map.of(), ids);
    }
}
