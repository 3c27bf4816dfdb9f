package jdvc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
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

class RemoveTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    private Project.Ran good(String... words) {
        var ran = project.jdvc(words);
        assertEquals(0, ran.exit(), () -> List.of(words) + ": " + ran.out() + ran.err());
        return ran;
    }

    private boolean exists(String path) {
        return Files.exists(project.root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    private String text(String path) throws IOException {
        return Files.readString(project.root.resolve(path));
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
        good("add", "data", "one");
        var ran = good("remove", "data.dvc");
        assertEquals("", ran.out() + ran.err());
        assertFalse(exists("data.dvc"));
        assertEquals("a", text("data/a"));
        assertEquals("/one\n", text(".gitignore"));
        good("remove", "one.dvc");
        assertFalse(exists(".gitignore"));
    }

    /** DVC's next checkout deletes the kept file as a link that nothing uses (DEV-4). */
    @Test
    void laterCheckoutLeavesTheKeptFileAlone() throws Exception {
        project.write("one", "1");
        good("add", "one");
        project.git("add", "-A");
        project.git("commit", "-qm", "one");
        good("remove", "one.dvc");
        project.git("add", "-A");
        project.git("commit", "-qm", "gone");
        good("checkout");
        assertEquals("1", text("one"));
    }

    @Test
    void makesLinksFilesOfTheirOwn() throws Exception {
        good("config", "cache.type", "symlink");
        project.write("data/a", "a");
        good("add", "data");
        assertTrue(Files.isSymbolicLink(project.root.resolve("data/a")));
        good("remove", "data.dvc");
        assertFalse(Files.isSymbolicLink(project.root.resolve("data/a")));
        assertTrue(Files.isWritable(project.root.resolve("data/a")));
        assertEquals("a", text("data/a"));
    }

    @Test
    void outsTakesTheDataAndKeepsInTheTrashWhatTheCacheLacks() throws Exception {
        project.write("data/a", "saved");
        good("add", "data");
        project.write("data/b", "nowhere else");
        good("rm", "--outs", "data.dvc");
        assertFalse(exists("data"));
        assertTrue(isInTrash("nowhere else"));
        assertFalse(isInTrash("saved"));
    }

    @Test
    void outsLeavesAndNamesWhatIsIgnored() throws Exception {
        project.write(".dvcignore", "*.log\n");
        project.write("data/a", "a");
        project.write("data/b.log", "b");
        good("add", "data");
        var ran = good("remove", "--outs", "data.dvc");
        assertTrue(ran.err().contains("'data' stays"), ran.err());
        assertFalse(exists("data/a"));
        assertEquals("b", text("data/b.log"));
    }

    @Test
    void refusesAnOutputAndSaysWhatToType() throws Exception {
        project.write("one", "1");
        good("add", "one");
        var ran = project.jdvc("remove", "one");
        assertEquals(1, ran.exit());
        assertTrue(ran.err().contains("'one' is not a .dvc file. Do you mean 'one.dvc'?"), ran.err());
        assertEquals(1, project.jdvc("remove", "nope.dvc").exit());
        assertTrue(exists("one.dvc"));
    }

    @Test
    void refusesALinkToNothingAndRemovesNothing() throws Exception {
        good("config", "cache.type", "symlink");
        project.write("one", "1");
        good("add", "one");
        Files.delete(Files.readSymbolicLink(project.root.resolve("one")));
        var ran = project.jdvc("remove", "one.dvc");
        assertEquals(1, ran.exit());
        assertTrue(exists("one.dvc"));
        assertEquals("/one\n", text(".gitignore"));
        good("remove", "--outs", "one.dvc");
        assertFalse(exists("one"));
    }

    @Test
    void takesAStageFromDvcYamlAndDvcLock() throws Exception {
        project.write(
                "dvc.yaml",
                "stages:\n  a:\n    cmd: echo a > a\n    outs:\n    - a\n  b:\n    cmd: echo b > b\n    outs:\n    - b\n");
        project.write("a", "a");
        project.write("b", "b");
        good("commit", "-f");
        good("remove", "a");
        assertEquals("stages:\n  b:\n    cmd: echo b > b\n    outs:\n    - b\n", text("dvc.yaml"));
        assertFalse(text("dvc.lock").contains("echo a"));
        assertEquals("a", text("a"));
        good("remove", "b");
        assertFalse(exists("dvc.yaml"));
        assertFalse(exists("dvc.lock"));
    }

    @Test
    void refusesOneOfAGroup() throws Exception {
        project.write(
                "dvc.yaml",
                "stages:\n  g:\n    foreach: [x, y]\n    do:\n      cmd: echo ${item} > ${item}\n      outs:\n      - ${item}\n");
        assertEquals(1, project.jdvc("remove", "g@x").exit());
        assertEquals(1, project.jdvc("remove", "g").exit());
        assertTrue(text("dvc.yaml").contains("foreach"));
    }

    @Test
    void freezeSetsAndUnfreezeTakesTheMark() throws Exception {
        project.write("dvc.yaml", "stages:\n  a:\n    cmd: echo a > a\n    outs:\n    - a\n");
        project.write("one", "1");
        good("add", "one");
        var before = text("one.dvc");
        assertEquals(
                "Modifying stage 'a' in 'dvc.yaml'\n",
                good("freeze", "a", "one.dvc").out());
        assertEquals("stages:\n  a:\n    cmd: echo a > a\n    outs:\n    - a\n    frozen: true\n", text("dvc.yaml"));
        assertEquals(before + "frozen: true\n", text("one.dvc"));
        good("unfreeze", "a", "one.dvc");
        assertEquals("stages:\n  a:\n    cmd: echo a > a\n    outs:\n    - a\n", text("dvc.yaml"));
        assertEquals(before, text("one.dvc"));
    }

    @Test
    void freezeGoesOnPastATargetThatFails() throws Exception {
        project.write("one", "1");
        good("add", "one");
        var ran = project.jdvc("freeze", "nope.dvc", "one.dvc");
        assertEquals(1, ran.exit());
        assertTrue(ran.err().contains("failed to freeze 'nope.dvc'"), ran.err());
        assertTrue(text("one.dvc").contains("frozen: true"));
    }

    @Test
    void unprotectMakesLinksEditableAndLeavesTheCacheAlone() throws Exception {
        good("config", "cache.type", "hardlink");
        project.write("data/a", "a");
        good("add", "data");
        good("unprotect", "data");
        Files.writeString(project.root.resolve("data/a"), "changed");
        project.write("copy", "a");
        good("checkout", "--force");
        assertEquals("a", text("data/a"));
        assertEquals(1, project.jdvc("unprotect", "nope").exit());
    }
}
