package jdvc.repo;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.object.ObjectId;
import jdvc.store.ObjectMissingException;
import jdvc.track.Out;
import jdvc.track.Outs;

/**
 * The objects that the metafiles of a scope name, by the remote that they belong to. A metafile that cannot be read, and a
 * listing that is nowhere, end it before anything is deleted (safety 2.4, DEV-6).
 */
final class UsedObjects {

    private static final String WORKSPACE = "workspace";

    private final Repo repo;
    private final boolean skipFailed;
    private final Progress progress;
    private final Map<String, Set<ObjectId>> byRemote = new HashMap<>();

    /** @param skipFailed a commit that cannot be read is told and passed over; what it uses is then not kept */
    UsedObjects(Repo repo, boolean skipFailed, Progress progress) {
        this.repo = repo;
        this.skipFailed = skipFailed;
        this.progress = progress;
    }

    /** Adds what the workspace and the scope's commits use. */
    void collect(KeptScope scope) throws IOException, InterruptedException {
        add(WORKSPACE, () -> Optional.of(repo.outs()));
        if (!scope.hasRevisions() || repo.git().workTree().isEmpty()) return;
        try (var history = repo.git().history().orElseThrow(Revs::noGit)) {
            var commits = scope.commits(history);
            var recorded = new RecordedOuts(history, commits);
            for (var commit : commits) add(commit, () -> recorded.of(commit));
        }
    }

    private interface Reading {
        Optional<Outs> outs() throws IOException;
    }

    private void add(String where, Reading reading) throws IOException, InterruptedException {
        try {
            var outs = reading.outs();
            if (outs.isPresent()) add(outs.get());
        } catch (JdvcException e) {
            Revs.requireOwnFault(e);
            if (!skipFailed || where.equals(WORKSPACE)) {
                throw JdvcException.of(e.kind(), "failed to collect '%s': %s", where, e.getMessage())
                        .hint("nothing was deleted; mend it, or pass over a commit with --skip-failed");
            }
            progress.warn("Failed to collect '" + where + "', skipping: " + e.getMessage());
        }
    }

    private void add(Outs outs) throws IOException, InterruptedException {
        for (var each : outs.entries()) add(each.out());
        for (var each : outs.problems()) each.id().ifPresent(id -> of("").add(id));
    }

    private void add(Out out) throws IOException, InterruptedException {
        if (!out.cached() || out.id().isEmpty()) return;
        var id = out.id().get();
        var used = of(out.remote().orElse(""));
        boolean known = !used.add(id);
        if (known || !id.isTree()) return;
        try {
            var tree = repo.tree(out, progress);
            if (tree.isPresent()) for (var each : tree.get().entries()) used.add(each.id());
        } catch (ObjectMissingException e) {
            throw JdvcException.of(
                            Kind.MISSING,
                            "unable to fully collect used cache without cache for directory '%s'",
                            out.path())
                    .hint(
                            "its listing %s is neither in the cache nor on the remote: nobody can say what it uses",
                            e.id());
        }
    }

    /** Adds what another project uses, whose remotes are not this one's: all of it counts for the default one. */
    void add(UsedObjects other) {
        of("").addAll(other.all());
    }

    private Set<ObjectId> of(String remote) {
        return byRemote.computeIfAbsent(remote, any -> new HashSet<>());
    }

    /** Returns what belongs to each remote that outputs name, and under the empty name what belongs to the default one. */
    Map<String, Set<ObjectId>> byRemote() {
        return byRemote;
    }

    Set<ObjectId> all() {
        var all = new HashSet<ObjectId>();
        byRemote.values().forEach(all::addAll);
        return all;
    }
}
