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

    private void changeThree() throws IOException {
        project.write("d/a", "aaa\n");
        project.write("d/sub/b", "bbb\n");
        project.write("d/c", "ccc\n");
    }

    private void assertUpToDate() {
        assertEquals(
                "Data and pipelines are up to date.\n",
                project.succeeds("status").out());
    }

    @Test
    void severalPartsAreAllRecorded() throws IOException {
        changeThree();
        project.succeeds("add", "d/a", "d/sub/b", "d/c");
        assertUpToDate();
        assertHas("nfiles: 3", project.text("d.dvc"));
    }

    @Test
    void aPartIsRecordedBesideThePartsThatItIsIn() throws IOException {
        changeThree();
        project.succeeds("add", "d/sub/b", "d/sub", "d/a", "d/c");
        assertUpToDate();
        project.write("d/sub/b", "b\n");
        project.succeeds("add", "d/sub/b", "d");
        assertUpToDate();
    }

    @Test
    void severalPartsAreAllHashedWithoutTheCache() throws IOException {
        changeThree();
        project.succeeds("add", "--no-commit", "d/a", "d/sub/b", "d/c");
        var hashed = project.text("d.dvc")
                .lines()
                .filter(each -> each.contains("md5: "))
                .findFirst();
        project.succeeds("add", "d");
        assertHas(hashed.orElseThrow().strip(), project.text("d.dvc"));
    }

    @Test
    void severalPartsAreAllCommitted() throws IOException {
        changeThree();
        project.succeeds("commit", "-f", "d/a", "d/sub", "d/c");
        assertUpToDate();
    }

    @Test
    void severalPartsArePublished() throws IOException {
        project.succeeds("publish", "-y", "-m", "one");
        changeThree();
        project.succeeds("publish", "-y", "-m", "two", "d/a", "d/sub/b", "d/c");
        assertUpToDate();
    }
}
