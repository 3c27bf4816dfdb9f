package jdvc.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLockTest {

    @TempDir
    Path dir;

    @Test
    void hasOneHolderAtATime() throws IOException {
        var path = dir.resolve("lock");
        var first = KernelLock.tryLock(path).orElseThrow();
        assertTrue(first.isHeld());
        assertEquals(Optional.empty(), KernelLock.tryLock(path));
        first.close();
        assertFalse(first.isHeld());
        KernelLock.tryLock(path).orElseThrow().close();
    }

    @Test
    void excludesOtherProgramsAndTheyUs() throws IOException {
        var path = dir.resolve("lock");
        try (var ours = KernelLock.tryLock(path).orElseThrow()) {
            assertTrue(ours.excludesOthers());
            assertEquals(1, flock(path).exit());
        }
        assertEquals(0, flock(path).exit());
        var theirs = Exec.start(dir, Map.of(), List.of("flock", path.toString(), "sh", "-c", "echo locked; cat"));
        assertEquals('l', theirs.getInputStream().read());
        assertEquals(Optional.empty(), KernelLock.tryLock(path));
        theirs.destroy();
    }

    @Test
    void saysThatItsHolderWasKilled() throws Exception {
        var lock = KernelLock.tryLock(dir.resolve("lock")).orElseThrow();
        ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().commandLine().orElse("").contains(dir.toString()))
                .forEach(p -> {
                    p.descendants().forEach(ProcessHandle::destroyForcibly);
                    p.destroyForcibly();
                    p.onExit().join();
                });
        assertFalse(lock.isHeld());
        lock.close();
    }

    @Test
    void keepsWhatTheFileSays() throws IOException {
        var path = Files.writeString(dir.resolve("lock"), " 4711\n");
        KernelLock.tryLock(path).orElseThrow().close();
        assertEquals(" 4711\n", Files.readString(path));
        KernelLock.writeOwner(path, 8);
        assertEquals(" 8\n", Files.readString(path));
    }

    @Test
    void whoAsksTakesNothingAndMakesNothing() throws IOException {
        var path = dir.resolve("lock");
        assertFalse(KernelLock.isLocked(path));
        assertFalse(KernelLock.isLocked(dir.resolve("no/lock")));
        assertFalse(Files.exists(path));
        try (var lock = KernelLock.tryLock(path).orElseThrow()) {
            assertTrue(KernelLock.isLocked(path));
            assertTrue(lock.isHeld());
        }
        assertFalse(KernelLock.isLocked(path));
    }

    @Test
    void anImpossiblePlaceIsAnError() {
        assertThrows(IOException.class, () -> KernelLock.tryLock(dir.resolve("no/lock")));
    }

    private Exec.Result flock(Path path) throws IOException {
        return Exec.run(dir, Map.of(), List.of("flock", "-n", path.toString(), "true"));
    }
}
