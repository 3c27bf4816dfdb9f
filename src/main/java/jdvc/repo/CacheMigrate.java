package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.ObjectMissingException;
import jdvc.track.Out;
import jdvc.track.Stage;

/**
 * Gives the objects of DVC 2 that are in the cache the names of DVC 3 too, and metafiles the shape of DVC 3. The old
 * objects stay: older commits name them.
 *
 * @param metafiles also the metafiles
 * @param dry change nothing
 */
public record CacheMigrate(boolean metafiles, boolean dry) {

    /**
     * The answer.
     *
     * @param objects how many got a name, or would be looked at
     * @param files metafiles that are not, or would not be, what they were; of a stage its dvc.yaml
     * @param locks of these, the dvc.lock files
     * @param touched what Git is to have, from the root
     */
    public record Report(int objects, List<String> files, List<String> locks, List<String> touched, boolean staged) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        if (dry) return plan(repo);
        try (var lock = repo.lock(progress)) {
            var stages = stages(repo);
            lock.requireFree(
                    repo.root(),
                    stages.stream()
                            .flatMap(s -> s.outs().stream())
                            .map(Out::path)
                            .toList());
            var before = new HashSet<>(repo.cache().names());
            var names = objects(repo, progress);
            var fresh = new HashSet<>(names.values());
            fresh.removeAll(before);
            if (!metafiles) return new Report(fresh.size(), List.of(), List.of(), List.of(), false);
            try (var operation = repo.journal().begin("cache migrate");
                    var saving = new Saving(repo, operation, lock, Add.Mode.RELINK)) {
                var migrating = new Migrating(repo, saving, names, progress);
                for (var stage : stages) migrating.migrate(stage);
                boolean staged = saving.finish(progress);
                operation.done();
                boolean git = repo.git().workTree().isPresent();
                var touched = git ? saving.files() : List.<String>of();
                return new Report(fresh.size(), migrating.files(), migrating.locks(), touched, staged);
            }
        }
    }

    private Report plan(Repo repo) throws IOException {
        var files = new ArrayList<String>();
        for (var stage : stages(repo)) {
            var file = Migrating.shown(repo, stage);
            if (!files.contains(file)) files.add(file);
        }
        files.sort(null);
        return new Report(legacy(repo).size(), files, List.of(), List.of(), false);
    }

    private List<Stage> stages(Repo repo) throws IOException {
        if (!metafiles) return List.of();
        return repo.outs().stages().stream().filter(Migrating::isLegacy).toList();
    }

    private static List<ObjectId> legacy(Repo repo) throws IOException {
        return repo.cache().names().stream()
                .filter(id -> id.layout() == Layout.LEGACY)
                .toList();
    }

    /** Returns the new names of the objects by their old ones; damaged objects have none. */
    private static Map<ObjectId, ObjectId> objects(Repo repo, Progress progress)
            throws IOException, InterruptedException {
        var old = legacy(repo);
        Map<ObjectId, ObjectId> names = new ConcurrentHashMap<>();
        try (var task = progress.start("Migrating", old.size(), 0);
                var workers = new Workers("migrate", repo.env().cpus())) {
            workers.forEach(old, id -> {
                try {
                    names.put(id, repo.cache().alias(id, Layout.V3, task));
                } catch (ObjectMissingException e) {
                    // in quarantine now, of which the user is told
                }
                task.files(1);
            });
        }
        repo.cache().flush();
        return names;
    }
}
