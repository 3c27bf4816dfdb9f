package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import jdvc.Progress;
import jdvc.object.ObjectId;
import jdvc.store.LocalStore;
import jdvc.store.ObjectStore;
import jdvc.store.Transfer;

/** One check of the cache and the remotes, and what is repaired meanwhile. */
final class FsckRun {

    private static final long MAX_STATE_BYTES = 16 << 20;
    private static final String CACHE = "cache";

    private final Repo repo;
    private final Fsck fsck;
    private final Progress progress;
    private final List<Fsck.Place> places = new ArrayList<>();
    private final List<Fsck.Problem> problems = new ArrayList<>();
    private final Map<String, String> unchecked = new TreeMap<>();
    private boolean quarantined;

    FsckRun(Repo repo, Fsck fsck, Progress progress) {
        this.repo = repo;
        this.fsck = fsck;
        this.progress = progress;
    }

    Fsck.Report report() throws IOException {
        boolean ok = unchecked.isEmpty() && problems.stream().allMatch(Fsck.Problem::repaired);
        Optional<String> kept =
                quarantined ? Optional.of(repo.cache().quarantine().toString()) : Optional.empty();
        return new Fsck.Report(ok, places, problems, kept, unchecked);
    }

    void checkCache() throws IOException, InterruptedException {
        var cache = repo.cache();
        var there = fsck.choice().targets().isEmpty() ? cache.names() : List.<ObjectId>of();
        var damaged = damagedListings(cache, there);
        var wanted = new Wanted();
        wanted.add(collect(Objects.Direction.CACHE));
        var remote =
                fsck.options().repair() ? Optional.of(collect(Objects.Direction.VERIFY)) : Optional.<Objects>empty();
        remote.ifPresent(wanted::add);
        var others = new HashSet<>(there);
        others.removeAll(damaged);
        var check = new StoreCheck(repo, cache, wanted.sizes, state(cache));
        check.run(wanted.ids, others, repo.env().cpus(), progress);
        var troubles = new TreeMap<>(check.troubles());
        for (var id : damaged) troubles.put(id, Fsck.Trouble.DAMAGED);
        quarantined = troubles.containsValue(Fsck.Trouble.DAMAGED);
        repo.cache().newlySetAside(); // told in the report
        if (remote.isPresent()) fetch(remote.get(), troubles.keySet());
        places.add(check.place(CACHE));
        note(CACHE, troubles, wanted.names, cache);
    }

    /** What outputs need, whatever remote they have. */
    private static final class Wanted {
        private final Set<ObjectId> ids = new HashSet<>();
        private final Map<ObjectId, Long> sizes = new HashMap<>();
        private final Map<ObjectId, String> names = new HashMap<>();

        void add(Objects objects) {
            for (var group : objects.groups().values()) {
                ids.addAll(FsckRun.ids(group));
                sizes.putAll(group.sizes());
                names.putAll(group.names());
            }
        }
    }

    /** Listings come first: which files there have to be is read from them. */
    private static Set<ObjectId> damagedListings(LocalStore cache, Collection<ObjectId> there) throws IOException {
        var damaged = new HashSet<ObjectId>();
        for (var id : there) {
            if (id.isTree() && !cache.rehash(id, Progress.Task.NONE)) damaged.add(id);
        }
        return damaged;
    }

    void checkRemotes() throws IOException, InterruptedException {
        var objects = collect(Objects.Direction.VERIFY);
        if (objects.groups().containsKey(Objects.NO_REMOTE)) throw Objects.noRemote(repo);
        for (var each : objects.groups().entrySet()) {
            var group = each.getValue();
            var remote = repo.remote(each.getKey(), progress);
            var check = new StoreCheck(repo, remote, group.sizes(), state(remote));
            check.run(ids(group), List.of(), sending().jobs(each.getKey()), progress);
            if (fsck.options().repair())
                push(each.getKey(), group, check.troubles().keySet());
            places.add(check.place(each.getKey()));
            note(each.getKey(), check.troubles(), group.names(), remote);
        }
    }

    private Objects collect(Objects.Direction direction) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            lock.requireHeld();
            var objects = Objects.collect(repo, fsck.choice(), fsck.way(), direction, progress);
            unchecked.putAll(objects.problems());
            return objects;
        }
    }

    private static Set<ObjectId> ids(Objects.Group group) {
        var ids = group.wanted().ids();
        ids.addAll(group.parts().keySet());
        return ids;
    }

    private FsckState state(ObjectStore store) throws IOException {
        var file = new StateFile(repo.disk(), repo.state().resolve("fsck"), MAX_STATE_BYTES);
        var state = new FsckState(
                file,
                repo.env().clock(),
                store.location(),
                fsck.scope(),
                fsck.options().subset());
        if (fsck.options().restart()) state.end();
        return state;
    }

    /** What the cache lacks comes from the remotes; what comes is hashed, so nothing wrong is copied. */
    private void fetch(Objects objects, Set<ObjectId> bad) throws IOException, InterruptedException {
        var rest = new HashSet<>(bad);
        for (var each : objects.groups().entrySet()) {
            if (each.getKey().equals(Objects.NO_REMOTE)) continue;
            fetch(each.getKey(), wanted(each.getValue(), bad));
            rest.removeAll(ids(each.getValue()));
        }
        // What no chosen output names, the default remote may have; without its files a listing is not wanted.
        var name = fsck.way().remote().or(repo.config()::defaultRemote);
        rest.removeIf(ObjectId::isTree);
        if (name.isPresent() && !rest.isEmpty()) fetch(name.get(), new Transfer.Wanted(Map.of(), rest));
    }

    private void fetch(String remote, Transfer.Wanted wanted) throws IOException, InterruptedException {
        if (!wanted.ids().isEmpty()) sending().fetch(remote, wanted);
    }

    private Sending sending() {
        return new Sending(repo, fsck.way(), progress);
    }

    /** What the remote lacks comes from the cache, whose bytes are hashed on their way (safety 5.4). */
    private void push(String name, Objects.Group group, Set<ObjectId> bad) throws IOException, InterruptedException {
        var here = new HashSet<>(bad);
        here.removeAll(repo.cache().missing(bad));
        if (here.isEmpty()) return;
        var result = sending().repair(name, group, wanted(group, here), here);
        result.failed().forEach((what, why) -> progress.warn(what + ": " + why));
    }

    /** Returns the bad ones of a group, listings with their files, which are there before them (safety I2). */
    private static Transfer.Wanted wanted(Objects.Group group, Set<ObjectId> bad) {
        var trees = new HashMap<ObjectId, Collection<ObjectId>>();
        var files = new HashSet<ObjectId>();
        for (var id : ids(group)) {
            if (!bad.contains(id)) continue;
            var closure = group.trees().getOrDefault(id, group.parts().getOrDefault(id, List.of()));
            if (id.isTree() && !closure.isEmpty()) trees.put(id, closure);
            else files.add(id);
        }
        return new Transfer.Wanted(trees, files);
    }

    private void note(
            String place, Map<ObjectId, Fsck.Trouble> troubles, Map<ObjectId, String> names, ObjectStore store)
            throws IOException, InterruptedException {
        if (troubles.isEmpty()) return;
        var still = fsck.options().repair() ? broken(troubles.keySet(), store) : troubles.keySet();
        var found = new ArrayList<Fsck.Problem>();
        troubles.forEach((id, trouble) -> found.add(new Fsck.Problem(
                place, id.toString(), names.getOrDefault(id, id.toString()), trouble, !still.contains(id))));
        found.sort(Comparator.comparing(Fsck.Problem::name));
        problems.addAll(found);
    }

    /** Asks once more, and reads: that something was copied is no proof. */
    private static Set<ObjectId> broken(Set<ObjectId> ids, ObjectStore store) throws IOException, InterruptedException {
        var broken = new HashSet<>(store.missing(ids));
        for (var id : ids) {
            if (!broken.contains(id) && !OnRemote.readsRight(store, id, Progress.Task.NONE)) broken.add(id);
        }
        return broken;
    }
}
