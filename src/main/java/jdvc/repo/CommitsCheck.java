package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import jdvc.Progress;

/**
 * Tells whether all data of some commits is on the remotes: every object that their metafiles name is asked for now, by
 * name and length.
 *
 * @param range such as {@code main..HEAD}, or one revision
 * @param way which remote
 * @param repair send what is missing there and in the cache
 */
public record CommitsCheck(String range, Choice.Way way, boolean repair) {

    /**
     * The answer.
     *
     * @param complete whether everything is there
     * @param sent objects that were sent
     * @param missing what is not there
     * @param unknown metafiles that could not be read, so that nobody can say what their data is
     */
    public record Report(
            boolean complete, long commits, long objects, long sent, List<Missing> missing, List<String> unknown) {}

    /**
     * An object that a remote lacks, or has with another length.
     *
     * @param name its path and a commit that names it
     * @param inCache whether it can be pushed from here
     */
    public record Missing(String remote, String md5, String name, boolean inCache) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var data = new PublishObjects(repo, way, progress);
        var commits = commits(repo);
        data.addCommits(commits);
        var lacking = data.ask(Map.of(), false);
        long sent = 0;
        if (repair && lacking.count() > lacking.nowhere().size()) {
            sent = data.push().copied();
            lacking = data.ask(Map.of(), false);
        }
        var missing = missing(data, lacking);
        boolean complete = missing.isEmpty() && data.unknown().isEmpty();
        if (complete) data.noteComplete();
        return new Report(complete, commits.size(), count(data), sent, missing, data.unknown());
    }

    private List<String> commits(Repo repo) throws IOException {
        try (var history = repo.git().history().orElseThrow(Revs::noGit)) {
            return history.range(range);
        }
    }

    private static long count(PublishObjects data) {
        var all = new HashSet<>();
        data.all().values().forEach(all::addAll);
        return all.size();
    }

    private static List<Missing> missing(PublishObjects data, PublishObjects.Lacking lacking) {
        var missing = new ArrayList<Missing>();
        for (var each : lacking.objects().entrySet()) {
            for (var id : each.getValue().stream().sorted().toList()) {
                boolean here = !lacking.nowhere().containsKey(id);
                missing.add(new Missing(each.getKey(), id.toString(), data.nameOf(each.getKey(), id), here));
            }
        }
        return missing;
    }
}
