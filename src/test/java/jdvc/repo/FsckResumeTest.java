package jdvc.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import jdvc.Env;
import jdvc.Progress;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check that is broken off: the next one reads the rest, and finds what the first would have found. */
class FsckResumeTest {

    private static final int FILES = 10;

    @TempDir
    Path root;

    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void tenFiles() throws Exception {
        Files.createDirectories(root.resolve(".dvc/tmp"));
        Files.writeString(root.resolve(".dvc/config"), "[core]\n    no_scm = true\n");
        var names = new ArrayList<String>();
        for (int i = 0; i < FILES; i++) {
            names.add("f" + i);
            Files.writeString(root.resolve("f" + i), "content " + i);
        }
        try (var repo = open()) {
            new Add(names, false, Add.Mode.RELINK, Optional.empty()).run(repo, Progress.NONE);
        }
    }

    private Repo open() throws IOException {
        var env = new Env(root, root, Map.of(), Clock.systemUTC(), new Random(1), 1);
        return Repo.open(new Call(env, new LocalDisk(Durability.OFF, new Random(), 022), List.of("fsck"), false));
    }

    private static Fsck fsck(boolean restart) {
        return new Fsck(Fsck.Where.CACHE, Choice.ALL, Choice.Way.DEFAULT, new Fsck.Options(false, restart, Subset.ALL));
    }

    private Fsck.Report run(boolean restart, Progress progress) throws Exception {
        try (var repo = open()) {
            return fsck(restart).run(repo, progress);
        }
    }

    /** Breaks the check off when so many objects are done. */
    private Progress breaking(int after) {
        return new Progress() {
            @Override
            public Task start(String title, long files, long bytes) {
                return new Task() {
                    private int done;

                    @Override
                    public void files(long more) {
                        done += (int) more;
                        if (done == after) throw new IllegalStateException("broken off");
                    }

                    @Override
                    public void bytes(long more) {}

                    @Override
                    public void close() {}
                };
            }

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
    }

    private void breakOff(int after) {
        assertThrows(IllegalStateException.class, () -> run(false, breaking(after)));
    }

    @Test
    void theRestIsReadAndThenAllAgain() throws Exception {
        breakOff(4);
        assertEquals(FILES - 4, run(false, breaking(-1)).places().get(0).read());
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).startsWith("going on with an earlier check of "), warnings::toString);
        assertEquals(FILES, run(false, Progress.NONE).places().get(0).read());
    }

    @Test
    void itCanBeBrokenOffAgain() throws Exception {
        breakOff(4);
        breakOff(3);
        assertEquals(FILES - 7, run(false, Progress.NONE).places().get(0).read());
    }

    @Test
    void restartReadsAll() throws Exception {
        breakOff(4);
        assertEquals(FILES, run(true, Progress.NONE).places().get(0).read());
    }
}
