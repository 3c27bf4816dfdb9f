package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Json;
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

    private final Disk disk;
    private final Path file;
    private final Clock clock;

    Quota(Disk disk, Path state, Clock clock) {
        this.disk = disk;
        file = state.resolve("used");
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
        var rows = read();
        long now = clock.instant().getEpochSecond();
        var kept = kept(rows.get(store.location()), now);
        var used = kept.isPresent() ? kept : store.used();
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
        long listed = kept.isPresent() ? listed(rows.get(store.location())) : now;
        rows.put(store.location(), Map.of("bytes", then, "listed", listed));
        write(rows);
    }

    private static OptionalLong kept(@Nullable Object row, long now) {
        boolean fresh = now - listed(row) < DAY_SECONDS && now >= listed(row);
        return fresh && row instanceof Map<?, ?> map && map.get("bytes") instanceof Long bytes
                ? OptionalLong.of(bytes)
                : OptionalLong.empty();
    }

    private static long listed(@Nullable Object row) {
        return row instanceof Map<?, ?> map && map.get("listed") instanceof Long listed ? listed : 0;
    }

    private Map<String, Object> read() throws IOException {
        var rows = new LinkedHashMap<String, Object>();
        var content = disk.read(file, MAX_BYTES);
        if (content.isEmpty()) return rows;
        try {
            var all = Json.parseObject(new String(content.get(), StandardCharsets.UTF_8));
            if (Long.valueOf(1).equals(all.get("v")) && all.get("remotes") instanceof Map<?, ?> map) {
                map.forEach((key, row) -> rows.put(String.valueOf(key), row));
            }
        } catch (Json.BadJsonException e) {
            rows.clear(); // then it is listed anew
        }
        return rows;
    }

    private void write(Map<String, Object> rows) throws IOException {
        var all = new LinkedHashMap<String, Object>();
        all.put("v", 1L);
        all.put("remotes", rows);
        byte[] bytes = Json.format(all).getBytes(StandardCharsets.UTF_8);
        disk.makeDirectories(Disk.directoryOf(file), 0700);
        disk.replaceState(file, out -> out.write(bytes));
    }
}
