package jdvc.repo;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import jdvc.Progress;

/**
 * Downloads from the remotes what the cache lacks of the tracked files.
 *
 * @param choice of which outputs
 * @param way where from
 */
public record Fetch(Choice choice, Choice.Way way) {

    /**
     * The answer.
     *
     * @param fetched objects, listings included
     * @param missing objects that are neither on the remote nor in the cache, by id
     * @param homeless whether there is an output without a remote
     */
    public record Report(int fetched, Map<String, String> missing, Map<String, String> failed, boolean homeless) {

        /** @throws jdvc.JdvcException of kind PARTIAL if not everything is in the cache now */
        public void requireComplete() {
            Sending.requireComplete("download", missing, failed);
        }
    }

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        return run(repo, Sending.Destination.CACHE, progress);
    }

    Report run(Repo repo, Sending.Destination destination, Progress progress) throws IOException, InterruptedException {
        Objects objects;
        try (var lock = repo.lock(progress)) {
            lock.requireHeld();
            objects = Objects.collect(repo, choice, way, Objects.Direction.FETCH, progress);
        }
        var result = new Sending(repo, way, progress).fetch(objects, destination);
        result.warnings().forEach(progress::warn);
        var imports = new ImportFetch(repo, destination, progress);
        for (var each : objects.imports()) imports.fetch(each);
        var failed = new TreeMap<>(result.failed());
        failed.putAll(imports.failed());
        return new Report(result.copied() + imports.fetched(), result.missing(), failed, objects.homeless());
    }
}
