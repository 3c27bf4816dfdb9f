package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.disk.Confined;
import jdvc.disk.Stat;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.workspace.Change;

/**
 * What it takes to take an operation back, looked at before anything is changed. What is as it was before the operation is
 * not in it, so that an undo that was killed goes on when it is run again.
 */
final class UndoPlan {

    private final Repo repo;
    private final JournalEntry entry;
    private final Confined confined;
    private final Map<String, Optional<byte[]>> metafiles = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Path> trashed = new TreeMap<>();
    private final Set<String> unsaved = new HashSet<>();
    private final Map<String, Checkout.Kind> told = new TreeMap<>();
    private final Set<ObjectId> objects = new LinkedHashSet<>();
    private final Set<String> lacking = new TreeSet<>();
    private final Set<String> foreign = new TreeSet<>();

    private UndoPlan(Repo repo, JournalEntry entry) {
        this.repo = repo;
        this.entry = entry;
        confined = new Confined(repo.disk(), repo.root());
    }

    /**
     * Looks at what an operation did and at what is there now.
     *
     * @throws JdvcException of kind USER if that cannot be taken back, or only by {@code force}
     */
    static UndoPlan of(Repo repo, JournalEntry entry, boolean force) throws IOException, InterruptedException {
        var plan = new UndoPlan(repo, entry);
        plan.requireNotPublished();
        plan.look();
        plan.requireComplete();
        if (!force) plan.requireUnchanged();
        return plan;
    }

    JournalEntry entry() {
        return entry;
    }

    /** Returns what each metafile is to hold again, by path; absent if it goes. */
    Map<String, Optional<byte[]>> metafiles() {
        return metafiles;
    }

    /** Returns the files that go, or come back from the cache. */
    List<Change> changes() {
        return changes;
    }

    /** Returns the files that come back from the trash: path to copy. */
    Map<String, Path> trashed() {
        return trashed;
    }

    /** Returns the paths whose present bytes are nowhere else. */
    Set<String> unsaved() {
        return unsaved;
    }

    /** Returns the objects that come back to the cache. */
    Set<ObjectId> objects() {
        return objects;
    }

    Undo.Report report() {
        return new Undo.Report(Undo.shown(entry), told, objects.size());
    }

    private void look() throws IOException, InterruptedException {
        if (entry.cacheTrash().isPresent())
            objects.addAll(objects(Path.of(entry.cacheTrash().get())));
        // of changes in a row to one path the first tells what was, the last what is
        var files = new LinkedHashMap<RelPath, JournalEntry.Metafile>();
        for (var each : entry.metafiles()) {
            var first = files.getOrDefault(each.path(), each);
            files.put(each.path(), new JournalEntry.Metafile(each.path(), first.before(), each.after()));
        }
        for (var each : files.values()) metafile(each);
        var data = new LinkedHashMap<RelPath, JournalEntry.File>();
        for (var each : entry.workspace()) data.putIfAbsent(each.path(), each);
        for (var each : data.values()) file(each);
    }

    /** What a commit holds, only a new version takes back. */
    private void requireNotPublished() throws IOException {
        var verb = entry.argv().stream().filter(word -> !word.startsWith("-")).findFirst();
        if (verb.filter("publish"::equals).isEmpty()) return;
        var opened = repo.git().history();
        if (opened.isEmpty()) return;
        try (var history = opened.get()) {
            var head = repo.git().head();
            if (head.isEmpty()) return;
            for (var each : entry.metafiles()) {
                var path = each.path().toString();
                var blob = history.blob(head.get(), path);
                if (blob.isEmpty()
                        || !Optional.of(md5(history.read(blob.get(), Metafiles.MAX_BYTES)))
                                .equals(each.after())) continue;
                var versions = history.versions(path, head.get(), List.of());
                var commit = (versions.isEmpty() ? head.get() : versions.get(0).commit()).substring(0, 7);
                throw JdvcException.user(
                                "`%s` ended in commit %s: undo does not touch Git's history", entry.command(), commit)
                        .hint(
                                "bring what was there before back with `jdvc checkout PATH@%s~1` and `jdvc publish`",
                                commit);
            }
        }
    }

    /** A repository can bring a journal along: only what lies in the cache's own trash is moved. */
    private List<ObjectId> objects(Path place) throws IOException {
        if (!place.normalize().startsWith(repo.cache().root().resolve(".jdvc/trash"))) {
            throw JournalEntry.damaged(entry.id());
        }
        if (repo.disk().stat(place).isEmpty()) {
            lacking.add(place + " (what was deleted from the cache is no longer kept)");
            return List.of();
        }
        return repo.cache().displaced(place);
    }

    private void metafile(JournalEntry.Metafile change) throws IOException {
        var path = change.path().toString();
        var now = repo.disk().read(confined.check(path), Metafiles.MAX_BYTES);
        Optional<byte[]> before = Optional.empty();
        if (change.before().isPresent()) {
            before = repo.journal().before(entry, change.before().get());
            if (before.isEmpty()) {
                lacking.add(path + " (the journal's copy is gone)");
                return;
            }
        }
        if (Arrays.equals(now.orElse(null), before.orElse(null))) return;
        if (!now.map(UndoPlan::md5).equals(change.after())) foreign.add(path);
        metafiles.put(path, before);
        tell(path, now.isPresent(), before.isPresent());
    }

    private static String md5(byte[] bytes) {
        return Hasher.hash(bytes, Layout.V3).hex();
    }

    private void tell(String path, boolean is, boolean was) {
        told.put(path, was ? is ? Checkout.Kind.MODIFIED : Checkout.Kind.ADDED : Checkout.Kind.DELETED);
    }

    private void file(JournalEntry.File change) throws IOException, InterruptedException {
        var path = change.path().toString();
        var present = repo.disk().stat(confined.check(path));
        if (change.was().filter(JournalEntry.TRASH::equals).isPresent()) {
            trashed(path, repo.journal().trash(entry).resolve(path));
            return;
        }
        if (change.was().isPresent() ? holds(change.path(), change.was().get()) : present.isEmpty()) return;
        var wanted = change.was().isPresent() ? cached(change.was().get()) : Optional.<ObjectId>empty();
        if (change.was().isPresent() && wanted.isEmpty()) {
            lacking.add(path + " (" + change.was().get() + " is not in the cache)");
            return;
        }
        if (present.filter(Stat::isDirectory).isPresent()) {
            if (wanted.isPresent()) lacking.add(path + " (a directory is in its place)");
            return;
        }
        var kind =
                wanted.isEmpty() ? Change.Kind.ADDED : present.isPresent() ? Change.Kind.MODIFIED : Change.Kind.DELETED;
        var difference = new Change(path, kind, present, cached(change.now().orElse("")), wanted);
        guard(difference);
        changes.add(difference);
        tell(path, present.isPresent(), wanted.isPresent());
    }

    private void trashed(String path, Path copy) throws IOException, InterruptedException {
        var kept = repo.disk().stat(copy);
        if (kept.isEmpty()) {
            lacking.add(path + " (its copy in the trash is gone)");
            return;
        }
        if (kept.get().isDirectory()) {
            for (var name : repo.disk().list(copy)) trashed(path + "/" + name, copy.resolve(name));
            return;
        }
        var present = repo.disk().stat(confined.check(path));
        boolean same = kept.get().links() > 1
                && present.filter(s -> s.inode() == kept.get().inode()).isPresent();
        if (same) return;
        if (present.filter(s -> !s.isDirectory()).isPresent()) {
            guard(new Change(path, Change.Kind.MODIFIED, present, Optional.empty(), Optional.empty()));
        }
        trashed.put(path, copy);
        tell(path, present.isPresent(), true);
    }

    private void guard(Change change) throws IOException, InterruptedException {
        if (change.present().isEmpty()) return;
        var file = repo.root().resolve(change.path());
        boolean broken =
                change.present().get().isLink() && repo.disk().statTarget(file).isEmpty();
        if (broken || !repo.workspace().isSaved(change, Layout.V3, repo.cache())) unsaved.add(change.path());
    }

    private boolean holds(RelPath path, String md5) throws IOException, InterruptedException {
        var stat = repo.workspace().stat(path);
        if (stat.filter(Stat::isFile).isEmpty()) return false;
        for (var layout : Layout.values()) {
            var id = repo.workspace().hash(path, layout, Progress.NONE).id();
            if (id.filter(x -> x.toString().equals(md5)).isPresent()) return true;
        }
        return false;
    }

    /** The journal has the hash alone; which of the two names the cache has does not matter. What gc took, comes back. */
    private Optional<ObjectId> cached(String md5) throws IOException {
        for (var layout : Layout.values()) {
            var id = ObjectId.parse(md5, layout);
            if (id.isPresent() && (repo.cache().has(id.get()) || objects.contains(id.get()))) return id;
        }
        return Optional.empty();
    }

    private void requireComplete() {
        if (lacking.isEmpty()) return;
        throw JdvcException.of(
                Kind.MISSING,
                "`%s` cannot be taken back; nothing was changed. Missing:%s",
                entry.command(),
                lines(lacking));
    }

    private void requireUnchanged() {
        if (!foreign.isEmpty()) {
            throw JdvcException.user("changed since `%s`; nothing was taken back:%s", entry.command(), lines(foreign))
                    .hint("`jdvc undo --force` brings what was there before back nevertheless");
        }
        if (unsaved.isEmpty()) return;
        throw JdvcException.user(
                        "unable to replace or delete files that are not saved anywhere; nothing was changed:%s",
                        lines(unsaved))
                .hint("save them with `jdvc add` or `jdvc commit`, or use `--force`: they go to the trash then");
    }

    private static String lines(Set<String> names) {
        var text = new StringBuilder();
        Lines.append(text, new ArrayList<>(new TreeSet<>(names)));
        return text.toString();
    }
}
