package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.object.BadTreeException;
import jdvc.object.Layout;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.object.TreeEntry;
import jdvc.object.UnsafePathException;
import jdvc.store.LocalStore.Adoption;
import jdvc.track.Out;
import jdvc.workspace.LinkType;
import jdvc.workspace.Placement;
import jdvc.workspace.Snapshot;

/**
 * Brings outputs as they are now into cache and metafile, in the order in which each step only refers to what is durable:
 * files, tree, .gitignore, metafile, links (safety 2.1).
 */
final class Saving implements AutoCloseable {

    private static final String CHECKPOINTS = ".ipynb_checkpoints";

    private final Repo repo;
    private final Metafiles metafiles;
    private final Add.Mode mode;
    private final Placement placement;
    private final Intake intake;
    private final Links links;
    private final List<String> notes = new ArrayList<>();
    /** What was taken in since the cache was last whole. */
    private final Map<RelPath, Snapshot> taken = new LinkedHashMap<>();
    /** What is saved and not yet recorded. */
    private final List<Item> pending = new ArrayList<>();
    /** What outputs are now, for who saves several parts of one. */
    private final Map<RelPath, Out> saved = new HashMap<>();
    /** Listings that the cache does not get; the others are read there again, as they may be large. */
    private final Map<RelPath, Tree> trees = new HashMap<>();

    Saving(Repo repo, Journal.Operation operation, RepoLock lock, Add.Mode mode) throws IOException {
        this.repo = repo;
        this.mode = mode;
        metafiles = new Metafiles(repo, operation, lock);
        placement = repo.placement(operation);
        boolean link = mode == Add.Mode.RELINK && placement.preferred() == LinkType.HARDLINK;
        intake = new Intake(repo, link ? Adoption.HARDLINK : Adoption.COPY);
        links = repo.links();
    }

    /** An output, or the part of it at {@code inner}, and the .dvc file that records it. */
    record Item(RelPath metafile, Out out, Optional<RelPath> inner) {}

    /**
     * Saves outputs, and then records them all. If one of them fails, the ones before it are recorded; not if the user
     * stops it, who does not want to wait for that.
     */
    void save(List<Item> items, Progress progress) throws IOException, InterruptedException {
        try {
            for (var item : items) {
                var path = item.out().path();
                saved.put(path, take(saved.getOrDefault(path, item.out()), item.inner(), progress));
                pending.add(item);
            }
        } catch (IOException | RuntimeException e) {
            try {
                record();
            } catch (IOException | RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        record();
    }

    private void record() throws IOException, InterruptedException {
        if (pending.isEmpty()) return;
        flush();
        var ignored = new ArrayList<RelPath>();
        var recorded = new LinkedHashMap<RelPath, Map<RelPath, Out>>();
        for (var item : pending) {
            var now = now(item);
            if (now.cached()) ignored.add(now.path());
            recorded.computeIfAbsent(item.metafile(), any -> new LinkedHashMap<>())
                    .put(now.path(), now);
        }
        metafiles.write(ignored, recorded);
        for (var item : pending) relink(now(item), item.inner());
        pending.clear();
    }

    /** What the cache has under a legacy name is known when all is in it: of two files with that name it has one. */
    private void flush() throws IOException, InterruptedException {
        intake.flush();
        var lineEnds = new LineEnds(repo);
        for (var each : taken.entrySet()) {
            var snapshot = each.getValue();
            lineEnds.note(each.getKey(), snapshot.id().orElseThrow(), snapshot.tree())
                    .ifPresent(notes::add);
        }
        taken.clear();
    }

    private Out now(Item item) {
        return Objects.requireNonNull(saved.get(item.out().path()));
    }

    /** Saves an output and returns what a metafile has to say of it, which is for the caller to write. */
    Out content(Out out, Progress progress) throws IOException, InterruptedException {
        var now = take(out, Optional.empty(), progress);
        flush();
        return now;
    }

    private Out take(Out out, Optional<RelPath> inner, Progress progress) throws IOException, InterruptedException {
        if (out.unsupported().isPresent()) {
            throw JdvcException.user(
                    "'%s' cannot be saved: %s", out.path(), out.unsupported().get());
        }
        return inner.isPresent() ? part(out, inner.get(), progress) : whole(out, progress);
    }

    private Out whole(Out out, Progress progress) throws IOException, InterruptedException {
        boolean legacy = out.layout() == Layout.LEGACY;
        boolean same = out.id().isPresent() && legacy && isUnchanged(out, progress);
        // A changed legacy output becomes 3.x, as a whole, unless the project is kept for DVC 2.
        boolean stays = !legacy || same || out.id().isEmpty() || OutLayout.keepsLegacy(repo, progress);
        var snapshot = take(out.path(), stays ? out.layout() : Layout.V3, progress);
        if (!snapshot.exists()) throw JdvcException.user("output '%s' does not exist", out.path());
        note(out.path(), snapshot);
        var id = same ? out.id().get() : snapshot.id().orElseThrow();
        if (snapshot.tree().isPresent()) {
            var tree = snapshot.tree().get();
            storeTree(out.path(), tree);
            return out.with(
                    out.listing().isPresent() ? Out.Hash.of(tree) : Out.Hash.of(id),
                    Out.Meta.ofTree(snapshot.size(), tree.entries().size()));
        }
        return out.with(Out.Hash.of(id), Out.Meta.ofFile(snapshot.size(), snapshot.executable()));
    }

    private boolean isUnchanged(Out out, Progress progress) throws IOException, InterruptedException {
        return new OutStatus(repo, progress).workspace(out) == OutStatus.State.SAME;
    }

    private Snapshot take(RelPath path, Layout layout, Progress progress) throws IOException, InterruptedException {
        if (mode == Add.Mode.NO_COMMIT) return repo.workspace().hash(path, layout, progress);
        return intake.take(path, layout, progress);
    }

    /** Takes a listing in whose files the cache has. */
    void store(Tree tree) throws IOException {
        intake.store(tree);
    }

    private void storeTree(RelPath path, Tree tree) throws IOException {
        if (mode == Add.Mode.NO_COMMIT) trees.put(path, tree);
        else intake.store(tree);
    }

    /** Replaces, adds or drops what is at {@code inner}; the rest of the directory need not be here. */
    private Out part(Out out, RelPath inner, Progress progress) throws IOException, InterruptedException {
        var known = Optional.ofNullable(trees.get(out.path()));
        var base = (known.isPresent() ? known : repo.tree(out, progress))
                .orElseThrow(() -> JdvcException.user("'%s' is a file: there is nothing in it to add", out.path()));
        if (base.layout() == Layout.LEGACY && !OutLayout.keepsLegacy(repo, progress)) {
            throw JdvcException.user("'%s' was tracked by DVC 2: a part of it cannot be added", out.path())
                    .hint("run `jdvc add %s`, which brings all of it to the format of DVC 3", out.path());
        }
        var snapshot = take(join(out.path(), inner), base.layout(), progress);
        note(join(out.path(), inner), snapshot);
        var tree = splice(base, inner, snapshot);
        storeTree(out.path(), tree);
        return out.with(
                out.listing().isPresent() ? Out.Hash.of(tree) : Out.Hash.of(tree.id()),
                new Out.Meta(
                        tree.id().equals(base.id()) ? out.size() : size(out, base, inner, snapshot),
                        OptionalLong.of(tree.entries().size()),
                        false));
    }

    private static Tree splice(Tree base, RelPath inner, Snapshot snapshot) {
        var entries = new ArrayList<TreeEntry>(base.entries());
        entries.removeIf(e -> e.path().startsWith(inner));
        if (snapshot.tree().isPresent()) {
            for (var each : snapshot.tree().get().entries()) {
                entries.add(new TreeEntry(join(inner, each.path()), each.id()));
            }
        } else {
            snapshot.id().ifPresent(id -> entries.add(new TreeEntry(inner, id)));
        }
        try {
            return Tree.of(entries, base.layout());
        } catch (BadTreeException e) {
            throw JdvcException.of(Kind.UNSAFEPATH, "%s", e.getMessage());
        }
    }

    /** As DVC has it: known while files are only added; what a replaced or removed one had is not recorded. */
    private static OptionalLong size(Out out, Tree base, RelPath inner, Snapshot snapshot) {
        if (out.size().isEmpty() || !base.below(inner).isEmpty()) return OptionalLong.empty();
        return OptionalLong.of(out.size().getAsLong() + snapshot.size());
    }

    static RelPath join(RelPath directory, RelPath inner) {
        try {
            return directory.resolve(inner);
        } catch (UnsafePathException e) {
            throw JdvcException.of(Kind.UNSAFEPATH, "%s", e.getMessage());
        }
    }

    private void note(RelPath at, Snapshot snapshot) throws IOException, InterruptedException {
        if (mode != Add.Mode.NO_COMMIT && snapshot.exists()) taken.put(at, snapshot);
        for (var each : snapshot.nested()) notes.add("'" + each + "' is a project of its own and was left out");
        if (snapshot.tree().isEmpty()) return;
        for (var each : snapshot.tree().get().entries()) {
            var path = "/" + each.path();
            if (!path.contains("/" + CHECKPOINTS + "/")) continue;
            notes.add("there are checkpoints of Jupyter among the files; the line `" + CHECKPOINTS
                    + "/` in .dvcignore leaves them out");
            return;
        }
    }

    /** Gives the workspace's files the form that {@code cache.type} asks for. */
    void relink(Out out, Optional<RelPath> inner) throws IOException, InterruptedException {
        if (mode == Add.Mode.NO_COMMIT || !out.cached() || out.id().isEmpty()) return;
        var id = out.id().get();
        if (mode == Add.Mode.RELINK) {
            if (id.isTree()) relinkTree(out, inner);
            else placement.relink(out.path().toString(), id, out.executable());
        }
        // Inner paths are never recorded: plain checkout would take them back (DEV-4).
        var stat = repo.disk().stat(repo.root().resolve(out.path().toString()));
        if (stat.isPresent()) links.put(out.path().toString(), id, stat.get());
    }

    private void relinkTree(Out out, Optional<RelPath> inner) throws IOException, InterruptedException {
        var tree = repo.cachedTree(out).orElse(null);
        if (tree == null) return;
        boolean shared = placement.sharesFiles(tree.id());
        var entries = inner.isPresent() ? tree.below(inner.get()) : tree.entries();
        try (var workers = new Workers("relink", repo.env().cpus())) {
            workers.forEach(entries, each -> {
                var path = join(out.path(), each.path());
                // Files of their own are left alone, with their mode, as DVC leaves them.
                if (shared || isLinked(path)) placement.relink(path.toString(), each.id(), false);
            });
        }
    }

    private boolean isLinked(RelPath path) throws IOException {
        var stat = repo.disk().stat(repo.root().resolve(path.toString()));
        return stat.map(s -> s.isLink() || s.links() > 1).orElse(false);
    }

    /** Takes an output that moved out of the record of what was placed. */
    void forget(RelPath path) {
        links.remove(path.toString());
    }

    /** Makes sure of the cache and records what is left to record; tells whether Git has staged the metafiles. */
    boolean finish(Progress progress) throws IOException, InterruptedException {
        intake.settle(progress);
        links.save();
        return metafiles.stage(metafiles.touched());
    }

    Metafiles metafiles() {
        return metafiles;
    }

    List<String> files() {
        return metafiles.touched();
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public void close() throws IOException {
        intake.close();
        links.save();
    }
}
