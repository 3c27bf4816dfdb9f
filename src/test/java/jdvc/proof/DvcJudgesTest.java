package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real DVC as the judge: both programs add the same files, then each works on what the other wrote. {@code -Djdvc.seed=N}
 * makes other random trees; a test's name says its seed.
 */
class DvcJudgesTest {

    private static final long SEED = Long.getLong("jdvc.seed", 1);

    private static WarmDvc dvc3;
    private static WarmDvc dvc2;

    @TempDir
    static Path folder;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static ExecutorService pool;

    @BeforeAll
    static void start() {
        dvc3 = WarmDvc.start(3);
        dvc2 = WarmDvc.start(2);
        pool = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    static void stop() {
        if (pool != null) pool.shutdownNow();
        if (dvc3 != null) dvc3.close();
        if (dvc2 != null) dvc2.close();
    }

    @Test
    void thereAreManyWorkspaces() {
        assertTrue(Specimen.all(SEED).size() >= 40);
    }

    @TestFactory
    Stream<DynamicTest> bothMakeTheSameAndGoOnWithWhatTheOtherMade() {
        return Specimen.all(SEED).stream().map(s -> judged(s, dvc3, 3)).toList().stream();
    }

    @TestFactory
    Stream<DynamicTest> alsoInTheShapeOfDvc2() {
        return Specimen.all(SEED).stream().filter(Specimen::legacy).map(s -> judged(s, dvc2, 2)).toList().stream();
    }

    /** The trials run in two threads, as most of the time DVC is waited for; each test waits for its own. */
    private static DynamicTest judged(Specimen specimen, WarmDvc dvc, int major) {
        var done = pool.submit(() -> judge(specimen, dvc, major));
        return dynamicTest(specimen.name(), () -> {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw new AssertionError("DVC " + major + ", " + specimen.name(), e.getCause());
            }
        });
    }

    private static Void judge(Specimen specimen, WarmDvc dvc, int major) throws IOException {
        var where = folder.resolve("w" + COUNT.incrementAndGet());
        new Trial(specimen, Files.createDirectories(where), dvc, major).run();
        Replay.delete(where);
        return null;
    }

    /** One workspace, twice: {@code ours} is made by our program, {@code theirs} by DVC. */
    private static final class Trial {
        private final Specimen specimen;
        private final Sandbox sandbox;
        private final BiFunction<Path, List<String>, Outcome> jdvc;
        private final BiFunction<Path, List<String>, Outcome> dvc;
        private final Replay ours;
        private final Replay theirs;

        Trial(Specimen specimen, Path folder, WarmDvc warm, int major) {
            this.specimen = specimen;
            sandbox = new Sandbox(folder).set("JDVC_FORMAT", "" + major);
            jdvc = (cwd, words) -> sandbox.jdvc(cwd, words.toArray(String[]::new));
            dvc = (cwd, words) -> warm.run(sandbox, cwd, words.toArray(String[]::new));
            ours = new Replay(sandbox, sandbox.gitRepository("ours/repo"), jdvc);
            theirs = new Replay(sandbox, sandbox.gitRepository("theirs/repo"), dvc);
        }

        void run() throws IOException {
            if (!add()) return;
            bothAreClean(ours, theirs);
            push();
            pull();
            checkout();
        }

        /** Tells whether there is something to go on with. */
        private boolean add() throws IOException {
            boolean added = true;
            for (var each : List.of(ours, theirs)) {
                each.file(
                        0644,
                        (specimen.config() + "[core]\n    remote = r\n['remote \"r\"']\n    url = ../../remote\n")
                                .replace("[core]\n    autostage = true\n[core]\n", "[core]\n    autostage = true\n")
                                .getBytes(),
                        ".dvc/config");
                specimen.build().in(each);
            }
            for (var targets : specimen.targets()) {
                var words = new ArrayList<>(List.of("add"));
                words.addAll(targets);
                var expected = theirs.run(words);
                ours.run(words).exits(expected.exit());
                added &= expected.exit() == 0;
            }
            Replay.expect(compared(theirs.state()), compared(ours.state()), "after add");
            assertEquals(elsewhere(theirs, "cache"), elsewhere(ours, "cache"), "the cache elsewhere");
            return added;
        }

        /**
         * With symlinks beside copies DVC leaves the plain files of a directory as they are until they are checked out; we
         * make them links at once.
         */
        private State compared(State state) {
            return specimen.config().matches("(?s).*(symlink,copy|reflink,symlink).*")
                    ? state.without("data d/")
                    : state;
        }

        /** Each finds nothing to say of what the other did last. */
        private void bothAreClean(Replay byJdvc, Replay byDvc) {
            dvc.apply(byJdvc.root(), List.of("status", "--json")).exits(0).prints("{}\n");
            jdvc.apply(byDvc.root(), List.of("status", "--json")).exits(0).prints("{}\n");
        }

        /** Each sends what the other added. */
        private void push() {
            dvc.apply(ours.root(), List.of("push")).exits(0);
            jdvc.apply(theirs.root(), List.of("push")).exits(0);
            assertEquals(elsewhere(ours, "remote"), elsewhere(theirs, "remote"), "what is on the remotes");
            dvc.apply(theirs.root(), List.of("status", "-c", "--json")).exits(0).prints("{}\n");
            jdvc.apply(ours.root(), List.of("status", "-c", "--json")).exits(0).prints("{}\n");
        }

        /** Each gets what the other sent, into nothing. */
        private void pull() throws IOException {
            var before = contents(ours);
            for (var each : List.of(ours, theirs)) {
                clear(each);
                Replay.delete(each.root().resolve(".dvc/cache"));
                Replay.delete(each.root().resolve("../cache"));
            }
            jdvc.apply(ours.root(), List.of("pull")).exits(0);
            dvc.apply(theirs.root(), List.of("pull")).exits(0);
            requirePart(contents(ours), before, "what jdvc pulled");
            same("after pull");
        }

        /** Each places what is in the cache that the other filled. */
        private void checkout() throws IOException {
            var before = contents(ours);
            for (var each : List.of(ours, theirs)) clear(each);
            dvc.apply(ours.root(), List.of("checkout")).exits(0);
            jdvc.apply(theirs.root(), List.of("checkout")).exits(0);
            requirePart(contents(theirs), before, "what jdvc checked out");
            same("after checkout");
            bothAreClean(theirs, ours);
        }

        /** Ignored files are gone with the rest; that no other is, the comparison with DVC's workspace tells. */
        private static void requirePart(String part, String whole, String what) {
            for (var line : part.lines().toList()) assertTrue(whole.contains(line + "\n"), () -> what + ": " + line);
        }

        private void same(String when) {
            var mine = Snapshot.of(ours.root()).tree();
            assertEquals(Snapshot.of(theirs.root()).tree(), mine, when);
        }

        private void clear(Replay repository) throws IOException {
            for (var targets : specimen.targets()) {
                for (var each : targets) {
                    if (!each.startsWith("-")) Replay.delete(repository.root().resolve(each));
                }
            }
        }

        private static String contents(Replay repository) {
            return Snapshot.of(repository.root(), p -> p.equals(".git") || p.equals(".dvc"))
                    .contents();
        }

        private static String elsewhere(Replay repository, String name) {
            var directory = repository.root().resolveSibling(name);
            return Files.exists(directory) ? Snapshot.of(directory).listing() : "";
        }
    }
}
