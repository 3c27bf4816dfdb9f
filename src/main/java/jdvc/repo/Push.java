package jdvc.repo;

import java.io.IOException;
import java.util.Map;
import jdvc.Progress;

/**
 * Uploads to the remotes what they lack of the tracked files.
 *
 * @param choice of which outputs
 * @param way where to
 * @param broken what becomes of big objects whose upload was broken off
 */
public record Push(Choice choice, Choice.Way way, BrokenOff broken) {

    /** What becomes of an upload in parts that was broken off. */
    public enum BrokenOff {
        RESUME,
        /** Its parts are dropped, and it begins anew. */
        RESTART
    }

    /**
     * The answer.
     *
     * @param pushed objects, listings included
     * @param missing objects that are neither in the cache nor on the remote, by id
     */
    public record Report(int pushed, long bytes, Map<String, String> missing, Map<String, String> failed) {

        /** @throws jdvc.JdvcException of kind PARTIAL if not everything is on the remote now */
        public void requireComplete() {
            Sending.requireComplete("upload", missing, failed);
        }
    }

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var objects = collect(repo, progress);
        if (objects.homeless()) throw Objects.noRemote(repo);
        if (broken == BrokenOff.RESTART) {
            for (var each : objects.groups().keySet()) repo.forgottenUploads().dropAll(repo.remote(each, progress));
        }
        var result = new Sending(repo, way, progress).push(objects);
        result.warnings().forEach(progress::warn);
        return new Report(result.copied(), result.bytes(), result.missing(), result.failed());
    }

    /** The lock is for reading the metafiles only: work goes on during a long transfer (safety 7.1). */
    private Objects collect(Repo repo, Progress progress) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            lock.requireHeld();
            return Objects.collect(repo, choice, way, Objects.Direction.PUSH, progress);
        }
    }
}
