package jdvc.repo;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import jdvc.Progress;
import jdvc.track.Dep;
import jdvc.track.Out;
import jdvc.track.Stage;

/** How what a stage is made from stands to what was recorded. */
final class DepStatus {

    private final Repo repo;
    private final OutStatus status;

    DepStatus(Repo repo, Progress progress) {
        this.repo = repo;
        status = new OutStatus(repo, progress);
    }

    /** Returns the dependencies that changed: a word, or words by key for a params file. */
    Map<String, Object> of(Stage stage) throws IOException, InterruptedException {
        var changed = new LinkedHashMap<String, Object>();
        for (var dep : stage.deps()) {
            if (dep.kind() == Dep.Kind.FILE && dep.path().isPresent()) file(dep, changed);
        }
        return changed;
    }

    private void file(Dep dep, Map<String, Object> changed) throws IOException, InterruptedException {
        var path = dep.path().orElseThrow();
        var seen = status.workspace(new Out(path, dep.hash(), Out.Meta.NONE, Out.Flags.DEFAULT));
        var word = switch (seen) {
            case SAME -> "";
            case MODIFIED -> dep.hash().id().isEmpty() ? "new" : "modified";
            case DELETED -> "deleted";
        };
        if (!word.isEmpty()) changed.put(repo.shown(path.toString()), word);
    }
}
