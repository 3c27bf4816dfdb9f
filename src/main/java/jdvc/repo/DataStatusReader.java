package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import jdvc.Progress;
import jdvc.git.WorkState;
import jdvc.object.ObjectId;
import jdvc.repo.DataDiff.Change;
import jdvc.repo.DataDiff.Kind;
import jdvc.track.Outs;

/** The comparisons of one {@link DataStatus}. */
final class DataStatusReader {

    private final Repo repo;
    private final DataStatus status;
    private final Progress progress;
    private final Outs outs;
    private final Within within;
    private final DataIndex.Depth depth;

    DataStatusReader(Repo repo, DataStatus status, Progress progress) throws IOException {
        this.repo = repo;
        this.status = status;
        this.progress = progress;
        outs = repo.outs();
        within = Within.of(repo, status.targets());
        boolean files = status.granular() || within.anyInside(outs);
        depth = files ? DataIndex.Depth.FILES : DataIndex.Depth.OUTPUTS;
    }

    /** The paths that are meant; all if there are none. */
    private record Within(List<String> paths) {

        static Within of(Repo repo, List<String> targets) {
            var wanted = new ArrayList<String>();
            for (var target : targets) {
                var path = repo.relative(target);
                if (path.isEmpty()) return new Within(List.of());
                wanted.add(path.get().toString());
            }
            return new Within(wanted);
        }

        boolean has(String path) {
            for (var each : paths) if (path.equals(each) || path.startsWith(each + "/")) return true;
            return paths.isEmpty();
        }

        boolean anyInside(Outs outs) {
            for (var each : outs.entries()) {
                var top = each.out().path() + "/";
                for (var path : paths) if (path.startsWith(top)) return true;
            }
            return false;
        }
    }

    DataStatus.Report read() throws IOException, InterruptedException {
        var work = work();
        var recorded = recorded(outs.entries());
        var now = DataDiff.compare(recorded, present(), DataDiff.Rule.CONTENT);
        var committed = committed(recorded, work.flatMap(WorkState::head));
        var unchanged = unchanged(now);
        committed.ifPresent(changes -> unchanged.retainAll(unchanged(changes)));
        var byRemote = status.remote().isPresent() ? byRemote() : Map.<String, List<Outs.Entry>>of();
        return new DataStatus.Report(
                notInCache(now),
                notInRemote(byRemote),
                changes(committed.orElse(List.of())),
                changes(now),
                status.untracked() ? untracked() : List.of(),
                List.copyOf(unchanged),
                new DataStatus.GitState(
                        work.isPresent() && isDirty(work.get()),
                        work.isPresent() && work.get().head().isEmpty()),
                byRemote.containsKey(""));
    }

    /** Absent without Git. */
    private Optional<WorkState> work() throws IOException {
        var git = repo.git().publishing();
        return git.isPresent() ? Optional.of(git.get().state()) : Optional.empty();
    }

    private DataIndex index() {
        return new DataIndex(repo, depth, progress);
    }

    private DataIndex recorded(List<Outs.Entry> entries) throws IOException, InterruptedException {
        var index = index();
        for (var each : DataIndex.all(entries)) index.addRecorded(each);
        index.keep(within::has);
        return index;
    }

    private DataIndex present() throws IOException, InterruptedException {
        var index = index();
        for (var each : DataIndex.all(outs.entries())) index.addPresent(each);
        index.keep(within::has);
        return index;
    }

    /** Absent without Git. Before the first commit all that is recorded is new. */
    private Optional<List<Change>> committed(DataIndex recorded, Optional<String> head)
            throws IOException, InterruptedException {
        var opened = repo.git().history();
        if (opened.isEmpty()) return Optional.empty();
        try (var history = opened.get()) {
            var was = head.isPresent()
                    ? recorded(Outs.collect(new RevisionSource(history, head.get()))
                            .entries())
                    : index();
            return Optional.of(DataDiff.compare(was, recorded, DataDiff.Rule.CONTENT));
        }
    }

    private boolean isDirty(WorkState state) {
        boolean changed = !state.staged().isEmpty()
                || !state.modified().isEmpty()
                || !state.unmerged().isEmpty();
        return changed || status.untracked() && !state.untracked().isEmpty();
    }

    private List<String> untracked() throws IOException {
        var shown = new ArrayList<String>();
        for (var each : repo.git().untracked()) if (within.has(each)) shown.add(repo.shown(each));
        return shown;
    }

    private static Set<String> unchanged(List<Change> changes) {
        var unchanged = new LinkedHashSet<String>();
        for (var each : changes) {
            boolean recorded = each.any().id().isPresent();
            if (each.kind() == Kind.UNCHANGED && recorded)
                unchanged.add(each.any().shown());
        }
        return unchanged;
    }

    private List<String> notInCache(List<Change> changes) throws IOException {
        var missing = new ArrayList<String>();
        for (var each : changes) {
            if (each.old().isEmpty()) continue;
            var old = each.old().get();
            if (Diff.isNotInCache(repo, old)) missing.add(old.shown());
        }
        return missing;
    }

    private static DataStatus.Changes changes(List<Change> all) {
        var changes = new DataStatus.Changes(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (var each : all) {
            var shown = each.any().shown();
            switch (each.kind()) {
                case MODIFIED -> changes.modified().add(shown);
                case ADDED -> changes.added().add(shown);
                case DELETED -> changes.deleted().add(shown);
                case RENAMED -> changes.renamed().put(each.old().orElseThrow().shown(), shown);
                case UNKNOWN -> each.now().ifPresent(there -> changes.unknown().add(shown));
                case UNCHANGED -> {}
            }
        }
        return changes;
    }

    /** One question to each remote; what has none counts as not there, as with DVC. */
    private List<String> notInRemote(Map<String, List<Outs.Entry>> byRemote) throws IOException, InterruptedException {
        var missing = new ArrayList<String>();
        for (var each : byRemote.entrySet()) {
            var name = each.getKey();
            var entries = recorded(each.getValue()).entries().values();
            var ids = new LinkedHashSet<ObjectId>();
            for (var entry : entries) entry.id().ifPresent(ids::add);
            var lacking = name.isEmpty() ? ids : repo.remote(name, progress).missing(ids);
            for (var entry : entries) {
                if (entry.id().filter(lacking::contains).isPresent()) missing.add(entry.shown());
            }
        }
        return missing;
    }

    /** The name of those without a remote is empty. */
    private Map<String, List<Outs.Entry>> byRemote() {
        var named = status.remote().flatMap(DataStatus.Remote::name);
        var byRemote = new TreeMap<String, List<Outs.Entry>>();
        for (var each : outs.entries()) {
            var out = each.out();
            if (!out.pushed() || each.stage().isRepoImport()) continue;
            var name = out.remote().or(() -> named).or(repo.config()::defaultRemote);
            byRemote.computeIfAbsent(name.orElse(""), any -> new ArrayList<>()).add(each);
        }
        return byRemote;
    }
}
