package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.Progress;
import jdvc.disk.Stat;

/**
 * Tells which rule of the .dvcignore files decides about paths.
 *
 * @param paths as typed; they need not exist
 */
public record CheckIgnore(List<String> paths) {

    /**
     * The rule that decides about a path.
     *
     * @param rule {@code FILE:LINE:PATTERN}; absent if none matches
     * @param ignored whether it ignores the path, and does not un-ignore it
     */
    public record Row(String path, Optional<String> rule, boolean ignored) {}

    /** The answer, in the order of the paths. */
    public record Report(List<Row> rows) {}

    public Report run(Repo repo, Progress progress) throws IOException {
        var rows = new ArrayList<Row>();
        for (var each : paths) rows.add(row(repo, each));
        return new Report(rows);
    }

    private static Row row(Repo repo, String typed) throws IOException {
        Path path = repo.env().cwd().resolve(typed).normalize();
        if (path.equals(repo.root()) || !path.startsWith(repo.root())) return new Row(typed, Optional.empty(), false);
        boolean directory = repo.disk().statTarget(path).map(Stat::isDirectory).orElse(false);
        var inside = repo.root().relativize(path).toString();
        var rule = repo.workspace().ignores().explain(inside, directory);
        return rule.map(found -> new Row(typed, Optional.of(found.text()), found.ignores()))
                .orElseGet(() -> new Row(typed, Optional.empty(), false));
    }
}
