package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Json;
import jdvc.Progress;
import jdvc.disk.ClaimLock;
import jdvc.disk.Disk;
import jdvc.disk.KernelLock;
import jdvc.disk.Lock;
import jdvc.object.RelPath;

/** The project's lock, by DVC's protocol: {@code .dvc/tmp/lock}, and respect for what {@code rwlock} says. */
final class RepoLock implements AutoCloseable {

    private static final int TRIES = 7;
    private static final long PAUSE_MILLIS = 500;
    private static final long MAX_RWLOCK = 16 << 20;

    /** The two ways of DVC; {@code core.hardlink_lock} chooses. */
    enum Protocol {
        FLOCK,
        HARDLINK
    }

    private final Disk disk;
    private final Path tmp;
    private final Lock lock;

    private RepoLock(Disk disk, Path tmp, Lock lock) {
        this.disk = disk;
        this.tmp = tmp;
        this.lock = lock;
    }

    /**
     * Takes the lock, trying for three seconds, or for ever if the call says so.
     *
     * @throws JdvcException of kind LOCKED that names the holder, if another process has it
     */
    static RepoLock take(Call call, Path tmp, Protocol protocol, Progress progress)
            throws IOException, InterruptedException {
        var disk = call.disk();
        disk.makeDirectories(tmp, -1);
        var file = tmp.resolve("lock");
        for (int attempt = 1; ; attempt++) {
            var lock = tryLock(call, file, protocol);
            if (lock.isPresent()) {
                if (!lock.get().excludesOthers()) {
                    progress.warn("there is no `flock` program here: DVC cannot see that jdvc is at work."
                            + " Install util-linux, or do not run both at the same time.");
                }
                if (protocol == Protocol.FLOCK)
                    KernelLock.writeOwner(file, ProcessHandle.current().pid());
                repairTable(call, tmp, protocol, progress);
                return new RepoLock(disk, tmp, lock.get());
            }
            if (attempt >= TRIES && !call.waitForLock()) throw held(disk, file);
            if (attempt == 1) progress.warn("waiting for " + holder(disk, file) + " to finish");
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static Optional<? extends Lock> tryLock(Call call, Path file, Protocol protocol) throws IOException {
        return switch (protocol) {
            case FLOCK -> KernelLock.tryLock(file);
            case HARDLINK -> ClaimLock.tryLock(file, call.disk(), call.env().clock());
        };
    }

    /** An {@code rwlock} that a kill left empty or torn stops every command of DVC until it is made anew (safety 7.4). */
    private static void repairTable(Call call, Path tmp, Protocol protocol, Progress progress) throws IOException {
        var table = tmp.resolve("rwlock");
        var content = call.disk().read(table, MAX_RWLOCK);
        if (content.isEmpty() || table(content.get()).isPresent()) return;
        var guard = tryLock(call, tmp.resolve("rwlock.lock"), protocol);
        if (guard.isEmpty()) return; // whoever is writing it
        try (Lock held = guard.get()) {
            if (!held.isHeld()) return;
            call.disk().replace(table, "{}".getBytes(StandardCharsets.US_ASCII), -1);
        }
        progress.warn("'" + table + "' was damaged; it is taken to name nobody, and was written anew");
    }

    private static Optional<Map<String, Object>> table(byte[] content) {
        try {
            return Optional.of(Json.parseObject(new String(content, StandardCharsets.UTF_8)));
        } catch (Json.BadJsonException e) {
            return Optional.empty();
        }
    }

    private static JdvcException held(Disk disk, Path file) throws IOException {
        return JdvcException.of(
                        Kind.LOCKED, "Unable to acquire lock: %s is at work in this project", holder(disk, file))
                .hint("wait for it to finish, or use --wait-for-lock");
    }

    private static String holder(Disk disk, Path file) throws IOException {
        var text = disk.read(file, 64)
                .map(b -> new String(b, StandardCharsets.US_ASCII).strip())
                .orElse("");
        if (text.isEmpty() || text.contains("/")) return "another process";
        var command = command(text);
        return "process " + text + (command.isEmpty() ? "" : " (" + command + ")");
    }

    private static String command(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid))
                    .flatMap(p -> p.info().commandLine())
                    .map(line -> line.length() > 120 ? line.substring(0, 120) + "…" : line)
                    .orElse("");
        } catch (NumberFormatException e) {
            return "";
        }
    }

    /**
     * Makes sure that no other process, such as a running {@code dvc repro}, works on these paths. Entries are added only
     * under the lock that we hold, so looking is enough.
     *
     * @throws JdvcException of kind LOCKED that names path, process and command
     */
    void requireFree(Path root, List<RelPath> written) throws IOException {
        requireHeld();
        var all = disk.read(tmp.resolve("rwlock"), MAX_RWLOCK).flatMap(RepoLock::table);
        if (all.isEmpty()) return; // as no entries (safety 7.4)
        for (var kind : List.of("write", "read")) {
            if (!(all.get().get(kind) instanceof Map<?, ?> entries)) continue;
            for (var entry : entries.entrySet()) check(root, written, String.valueOf(entry.getKey()), entry.getValue());
        }
    }

    private static void check(Path root, List<RelPath> written, String busy, Object infos) {
        var path = Path.of(busy);
        for (var each : written) {
            var mine = root.resolve(each.toString());
            if (!mine.startsWith(path) && !path.startsWith(mine)) continue;
            var blocker = blocker(infos);
            if (blocker.isEmpty()) continue;
            throw JdvcException.of(Kind.LOCKED, "'%s' is busy, it is being blocked by: %s", each, blocker.get())
                    .hint("wait for it to finish");
        }
    }

    private static Optional<String> blocker(Object infos) {
        if (infos instanceof List<?> list) {
            return list.stream()
                    .map(RepoLock::blocker)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (!(infos instanceof Map<?, ?> info) || !(info.get("pid") instanceof Long pid)) return Optional.empty();
        if (pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty()) return Optional.empty();
        return Optional.of("(PID " + pid + "): " + info.get("cmd"));
    }

    /** Makes sure that the helper that holds the lock is alive, before something is written (safety 7.2). */
    void requireHeld() {
        if (!lock.isHeld()) {
            throw JdvcException.of(Kind.LOCKED, "the project's lock was lost: the process that held it was killed")
                    .hint("run the command again");
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
