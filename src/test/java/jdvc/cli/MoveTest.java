package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
        project.write("one", "1");
        project.write("data/a", "a");
        project.succeeds("add", "one", "data");
    }

    private void refused(String reason, String... words) {
        var ran = project.fails(words);
        assertTrue(ran.err().contains(reason), ran.err());
        assertTrue(ran.err().contains("failed to move '" + words[1] + "' -> '" + words[2] + "' - "), ran.err());
    }

    @Test
    void renamesDataMetafileAndLine() throws Exception {
        var dvc = project.text("one.dvc");
        project.succeeds("move", "one", "two");
        assertFalse(project.exists("one") || project.exists("one.dvc"));
        assertEquals("1", project.text("two"));
        assertEquals(dvc.replace("path: one", "path: two"), project.text("two.dvc"));
        assertEquals("/data\n/two\n", project.text(".gitignore"));
        assertEquals(
                "Data and pipelines are up to date.\n",
                project.succeeds("status").out());
    }

    @Test
    void movesADirectoryIntoAnother() throws Exception {
        Files.createDirectories(project.root.resolve("archive"));
        project.succeeds("mv", "data", "archive");
        assertFalse(project.exists("data"));
        assertEquals("a", project.text("archive/data/a"));
        assertEquals("/data\n", project.text("archive/.gitignore"));
        assertTrue(project.text("archive/data.dvc").contains("path: data\n"));
        assertEquals(
                "Data and pipelines are up to date.\n",
                project.succeeds("status").out());
    }

    @Test
    void leavesComments() throws Exception {
        project.write("one.dvc", "# mine\n" + project.text("one.dvc") + "desc: first\nmeta:\n  by: ann\n");
        project.succeeds("move", "one", "two");
        assertTrue(project.text("two.dvc").startsWith("desc: first\nouts:\n"), project.text("two.dvc"));
        assertTrue(project.text("two.dvc").endsWith("meta:\n  by: ann\n"), project.text("two.dvc"));
    }

    @Test
    void changesOnlyThePathInAMetafileOfAnotherName() throws Exception {
        project.write("three", "3");
        project.succeeds("add", "--file", "named.dvc", "three");
        project.succeeds("move", "three", "four");
        assertTrue(project.text("named.dvc").contains("path: four\n"));
        assertFalse(project.exists("three") || project.exists("four.dvc"));
        assertEquals("3", project.text("four"));
    }

    @Test
    void doesNotRecordChanges() throws Exception {
        project.write("one", "changed");
        project.succeeds("move", "one", "two");
        assertEquals("changed", project.text("two"));
        assertTrue(project.succeeds("status").out().contains("modified:           two"));
    }

    @Test
    void movesTheMetafileOfDataThatIsNotHere() throws Exception {
        Files.delete(project.root.resolve("one"));
        var ran = project.succeeds("move", "one", "two");
        assertTrue(ran.err().contains("'one' is missing"), ran.err());
        assertTrue(project.exists("two.dvc"));
        assertFalse(project.exists("one.dvc"));
    }

    @Test
    void laterCheckoutTakesNothingBack() throws Exception {
        project.git("add", "-A");
        project.git("commit", "-qm", "one");
        project.succeeds("move", "one", "two");
        project.git("add", "-A");
        project.git("commit", "-qm", "moved");
        project.succeeds("checkout");
        assertEquals("1", project.text("two"));
    }

    @Test
    void refusesAndChangesNothing() throws Exception {
        project.write("taken", "mine");
        project.write("dvc.yaml", "stages:\n  a:\n    cmd: echo a > a\n    outs:\n    - a\n");
        var before = project.text("one.dvc") + project.text("data.dvc") + project.text(".gitignore");
        refused("unable to find", "move", "nope", "two");
        refused("unable to find", "move", "data/a", "two");
        refused("is an output of stage", "move", "a", "two");
        refused("already exists", "move", "one", "one");
        refused("already exists", "move", "one", "taken");
        refused("does not exist", "move", "one", "no/where");
        refused("", "move", "one", "data/one");
        refused("outside the project", "move", "one", "../one");
        assertEquals(before, project.text("one.dvc") + project.text("data.dvc") + project.text(".gitignore"));
        assertEquals("1", project.text("one"));
        assertEquals("mine", project.text("taken"));
    }
}
