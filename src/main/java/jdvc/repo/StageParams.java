package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.track.Dep;
import jdvc.track.ParamsFile;

/** The values that stages take from params files, as they are in the workspace. */
final class StageParams {

    private static final long MAX_BYTES = 16 << 20;

    private final Repo repo;

    StageParams(Repo repo) {
        this.repo = repo;
    }

    /** Returns the file of a dependency of kind PARAMS; absent if there is none. */
    Optional<ParamsFile> read(Dep dep) throws IOException {
        var path = dep.path().orElseThrow();
        var content = repo.disk().read(repo.root().resolve(path.toString()), MAX_BYTES);
        return content.map(bytes -> ParamsFile.of(path, bytes));
    }

    /** Returns the keys that a stage takes; none if it takes the file as a whole. */
    static List<String> keys(Dep dep) {
        var keys = new ArrayList<String>();
        if (dep.fields().get("keys") instanceof List<?> list) list.forEach(key -> keys.add(String.valueOf(key)));
        return keys;
    }

    /**
     * Returns a dependency with the values that its file has now.
     *
     * @throws JdvcException if the file, or one of the values, is not there
     */
    Dep recorded(Dep dep) throws IOException {
        var file = read(dep).orElseThrow(() -> JdvcException.user("dependency '%s' does not exist", dep.text()));
        var keys = keys(dep);
        var values = file.select(keys);
        var missing = new LinkedHashSet<>(keys);
        missing.removeAll(values.keySet());
        if (missing.isEmpty()) return dep.withValues(values);
        throw JdvcException.user("Parameters '%s' are missing from '%s'.", String.join(", ", missing), dep.text())
                .hint("add them to '%s', or take them out of the stage's `params`", dep.text());
    }
}
