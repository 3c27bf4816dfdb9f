package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jdvc.store.s3.LabServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real DVC as the judge: both programs add the same files, then each works on what the other wrote. {@code -Djdvc.seed=N}
 * makes other random trees; a test's name says its seed.
 */
class DvcJudgesTest {

    private static final long SEED = Long.getLong("jdvc.seed", 1);

    @RegisterExtension
    static final LabServer SERVER = new LabServer("versitygw", "--bucket", "ours", "--bucket", "theirs");

    @RegisterExtension
    static final WarmDvc DVC3 = new WarmDvc(3);

    @RegisterExtension
    static final WarmDvc DVC2 = new WarmDvc(2);

    @TempDir
    static Path folder;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static ExecutorService pool;

    @BeforeAll
    static void start() {
        pool = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    static void stop() {
        if (pool != null) pool.shutdownNow();
    }

    @Test
    void thereAreManyWorkspaces() {
        assertTrue(Specimen.all(SEED).size() >= 40);
    }

    @TestFactory
    Stream<DynamicTest> bothMakeTheSameAndGoOnWithWhatTheOtherMade() {
        return trials(name -> true, "DVC 3", (s, where) -> new Trial(s, where, DVC3, 3).run());
    }

    @TestFactory
    Stream<DynamicTest> alsoInTheShapeOfDvc2() {
        return trials(Specimen::legacy, "DVC 2", (s, where) -> new Trial(s, where, DVC2, 2).run());
    }

    @TestFactory
    Stream<DynamicTest> bothGoOnWithWhatDvc2Left() {
        var names = List.of(
                "one line",
                "line ends of all kinds",
                "big file",
                "executable",
                "nested",
                "empty directory",
                "ignored files");
        return trials(
                s -> names.contains(s.name()),
                "DVC 3 after 2",
                (s, where) -> new Trial(s, where, DVC3, 3).runAfter(DVC2));
    }

    private static final List<String> FOR_S3 =
            List.of("empty file", "big file", "not ASCII", "nested", "same content thrice", "a thousand files");

    @TestFactory
    Stream<DynamicTest> alsoOnS3() {
        return trials(
                s -> FOR_S3.contains(s.name()),
                "S3, DVC 3",
                (s, where) -> new Trial(s, where, DVC3, 3).onS3(SERVER).run());
    }

    @TestFactory
    Stream<DynamicTest> alsoOnS3InTheShapeOfDvc2() {
        return trials(
                s -> FOR_S3.contains(s.name()),
                "S3, DVC 2",
                (s, where) -> new Trial(s, where, DVC2, 2).onS3(SERVER).run());
    }

    private interface Judge {
        void judge(Specimen specimen, Path where) throws IOException;
    }

    /** The trials run in two threads, as most of the time DVC is waited for; each test waits for its own. */
    private static Stream<DynamicTest> trials(Predicate<Specimen> which, String what, Judge judge) {
        var tests = new ArrayList<DynamicTest>();
        for (var specimen : Specimen.all(SEED)) {
            if (!which.test(specimen)) continue;
            var done = pool.submit(() -> {
                var where = Files.createDirectories(folder.resolve("w" + COUNT.incrementAndGet()));
                judge.judge(specimen, where);
                Replay.delete(where);
                return where;
            });
            tests.add(dynamicTest(specimen.name(), () -> await(done, what + ", " + specimen.name())));
        }
        return tests.stream();
    }

    private static void await(Future<Path> done, String what) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new AssertionError(what + ": " + e.getCause().getMessage(), e.getCause());
        }
    }
}
