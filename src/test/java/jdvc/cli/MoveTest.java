package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
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
        good("add", "one", "data");
    }

    private Project.Ran good(String... words) {
        var ran = project.jdvc(words);
        assertEquals(0, ran.exit(), () -> List.of(words) + ": " + ran.out() + ran.err());
        return ran;
    }

    private void refused(String reason, String... words) {
        var ran = project.jdvc(words);
        assertEquals(1, ran.exit(), () -> List.of(words) + ": " + ran.out() + ran.err());
        assertTrue(ran.err().contains(reason), ran.err());
        assertTrue(ran.err().contains("failed to move '" + words[1] + "' -> '" + words[2] + "' - "), ran.err());
    }

    private boolean exists(String path) {
        return Files.exists(project.root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    private String text(String path) throws IOException {
        return Files.readString(project.root.resolve(path));
    }

    @Test
    void renamesDataMetafileAndLine() throws Exception {
        var dvc = text("one.dvc");
        good("move", "one", "two");
        assertFalse(exists("one") || exists("one.dvc"));
        assertEquals("1", text("two"));
        assertEquals(dvc.replace("path: one", "path: two"), text("two.dvc"));
        assertEquals("/data\n/two\n", text(".gitignore"));
        assertEquals("Data and pipelines are up to date.\n", good("status").out());
    }

    @Test
    void movesADirectoryIntoAnother() throws Exception {
        Files.createDirectories(project.root.resolve("archive"));
        good("mv", "data", "archive");
        assertFalse(exists("data"));
        assertEquals("a", text("archive/data/a"));
        assertEquals("/data\n", text("archive/.gitignore"));
        assertTrue(text("archive/data.dvc").contains("path: data\n"));
        assertEquals("Data and pipelines are up to date.\n", good("status").out());
    }

    @Test
    void leavesComments() throws Exception {
        project.write("one.dvc", "# mine\n" + text("one.dvc") + "desc: first\nmeta:\n  by: ann\n");
        good("move", "one", "two");
        assertTrue(text("two.dvc").startsWith("desc: first\nouts:\n"), text("two.dvc"));
        assertTrue(text("two.dvc").endsWith("meta:\n  by: ann\n"), text("two.dvc"));
    }

    @Test
    void changesOnlyThePathInAMetafileOfAnotherName() throws Exception {
        project.write("three", "3");
        good("add", "--file", "named.dvc", "three");
        good("move", "three", "four");
        assertTrue(text("named.dvc").contains("path: four\n"));
        assertFalse(exists("three") || exists("four.dvc"));
        assertEquals("3", text("four"));
    }

    @Test
    void doesNotRecordChanges() throws Exception {
        project.write("one", "changed");
        good("move", "one", "two");
        assertEquals("changed", text("two"));
        assertTrue(good("status").out().contains("modified:           two"));
    }

    @Test
    void movesTheMetafileOfDataThatIsNotHere() throws Exception {
        Files.delete(project.root.resolve("one"));
        var ran = good("move", "one", "two");
        assertTrue(ran.err().contains("'one' is missing"), ran.err());
        assertTrue(exists("two.dvc"));
        assertFalse(exists("one.dvc"));
    }

    @Test
    void laterCheckoutTakesNothingBack() throws Exception {
        project.git("add", "-A");
        project.git("commit", "-qm", "one");
        good("move", "one", "two");
        project.git("add", "-A");
        project.git("commit", "-qm", "moved");
        good("checkout");
        assertEquals("1", text("two"));
    }

    @Test
    void refusesAndChangesNothing() throws Exception {
        project.write("taken", "mine");
        project.write("dvc.yaml", "stages:\n  a:\n    cmd: echo a > a\n    outs:\n    - a\n");
        var before = text("one.dvc") + text("data.dvc") + text(".gitignore");
        refused("unable to find", "move", "nope", "two");
        refused("unable to find", "move", "data/a", "two");
        refused("is an output of stage", "move", "a", "two");
        refused("already exists", "move", "one", "one");
        refused("already exists", "move", "one", "taken");
        refused("does not exist", "move", "one", "no/where");
        refused("", "move", "one", "data/one");
        refused("outside the project", "move", "one", "../one");
        assertEquals(before, text("one.dvc") + text("data.dvc") + text(".gitignore"));
        assertEquals("1", text("one"));
        assertEquals("mine", text("taken"));
    }
}
