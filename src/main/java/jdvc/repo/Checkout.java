package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.store.ObjectMissingException;
import jdvc.track.Out;
import jdvc.track.Selected;
import jdvc.workspace.Change;
import jdvc.workspace.Placement;

/**
 * Makes the workspace match the metafiles, from the cache; or paths what they were in a revision, which may be fetched.
 *
 * @param targets as typed, also {@code PATH@REV}; all outputs if empty
 * @param options how targets are meant
 * @param force replace and delete files whose bytes are nowhere else; they go to the trash
 * @param relink give files the form that {@code cache.type} asks for
 */
public record Checkout(List<String> targets, Options options, boolean force, boolean relink) {

    /**
     * How targets are meant, and whether an output that the cache lacks is no failure.
     *
     * @param rev the revision that all targets are of
     */
    public record Options(boolean recursive, boolean withDeps, boolean allowMissing, Optional<String> rev) {

        public static final Options DEFAULT = new Options(false, false, false, Optional.empty());
    }

    private static final String NOT_CACHED = "not in the cache";
    private static final String NO_LISTING = "its listing is not in the cache";

    /** What became of an output. */
    public enum Kind {
        MODIFIED,
        ADDED,
        DELETED
    }

    /**
     * The answer.
     *
     * @param changed outputs by path from the root, those that are directories end in a slash
     * @param files how many
     * @param failed outputs and files that could not be made, and why
     */
    public record Report(Map<String, Kind> changed, Counts files, Map<String, String> failed) {

        /** Throws what a command says if something could not be made, after it has shown the rest. */
        public void requireComplete() {
            requireComplete("run `jdvc pull` to fetch what is missing");
        }

        /**
         * As {@link #requireComplete()}, for who has pulled already.
         *
         * @param cure what is to be typed if the cache lacks it
         */
        public void requireComplete(String cure) {
            if (failed.isEmpty()) return;
            var text = new StringBuilder("Checkout failed for following targets:");
            failed.forEach((path, why) -> text.append("\n").append(path).append(why.isEmpty() ? "" : ": " + why));
            text.append("\nIs your cache up to date?");
            boolean lacking = failed.containsValue(NOT_CACHED) || failed.containsValue(NO_LISTING);
            throw JdvcException.of(JdvcException.Kind.MISSING, "%s", text)
                    .hint(
                            "%s; everything else is in place",
                            lacking ? cure : "mend what is named, in its metafile or here");
        }
    }

    /** How many files. */
    public record Counts(int modified, int added, int deleted) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            return run(repo, lock, progress);
        }
    }

    Report run(Repo repo, RepoLock lock, Progress progress) throws IOException, InterruptedException {
        var failed = new TreeMap<String, String>();
        var items = new ArrayList<Item>();
        if (options.rev().isPresent() || targets.stream().anyMatch(t -> t.indexOf('@', 1) > 0)) {
            atRevisions(repo, items, failed, progress);
        } else {
            atWorkspace(repo, targets, items, failed, progress);
        }
        lock.requireFree(repo.root(), items.stream().map(i -> i.out().path()).toList());
        var how = new How(force, relink, options.allowMissing());
        return new Applying(repo, lock, how).apply(items, failed, progress);
    }

    private void atWorkspace(
            Repo repo, List<String> some, List<Item> items, Map<String, String> failed, Progress progress)
            throws IOException, InterruptedException {
        var scope = repo.scope(options.recursive(), options.withDeps());
        var outs = repo.outs(some, scope);
        for (var problem : outs.problems(some, scope)) {
            // What lies at a URL DVC, too, leaves alone.
            if (!problem.external()) failed.put(problem.place(), problem.reason());
        }
        for (var each : outs.resolve(some, scope))
            plan(repo, each, progress, failed).ifPresent(items::add);
        if (!some.isEmpty()) return;
        items.addAll(new Leftovers(repo, progress)
                .besides(outs.entries().stream().map(e -> e.out().path()).toList()));
    }

    /** A target that DVC understands is that; only another one is split at its {@code @}. */
    private void atRevisions(Repo repo, List<Item> items, Map<String, String> failed, Progress progress)
            throws IOException, InterruptedException {
        try (var history = repo.git().history().orElseThrow(Revs::noGit)) {
            var reader = new AtRev(repo, history);
            for (var target : targets) {
                if (options.rev().isPresent()) {
                    items.add(reader.item(reader.of(target, options.rev().get()), progress));
                } else if (isTracked(repo, target)) {
                    atWorkspace(repo, List.of(target), items, failed, progress);
                } else {
                    items.add(reader.item(reader.parse(target), progress));
                }
            }
        }
    }

    private boolean isTracked(Repo repo, String target) throws IOException {
        if (target.indexOf('@', 1) < 0) return true;
        var scope = repo.scope(options.recursive(), options.withDeps());
        try {
            return !repo.outs(List.of(target), scope)
                    .resolve(List.of(target), scope)
                    .isEmpty();
        } catch (JdvcException e) {
            return false; // its own reading will say what is wrong with it
        }
    }

    /**
     * What is to be done to one output.
     *
     * @param id what is wanted there; absent if the output is to go
     * @param existed whether something stood there
     */
    record Item(Out out, Optional<ObjectId> id, Optional<Tree> tree, boolean existed, List<Change> changes) {}

    private Optional<Item> plan(Repo repo, Selected each, Progress progress, Map<String, String> failed)
            throws IOException, InterruptedException {
        var out = repo.known(each.out());
        if (!out.cached()) return Optional.empty();
        var shown = repo.shown(out.path().toString());
        if (out.unsupported().isPresent()) {
            failed.put(shown, out.unsupported().get());
            return Optional.empty();
        }
        if (out.id().isEmpty()) {
            if (!options.allowMissing()) failed.put(shown, "no hash is recorded; run its stage, or `jdvc commit`");
            return Optional.empty();
        }
        var tree = repo.cachedTree(out);
        if (out.id().get().isTree() && tree.isEmpty()) {
            if (!options.allowMissing()) failed.put(shown, NO_LISTING);
            return Optional.empty();
        }
        return Optional.of(item(repo, out, tree, each.inner(), progress));
    }

    /** Compares an output with what is wanted there. */
    static Item item(Repo repo, Out out, Optional<Tree> tree, Optional<RelPath> inner, Progress progress)
            throws IOException, InterruptedException {
        boolean existed =
                repo.disk().stat(repo.root().resolve(out.path().toString())).isPresent();
        var changes = new ArrayList<>(new OutStatus(repo, progress).changes(out, tree, inner));
        if (changes.isEmpty() && out.executable()) lostBit(repo, out).ifPresent(changes::add);
        return new Item(out, out.id(), tree, existed, changes);
    }

    /** A file whose recorded execute bit is gone is made anew with it; one too many is let be. */
    private static Optional<Change> lostBit(Repo repo, Out out) throws IOException {
        return repo.workspace()
                .stat(out.path())
                .filter(s -> (s.mode() & 0100) == 0)
                .map(s -> new Change(out.path().toString(), Change.Kind.FORM, Optional.of(s), out.id(), out.id()));
    }

    /**
     * How items are applied.
     *
     * @param allowMissing a file whose object the cache lacks is no failure: what stands there stays
     */
    record How(boolean force, boolean relink, boolean allowMissing) {}

    /** Does what the items say: guard, then apply, then take note. */
    static final class Applying {
        private final Repo repo;
        private final RepoLock lock;
        private final How how;

        Applying(Repo repo, RepoLock lock, How how) {
            this.repo = repo;
            this.lock = lock;
            this.how = how;
        }

        Report apply(List<Item> items, Map<String, String> failed, Progress progress)
                throws IOException, InterruptedException {
            try (var operation = repo.journal().begin("checkout")) {
                var report = apply(operation, items, failed, progress);
                operation.done();
                return report;
            }
        }

        Report apply(Journal.Operation operation, List<Item> items, Map<String, String> failed, Progress progress)
                throws IOException, InterruptedException {
            var unsaved = unsaved(items);
            if (!unsaved.isEmpty() && !how.force()) throw refused(unsaved);
            new Space(repo).requireInWorkspace(items, unsaved);
            lock.requireHeld();
            var changed = new TreeMap<String, Kind>();
            int[] counts = new int[3];
            try (var lease = repo.cache().lease()) {
                var placement = repo.placement(operation);
                var links = repo.links();
                if (repo.sharesCache()) lease.hold(wanted(items));
                for (var item : items) {
                    if (!item.changes().isEmpty() || isMissingAndEmpty(item)) {
                        announce(operation, item, unsaved, progress);
                        var errors = applyOne(placement, item, unsaved, progress);
                        errors.forEach((path, why) -> {
                            if (isFailure(why)) failed.put(repo.shown(path), reason(why));
                        });
                        record(item, errors.keySet(), changed, counts);
                    }
                    if (how.relink() && item.id().isPresent()) relinkOne(placement, item);
                    note(links, item);
                }
                for (var id : lease.lost()) tellLost(id, items, failed);
                links.save();
            }
            return new Report(changed, new Counts(counts[0], counts[1], counts[2]), failed);
        }

        private static Set<ObjectId> wanted(List<Item> items) {
            var wanted = new HashSet<ObjectId>();
            for (var item : items) for (var each : item.changes()) each.wanted().ifPresent(wanted::add);
            return wanted;
        }

        /** What others deleted from the cache while it was used may be what a link leads to. */
        private void tellLost(ObjectId id, List<Item> items, Map<String, String> failed) {
            for (var item : items) {
                for (var each : item.changes()) {
                    boolean of = each.wanted().filter(id::equals).isPresent();
                    if (of) failed.putIfAbsent(repo.shown(each.path()), "it was deleted from the cache meanwhile");
                }
            }
        }

        /** A directory without files has no change, and is to be there nevertheless. */
        private static boolean isMissingAndEmpty(Item item) {
            boolean empty =
                    item.tree().isPresent() && item.tree().get().entries().isEmpty();
            return empty && item.id().isPresent() && !item.existed();
        }

        private Set<String> unsaved(List<Item> items) throws IOException, InterruptedException {
            var unsaved = new HashSet<String>();
            for (var item : items) {
                for (var change : item.changes()) {
                    boolean saved = repo.workspace().isSaved(change, item.out().layout(), repo.cache());
                    if (!saved) unsaved.add(change.path());
                }
            }
            return unsaved;
        }

        private JdvcException refused(Set<String> unsaved) {
            var text = new StringBuilder();
            var lines = new ArrayList<String>();
            for (var each : new TreeSet<>(unsaved))
                lines.add(repo.root().resolve(each).toString());
            Lines.append(text, lines);
            return JdvcException.user(
                            "unable to replace or delete files that are not saved anywhere; nothing was changed:%s",
                            text)
                    .hint("save them with `jdvc add` or `jdvc commit`, or use `--force` to overwrite them");
        }

        private void announce(Journal.Operation operation, Item item, Set<String> unsaved, Progress progress)
                throws IOException, InterruptedException {
            for (var change : item.changes()) {
                if (change.present().isEmpty()) {
                    operation.workspace(change.path(), Optional.empty(), change.wanted());
                } else {
                    var was = unsaved.contains(change.path())
                            ? Optional.of(JournalEntry.TRASH)
                            : Saved.id(repo, change, item.out().layout(), progress)
                                    .map(ObjectId::toString);
                    operation.workspace(change.path(), was, change.wanted());
                }
            }
        }

        private Map<String, IOException> applyOne(
                Placement placement, Item item, Set<String> unsaved, Progress progress)
                throws IOException, InterruptedException {
            var task = new Placement.Task(
                    item.out().path(),
                    item.changes(),
                    unsaved,
                    item.id().isPresent() && item.out().executable());
            var errors = placement.apply(task, progress);
            var root = item.out().path().toString();
            boolean emptied = item.tree().isPresent() && item.id().isEmpty();
            boolean madeForNothing = !errors.isEmpty() && !item.existed() && exists(item);
            if (emptied || item.tree().isPresent() && madeForNothing) placement.removeDirectories(root);
            if (item.tree().isPresent()
                    && item.id().isPresent()
                    && item.tree().get().entries().isEmpty()) {
                repo.disk().makeDirectories(repo.root().resolve(root), -1);
            }
            return errors;
        }

        private boolean isFailure(IOException why) {
            return !(how.allowMissing() && why instanceof ObjectMissingException);
        }

        private static String reason(IOException why) {
            if (why instanceof ObjectMissingException) return NOT_CACHED;
            return String.valueOf(why.getMessage());
        }

        private void record(Item item, Set<String> failed, Map<String, Kind> changed, int[] counts) throws IOException {
            boolean done = item.changes().isEmpty();
            for (var change : item.changes()) {
                // What is too many is let be until all is there that should be.
                boolean isLeft = change.kind() == Change.Kind.ADDED && !failed.isEmpty();
                if (failed.contains(change.path()) || isLeft) continue;
                done = true;
                switch (change.kind()) {
                    case MODIFIED, FORM -> counts[0]++;
                    case DELETED -> counts[1]++;
                    case ADDED -> counts[2]++;
                }
            }
            boolean exists = exists(item);
            if (!done || !item.existed() && !exists) return;
            var path = item.out().path().toString();
            var kind =
                    !item.existed() && exists ? Kind.ADDED : item.existed() && !exists ? Kind.DELETED : Kind.MODIFIED;
            changed.put(item.tree().isPresent() ? path + "/" : path, kind);
        }

        private boolean exists(Item item) throws IOException {
            return repo.disk()
                    .stat(repo.root().resolve(item.out().path().toString()))
                    .isPresent();
        }

        private void relinkOne(Placement placement, Item item) throws IOException, InterruptedException {
            if (item.tree().isEmpty()) {
                placement.relink(
                        item.out().path().toString(),
                        item.id().orElseThrow(),
                        item.out().executable());
                return;
            }
            for (var each : item.tree().get().entries()) {
                placement.relink(item.out().path() + "/" + each.path(), each.id(), false);
            }
        }

        private void note(Links links, Item item) throws IOException {
            var path = item.out().path().toString();
            var stat = repo.disk().stat(repo.root().resolve(path));
            if (item.id().isPresent() && stat.isPresent())
                links.put(path, item.id().get(), stat.get());
            else if (stat.isEmpty()) links.remove(path);
        }
    }
}
