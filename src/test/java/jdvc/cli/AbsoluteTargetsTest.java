package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that begin at the file system's root, as DVC takes them. */
class AbsoluteTargetsTest {

    @TempDir
    Path directory;

    private Project project;
    private String one;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
        project.write("one", "1");
        project.write("data/a", "a");
        one = project.root.resolve("one").toString();
        project.succeeds("add", one, "data");
    }

    @Test
    void meanWhatLiesThere() throws IOException {
        assertEquals("1 file pushed\n", project.succeeds("push", one).out());
        assertEquals(
                "2 files pushed\n",
                project.succeeds("push", project.root + "/data/../data/a").out());
        project.delete("one");
        assertEquals("A\tone\n", project.succeeds("checkout", one).out());
        project.write("one", "2");
        assertTrue(project.succeeds("status", one).out().contains("modified:           one"));
        project.succeeds("commit", "-f", one + ".dvc");
        assertEquals(
                "Data and pipelines are up to date.\n",
                project.succeeds("status", one).out());
        project.succeeds("fetch", one);
        project.succeeds("pull", one);
        assertTrue(project.succeeds("versions", one).out().contains("workspace"));
    }

    @Test
    void outsideOfTheProjectMeanNothing() {
        var ran = project.fails("push", directory.resolve("elsewhere").toString());
        assertTrue(ran.err().contains("does not exist"), ran.err());
    }
}
