package jdvc.repo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.disk.Durability;
import jdvc.disk.Exec;
import jdvc.disk.LocalDisk;
import jdvc.object.RelPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepoLockTest {

    @TempDir
    Path root;

    private Path tmp;
    private Call call;

    @BeforeEach
    void open() {
        tmp = root.resolve(".dvc/tmp");
        var env = new Env(root, root, Map.of(), Clock.systemUTC(), new Random(1), 1);
        call = new Call(env, new LocalDisk(Durability.OFF, new Random(1), 022), List.of("add", "x"), false);
    }

    private RepoLock take(RepoLock.Protocol protocol) throws IOException, InterruptedException {
        return RepoLock.take(call, tmp, protocol, Progress.NONE);
    }

    @Test
    void hardLinkLocksExcludeEachOtherAndLeaveNothing() throws Exception {
        try (var lock = take(RepoLock.Protocol.HARDLINK)) {
            lock.requireHeld();
            assertEquals(2, Files.getAttribute(tmp.resolve("lock"), "unix:nlink"));
            assertThrows(JdvcException.class, () -> take(RepoLock.Protocol.HARDLINK));
        }
        try (var left = Files.list(tmp)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aHardLinkLockWhoseTimeRanOutIsBrokenButNoOtherFile() throws Exception {
        Files.createDirectories(tmp);
        var claim = tmp.resolve("0123.lock");
        Files.writeString(claim, claim.toString());
        Files.createLink(tmp.resolve("lock"), claim);
        var old = java.nio.file.attribute.FileTime.from(java.time.Instant.now().minusSeconds(60));
        Files.setLastModifiedTime(claim, old);
        take(RepoLock.Protocol.HARDLINK).close();
        Files.writeString(tmp.resolve("lock"), " 123\n");
        Files.setLastModifiedTime(tmp.resolve("lock"), old);
        assertThrows(JdvcException.class, () -> take(RepoLock.Protocol.HARDLINK));
    }

    @Test
    void saysWhoHoldsItAsDvcDoes() throws Exception {
        try (var lock = take(RepoLock.Protocol.FLOCK)) {
            lock.requireHeld();
            assertEquals(" " + ProcessHandle.current().pid() + "\n", Files.readString(tmp.resolve("lock")));
        }
        assertTrue(Files.exists(tmp.resolve("lock")), "the file is never deleted");
    }

    @Test
    void isFreeAgainAfterwards() throws Exception {
        take(RepoLock.Protocol.FLOCK).close();
        assertDoesNotThrow(() -> take(RepoLock.Protocol.FLOCK).close());
    }

    /** A peer with the flock program stands for DVC, whose lock is of that kind. */
    @Test
    void excludesAndIsExcludedByAPeerWithFlock() throws Exception {
        try (var lock = take(RepoLock.Protocol.FLOCK)) {
            lock.requireHeld();
            assertEquals(1, flock().exit());
        }
        assertEquals(0, flock().exit());
        var peer =
                Exec.start(root, Map.of(), List.of("flock", tmp.resolve("lock").toString(), "cat"));
        peer.getOutputStream().write('\n');
        peer.getOutputStream().flush();
        assertEquals('\n', peer.getInputStream().read());
        var refused = assertThrows(JdvcException.class, () -> take(RepoLock.Protocol.FLOCK));
        assertEquals(JdvcException.Kind.LOCKED, refused.kind());
        peer.destroy();
        peer.waitFor();
        take(RepoLock.Protocol.FLOCK).close();
    }

    private Exec.Result flock() throws IOException {
        return Exec.run(
                root, Map.of(), List.of("flock", "-n", tmp.resolve("lock").toString(), "true"));
    }

    private static RelPath path(String text) throws Exception {
        return RelPath.parse(text);
    }

    private void rwlock(String text) throws IOException {
        Files.createDirectories(tmp);
        Files.writeString(tmp.resolve("rwlock"), text);
    }

    @Test
    void respectsThePathsOfOthersThatAreAlive() throws Exception {
        var other = Exec.start(root, Map.of(), List.of("cat"));
        try (var lock = take(RepoLock.Protocol.FLOCK)) {
            rwlock("{\"write\": {\"%s/data\": {\"pid\": %d, \"cmd\": \"dvc repro\"}}}".formatted(root, other.pid()));
            var busy = assertThrows(JdvcException.class, () -> lock.requireFree(root, List.of(path("data/in"))));
            assertTrue(busy.getMessage().contains("dvc repro"), busy.getMessage());
            lock.requireFree(root, List.of(path("other")));
            rwlock("{\"read\": {\"%s/data/in\": [{\"pid\": %d, \"cmd\": \"dvc repro\"}]}}"
                    .formatted(root, other.pid()));
            assertThrows(JdvcException.class, () -> lock.requireFree(root, List.of(path("data"))));
        } finally {
            other.destroy();
        }
    }

    @Test
    void aDeadOwnerOrADamagedFileBlocksNobody() throws Exception {
        var other = Exec.start(root, Map.of(), List.of("true"));
        other.waitFor();
        try (var lock = take(RepoLock.Protocol.FLOCK)) {
            rwlock("{\"write\": {\"%s/data\": {\"pid\": %d, \"cmd\": \"dvc repro\"}}}".formatted(root, other.pid()));
            lock.requireFree(root, List.of(path("data")));
            for (var text : List.of("", "{", "[]", "{\"write\": 3}")) {
                rwlock(text);
                lock.requireFree(root, List.of(path("data")));
            }
        }
    }
}
