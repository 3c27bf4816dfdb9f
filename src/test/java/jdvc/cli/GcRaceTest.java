package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two projects on one cache: one adds and transfers, the other deletes what nothing uses, again and again (safety 15, GcRace). */
class GcRaceTest {

    private static final int ROUNDS = 8;

    @TempDir
    Path directory;

    private Project collecting;
    private Project working;
    private Path cache;

    @BeforeEach
    void open() throws IOException {
        collecting = new Project(Files.createDirectories(directory.resolve("one")));
        working = new Project(Files.createDirectories(directory.resolve("two")));
        cache = directory.resolve("shared");
        for (var each : List.of(collecting, working)) each.succeeds("cache", "dir", cache.toString());
    }

    @Test
    void noNeededObjectIsEverGone() throws Exception {
        working.write("older", "older");
        working.succeeds("add", "older");
        working.succeeds("push");
        working.git("add", "-A");
        working.git("commit", "-qm", "older");
        working.write("older", "newer");
        var done = new AtomicBoolean();
        var pool = Executors.newFixedThreadPool(2);
        try {
            var worker = pool.submit((Callable<Void>) () -> {
                try {
                    work();
                } finally {
                    done.set(true);
                }
                return null;
            });
            var collector = pool.submit((Callable<Integer>) () -> {
                int times = 0;
                do {
                    collecting.succeeds("--wait-for-lock", "gc", "-wf", "--now", "-p", working.root.toString());
                    times++;
                } while (!done.get());
                return times;
            });
            worker.get();
            assertTrue(collector.get() > 0);
        } finally {
            pool.shutdownNow();
        }
        assertNothingIsMissing();
    }

    /** What {@code fetch -A} brings of the older commit nobody uses afterwards: it counts while it runs. */
    private void work() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            working.write("data/file" + i, "content " + i);
            working.succeeds("--wait-for-lock", "add", "data", "older");
            working.succeeds("--wait-for-lock", "push");
            working.succeeds("--wait-for-lock", "fetch", "-A");
            working.delete("data/file" + i);
            working.succeeds("--wait-for-lock", "checkout");
            assertEquals("content " + i, working.text("data/file" + i));
        }
    }

    private void assertNothingIsMissing() throws Exception {
        var status = working.succeeds("status", "-c");
        assertEquals("Cache and remote 'store' are in sync.\n", status.out());
        var left = new ArrayList<Path>();
        collecting.succeeds("gc", "-wf", "--now", "-p", working.root.toString());
        try (var files = Files.walk(cache.resolve("files"))) {
            files.filter(Files::isRegularFile).forEach(left::add);
        }
        assertEquals(
                ROUNDS + 2, left.size(), left.toString()); // the files, their listing, and what replaced the older one
        assertFalse(Files.exists(cache.resolve(".jdvc/leases")));
    }
}
