package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
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

    /**
     * Refuses before the first byte what would pass the limit, else notes it as sent.
     *
     * @param name the remote's
     * @param limit in bytes
     * @param more bytes that are about to be sent
     */
    void require(String name, ObjectStore remote, long limit, long more) throws IOException, InterruptedException {
        if (!(remote instanceof S3Store store)) return;
        var rows = file.rows("remotes");
        long now = clock.instant().getEpochSecond();
        var known = Row.of(rows.get(store.location())).filter(row -> row.isFresh(now));
        var used = known.isPresent() ? OptionalLong.of(known.get().bytes()) : store.used();
        if (used.isEmpty()) return;
        long then = used.getAsLong() + more;
        if (then > limit) {
            throw JdvcException.of(
                            Kind.NOSPACE,
                            "remote '%s' may hold %d bytes: %d are used, and %d more are to go up. Nothing was sent",
                            name,
                            limit,
                            used.getAsLong(),
                            more)
                    .hint("push less, or raise the limit: `jdvc config jdvc.remote.%s.quota SIZE`", name);
        }
        long listed = known.map(Row::listed).orElse(now);
        rows.put(store.location(), Map.of("bytes", then, "listed", listed));
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
