package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.LocalStore;
import jdvc.store.ObjectStore;
import jdvc.store.Stored;

/** Works out what a garbage collection deletes, and deletes it; both under the project's lock, and those of other projects. */
final class GcRun implements AutoCloseable {

    /** So long an object of a shared store is let be: other writers name theirs only when all of it is there (safety 6.7). */
    private static final Duration YOUNG = Duration.ofHours(24);

    /** So many are moved between two looks at the leases. */
    private static final int AT_A_TIME = 1000;

    /** A dangling file is waste, a dangling tree is a lie (safety 2.4). */
    private static final Comparator<ObjectId> TREES_FIRST =
            Comparator.comparing(ObjectId::isTree).reversed().thenComparing(Comparator.naturalOrder());

    private final Repo repo;
    private final Gc gc;
    private final Progress progress;
    private final List<Repo> others = new ArrayList<>();
    private final List<RepoLock> locks = new ArrayList<>();

    GcRun(Repo repo, Gc gc, Progress progress) {
        this.repo = repo;
        this.gc = gc;
        this.progress = progress;
    }

    /** What goes from one store, of one layout. */
    private static final class Load {
        private final Gc.Place place;
        private final ObjectStore store;
        private final Layout layout;
        private final SortedMap<ObjectId, Stored> victims = new TreeMap<>(TREES_FIRST);
        private long young;
        private long leased;

        Load(Gc.Place place, ObjectStore store, Layout layout) {
            this.place = place;
            this.store = store;
            this.layout = layout;
        }

        /** Lets what running commands need stay, and takes it out of {@code ids}. */
        void spare(Set<ObjectId> needed, Collection<ObjectId> ids) {
            var spared = new HashSet<>(ids);
            spared.retainAll(needed);
            ids.removeAll(spared);
            victims.keySet().removeAll(spared);
            leased += spared.size();
        }

        void spareYoung() {
            int all = victims.size();
            victims.values().removeIf(each -> each.age().compareTo(YOUNG) < 0);
            young += all - victims.size();
        }

        Gc.Share share(Map<ObjectId, String> names) {
            var shown = new ArrayList<Gc.Victim>();
            for (var each : victims.values()) {
                var name = Optional.ofNullable(names.get(each.id()));
                shown.add(new Gc.Victim(each.id().path(), each.length(), name));
            }
            return new Gc.Share(place, store.location(), layout, shown, new Gc.Spared(young, leased));
        }
    }

    Gc.Plan plan() throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            lock.requireHeld();
            var loads = loads();
            var victims = new HashSet<ObjectId>();
            for (var each : loads) victims.addAll(each.victims.keySet());
            return new Gc.Plan(
                    shares(loads, new GcNames(repo).of(victims)), !gc.options().noTrash());
        }
    }

    /** @param shown what the user agreed to; everything if absent */
    Gc.Report run(Optional<Gc.Plan> shown) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress);
                var operation = repo.journal().begin("gc")) {
            var loads = loads();
            if (shown.isPresent()) retain(loads, shown.get());
            lock.requireHeld();
            var limits = TrashBin.Limits.of(repo.settings(progress)); // before anything goes: they may be wrong
            var trash = TrashBin.of(repo.disk(), repo.cache());
            var place = place(loads, trash, operation);
            for (var each : loads) {
                if (each.place == Gc.Place.REMOTE) forget(each);
                clear(each, place);
            }
            trash.tidy(limits, place);
            operation.done();
            return new Gc.Report(shares(loads, Map.of()), place.map(Path::toString));
        }
    }

    private static void retain(List<Load> loads, Gc.Plan shown) {
        var agreed = new HashSet<String>();
        for (var share : shown.shares()) {
            for (var each : share.victims()) agreed.add(share.location() + "\n" + each.path());
        }
        for (var load : loads) {
            load.victims.keySet().removeIf(id -> !agreed.contains(load.store.location() + "\n" + id.path()));
        }
    }

    /** Returns where what leaves the cache is kept; absent if it is not, or nothing leaves. */
    private Optional<Path> place(List<Load> loads, TrashBin trash, Journal.Operation operation) throws IOException {
        boolean leaves = loads.stream().anyMatch(each -> each.place == Gc.Place.CACHE && !each.victims.isEmpty());
        if (!leaves || gc.options().noTrash()) return Optional.empty();
        var place = trash.place(operation.number());
        operation.cacheTrash(place);
        return Optional.of(place);
    }

    private List<Load> loads() throws IOException, InterruptedException {
        repo.jobs(gc.where().jobs());
        var used = used();
        var remotes = gc.where().cloud() || gc.where().notInRemote() ? remotes(used) : Map.<String, Set<ObjectId>>of();
        var kept = gc.where().notInRemote() ? notIn(remotes) : used.all();
        var loads = new ArrayList<>(loads(Gc.Place.CACHE, repo.cache(), kept));
        if (!gc.where().cloud()) return loads;
        for (var each : remotes.entrySet()) {
            loads.addAll(loads(Gc.Place.REMOTE, repo.remote(each.getKey(), progress), each.getValue()));
        }
        return loads;
    }

    private UsedObjects used() throws IOException, InterruptedException {
        var used = new UsedObjects(repo, gc.options().skipFailed(), progress);
        for (var typed : gc.keep().projects()) {
            var other = open(typed);
            locks.add(other.lock(progress));
            var theirs = new UsedObjects(other, gc.options().skipFailed(), progress);
            theirs.collect(gc.keep());
            used.add(theirs);
        }
        used.collect(gc.keep());
        return used;
    }

    private Repo open(String typed) throws IOException {
        var at = repo.env().at(repo.env().cwd().resolve(typed));
        var call = repo.call();
        var other = Repo.open(new Call(at, repo.disk(), call.argv(), call.waitForLock()));
        others.add(other);
        if (!other.root().equals(repo.root())) return other;
        throw JdvcException.of(Kind.LOCKED, "Unable to acquire lock: '%s' is this project itself", typed)
                .hint("leave it out: what this project uses is always kept");
    }

    /** Until all is deleted nobody may add in the other projects what was not there when their use was collected. */
    @Override
    public void close() throws IOException {
        for (var each : locks) each.close();
        for (var each : others) each.close();
    }

    /** Remotes by name, each place once, with all that must stay there. */
    private Map<String, Set<ObjectId>> remotes(UsedObjects used) throws IOException {
        var main = gc.where().remote().or(repo.config()::defaultRemote).orElseThrow(() -> Objects.noRemote(repo));
        var names = new LinkedHashMap<String, String>(); // by place
        var kept = new LinkedHashMap<String, Set<ObjectId>>();
        for (var each : used.byRemote().entrySet()) {
            if (each.getKey().isEmpty()) continue;
            var name = names.computeIfAbsent(repo.config().remote(each.getKey()).url(), any -> each.getKey());
            kept.computeIfAbsent(name, any -> new HashSet<>()).addAll(each.getValue());
        }
        var name = names.computeIfAbsent(repo.config().remote(main).url(), any -> main);
        kept.computeIfAbsent(name, any -> new HashSet<>())
                .addAll(used.byRemote().getOrDefault("", Set.of()));
        return kept;
    }

    /** What a remote lacks must stay, and with a tree its files (safety I2). */
    private Set<ObjectId> notIn(Map<String, Set<ObjectId>> remotes) throws IOException, InterruptedException {
        var kept = new HashSet<ObjectId>();
        for (var each : remotes.entrySet()) {
            var there = new OnRemote(repo.remote(each.getKey(), progress), repo.cache(), Map.of());
            kept.addAll(there.lacking(each.getValue()));
        }
        for (var id : List.copyOf(kept)) {
            if (!id.isTree()) continue;
            var tree = repo.cachedTree(id);
            if (tree.isPresent()) for (var entry : tree.get().entries()) kept.add(entry.id());
        }
        return kept;
    }

    /** Returns what goes from a store, for each layout. */
    private List<Load> loads(Gc.Place place, ObjectStore store, Set<ObjectId> kept)
            throws IOException, InterruptedException {
        boolean shared = place == Gc.Place.REMOTE || repo.sharesCache();
        var leased = leased(store);
        var stored = store.list();
        var loads = new ArrayList<Load>();
        for (var layout : Layout.values()) {
            var load = new Load(place, store, layout);
            for (var each : stored) {
                if (each.id().layout() == layout && !kept.contains(each.id())) load.victims.put(each.id(), each);
            }
            load.spare(leased, load.victims.keySet());
            if (shared && !gc.options().now()) load.spareYoung();
            loads.add(load);
        }
        return loads;
    }

    private static Set<ObjectId> leased(ObjectStore store) throws IOException {
        return store instanceof LocalStore local ? local.leased() : Set.of();
    }

    /** What this clone saw on a remote may not be there from now on, however far the deletion comes. */
    private void forget(Load load) throws IOException {
        if (load.victims.isEmpty()) return;
        var presence = Presence.open(repo.disk(), repo.state(), load.store.location());
        presence.note(
                List.of(), load.victims.keySet(), repo.env().clock().instant().getEpochSecond());
    }

    /** Leases are read again and again: a command may have begun since the plan. */
    private void clear(Load load, Optional<Path> trash) throws IOException, InterruptedException {
        var all = new ArrayList<>(load.victims.keySet());
        for (int start = 0; start < all.size(); start += AT_A_TIME) {
            var some = new ArrayList<>(all.subList(start, Math.min(all.size(), start + AT_A_TIME)));
            load.spare(leased(load.store), some);
            if (load.place == Gc.Place.CACHE && trash.isPresent()) repo.cache().displace(some, trash.get());
            else load.store.delete(some);
        }
    }

    private static List<Gc.Share> shares(List<Load> loads, Map<ObjectId, String> names) {
        return loads.stream().map(each -> each.share(names)).toList();
    }
}
