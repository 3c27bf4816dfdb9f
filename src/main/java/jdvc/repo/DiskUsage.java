package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.Progress;

/**
 * Adds up what the files of a project take, in the workspace or not.
 *
 * @param place a directory of the project
 * @param path what to look at, from its root; all if absent
 * @param rev a commit instead of the workspace
 * @param summarize only the sum
 */
public record DiskUsage(String place, Optional<String> path, Optional<String> rev, boolean summarize) {

    /** What one path takes. */
    public record Row(String path, long bytes) {}

    /** The answer, by name; the sum is the last. */
    public record Report(List<Row> rows) {}

    public Report run(Call call, Progress progress) throws IOException, InterruptedException {
        try (var repo = Places.open(call, place)) {
            var root = Places.files(repo, rev, FileTree.Whose.ALL, progress);
            var from = Places.clean(path.orElse(""));
            var node = Places.find(root, from, place);
            var rows = new ArrayList<Row>();
            long sum = 0;
            boolean listed = !summarize && node.isDirectory();
            if (listed) {
                for (var each : node.children().entrySet()) {
                    if (FileNode.isMetafile(each.getKey())) continue;
                    long bytes = each.getValue().bytes();
                    rows.add(new Row(from.isEmpty() ? each.getKey() : from + "/" + each.getKey(), bytes));
                    sum += bytes;
                }
            }
            rows.add(new Row(path.orElse(""), listed ? sum : node.bytes()));
            return new Report(rows);
        }
    }
}
