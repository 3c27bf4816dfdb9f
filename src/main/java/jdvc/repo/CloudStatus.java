package jdvc.repo;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdvc.Progress;
import jdvc.object.ObjectId;
import jdvc.store.ObjectStore;

/**
 * Compares the cache with the remotes.
 *
 * @param choice of which outputs
 * @param way which remote
 */
public record CloudStatus(Choice choice, Choice.Way way) {

    /**
     * The answer.
     *
     * @param objects {@code new} in the cache only, {@code deleted} on the remote only, {@code missing} in neither; by name
     * @param remotes the remotes that were asked
     * @param tracked whether anything is tracked at all
     * @param problems outputs that must not be acted on, and why
     */
    public record Report(
            Map<String, String> objects, List<String> remotes, boolean tracked, Map<String, String> problems) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        Objects objects;
        boolean tracked;
        try (var lock = repo.lock(progress)) {
            lock.requireHeld();
            objects = Objects.collect(repo, choice, way, Objects.Direction.COMPARE, progress);
            tracked = !repo.outs().stages().isEmpty();
        }
        objects.requireRemote();
        var words = new TreeMap<String, String>();
        for (var each : objects.groups().entrySet()) {
            var remote = repo.remote(each.getKey(), progress);
            repo.forgottenUploads().dropEverybodys(remote);
            var lacking = compare(repo, each.getValue(), remote, words, progress);
            Sending.notePresence(repo, each.getKey(), each.getValue(), lacking);
        }
        return new Report(words, remotes(repo, objects), tracked, objects.problems());
    }

    /** Returns the remotes that were asked, or without objects the one that would have been. */
    private List<String> remotes(Repo repo, Objects objects) {
        if (!objects.groups().isEmpty()) return List.copyOf(objects.groups().keySet());
        return way.remote().or(() -> repo.config().value("core.remote")).stream()
                .toList();
    }

    private static Set<ObjectId> compare(
            Repo repo, Objects.Group group, ObjectStore remote, Map<String, String> words, Progress progress)
            throws IOException, InterruptedException {
        var ids = group.wanted().ids();
        ids.addAll(group.parts().keySet());
        var notHere = repo.cache().missing(ids);
        var there = new OnRemote(remote, repo.cache(), group.sizes());
        var notThere = there.lacking(ids);
        for (var id : there.damaged()) {
            progress.warn(
                    "'" + group.nameOf(id) + "' is damaged in " + remote.location() + ": `jdvc push` sends it again");
        }
        for (var id : ids) {
            boolean here = !notHere.contains(id);
            boolean onRemote = !notThere.contains(id);
            if (here && onRemote) continue;
            words.put(group.nameOf(id), here ? "new" : onRemote ? "deleted" : "missing");
        }
        return notThere;
    }
}
