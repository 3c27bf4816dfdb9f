package jdvc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    private boolean isInTrash(String content) throws IOException {
        try (var files = Files.walk(project.root.resolve(".dvc/tmp/jdvc/trash"))) {
            for (var each : files.filter(Files::isRegularFile).toList()) {
                if (content.equals(new String(Files.readAllBytes(each), UTF_8))) return true;
            }
        }
        return false;
    }

    @Test
    void keepsTheDataAndForgetsTheRest() throws Exception {
        project.write("data/a", "a");
        project.write("one", "1");
        project.succeeds("add", "data", "one");
        var ran = project.succeeds("remove", "data.dvc");
        assertEquals("", ran.out() + ran.err());
        assertFalse(project.exists("data.dvc"));
        assertEquals("a", project.text("data/a"));
        assertEquals("/one\n", project.text(".gitignore"));
        project.succeeds("remove", "one.dvc");
        assertFalse(project.exists(".gitignore"));
    }

    /** DVC's next checkout deletes the kept file as a link that nothing uses (DEV-4). */
    @Test
    void laterCheckoutLeavesTheKeptFileAlone() throws Exception {
        project.write("one", "1");
        project.succeeds("add", "one");
        project.git("add", "-A");
        project.git("commit", "-qm", "one");
        project.succeeds("remove", "one.dvc");
        project.git("add", "-A");
        project.git("commit", "-qm", "gone");
        project.succeeds("checkout");
        assertEquals("1", project.text("one"));
    }

    @Test
    void makesLinksFilesOfTheirOwn() throws Exception {
        project.succeeds("config", "cache.type", "symlink");
        project.write("data/a", "a");
        project.succeeds("add", "data");
        assertTrue(Files.isSymbolicLink(project.root.resolve("data/a")));
        project.succeeds("remove", "data.dvc");
        assertFalse(Files.isSymbolicLink(project.root.resolve("data/a")));
        assertTrue(Files.isWritable(project.root.resolve("data/a")));
        assertEquals("a", project.text("data/a"));
    }

    @Test
    void outsTakesTheDataAndKeepsInTheTrashWhatTheCacheLacks() throws Exception {
        project.write("data/a", "saved");
        project.succeeds("add", "data");
        project.write("data/b", "nowhere else");
        project.succeeds("rm", "--outs", "data.dvc");
        assertFalse(project.exists("data"));
        assertTrue(isInTrash("nowhere else"));
        assertFalse(isInTrash("saved"));
    }

    @Test
    void outsLeavesAndNamesWhatIsIgnored() throws Exception {
        project.write(".dvcignore", "*.log\n");
        project.write("data/a", "a");
        project.write("data/b.log", "b");
        project.succeeds("add", "data");
        var ran = project.succeeds("remove", "--outs", "data.dvc");
        assertTrue(ran.err().contains("'data' stays"), ran.err());
        assertFalse(project.exists("data/a"));
        assertEquals("b", project.text("data/b.log"));
    }

    @Test
    void refusesAnOutputAndSaysWhatToType() throws Exception {
        project.write("one", "1");
        project.succeeds("add", "one");
        var ran = project.jdvc("remove", "one");
        assertEquals(1, ran.exit());
        assertTrue(ran.err().contains("'one' is not a .dvc file. Do you mean 'one.dvc'?"), ran.err());
        assertEquals(1, project.jdvc("remove", "nope.dvc").exit());
        assertTrue(project.exists("one.dvc"));
    }

    @Test
    void refusesALinkToNothingAndRemovesNothing() throws Exception {
        project.succeeds("config", "cache.type", "symlink");
        project.write("one", "1");
        project.succeeds("add", "one");
        Files.delete(Files.readSymbolicLink(project.root.resolve("one")));
        var ran = project.jdvc("remove", "one.dvc");
        assertEquals(1, ran.exit());
        assertTrue(project.exists("one.dvc"));
        assertEquals("/one\n", project.text(".gitignore"));
        project.succeeds("remove", "--outs", "one.dvc");
        assertFalse(project.exists("one"));
    }

    @Test
    void takesAStageFromDvcYamlAndDvcLock() throws Exception {
        project.write(
                "dvc.yaml",
                "stages:\n  a:\n    cmd: echo a > a\n    outs:\n    - a\n  b:\n    cmd: echo b > b\n    outs:\n    - b\n");
        project.write("a", "a");
        project.write("b", "b");
        project.succeeds("commit", "-f");
        project.succeeds("remove", "a");
        assertEquals("stages:\n  b:\n    cmd: echo b > b\n    outs:\n    - b\n", project.text("dvc.yaml"));
        assertFalse(project.text("dvc.lock").contains("echo a"));
        assertEquals("a", project.text("a"));
        project.succeeds("remove", "b");
        assertFalse(project.exists("dvc.yaml"));
        assertFalse(project.exists("dvc.lock"));
    }

    @Test
    void refusesOneOfAGroup() throws Exception {
        project.write(
                "dvc.yaml",
                "stages:\n  g:\n    foreach: [x, y]\n    do:\n      cmd: echo ${item} > ${item}\n      outs:\n      - ${item}\n");
        assertEquals(1, project.jdvc("remove", "g@x").exit());
        assertEquals(1, project.jdvc("remove", "g").exit());
        assertTrue(project.text("dvc.yaml").contains("foreach"));
    }

    @Test
    void freezeSetsAndUnfreezeTakesTheMark() throws Exception {
        project.write("dvc.yaml", "stages:\n  a:\n    cmd: echo a > a\n    outs:\n    - a\n");
        project.write("one", "1");
        project.succeeds("add", "one");
        var before = project.text("one.dvc");
        assertEquals(
                "Modifying stage 'a' in 'dvc.yaml'\n",
                project.succeeds("freeze", "a", "one.dvc").out());
        assertEquals(
                "stages:\n  a:\n    cmd: echo a > a\n    outs:\n    - a\n    frozen: true\n", project.text("dvc.yaml"));
        assertEquals(before + "frozen: true\n", project.text("one.dvc"));
        assertEquals(
                "Modifying stage 'a' in 'dvc.yaml'\n",
                project.succeeds("unfreeze", "./dvc.yaml:a", "one.dvc").out());
        assertEquals("stages:\n  a:\n    cmd: echo a > a\n    outs:\n    - a\n", project.text("dvc.yaml"));
        assertEquals(before, project.text("one.dvc"));
    }

    @Test
    void freezeGoesOnPastATargetThatFails() throws Exception {
        project.write("one", "1");
        project.succeeds("add", "one");
        var ran = project.jdvc("freeze", "nope.dvc", "one.dvc");
        assertEquals(1, ran.exit());
        assertTrue(ran.err().contains("failed to freeze 'nope.dvc'"), ran.err());
        assertTrue(project.text("one.dvc").contains("frozen: true"));
    }

    @Test
    void unprotectMakesLinksEditableAndLeavesTheCacheAlone() throws Exception {
        project.succeeds("config", "cache.type", "hardlink");
        project.write("data/a", "a");
        project.succeeds("add", "data");
        project.succeeds("unprotect", "data");
        Files.writeString(project.root.resolve("data/a"), "changed");
        project.write("copy", "a");
        project.succeeds("checkout", "--force");
        assertEquals("a", project.text("data/a"));
        assertEquals(1, project.jdvc("unprotect", "nope").exit());
    }
}
