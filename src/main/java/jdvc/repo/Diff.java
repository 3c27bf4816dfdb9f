package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.git.History;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.repo.DataDiff.Change;
import jdvc.repo.DataIndex.Entry;
import jdvc.track.Outs;
import jdvc.track.Selected;

/**
 * Compares the tracked data of two revisions, or of a revision and the workspace.
 *
 * @param oldRev a revision
 * @param newRev a revision; the workspace if absent
 * @param targets paths as typed; everything if absent
 */
public record Diff(String oldRev, Optional<String> newRev, Optional<List<String>> targets) {

    /**
     * The answer, by path in each list; directories end in a slash, and paths are from the project's root.
     *
     * @param missing what is recorded and not in the cache; only against the workspace
     */
    public record Report(List<Row> added, List<Row> deleted, List<Row> modified, List<Row> renamed, List<Row> missing) {

        /** Tells whether nothing at all is to be said. */
        public boolean isEmpty() {
            return added.isEmpty() && deleted.isEmpty() && modified.isEmpty() && renamed.isEmpty() && missing.isEmpty();
        }
    }

    /**
     * One path.
     *
     * @param to where a rename went
     * @param hash the content, of a modified one the old
     * @param newHash the new content of a modified one
     */
    public record Row(String path, Optional<String> to, Optional<String> hash, Optional<String> newHash) {}

    private static final Report NOTHING = new Report(List.of(), List.of(), List.of(), List.of(), List.of());

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            lock.requireHeld();
            try (var history = repo.git().history().orElseThrow(Diff::noGit)) {
                return run(repo, history, progress);
            }
        }
    }

    private static JdvcException noGit() {
        return JdvcException.user("diff compares commits of Git, and this project has no Git");
    }

    private Report run(Repo repo, History history, Progress progress) throws IOException, InterruptedException {
        if (repo.git().head().isEmpty()) return NOTHING;
        var before = Revs.commit(history, oldRev);
        var after = newRev.isPresent() ? Optional.of(Revs.commit(history, newRev.get())) : Optional.<String>empty();
        if (after.equals(Optional.of(before))) return NOTHING;
        var missing = targets.isPresent() ? new LinkedHashSet<>(targets.get()) : new LinkedHashSet<String>();
        var old = new DataIndex(repo, DataIndex.Depth.FILES, progress);
        var was = Outs.collect(new RevisionSource(history, before));
        for (var each : selected(repo, was, missing)) old.addRecorded(each);
        var now = new DataIndex(repo, DataIndex.Depth.FILES, progress);
        var is = after.isPresent() ? Outs.collect(new RevisionSource(history, after.get())) : repo.outs();
        for (var each : selected(repo, is, missing)) {
            if (after.isPresent()) now.addRecorded(each);
            else now.addPresent(each);
        }
        for (var each : missing) {
            throw JdvcException.user("'%s' is tracked in neither of the two", each)
                    .hint("run `jdvc list . -R --dvc-only` to see what is tracked");
        }
        return report(repo, DataDiff.compare(old, now, DataDiff.Rule.FORM_TOO));
    }

    /** Takes those that mean something off {@code missing}. */
    private List<Selected> selected(Repo repo, Outs outs, Set<String> missing) throws IOException {
        if (targets.isEmpty() || targets.get().isEmpty()) return DataIndex.all(outs.entries());
        var all = new ArrayList<Selected>();
        for (var target : targets.get()) {
            try {
                all.addAll(outs.resolve(List.of(target), repo.scope()));
                missing.remove(target);
            } catch (JdvcException e) {
                if (e.kind() != Kind.USER) throw e;
            }
        }
        return all;
    }

    private Report report(Repo repo, List<Change> changes) throws IOException {
        var added = new ArrayList<Row>();
        var deleted = new ArrayList<Row>();
        var modified = new ArrayList<Row>();
        var renamed = new ArrayList<Row>();
        var missing = new ArrayList<Row>();
        for (var each : changes) {
            if (isPlainDirectory(each.old()) || isPlainDirectory(each.now())) continue;
            switch (each.kind()) {
                case ADDED -> added.add(row(each.any(), Optional.empty()));
                case DELETED -> deleted.add(row(each.any(), Optional.empty()));
                case MODIFIED -> modified.add(row(each.old().orElseThrow(), hash(each.now())));
                case RENAMED -> renamed.add(renamed(each));
                case UNCHANGED, UNKNOWN -> {}
            }
            if (newRev.isEmpty()
                    && each.old().isPresent()
                    && isNotInCache(repo, each.old().get())) {
                missing.add(row(each.old().get(), Optional.empty()));
            }
        }
        for (var list : List.of(added, deleted, modified, renamed, missing)) {
            list.sort(Comparator.comparing(Row::path, RelPath::compare));
        }
        return new Report(added, deleted, modified, renamed, missing);
    }

    /** Directories inside tracked ones are not recorded. */
    private static boolean isPlainDirectory(Optional<Entry> entry) {
        return entry.isPresent() && entry.get().directory() && entry.get().id().isEmpty();
    }

    private static Row row(Entry entry, Optional<String> newHash) {
        return new Row(entry.shown(), Optional.empty(), hash(Optional.of(entry)), newHash);
    }

    private static Row renamed(Change each) {
        var old = each.old().orElseThrow();
        return new Row(old.shown(), each.now().map(Entry::shown), hash(each.old()), Optional.empty());
    }

    private static Optional<String> hash(Optional<Entry> entry) {
        return entry.flatMap(Entry::id).map(ObjectId::toString);
    }

    static boolean isNotInCache(Repo repo, Entry entry) throws IOException {
        return entry.id().isPresent() && repo.cache().stat(entry.id().get()).isEmpty();
    }
}
