package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.Progress;
import jdvc.git.History;

/**
 * Compares metrics or params between two revisions.
 *
 * @param oldRev a revision, or {@code workspace}
 * @param newRev likewise
 * @param targets files as typed; those that the metafiles name if empty
 * @param all also what did not change
 * @param past also what changed numbers were before, in so many commits
 */
public record FiguresDiff(What what, String oldRev, String newRev, List<String> targets, boolean all, int past) {

    /** Which files. */
    public enum What {
        METRICS,
        PARAMS,
        /** Only params that stages use. */
        PARAMS_OF_STAGES
    }

    /**
     * The answer.
     *
     * @param changes by file and name
     * @param past what Git has of the numbers up to the new revision, by file and name, the oldest first
     * @param failed revisions some of whose files could not be read
     */
    public record Report(
            Map<String, Map<String, Figures.Change>> changes,
            Map<String, Map<String, List<Double>>> past,
            List<String> failed) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        try (var history = repo.git().history().orElseThrow(Revs::noGit)) {
            if (repo.git().head().isEmpty()) return new Report(Map.of(), Map.of(), List.of());
            var before = commit(history, oldRev);
            var after = commit(history, newRev);
            if (before.equals(after) && !all) return new Report(Map.of(), Map.of(), List.of());
            var old = figures(repo, history, before, progress);
            var now = figures(repo, history, after, progress);
            var failed = new ArrayList<String>();
            if (old.failed()) failed.add(oldRev);
            if (now.failed()) failed.add(newRev);
            var changes = new LinkedHashMap<String, Map<String, Figures.Change>>();
            var past = new LinkedHashMap<String, Map<String, List<Double>>>();
            for (var each : old.changes(now, all).entrySet()) {
                changes.put(repo.shown(each.getKey()), each.getValue());
                if (this.past > 0) past.put(repo.shown(each.getKey()), past(repo, history, each.getKey(), after));
            }
            return new Report(changes, past, failed);
        }
    }

    private static Optional<String> commit(History history, String rev) throws IOException {
        return rev.equals("workspace") ? Optional.empty() : Optional.of(Revs.commit(history, rev));
    }

    private Map<String, List<Double>> past(Repo repo, History history, String path, Optional<String> after)
            throws IOException {
        var numbers = new FiguresPast(history, path);
        numbers.addCommits(after.isPresent() ? after.get() : repo.git().head().orElseThrow(), past);
        if (after.isEmpty()) numbers.addLast(repo.disk().read(repo.root().resolve(path), FiguresPast.MAX_BYTES));
        return numbers.byName();
    }

    private Figures figures(Repo repo, History history, Optional<String> commit, Progress progress)
            throws IOException, InterruptedException {
        var reader = commit.isEmpty()
                ? FiguresReader.ofWorkspace(repo, progress)
                : FiguresReader.ofCommit(repo, history, commit.get(), progress);
        var files = ShowMetrics.files(repo, targets);
        return switch (what) {
            case METRICS -> reader.metrics(files);
            case PARAMS -> reader.params(files, false);
            case PARAMS_OF_STAGES -> reader.params(files, true);
        };
    }
}
