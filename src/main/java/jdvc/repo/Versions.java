package jdvc.repo;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jdvc.Progress;

/**
 * The versions of a tracked path: the commits that changed its recorded content, newest first.
 *
 * @param target one tracked path, also inside a tracked directory, metafile or stage
 * @param limit at most so many rows
 * @param remoteCheck ask the remote which versions it holds
 */
public record Versions(String target, OptionalInt limit, boolean remoteCheck) {

    /**
     * The answer.
     *
     * @param path from the project's root
     * @param more whether the limit left rows out
     * @param wouldTell the command that fetches what is unknown here
     */
    public record Report(String path, List<Row> rows, boolean more, Optional<String> wouldTell) {}

    /**
     * One version.
     *
     * @param commit absent for what stands in the workspace and is not recorded yet
     * @param size in bytes, if recorded
     * @param md5 absent if the listing of the directory is not at hand
     * @param run of MLflow, from which it came
     * @param metrics the numbers of that commit, by name
     * @param where the bytes are; of a directory, all of them
     */
    public record Row(
            Optional<String> commit,
            Optional<OffsetDateTime> date,
            Optional<String> author,
            Optional<String> message,
            List<String> tags,
            OptionalLong size,
            Optional<String> md5,
            Optional<String> run,
            Map<String, Number> metrics,
            Where where) {}

    /** Where bytes are; of the remote, absent is unknown: it was not asked, and this clone never saw them complete there. */
    public record Where(boolean workspace, boolean cache, Optional<Boolean> remote) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        return new VersionsReader(repo, this, progress).read();
    }
}
