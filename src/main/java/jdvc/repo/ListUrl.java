package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.Progress;
import jdvc.repo.ListFiles.Row;

/** Lists the files at a URL, be it tracked by anything or not. No project is needed here. */
public record ListUrl(FromUrl from, ListFiles.Shape shape) {

    /** @return of a directory its files, then its directories, each by name; a nested listing by name */
    public ListFiles.Report run(Call call, Progress progress) throws IOException, InterruptedException {
        try (var files = UrlFiles.open(call, from, progress)) {
            int level = shape.level().orElse(UrlFiles.DEEP);
            boolean deep = shape.recursive() || shape.nested();
            var node = files.find(deep ? level : 1);
            var rows = new ArrayList<Row>();
            if (shape.nested()) nested(files.name(), node, 0, true, rows);
            else if (!node.isDirectory()) rows.add(row(files.name(), Optional.empty(), false, 0, true));
            else flat("", node, 1, rows);
            return new ListFiles.Report(rows);
        }
    }

    private void flat(String prefix, UrlFiles.Node node, int depth, List<Row> rows) {
        boolean deepest = !shape.recursive() || depth >= shape.level().orElse(UrlFiles.DEEP);
        var directories = new ArrayList<Map.Entry<String, UrlFiles.Node>>();
        for (var each : node.children().entrySet()) {
            if (each.getValue().isDirectory()) directories.add(each);
            else rows.add(row(prefix + each.getKey(), each.getValue().size(), false, depth, false));
        }
        for (var each : directories) {
            if (deepest) rows.add(row(prefix + each.getKey(), Optional.empty(), true, depth, false));
            else flat(prefix + each.getKey() + "/", each.getValue(), depth + 1, rows);
        }
    }

    private static void nested(String name, UrlFiles.Node node, int depth, boolean last, List<Row> rows) {
        rows.add(row(name, node.size(), node.isDirectory(), depth, last));
        int left = node.children().size();
        for (var each : node.children().entrySet()) {
            left--;
            nested(each.getKey(), each.getValue(), depth + 1, left == 0, rows);
        }
    }

    private static Row row(String path, Optional<Long> size, boolean directory, int depth, boolean last) {
        return new Row(path, false, directory, false, size, Optional.empty(), depth, last);
    }
}
