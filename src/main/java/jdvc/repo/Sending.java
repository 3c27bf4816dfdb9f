package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.object.ObjectId;
import jdvc.store.LocalStore;
import jdvc.store.ObjectStore;
import jdvc.store.Transfer;

/** Transfers of several groups of objects, each with its own remote. */
final class Sending {

    /** Objects of some KiB spend their time waiting for the server; memory for so many is small. */
    private static final int DEFAULT_JOBS = 32;

    private final Repo repo;
    private final Choice.Way way;
    private final Progress progress;
    private final Set<ObjectId> copied = new HashSet<>();
    private final Map<String, String> missing = new TreeMap<>();
    private final Map<String, String> failed = new TreeMap<>();
    private final Set<ObjectId> lackingThere = new HashSet<>();
    private long bytes;

    Sending(Repo repo, Choice.Way way, Progress progress) {
        this.repo = repo;
        this.way = way;
        this.progress = progress;
    }

    /**
     * The answer.
     *
     * @param copied objects that were copied
     * @param missing objects that are on neither side, by id, with what users call them
     * @param failed objects that could not be copied, by what users call them, and why
     * @param warnings what was left out
     */
    record Result(
            int copied, long bytes, Map<String, String> missing, Map<String, String> failed, List<String> warnings) {}

    /** Copies from the cache to the remotes. */
    Result push(Objects objects) throws IOException, InterruptedException {
        for (var each : objects.groups().entrySet()) {
            var group = each.getValue();
            var remote = remote(each.getKey());
            var cache = repo.cache();
            copy("Pushing", group, group.wanted(), new Transfer.Route(cache, remote), jobs(each.getKey()));
            completeParts(group, new Transfer.Route(cache, remote), jobs(each.getKey()));
            notePresence(repo, each.getKey(), group, lackingThere);
        }
        return result(objects);
    }

    /** Takes note of the outputs that are complete on a remote now, and of those that are not. */
    static void notePresence(Repo repo, String remote, Objects.Group group, Set<ObjectId> lacking) throws IOException {
        var there = new ArrayList<ObjectId>();
        var notThere = new ArrayList<ObjectId>();
        for (var each : group.trees().entrySet()) {
            boolean whole =
                    !lacking.contains(each.getKey()) && each.getValue().stream().noneMatch(lacking::contains);
            (whole ? there : notThere).add(each.getKey());
        }
        for (var each : group.files()) (lacking.contains(each) ? notThere : there).add(each);
        var url = repo.config().remote(remote).url();
        long now = repo.env().clock().instant().getEpochSecond();
        Presence.open(repo.disk(), repo.state(), url).note(there, notThere, now);
    }

    /** Copies from the remotes to the cache. */
    Result fetch(Objects objects) throws IOException, InterruptedException {
        for (var each : objects.groups().entrySet()) {
            var group = each.getValue();
            var route = new Transfer.Route(remote(each.getKey()), repo.cache());
            copy("Fetching", group, group.wanted(), route, jobs(each.getKey()));
            // The listing of a part lies beside the cache until all its files are here (safety I2).
            completeParts(group, route, jobs(each.getKey()));
        }
        return result(objects);
    }

    /** Copies some objects from a remote to the cache. */
    Result fetch(String remote, Transfer.Wanted wanted) throws IOException, InterruptedException {
        var route = new Transfer.Route(remote(remote), repo.cache());
        copy("Fetching", new Objects.Group(), wanted, route, jobs(remote));
        return new Result(copied.size(), bytes, missing, failed, List.of());
    }

    /** A listing of which only some files were wanted follows when the others are there too (DEV-1, safety 2.2). */
    private void completeParts(Objects.Group group, Transfer.Route route, int jobs)
            throws IOException, InterruptedException {
        for (var part : group.parts().entrySet()) {
            if (!route.to().missing(part.getValue()).isEmpty()) continue;
            var wanted = new Transfer.Wanted(Map.of(part.getKey(), part.getValue()), List.of());
            copy("Completing", group, wanted, route, jobs);
        }
    }

    private void copy(String title, Objects.Group group, Transfer.Wanted wanted, Transfer.Route route, int jobs)
            throws IOException, InterruptedException {
        var lacking = lacking(group, wanted, route.to());
        if (lacking.isEmpty()) return;
        long size = sizeOf(lacking, group, route.from());
        if (route.to() instanceof LocalStore) requireSpace(size);
        requireQuota(route.to(), size);
        try (var task = progress.start(title, lacking.size(), size)) {
            var outcome = Transfer.copy(wanted, lacking, route, jobs, task);
            copied.addAll(outcome.copied());
            bytes += size;
            outcome.missing().forEach(id -> missing.put(id.toString(), nameOf(group, id)));
            outcome.failed().forEach((id, why) -> failed.put(nameOf(group, id), reason(why)));
            lackingThere.addAll(outcome.missing());
            lackingThere.addAll(outcome.failed().keySet());
        }
    }

    private Set<ObjectId> lacking(Objects.Group group, Transfer.Wanted wanted, ObjectStore to)
            throws IOException, InterruptedException {
        if (to == repo.cache()) return to.missing(wanted.ids());
        var there = new OnRemote(to, repo.cache(), group.sizes());
        var lacking = there.lacking(wanted.ids());
        for (var each : there.damaged()) {
            progress.warn("'" + nameOf(group, each) + "' is damaged in " + to.location() + ": it is sent again");
        }
        return lacking;
    }

    private static String nameOf(Objects.Group group, ObjectId id) {
        return group.names().getOrDefault(id, id.toString());
    }

    private static String reason(Exception why) {
        return why.getMessage() == null ? why.toString() : why.getMessage();
    }

    /** Returns the bytes to come, as far as they are known. */
    private long sizeOf(Set<ObjectId> lacking, Objects.Group group, ObjectStore from) throws IOException {
        long size = 0;
        for (var id : lacking) {
            if (from instanceof LocalStore local)
                size += local.stat(id).map(s -> s.size()).orElse(0L);
            else if (!id.isTree()) size += group.sizes().getOrDefault(id, 0L);
        }
        if (from instanceof LocalStore) return size;
        for (var tree : group.trees().keySet())
            if (lacking.contains(tree)) size += group.sizes().getOrDefault(tree, 0L);
        return size;
    }

    /** Refuses before the first byte what would pass the limit that is set for the remote. */
    private void requireQuota(ObjectStore to, long size) throws IOException, InterruptedException {
        for (var name : repo.config().remotes()) {
            var limit = repo.settings(progress).quota(name);
            if (limit.isEmpty()
                    || !to.location().equals(repo.config().remote(name).url())) continue;
            new Quota(repo.disk(), repo.state(), repo.env().clock()).require(name, to, limit.getAsLong(), size);
        }
    }

    /** Refuses before the first byte what could not fit (safety 3.9). */
    private void requireSpace(long size) throws IOException {
        if (size < 1 << 20) return;
        var place = repo.root().resolve(".dvc");
        for (var at = repo.cache().root(); at != null; at = at.getParent()) {
            if (repo.disk().stat(at).isEmpty()) continue;
            place = at;
            break;
        }
        long free = repo.disk().freeSpace(place);
        long need = size + size / 20 + (16 << 20);
        if (need <= free) return;
        throw JdvcException.of(Kind.NOSPACE, "%d bytes are needed in '%s', and %d are free", need, place, free)
                .hint("free some space, or set `cache.dir` to a larger disk");
    }

    private ObjectStore remote(String name) throws IOException, InterruptedException {
        var remote = repo.remote(name, progress);
        ForgottenUploads.drop(repo.uploads(), remote, repo.env().clock().instant());
        return remote;
    }

    private int jobs(String remote) {
        return way.jobs().orElse(repo.config().remote(remote).jobs().orElse(DEFAULT_JOBS));
    }

    private Result result(Objects objects) {
        failed.putAll(objects.problems());
        return new Result(copied.size() + objects.partListings(), bytes, missing, failed, objects.external());
    }

    /** @throws JdvcException if something of the transfer is not done (safety 13.2) */
    static void requireComplete(String verb, Map<String, String> missing, Map<String, String> failed) {
        if (failed.isEmpty() && missing.isEmpty()) return;
        var text = new StringBuilder();
        if (!failed.isEmpty()) {
            text.append(failed.size())
                    .append(failed.size() == 1 ? " file" : " files")
                    .append(" failed to ")
                    .append(verb);
            list(text, failed);
        }
        if (!missing.isEmpty()) {
            if (!text.isEmpty()) text.append('\n');
            text.append(missing.size()).append(missing.size() == 1 ? " file is" : " files are");
            text.append(" neither in the cache nor on the remote");
            list(text, missing);
        }
        throw JdvcException.of(Kind.PARTIAL, "%s", text)
                .hint(
                        missing.isEmpty()
                                ? "what was done stays done; run the command again to go on"
                                : "whoever has the data must `jdvc push` it, or add it anew");
    }

    private static void list(StringBuilder text, Map<String, String> items) {
        int shown = 0;
        for (var each : items.entrySet()) {
            if (shown++ == 20) {
                text.append("\n  … and ").append(items.size() - 20).append(" more");
                return;
            }
            text.append("\n  ").append(each.getKey()).append(": ").append(each.getValue());
        }
    }
}
