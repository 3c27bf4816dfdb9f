package jdvc.proof.differ;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import jdvc.proof.Lab;
import jdvc.proof.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The differ itself, on DVC against a DVC with a defect: whatever differs is that defect. */
class DifferTest {

    /** A planted defect is found within so many sequences. */
    private static final int ENOUGH = 50;

    private static final long SEED = Long.getLong("jdvc.seed", 1);

    @TempDir
    static Path folder;

    private static Differ differ;

    /** Does harm behind a command that succeeded, and says whether it could. */
    @FunctionalInterface
    private interface Harm {
        boolean in(Path root, Step step) throws IOException;
    }

    @BeforeAll
    static void open() throws IOException {
        Lab.require("DVC3", "DVC2");
        differ = new Differ(folder);
    }

    @AfterAll
    static void close() {
        if (differ != null) differ.close();
    }

    @Test
    void findsNothingBetweenDvcAndItself() {
        for (long seed = SEED; seed < SEED + 4; seed++) {
            var result = differ.play(new Author(seed, 15), differ.dvc());
            assertTrue(result.isSame(), "seed " + seed + ": " + result.differences());
            assertFalse(result.cut(), "seed " + seed);
        }
    }

    @TestFactory
    Stream<DynamicTest> findsAPlantedDefect() {
        return Stream.of(
                finds(
                        "a wrong exit",
                        with((step, o) -> step.verb().equals("diff") && o.exit() != 0, o -> 0, o -> o.out())),
                finds(
                        "a word too few",
                        with(
                                (step, o) -> step.verb().equals("status")
                                        && step.has("--json")
                                        && o.exit() == 0
                                        && o.out().length() > 3,
                                Outcome::exit,
                                o -> "{}\n")),
                finds(
                        "a changed metafile",
                        harm((root, step) -> step.verb().equals("commit") && appended(root, "f.dvc"))),
                finds(
                        "a file that is gone",
                        harm((root, step) ->
                                step.verb().equals("checkout") && Files.deleteIfExists(root.resolve("f")))),
                finds(
                        "a lost object",
                        harm((root, step) -> step.verb().equals("add") && lost(root.resolve(".dvc/cache/files/md5")))),
                finds(
                        "an object that is not sent",
                        harm((root, step) -> step.verb().equals("push") && lost(root.resolve("../remote/files/md5")))));
    }

    private static DynamicTest finds(String what, World.Program defective) {
        return DynamicTest.dynamicTest(what, () -> {
            for (long seed = SEED; seed < SEED + ENOUGH; seed++) {
                var result = differ.play(new Author(seed, 20), defective);
                if (!result.isSame()) {
                    var shrunk = differ.shrink(result, defective);
                    assertFalse(shrunk.isSame());
                    assertTrue(shrunk.lines().size() <= result.lines().size());
                    assertTrue(shrunk.lines().size() <= 10, () -> "not short: " + shrunk.lines());
                    return;
                }
            }
            throw new AssertionError("not found from seed " + SEED);
        });
    }

    private static World.Program with(
            BiPredicate<Step, Outcome> where, ToIntFunction<Outcome> exit, Function<Outcome, String> out) {
        return (sandbox, root, step) -> {
            var outcome = differ.dvc().run(sandbox, root, step);
            if (!where.test(step, outcome)) return outcome;
            return new Outcome(outcome.words(), exit.applyAsInt(outcome), out.apply(outcome), outcome.err());
        };
    }

    private static World.Program harm(Harm harm) {
        return (sandbox, root, step) -> {
            var outcome = differ.dvc().run(sandbox, root, step);
            try {
                if (outcome.exit() == 0) harm.in(root, step);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return outcome;
        };
    }

    private static boolean appended(Path root, String name) throws IOException {
        var file = root.resolve(name);
        if (!Files.isRegularFile(file)) return false;
        Files.writeString(file, Files.readString(file) + "# harm\n");
        return true;
    }

    /** Deletes one file below a directory. */
    private static boolean lost(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) return false;
        List<Path> files;
        try (var all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        return !files.isEmpty() && Files.deleteIfExists(files.get(0));
    }

    @Test
    void aStepKnowsItsVerbBehindGlobalOptions() {
        assertEquals("data", new Step("dvc --cd d data status --json").verb());
        assertEquals("", new Step("dvc --bogus").verb());
    }
}
