package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.object.ObjectId;
import jdvc.store.Lease;
import jdvc.store.LocalStore;
import jdvc.store.ObjectStore;
import jdvc.store.Transfer;

/** Transfers of several groups of objects, each with its own remote. */
final class Sending {

    /** Objects of some KiB spend their time waiting for the server; memory for so many is small. */
    private static final int DEFAULT_JOBS = 32;

    /** How often a fetch is repeated for what somebody deletes from the cache while it runs. */
    private static final int ATTEMPTS = 3;

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

    /** Which copies a fetch leads to. */
    enum Destination {
        CACHE,
        /** A checkout follows, which may copy what came once more. */
        WORKSPACE
    }

    /**
     * What one remote is to give or take.
     *
     * @param lacking what is to be copied
     * @param size of that, as far as it is known
     */
    private record Load(String remote, Objects.Group group, Transfer.Route route, Set<ObjectId> lacking, long size) {}

    /** Copies from the cache to the remotes. */
    Result push(Objects objects) throws IOException, InterruptedException {
        var loads = new ArrayList<Load>();
        for (var each : objects.groups().entrySet()) {
            var store = repo.remote(each.getKey(), progress);
            forgotten().dropEverybodys(store);
            var route = new Transfer.Route(repo.cache(), store, each.getValue()::nameOf);
            loads.add(load(each.getKey(), each.getValue(), each.getValue().wanted(), route));
        }
        var more = new LinkedHashMap<String, Long>();
        for (var load : loads) more.put(load.remote, load.size);
        Quota.requireRoom(repo, more, progress);
        for (var load : loads) {
            copy("Pushing", load, load.group.wanted());
            completeParts(load);
            notePresence(repo, load.remote, load.group, lackingThere);
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
    Result fetch(Objects objects, Destination destination) throws IOException, InterruptedException {
        var loads = new ArrayList<Load>();
        for (var each : objects.groups().entrySet()) {
            var route = new Transfer.Route(remote(each.getKey()), repo.cache(), each.getValue()::nameOf);
            loads.add(load(each.getKey(), each.getValue(), each.getValue().wanted(), route));
        }
        long size = loads.stream().mapToLong(Load::size).sum();
        var coming = new ArrayList<ObjectId>();
        for (var load : loads) coming.addAll(load.lacking);
        new Space(repo, coming).require(destination, size);
        for (var load : loads) {
            copy("Fetching", load, load.group.wanted());
            // The listing of a part lies beside the cache until all its files are here (safety I2).
            completeParts(load);
        }
        return result(objects);
    }

    /** Copies some objects from a remote to the cache. */
    Result fetch(String remote, Transfer.Wanted wanted) throws IOException, InterruptedException {
        var load = load(
                remote,
                new Objects.Group(),
                wanted,
                new Transfer.Route(remote(remote), repo.cache(), ObjectId::toString));
        new Space(repo, load.lacking).require(Destination.CACHE, load.size);
        copy("Fetching", load, wanted);
        return new Result(copied.size(), bytes, missing, failed, List.of());
    }

    /** Copies objects of the cache to a remote, whatever it has under their names. */
    Result repair(String remote, Objects.Group group, Transfer.Wanted wanted, Set<ObjectId> ids)
            throws IOException, InterruptedException {
        var route = new Transfer.Route(repo.cache(), repo.remote(remote, progress), group::nameOf);
        var load = new Load(remote, group, route, ids, sizeOf(ids, group, route.from()));
        Quota.requireRoom(repo, Map.of(remote, load.size), progress);
        copy("Repairing", load, wanted);
        return new Result(copied.size(), bytes, missing, failed, List.of());
    }

    private Load load(String remote, Objects.Group group, Transfer.Wanted wanted, Transfer.Route route)
            throws IOException, InterruptedException {
        var lacking = lacking(group, wanted, route.to());
        return new Load(remote, group, route, lacking, sizeOf(lacking, group, route.from()));
    }

    /** A listing of which only some files were wanted follows when the others are there too (DEV-1, safety 2.2). */
    private void completeParts(Load load) throws IOException, InterruptedException {
        for (var part : load.group.parts().entrySet()) {
            if (!load.route.to().lengths(part.getValue()).keySet().containsAll(part.getValue())) continue;
            var wanted = new Transfer.Wanted(Map.of(part.getKey(), part.getValue()), List.of());
            copy("Completing", load(load.remote, load.group, wanted, load.route), wanted);
        }
    }

    private void copy(String title, Load load, Transfer.Wanted wanted) throws IOException, InterruptedException {
        if (load.lacking.isEmpty()) return;
        boolean down = load.route.to() == repo.cache();
        long sent = load.size; // how much of it an interrupted transfer sent is not known
        try (var lease = repo.cache().lease();
                var task = progress.start(title, load.lacking.size(), load.size)) {
            lease.hold(down ? wanted.ids() : load.lacking);
            var done = new HashSet<ObjectId>();
            var todo = load.lacking;
            for (int attempt = 1; !todo.isEmpty(); attempt++) {
                var outcome = Transfer.copy(wanted, todo, load.route, jobs(load.remote), task);
                // What the cache lacks may be there without our seeing it: then this says so (safety 11.4).
                if (!down && !outcome.missing().isEmpty()) load.route.to().missing(wanted.ids());
                done.addAll(take(load.group, outcome));
                todo = down ? lost(lease, attempt, load.group) : Set.of();
            }
            sent = sizeOf(done, load.group, load.route.from());
            bytes += load.size;
        } finally {
            if (!down) Quota.noteSent(repo, load.remote, sent, progress);
        }
    }

    private Set<ObjectId> take(Objects.Group group, Transfer.Outcome outcome) {
        copied.addAll(outcome.copied());
        outcome.missing().forEach(id -> missing.put(id.toString(), group.nameOf(id)));
        outcome.failed().forEach((id, why) -> failed.put(group.nameOf(id), reason(why)));
        lackingThere.addAll(outcome.missing());
        lackingThere.addAll(outcome.failed().keySet());
        return outcome.copied();
    }

    /** Returns what was in the cache and was deleted meanwhile, to be copied again; after so many attempts it has failed. */
    private Set<ObjectId> lost(Lease lease, int attempt, Objects.Group group) throws IOException, InterruptedException {
        var lost = lease.lost();
        lost.removeAll(lackingThere);
        if (attempt < ATTEMPTS) return lost;
        for (var id : lost) failed.put(group.nameOf(id), "it is deleted from the cache as soon as it is there");
        return Set.of();
    }

    private Set<ObjectId> lacking(Objects.Group group, Transfer.Wanted wanted, ObjectStore to)
            throws IOException, InterruptedException {
        if (to == repo.cache()) return to.missing(wanted.ids());
        var there = new OnRemote(to, repo.cache(), group.sizes());
        var lacking = there.toSend(wanted.ids());
        for (var each : there.damaged()) {
            progress.warn("'" + group.nameOf(each) + "' is damaged in " + to.location() + ": it is sent again");
        }
        return lacking;
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

    private ObjectStore remote(String name) throws IOException, InterruptedException {
        var remote = repo.remote(name, progress);
        forgotten().drop(remote);
        return remote;
    }

    private ForgottenUploads forgotten() {
        return repo.forgottenUploads();
    }

    /** Returns how many transfers at a time a remote gets. */
    int jobs(String remote) {
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
        var lines = new ArrayList<String>();
        items.forEach((name, what) -> lines.add(name + ": " + what));
        Lines.append(text, lines);
    }
}
