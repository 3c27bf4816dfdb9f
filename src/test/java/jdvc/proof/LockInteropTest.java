package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** jdvc and real DVC, at work in one project at the same time, wait for each other. */
class LockInteropTest {

    @RegisterExtension
    static final WarmDvc DVC = new WarmDvc(3);

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path root;

    @BeforeAll
    static void start() {
        Lab.requireProgram("flock");
        Lab.requireProgram("mkfifo");
    }

    @BeforeEach
    void enter() {
        sandbox = new Sandbox(folder);
        root = sandbox.project("repo");
        Bytes.write(root.resolve("a"), "a\n");
        Bytes.write(root.resolve("slow/b"), "b\n");
    }

    /** DVC waits for ever for a pipe in a directory, and holds its lock meanwhile. */
    private WarmDvc.Running blockedDvc() throws IOException {
        sandbox.run(root, List.of("mkfifo", "slow/pipe")).exits(0);
        var lock = root.resolve(".dvc/tmp/lock");
        Files.deleteIfExists(lock); // who held it last is still named in it
        var running = DVC.start(sandbox, root, "add", "slow");
        awaitContent(lock);
        return running;
    }

    /** The lock's file is written once the lock is held. */
    private static void awaitContent(Path file) throws IOException {
        while (!Files.exists(file) || Files.size(file) == 0) Thread.onSpinWait();
    }

    @Test
    void jdvcIsRefusedWhileDvcWorks() throws IOException {
        var running = blockedDvc();
        var pid = Bytes.text(root.resolve(".dvc/tmp/lock")).strip();
        sandbox.jdvc(root, "add", "a").exits(1).says("Unable to acquire lock").says(pid);
        assertFalse(Files.exists(root.resolve("a.dvc")));
        running.kill();
        running.outcome();
        sandbox.jdvc(root, "add", "a").exits(0);
    }

    @Test
    void jdvcWaitsAsLongAsItIsTold() throws Exception {
        var running = blockedDvc();
        var waiting = CompletableFuture.supplyAsync(() -> sandbox.jdvc(root, "--wait-for-lock", "add", "a"));
        assertEquals(1, sandbox.jdvc(root, "add", "a").exit(), "the lock was held for longer than three seconds");
        assertFalse(waiting.isDone());
        running.kill();
        waiting.join().exits(0);
    }

    @Test
    void dvcIsRefusedWhileJdvcWorks() throws Exception {
        var latched = new Latched(
                sandbox.disk(),
                (method, args) -> method.equals("open") && args[0].toString().endsWith("slow/b"));
        var adding = CompletableFuture.supplyAsync(() -> sandbox.jdvc(latched.disk(), root, List.of("add", "slow")));
        latched.awaitCall();
        DVC.run(sandbox, root, "add", "a").exits(1).says("Unable to acquire lock");
        assertFalse(Files.exists(root.resolve("a.dvc")));
        latched.release();
        adding.join().exits(0);
        DVC.run(sandbox, root, "add", "a").exits(0);
        DVC.run(sandbox, root, "status", "--json").exits(0).prints("{}\n");
    }

    /** The exit codes of a lock that is held are DVC's, verb by verb. */
    @Test
    void exitsAreThoseOfDvc() throws IOException {
        sandbox.jdvc(root, "add", "a").exits(0);
        var running = blockedDvc();
        for (var words : List.of(List.of("add", "a"), List.of("status"), List.of("checkout"), List.of("commit"))) {
            var argv = words.toArray(String[]::new);
            int expected = DVC.run(sandbox, root, argv).exit();
            sandbox.jdvc(root, argv).exits(expected);
        }
        running.kill();
        running.outcome();
    }

    /** A running {@code dvc repro} holds no lock, but says in the table of paths what it writes. */
    @Test
    void pathsThatOthersWorkOnAreLeftAlone() throws IOException {
        sandbox.jdvc(root, "add", "a", "slow").exits(0);
        var mine = ProcessHandle.current().pid();
        var other = ProcessHandle.allProcesses()
                .filter(p -> p.pid() != mine && p.isAlive())
                .findFirst()
                .orElseThrow()
                .pid();
        Bytes.write(
                root.resolve(".dvc/tmp/rwlock"),
                "{\"write\": {\"%s\": {\"pid\": %d, \"cmd\": \"dvc repro train\"}}}"
                        .formatted(root.resolve("a"), other));
        Bytes.write(root.resolve("a"), "changed\n");
        Bytes.write(root.resolve("slow/b"), "changed\n");
        var refused = sandbox.jdvc(root, "add", "a").exits(1);
        refused.says("dvc repro train").says("" + other);
        DVC.run(sandbox, root, "add", "a").exits(1);
        sandbox.jdvc(root, "add", "slow").exits(0);
        DVC.run(sandbox, root, "status", "slow.dvc", "--json").exits(0).prints("{}\n");
    }

    /** What a table says of a process that is gone holds up nobody. */
    @Test
    void theDeadHoldUpNobody() {
        sandbox.jdvc(root, "add", "a").exits(0);
        Bytes.write(
                root.resolve(".dvc/tmp/rwlock"),
                "{\"write\": {\"%s\": {\"pid\": 4194301, \"cmd\": \"dvc repro\"}}}".formatted(root.resolve("a")));
        Bytes.write(root.resolve("a"), "changed\n");
        sandbox.jdvc(root, "add", "a").exits(0);
        DVC.run(sandbox, root, "add", "a").exits(0);
    }

    /** A table that a kill left empty or torn stops DVC; our commands make it anew. */
    @Test
    void aDamagedTableIsMadeAnew() {
        sandbox.jdvc(root, "add", "a").exits(0);
        for (var content : List.of("", "{\"write\": {\"/x", "[]")) {
            Bytes.write(root.resolve(".dvc/tmp/rwlock"), content);
            DVC.run(sandbox, root, "status", "--json").fails();
            sandbox.jdvc(root, "status").exits(0).says("rwlock");
            DVC.run(sandbox, root, "status", "--json").exits(0).prints("{}\n");
        }
    }
}
