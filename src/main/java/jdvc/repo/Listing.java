package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.disk.Stat;
import jdvc.track.Out;
import org.jspecify.annotations.Nullable;

/**
 * Lists a directory of the workspace with the state of what is tracked in it.
 *
 * @param directory as typed; the working directory if absent
 */
public record Listing(Optional<String> directory) {

    /**
     * One name.
     *
     * @param size bytes of a file; absent for a directory
     * @param state {@code tracked}, {@code modified}, {@code missing}, or empty if it is not tracked
     */
    public record Row(String name, boolean isDirectory, Optional<Long> size, String state) {}

    /** The answer, by name. */
    public record Report(List<Row> rows) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var path = repo.env().cwd().resolve(directory.orElse(""));
        var tracked = tracked(repo, path);
        var there = repo.disk().statTarget(path);
        if (there.isEmpty() && tracked.isEmpty())
            throw JdvcException.user("'%s' does not exist", directory.orElse("."));
        if (there.isPresent() && !there.get().isDirectory()) {
            throw JdvcException.user("'%s' is not a directory", directory.orElse("."));
        }
        var names = new TreeSet<String>(tracked.keySet());
        if (there.isPresent()) names.addAll(repo.disk().list(path));
        var status = new OutStatus(repo, progress);
        var rows = new ArrayList<Row>();
        for (var name : names) {
            if (name.equals(".git") || name.equals(".dvc")) continue;
            var stat = repo.disk().statTarget(path.resolve(name));
            boolean isDirectory = stat.map(Stat::isDirectory).orElse(false);
            var size = stat.filter(s -> !s.isDirectory()).map(Stat::size);
            rows.add(new Row(name, isDirectory, size, state(status, tracked.get(name))));
        }
        return new Report(rows);
    }

    private static Map<String, Out> tracked(Repo repo, Path directory) throws IOException {
        var tracked = new HashMap<String, Out>();
        for (var entry : repo.recorded().entries()) {
            var out = repo.root().resolve(entry.out().path().toString());
            if (directory.normalize().equals(out.getParent()))
                tracked.put(entry.out().path().name(), entry.out());
        }
        return tracked;
    }

    private static String state(OutStatus status, @Nullable Out out) throws IOException, InterruptedException {
        if (out == null) return "";
        return switch (status.workspace(out)) {
            case SAME -> status.isInCache(out) ? "tracked" : "not in cache";
            case MODIFIED -> "modified";
            case DELETED -> "missing";
        };
    }
}
