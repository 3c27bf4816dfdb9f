package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.disk.Disk;
import jdvc.store.ObjectStore;
import jdvc.store.s3.S3Store;
import org.jspecify.annotations.Nullable;

/**
 * How much a remote may hold. What it holds is listed at most once a day and kept in {@code used} of the state folder;
 * what this clone sends in between is added. A remote that cannot be listed has no quota.
 */
final class Quota {

    private static final long DAY_SECONDS = 24 * 60 * 60;
    private static final long MAX_BYTES = 1 << 20;

    private final StateFile file;
    private final Clock clock;

    Quota(Disk disk, Path state, Clock clock) {
        file = new StateFile(disk, state.resolve("used"), MAX_BYTES);
        this.clock = clock;
    }

    private static Quota of(Repo repo) {
        return new Quota(repo.disk(), repo.state(), repo.env().clock());
    }

    /**
     * Refuses before the first byte, and before anything else is begun, what would pass the limit of a remote.
     *
     * @param more bytes that are about to be sent, by the remote's name
     */
    static void requireRoom(Repo repo, Map<String, Long> more, Progress progress)
            throws IOException, InterruptedException {
        for (var each : more.entrySet()) {
            var limit = repo.settings(progress).quota(each.getKey());
            if (limit.isEmpty() || each.getValue() == 0) continue;
            var remote = repo.remote(each.getKey(), progress);
            of(repo).require(each.getKey(), remote, limit.getAsLong(), each.getValue());
        }
    }

    /** Takes note of what was sent to a remote that has a limit. */
    static void noteSent(Repo repo, String name, long bytes, Progress progress) throws IOException {
        if (repo.settings(progress).quota(name).isEmpty()) return;
        of(repo).note(repo.remote(name, progress), bytes);
    }

    /**
     * Refuses what would pass the limit.
     *
     * @param name the remote's
     * @param limit in bytes
     * @param more bytes that are about to be sent
     */
    void require(String name, ObjectStore remote, long limit, long more) throws IOException, InterruptedException {
        if (!(remote instanceof S3Store store)) return;
        var used = used(store);
        if (used.isEmpty() || used.getAsLong() + more <= limit) return;
        throw JdvcException.of(
                        Kind.NOSPACE,
                        "remote '%s' may hold %d bytes: %d are used, and %d more are to go up. Nothing was sent",
                        name,
                        limit,
                        used.getAsLong(),
                        more)
                .hint("push less, or raise the limit: `jdvc config jdvc.remote.%s.quota SIZE`", name);
    }

    private OptionalLong used(S3Store store) throws IOException, InterruptedException {
        var rows = file.rows("remotes");
        long now = clock.instant().getEpochSecond();
        var known = Row.of(rows.get(store.location())).filter(row -> row.isFresh(now));
        if (known.isPresent()) return OptionalLong.of(known.get().bytes());
        var listed = store.used();
        if (listed.isPresent()) put(rows, store, new Row(listed.getAsLong(), now));
        return listed;
    }

    /** Adds to what is known to be used; where nothing is known, the next question lists it. */
    void note(ObjectStore remote, long sent) throws IOException {
        if (!(remote instanceof S3Store store)) return;
        var rows = file.rows("remotes");
        var known = Row.of(rows.get(store.location()));
        if (known.isPresent()) {
            put(rows, store, new Row(known.get().bytes() + sent, known.get().listed()));
        }
    }

    private void put(Map<String, Object> rows, S3Store store, Row row) throws IOException {
        rows.put(store.location(), Map.of("bytes", row.bytes(), "listed", row.listed()));
        file.write(Map.of("remotes", rows));
    }

    /**
     * What is known of a remote.
     *
     * @param listed when, in seconds since 1970
     */
    private record Row(long bytes, long listed) {

        static Optional<Row> of(@Nullable Object value) {
            return value instanceof Map<?, ?> map
                            && map.get("bytes") instanceof Long bytes
                            && map.get("listed") instanceof Long listed
                    ? Optional.of(new Row(bytes, listed))
                    : Optional.empty();
        }

        boolean isFresh(long now) {
            return now >= listed && now - listed < DAY_SECONDS;
        }
    }
}
