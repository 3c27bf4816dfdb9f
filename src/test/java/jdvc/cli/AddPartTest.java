package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code add} of a part records of the whole directory; seen in DVC 3.67.1. */
class AddPartTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
        project.write("d/a", "a\n");
        project.write("d/sub/b", "b\n");
        project.succeeds("add", "d");
    }

    private String added(String part) throws IOException {
        project.succeeds("add", part);
        return project.text("d.dvc");
    }

    private static void assertHas(String line, String dvcFile) {
        assertEquals(
                1, dvcFile.lines().filter(each -> each.strip().equals(line)).count(), dvcFile);
    }

    @Test
    void whatIsUnchangedLeavesTheSize() throws IOException {
        assertHas("size: 4", added("d/sub"));
        assertHas("size: 4", added("d/a"));
    }

    @Test
    void whatIsNewAddsToTheSize() throws IOException {
        project.write("d/c", "ccc\n");
        assertHas("size: 8", added("d/c"));
    }

    @Test
    void whatReplacesMakesTheSizeUnknown() throws IOException {
        project.delete("d/a");
        project.write("d/a", "aaa\n");
        assertFalse(added("d/a").contains("size:"));
    }
}
