package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        private final Map<ObjectId, Stored> victims = new TreeMap<>();
        private long young;
        private long leased;

        Load(Gc.Place place, ObjectStore store, Layout layout) {
            this.place = place;
            this.store = store;
            this.layout = layout;
        }

        /** Trees before files: a dangling file is waste, a dangling tree is a lie (safety 2.4). */
        List<ObjectId> inOrder() {
            var ordered = new ArrayList<ObjectId>();
            for (var id : victims.keySet()) if (id.isTree()) ordered.add(id);
            for (var id : victims.keySet()) if (!id.isTree()) ordered.add(id);
            return ordered;
        }

        Gc.Share share(Map<ObjectId, String> names) {
            var shown = new ArrayList<Gc.Victim>();
            for (var each : inOrder()) {
                var length = Optional.ofNullable(victims.get(each))
                        .map(Stored::length)
                        .orElse(0L);
                shown.add(new Gc.Victim(each.path(), length, Optional.ofNullable(names.get(each))));
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
            var trash = trash(loads, operation);
            for (var each : loads) {
                if (each.victims.isEmpty()) continue;
                if (each.place == Gc.Place.CACHE) clear(each, trash);
                else clear(each);
            }
            operation.done();
            return new Gc.Report(shares(loads, Map.of()), trash.map(Path::toString));
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
    private Optional<Path> trash(List<Load> loads, Journal.Operation operation) throws IOException {
        boolean leaves = loads.stream().anyMatch(each -> each.place == Gc.Place.CACHE && !each.victims.isEmpty());
        var trash = new CacheTrash(repo.disk(), repo.cache());
        trash.expire(repo.settings(progress).trashDays());
        if (!leaves || gc.options().noTrash()) return Optional.empty();
        var place = trash.place(operation.number());
        operation.cacheTrash(place);
        return Optional.of(place);
    }

    private List<Load> loads() throws IOException, InterruptedException {
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
        Set<ObjectId> leased = store instanceof LocalStore local ? local.leased() : Set.of();
        var loads = new LinkedHashMap<Layout, Load>();
        for (var layout : Layout.values()) loads.put(layout, new Load(place, store, layout));
        for (var each : store.list()) {
            if (kept.contains(each.id())) continue;
            var load = loads.get(each.id().layout());
            if (load == null) continue;
            boolean young = shared && !gc.options().now() && each.age().compareTo(YOUNG) < 0;
            if (leased.contains(each.id())) load.leased++;
            else if (young) load.young++;
            else load.victims.put(each.id(), each);
        }
        return List.copyOf(loads.values());
    }

    /** Leases are read again and again: a command may have begun since the plan. */
    private void clear(Load load, Optional<Path> trash) throws IOException {
        var cache = repo.cache();
        var all = load.inOrder();
        for (int start = 0; start < all.size(); start += AT_A_TIME) {
            var some = new ArrayList<>(all.subList(start, Math.min(all.size(), start + AT_A_TIME)));
            var leased = cache.leased();
            some.removeIf(id -> leased.contains(id) && load.victims.remove(id) != null);
            if (trash.isPresent()) cache.displace(some, trash.get());
            else cache.delete(some);
        }
    }

    /** What this clone saw on a remote may be gone from it then. */
    private void clear(Load load) throws IOException, InterruptedException {
        load.store.delete(load.inOrder());
        var presence = Presence.open(repo.disk(), repo.state(), load.store.location());
        presence.note(
                List.of(), load.victims.keySet(), repo.env().clock().instant().getEpochSecond());
    }

    private static List<Gc.Share> shares(List<Load> loads, Map<ObjectId, String> names) {
        return loads.stream().map(each -> each.share(names)).toList();
    }
}
