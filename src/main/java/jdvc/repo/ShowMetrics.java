package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.git.History;
import jdvc.git.Revision;
import jdvc.object.RelPath;

/**
 * Reads the metrics of the workspace and of revisions.
 *
 * @param targets files or directories as typed; those that the metafiles name if empty
 */
public record ShowMetrics(List<String> targets, Revs revs) {

    /** The answer, by revision: names with commas between, the workspace's is empty if it is alone. */
    public record Report(Map<String, Figures> revisions) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var files = files(repo, targets);
        var all = new LinkedHashMap<String, Figures>();
        var workspace = FiguresReader.ofWorkspace(repo, progress).metrics(files);
        if (!revs.any()) return new Report(Map.of("", shown(repo, workspace)));
        all.put("workspace", workspace);
        try (var history = repo.git().history().orElseThrow(Revs::noGit)) {
            for (var each : names(history).entrySet()) {
                var reader = FiguresReader.ofCommit(repo, history, each.getKey(), progress);
                all.put(String.join(",", each.getValue()), reader.metrics(files));
            }
        }
        var branch = repo.git().branch();
        if (branch.isPresent() && workspace.equals(all.get(branch.get()))) all.remove("workspace");
        all.replaceAll((rev, figures) -> shown(repo, figures));
        return new Report(all);
    }

    /** Paths as the user sees them from the working directory. */
    private static Figures shown(Repo repo, Figures figures) {
        var files = new LinkedHashMap<String, Figures.File>();
        figures.files().forEach((path, file) -> files.put(repo.shown(path), file));
        return new Figures(files);
    }

    /** Returns the paths that the user typed, from the root. */
    static List<RelPath> files(Repo repo, List<String> typed) {
        var files = new ArrayList<RelPath>();
        for (var each : typed) {
            var path = repo.relative(each);
            files.add(path.orElseThrow(() -> JdvcException.user("'%s' is the project itself, name files of it", each)));
        }
        return files;
    }

    private Map<String, List<String>> names(History history) throws IOException {
        var names = new LinkedHashMap<String, List<String>>();
        if (revs.commits()) {
            for (var each : history.allCommits()) add(names, each, each);
            return names;
        }
        var all = new ArrayList<Revision>();
        if (revs.branches()) all.addAll(history.branches());
        if (revs.tags()) all.addAll(history.tags());
        for (var each : all) add(names, each.commit(), each.name());
        return names;
    }

    private static void add(Map<String, List<String>> names, String commit, String name) {
        names.computeIfAbsent(commit, any -> new ArrayList<>()).add(name);
    }
}
