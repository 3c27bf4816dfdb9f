package jdvc.repo;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.object.ObjectId;
import jdvc.track.Out;
import jdvc.track.Outs;

/** The paths that objects have or had in the project, so that people know what they are asked about. */
final class GcNames {

    /** The newest commits tell most; older ones cost more than a name is worth. */
    private static final int COMMITS = 500;

    private final Repo repo;
    private final Map<ObjectId, String> names = new HashMap<>();

    GcNames(Repo repo) {
        this.repo = repo;
    }

    /** Returns the last known path of those that have one. */
    Map<ObjectId, String> of(Set<ObjectId> ids) throws IOException, InterruptedException {
        if (ids.isEmpty()) return names;
        addOuts(repo.outs(), ids);
        var opened = repo.git().history();
        if (opened.isEmpty()) return names;
        try (var history = opened.get()) {
            var all = history.allCommits();
            var commits = all.subList(0, Math.min(COMMITS, all.size()));
            var recorded = new RecordedOuts(history, commits);
            for (var commit : commits) {
                if (names.keySet().containsAll(ids)) break;
                try {
                    var outs = recorded.of(commit);
                    if (outs.isPresent()) addOuts(outs.get(), ids);
                } catch (JdvcException e) {
                    // a commit that cannot be read has no names to give
                }
            }
        }
        return names;
    }

    private void addOuts(Outs outs, Set<ObjectId> ids) throws IOException, InterruptedException {
        for (var each : outs.entries()) addOut(each.out(), ids);
    }

    private void addOut(Out out, Set<ObjectId> ids) throws IOException, InterruptedException {
        if (out.id().isEmpty()) return;
        var id = out.id().get();
        boolean news = ids.contains(id) && names.putIfAbsent(id, out.path().toString()) == null;
        if (!news || !id.isTree()) return;
        var tree = repo.cachedTree(out);
        if (tree.isEmpty()) return;
        for (var entry : tree.get().entries()) {
            if (ids.contains(entry.id())) names.putIfAbsent(entry.id(), out.path() + "/" + entry.path());
        }
    }
}
