package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.config.RemoteConfig;
import jdvc.object.ObjectId;
import jdvc.store.Stored;
import jdvc.track.Out;
import jdvc.track.Outs;

/** What ends with a project that is nowhere else. */
final class DestroyLoss {

    /** What DVC and jdvc put into {@code .dvc}. */
    private static final Set<String> OURS =
            Set.of("cache", "tmp", "config", "config.local", "jdvc.conf", ".gitignore", "plots");

    private final Repo repo;
    private final Progress progress;
    private final Path home;
    private final Map<ObjectId, Stored> stored = new TreeMap<>();
    private final List<String> silent = new ArrayList<>();
    private final boolean goes;

    DestroyLoss(Repo repo, Progress progress) throws IOException {
        this.repo = repo;
        this.progress = progress;
        home = repo.root().resolve(".dvc");
        goes = goes(repo);
        if (goes) for (var each : repo.cache().list()) stored.put(each.id(), each);
    }

    /** Tells whether the cache goes with {@code .dvc}: not by way of a link, nor of a mount. */
    static boolean goes(Repo repo) throws IOException {
        var disk = repo.disk();
        var root = repo.cache().root();
        var home = disk.realPath(repo.root().resolve(".dvc"));
        return disk.statTarget(root).isPresent()
                && disk.realPath(root).startsWith(home)
                && disk.sameFileSystem(root, home);
    }

    /** Returns what the cache holds; absent if it stays, or there is none. */
    Optional<Destroy.Amount> cache() {
        long bytes = 0;
        for (var each : stored.values()) bytes += each.length();
        return goes ? Optional.of(new Destroy.Amount(stored.size(), bytes)) : Optional.empty();
    }

    /** Returns the objects that neither the workspace nor a remote has. */
    List<Gc.Victim> objects(Outs outs) throws IOException, InterruptedException {
        var left = new HashSet<>(stored.keySet());
        for (var each : outs.entries()) if (!left.isEmpty()) left.removeAll(inWorkspace(each.out()));
        for (var name : repo.config().remotes()) if (!left.isEmpty()) ask(name, left);
        var names = new GcNames(repo).of(left);
        var lost = new ArrayList<Gc.Victim>();
        for (var each : stored.values()) {
            if (!left.contains(each.id())) continue;
            lost.add(new Gc.Victim(each.id().path(), each.length(), Optional.ofNullable(names.get(each.id()))));
        }
        return lost;
    }

    private Set<ObjectId> inWorkspace(Out out) throws IOException, InterruptedException {
        var held = new HashSet<ObjectId>();
        if (out.id().isEmpty() || repo.workspace().stat(out.path()).isEmpty()) return held;
        var tree = repo.cachedTree(out);
        if (out.id().get().isTree() && tree.isEmpty()) return held;
        var changed = new HashSet<String>();
        for (var each : new OutStatus(repo, progress).changes(out, tree, Optional.empty())) changed.add(each.path());
        if (changed.isEmpty()) held.add(out.id().get());
        if (tree.isEmpty()) return held;
        for (var each : tree.get().entries()) {
            if (!changed.contains(out.path() + "/" + each.path())) held.add(each.id());
        }
        return held;
    }

    private void ask(String name, Set<ObjectId> left) throws InterruptedException {
        try {
            var config = repo.config().remote(name);
            boolean inside = config.kind() == RemoteConfig.Kind.LOCAL
                    && config.directory().normalize().startsWith(home);
            if (inside) return; // it goes, too
            left.retainAll(new OnRemote(repo.remote(name, progress), repo.cache(), Map.of()).lacking(left));
        } catch (IOException | JdvcException e) {
            silent.add("'" + name + "': " + e.getMessage());
        }
    }

    List<String> silent() {
        return silent;
    }

    /** Returns how many files {@code undo} could bring back, or a quarantine keeps. */
    int trashed() throws IOException {
        int files = files(repo.state().resolve("trash"));
        if (!goes) return files;
        return files
                + files(repo.cache().root().resolve(".jdvc/trash"))
                + files(repo.cache().quarantine());
    }

    private int files(Path path) throws IOException {
        var stat = repo.disk().stat(path);
        if (stat.isEmpty()) return 0;
        if (!stat.get().isDirectory()) return 1;
        int files = 0;
        for (var name : repo.disk().list(path)) files += files(path.resolve(name));
        return files;
    }

    /** Returns what lies in {@code .dvc} and neither DVC nor jdvc put there. */
    List<String> others() throws IOException {
        return repo.disk().list(home).stream()
                .filter(name -> !OURS.contains(name))
                .sorted()
                .toList();
    }
}
