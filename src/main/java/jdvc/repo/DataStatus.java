package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
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

/**
 * Compares the last commit, the metafiles and the workspace.
 *
 * @param targets paths as typed; everything if empty
 * @param granular files of tracked directories one by one; so it is, too, if a target lies in one
 * @param untracked also the files that Git does not know
 * @param remote which remote to ask for what it lacks; absent if it is not to be asked
 */
public record DataStatus(List<String> targets, boolean granular, boolean untracked, Optional<Remote> remote) {

    /** @param name the remote instead of the default */
    public record Remote(Optional<String> name) {}

    /** One comparison; paths are from the project's root, directories end in a slash. */
    public record Changes(
            List<String> modified,
            List<String> added,
            List<String> deleted,
            Map<String, String> renamed,
            List<String> unknown) {

        public boolean isEmpty() {
            return modified.isEmpty() && added.isEmpty() && deleted.isEmpty() && renamed.isEmpty() && unknown.isEmpty();
        }
    }

    /**
     * The answer.
     *
     * @param committed between the last commit and the metafiles
     * @param uncommitted between the metafiles and the workspace
     * @param git what else there is to say of Git
     * @param homeless whether outputs have no remote that could be asked
     */
    public record Report(
            List<String> notInCache,
            List<String> notInRemote,
            Changes committed,
            Changes uncommitted,
            List<String> untracked,
            List<String> unchanged,
            GitState git,
            boolean homeless) {}

    /**
     * How Git stands.
     *
     * @param dirty whether it has changes of its own
     * @param empty whether it has no commit yet
     */
    public record GitState(boolean dirty, boolean empty) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var outs = repo.outs();
        var within = within(repo);
        boolean files = granular || within.anyInside(outs);
        return new Comparing(repo, files ? DataIndex.Depth.FILES : DataIndex.Depth.OUTPUTS, within, progress)
                .report(outs);
    }

    private Within within(Repo repo) {
        var wanted = new ArrayList<String>();
        for (var target : targets) {
            var path = repo.relative(target);
            if (path.isEmpty()) return new Within(List.of());
            wanted.add(path.get().toString());
        }
        return new Within(wanted);
    }

    /** The paths that are meant; all if there are none. */
    private record Within(List<String> paths) {

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

    /** The comparisons of one call. */
    private final class Comparing {
        private final Repo repo;
        private final DataIndex.Depth depth;
        private final Within within;
        private final Progress progress;
        private boolean homeless;

        Comparing(Repo repo, DataIndex.Depth depth, Within within, Progress progress) {
            this.repo = repo;
            this.depth = depth;
            this.within = within;
            this.progress = progress;
        }

        Report report(Outs outs) throws IOException, InterruptedException {
            var recorded = recorded(outs.entries());
            var present = index();
            for (var each : DataIndex.all(outs.entries())) present.addPresent(each);
            present.keep(within::has);
            var now = DataDiff.compare(recorded, present, DataDiff.Rule.CONTENT);
            var unchanged = unchanged(now);
            var committed = committed(recorded);
            committed.ifPresent(changes -> unchanged.retainAll(unchanged(changes)));
            var notInRemote = remote.isPresent() ? notInRemote(outs) : List.<String>of();
            var state = repo.git().publishing();
            return new Report(
                    notInCache(now),
                    notInRemote,
                    changes(committed.orElse(List.of())),
                    changes(now),
                    untracked ? untracked() : List.of(),
                    List.copyOf(unchanged),
                    new GitState(state.isPresent() && isDirty(state.get().state()), isEmpty()),
                    homeless);
        }

        private DataIndex index() {
            return new DataIndex(repo, depth, progress);
        }

        private DataIndex recorded(List<Outs.Entry> outs) throws IOException, InterruptedException {
            var index = index();
            for (var each : DataIndex.all(outs)) index.addRecorded(each);
            index.keep(within::has);
            return index;
        }

        /** Absent without Git. Before the first commit all that is recorded is new. */
        private Optional<List<Change>> committed(DataIndex recorded) throws IOException, InterruptedException {
            var opened = repo.git().history();
            if (opened.isEmpty()) return Optional.empty();
            try (var history = opened.get()) {
                var head = repo.git().head();
                var was = head.isPresent()
                        ? recorded(Outs.collect(new RevisionSource(history, head.get()))
                                .entries())
                        : index();
                return Optional.of(DataDiff.compare(was, recorded, DataDiff.Rule.CONTENT));
            }
        }

        private boolean isEmpty() throws IOException {
            return repo.git().publishing().isPresent() && repo.git().head().isEmpty();
        }

        private boolean isDirty(WorkState state) {
            boolean changed = !state.staged().isEmpty()
                    || !state.modified().isEmpty()
                    || !state.unmerged().isEmpty();
            return changed || untracked && !state.untracked().isEmpty();
        }

        private List<String> untracked() throws IOException {
            var shown = new ArrayList<String>();
            for (var each : repo.git().untracked()) if (within.has(each)) shown.add(repo.shown(each));
            return shown;
        }

        private Set<String> unchanged(List<Change> changes) {
            var unchanged = new LinkedHashSet<String>();
            for (var each : changes) {
                boolean recorded = each.any().id().isPresent();
                if (each.kind() == Kind.UNCHANGED && recorded) {
                    unchanged.add(each.any().shown());
                }
            }
            return unchanged;
        }

        private List<String> notInCache(List<Change> changes) throws IOException {
            var missing = new ArrayList<String>();
            for (var each : changes) {
                if (each.old().isEmpty()) continue;
                if (Diff.isNotInCache(repo, each.old().get()))
                    missing.add(each.old().get().shown());
            }
            return missing;
        }

        private Changes changes(List<Change> changes) {
            var byKind = new EnumMap<Kind, List<String>>(Kind.class);
            for (var kind : Kind.values()) byKind.put(kind, new ArrayList<>());
            var renamed = new LinkedHashMap<String, String>();
            for (var each : changes) {
                if (each.kind() == Kind.RENAMED) {
                    renamed.put(each.old().orElseThrow().shown(), each.any().shown());
                } else if (each.kind() != Kind.UNKNOWN || each.now().isPresent()) {
                    byKind.getOrDefault(each.kind(), List.of()).add(each.any().shown());
                }
            }
            return new Changes(
                    byKind.getOrDefault(Kind.MODIFIED, List.of()),
                    byKind.getOrDefault(Kind.ADDED, List.of()),
                    byKind.getOrDefault(Kind.DELETED, List.of()),
                    renamed,
                    byKind.getOrDefault(Kind.UNKNOWN, List.of()));
        }

        /** One question to each remote; what has none counts as not there, as with DVC. */
        private List<String> notInRemote(Outs outs) throws IOException, InterruptedException {
            var missing = new ArrayList<String>();
            for (var remoteName : remotes(outs).entrySet()) {
                var entries = recorded(remoteName.getValue()).entries().values();
                var ids = new LinkedHashSet<ObjectId>();
                for (var each : entries) each.id().ifPresent(ids::add);
                var name = remoteName.getKey();
                if (name.isEmpty()) homeless = true;
                var lacking = name.isEmpty() ? ids : repo.remote(name, progress).missing(ids);
                for (var each : entries) {
                    boolean lacks =
                            each.id().isPresent() && lacking.contains(each.id().get());
                    if (lacks) missing.add(each.shown());
                }
            }
            return missing;
        }

        private Map<String, List<Outs.Entry>> remotes(Outs outs) {
            var named = DataStatus.this.remote.flatMap(Remote::name);
            var byRemote = new TreeMap<String, List<Outs.Entry>>();
            for (var each : outs.entries()) {
                var out = each.out();
                if (!out.pushed() || each.stage().isRepoImport()) continue;
                var name = out.remote().or(() -> named).or(repo.config()::defaultRemote);
                byRemote.computeIfAbsent(name.orElse(""), any -> new ArrayList<>())
                        .add(each);
            }
            return byRemote;
        }
    }
}
