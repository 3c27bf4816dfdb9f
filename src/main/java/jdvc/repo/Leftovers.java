package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import jdvc.Progress;
import jdvc.disk.Stat;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.track.Out;
import jdvc.workspace.Change;

/**
 * Outputs that we placed, that no metafile names any more, and that plain checkout takes back: only those that are as we
 * placed them, whose content is in the cache, and whose metafile went by version control (safety 6.6). A metafile that was
 * deleted or cut by hand never costs a file (safety 6.2).
 */
final class Leftovers {

    private final Repo repo;
    private final Progress progress;

    Leftovers(Repo repo, Progress progress) {
        this.repo = repo;
        this.progress = progress;
    }

    /** Returns what is to go, given all outputs that there are. */
    List<Checkout.Item> besides(List<RelPath> tracked) throws IOException, InterruptedException {
        var items = new ArrayList<Checkout.Item>();
        var known = new HashSet<String>();
        for (var each : tracked) known.add(each.toString());
        for (var each : repo.links().all().entrySet()) {
            if (known.contains(each.getKey())) continue;
            var path = repo.relative(repo.root().resolve(each.getKey()).toString());
            if (path.isEmpty() || overlaps(path.get(), tracked)) continue;
            var out = Out.of(path.get()).with(Out.Hash.of(each.getValue().id()), Out.Meta.NONE);
            leftover(out, each.getValue()).ifPresent(items::add);
        }
        return items;
    }

    private static boolean overlaps(RelPath path, List<RelPath> tracked) {
        for (var each : tracked) if (each.startsWith(path) || path.startsWith(each)) return true;
        return false;
    }

    private Optional<Checkout.Item> leftover(Out out, Links.Link link) throws IOException, InterruptedException {
        var stat = repo.disk().stat(repo.root().resolve(out.path().toString()));
        if (stat.isEmpty() || stat.get().inode() != link.inode()) return Optional.empty();
        var status = new OutStatus(repo, progress);
        var tree = repo.cachedTree(out);
        boolean ours = status.isInCache(out)
                && status.changes(out, tree, Optional.empty()).isEmpty();
        if (!ours || !isGoneByGit(out.path() + ".dvc")) return Optional.empty();
        var changes = new ArrayList<Change>();
        if (tree.isEmpty()) changes.add(gone(out.path().toString(), stat.get(), link.id()));
        else
            for (var each : tree.get().entries()) {
                var path = out.path() + "/" + each.path();
                repo.disk().stat(repo.root().resolve(path)).ifPresent(s -> changes.add(gone(path, s, each.id())));
            }
        // A damaged object makes the file the last that is right (safety 6.6).
        for (var each : changes) {
            if (!repo.workspace().isSaved(each, out.layout(), repo.cache())) return Optional.empty();
        }
        return Optional.of(new Checkout.Item(out, Optional.empty(), tree, true, changes));
    }

    /** Gone from the disk and from Git's index, and in some commit: so what is checked out now is without it. */
    private boolean isGoneByGit(String metafile) throws IOException {
        if (repo.disk().stat(repo.root().resolve(metafile)).isPresent()) return false;
        if (!repo.git().tracked(List.of(metafile)).isEmpty()) return false;
        var opened = repo.git().history();
        if (opened.isEmpty()) return false;
        try (var history = opened.get()) {
            return history.hasHad(metafile);
        }
    }

    private static Change gone(String path, Stat stat, ObjectId id) {
        return new Change(path, Change.Kind.ADDED, Optional.of(stat), Optional.of(id), Optional.empty());
    }
}
