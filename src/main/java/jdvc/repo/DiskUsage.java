package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.Progress;

/**
 * Adds up what the files of a project take, in the workspace or not.
 *
 * @param from which project
 * @param path what to look at, from its root; all if absent
 * @param summarize only the sum
 */
public record DiskUsage(Elsewhere from, Optional<String> path, boolean summarize) {

    /** What one path takes. */
    public record Row(String path, long bytes) {}

    /** The answer, by name; the sum is the last. */
    public record Report(List<Row> rows) {}

    public Report run(Call call, Progress progress) throws IOException, InterruptedException {
        var asked = Places.clean(path.orElse(""));
        try (var upstream = from.open(call, asked, progress)) {
            var node = upstream.asked(FileTree.Whose.ALL, out -> true, progress);
            var rows = new ArrayList<Row>();
            long sum = 0;
            boolean listed = !summarize && node.isDirectory();
            if (listed) {
                for (var each : node.children().entrySet()) {
                    if (FileNode.isMetafile(each.getKey())) continue;
                    long bytes = each.getValue().bytes();
                    rows.add(new Row(asked.isEmpty() ? each.getKey() : asked + "/" + each.getKey(), bytes));
                    sum += bytes;
                }
            }
            rows.add(new Row(path.orElse(""), listed ? sum : node.bytes()));
            return new Report(rows);
        }
    }
}
