package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import jdvc.Progress;
import jdvc.object.RelPath;
import jdvc.track.Out;

/**
 * Lists what Git and DVC have in a project.
 *
 * @param from which project
 * @param path what to list of it, from its root; all if absent
 */
public record ListFiles(Elsewhere from, Optional<String> path, boolean dvcOnly, Shape shape) {

    /**
     * How far to go.
     *
     * @param recursive files below instead of the names in the directory
     * @param nested every directory with what is in it
     * @param level how deep, from 1; without a limit if absent
     */
    public record Shape(boolean recursive, boolean nested, OptionalInt level) {}

    /**
     * One name.
     *
     * @param depth of a nested listing, 0 for the directory that is listed
     * @param last whether no other of its directory follows
     */
    public record Row(
            String path,
            boolean isOut,
            boolean isDirectory,
            boolean isExecutable,
            Optional<Long> size,
            Optional<String> md5,
            int depth,
            boolean last) {}

    /** The answer, in the order of the names. */
    public record Report(List<Row> rows) {}

    public Report run(Call call, Progress progress) throws IOException, InterruptedException {
        try (var upstream = from.open(call, path.orElse(""), progress)) {
            var inner = upstream.path();
            boolean deep = shape.recursive() || shape.nested();
            var opened = deep ? (Predicate<Out>) out -> true : FileTree.around(inner);
            var node = upstream.asked(dvcOnly ? FileTree.Whose.DVC : FileTree.Whose.ALL, opened, progress);
            var rows = new ArrayList<Row>();
            if (shape.nested()) nested(path.filter(p -> !p.isEmpty()).orElse("."), node, 0, true, rows);
            else if (node.isDirectory()) flat("", node, 1, rows);
            else rows.add(row(inner.substring(inner.lastIndexOf('/') + 1), node, 0, true));
            if (!shape.nested()) rows.sort((a, b) -> RelPath.compare(a.path(), b.path()));
            return new Report(rows);
        }
    }

    private void flat(String prefix, FileNode node, int depth, List<Row> rows) {
        boolean deepest = shape.level().isPresent() && depth >= shape.level().getAsInt();
        node.children().forEach((name, child) -> {
            var path = prefix + name;
            if (!child.isDirectory() || !shape.recursive() || deepest) rows.add(row(path, child, depth, false));
            if (child.isDirectory() && shape.recursive() && !deepest) flat(path + "/", child, depth + 1, rows);
        });
    }

    private void nested(String name, FileNode node, int depth, boolean last, List<Row> rows) {
        rows.add(row(name, node, depth, last));
        if (depth >= shape.level().orElse(Integer.MAX_VALUE)) return;
        int left = node.children().size();
        for (var each : node.children().entrySet()) {
            left--;
            nested(each.getKey(), each.getValue(), depth + 1, left == 0, rows);
        }
    }

    private static Row row(String path, FileNode node, int depth, boolean last) {
        return new Row(
                path, node.isTracked(), node.isDirectory(), node.isExecutable(), node.size(), node.md5(), depth, last);
    }
}
