package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdvc.disk.Area;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkouts of what the cache does not have. */
class CheckoutMissingTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
        project.write("foo", "1");
        project.write("data/a", "a");
        project.write("data/sub/b", "b");
        project.succeeds("add", "foo", "data");
        for (var each : new String[] {"foo", "data"}) Area.deleteAll(Project.disk(), project.root.resolve(each));
    }

    /** Takes file objects out of the cache, by the beginning of their names. */
    private void lose(String... ids) throws IOException {
        for (var id : ids) {
            var directory = project.root.resolve(".dvc/cache/files/md5").resolve(id.substring(0, 2));
            try (var files = Files.list(directory)) {
                for (var each : files.toList()) Files.delete(each);
            }
        }
    }

    private void loseAllFiles() throws IOException {
        lose("c4", "0c", "92"); // of 1, a and b
    }

    @Test
    void areNoFailureWhereThatIsAllowed() throws IOException {
        loseAllFiles();
        for (var target : new String[] {"foo", "data"}) {
            var ran = project.succeeds("checkout", target, "--allow-missing");
            assertEquals("", ran.out() + ran.err());
        }
        assertFalse(project.exists("foo"));
        assertEquals(255, project.jdvc("checkout", "foo").exit());
    }

    @Test
    void nameNothingThatWasNotDone() throws IOException {
        loseAllFiles();
        for (int i = 0; i < 2; i++) {
            var ran = project.jdvc("checkout", "data");
            assertEquals(255, ran.exit());
            assertEquals("", ran.out());
        }
    }

    @Test
    void leaveNoEmptyDirectories() throws IOException {
        loseAllFiles();
        project.jdvc("checkout", "data");
        assertFalse(project.exists("data"));
    }

    @Test
    void makeWhatIsThereOnce() throws IOException {
        lose("92");
        assertEquals("A\tdata/\n", project.jdvc("checkout", "data").out());
        assertTrue(project.exists("data/a"));
        assertFalse(project.exists("data/sub"));
        var again = project.jdvc("checkout", "data");
        assertEquals(255, again.exit());
        assertEquals("", again.out());
    }
}
