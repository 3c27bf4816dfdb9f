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

/** Real Git merges branches that both changed a tracked directory. */
class MergeDriverTest {

    /** What Git calls, on three files in the project's root. */
    private static final String[] DRIVER = {
        "git-hook", "merge-driver", "--ancestor", "base", "--our", "our", "--their", "their"
    };

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void aDirectoryOnTwoBranches() throws IOException {
        project = new Project(directory);
        project.program();
        project.succeeds("install");
        for (var hook : new String[] {"post-checkout", "pre-commit", "pre-push"}) {
            Files.delete(project.root.resolve(".git/hooks").resolve(hook)); // these tests are about the driver
        }
        project.write(".gitattributes", "*.dvc merge=dvc\n");
        project.write("sub/d/a", "a");
        project.write("sub/d/b", "b");
        project.write("sub/d/c", "c");
        save("base");
        project.git("branch", "side");
    }

    private void save(String message) throws IOException {
        project.succeeds("add", "sub/d");
        project.git("add", "-A");
        project.git("commit", "-q", "-m", message);
    }

    private void onSide() throws IOException {
        project.git("checkout", "-q", "side");
        project.succeeds("checkout");
    }

    private void onDev() throws IOException {
        project.git("checkout", "-q", "dev");
        project.succeeds("checkout");
    }

    private void eachSideAddsAFile() throws IOException {
        project.write("sub/d/ours", "ours");
        save("ours");
        onSide();
        project.write("sub/d/theirs", "theirs");
        save("theirs");
        onDev();
    }

    private void saveFile(String content) throws IOException {
        project.write("f", content);
        project.succeeds("add", "f");
        save(content);
    }

    @Test
    void bothSidesAreInTheMerge() throws IOException {
        project.write("sub/d/ours", "ours");
        project.delete("sub/d/a");
        save("ours");
        onSide();
        project.write("sub/d/theirs", "theirs!");
        project.write("sub/d/b", "changed");
        project.delete("sub/d/a");
        save("theirs");
        onDev();
        project.git("merge", "-q", "--no-edit", "side");
        assertFalse(project.exists("sub/d/theirs"), "the workspace is changed by a checkout only");
        project.succeeds("checkout");
        assertEquals("theirs!", project.text("sub/d/theirs"));
        assertEquals("ours", project.text("sub/d/ours"));
        assertEquals("changed", project.text("sub/d/b"));
        assertFalse(project.exists("sub/d/a"));
        var text = project.text("sub/d.dvc");
        assertTrue(text.contains("  size: 19\n  nfiles: 4\n"), text);
        project.succeeds("status", "-q");
    }

    @Test
    void theSamePathChangedInTwoWaysIsAConflictThatNamesIt() throws IOException {
        project.write("sub/d/a", "ours");
        save("ours");
        var ours = project.text("sub/d.dvc");
        onSide();
        project.write("sub/d/a", "theirs");
        project.write("sub/d/new", "new");
        save("theirs");
        onDev();
        var merge = project.gitTried("merge", "--no-edit", "side");
        assertEquals(1, merge.exit(), merge.text());
        assertTrue(merge.text().contains("ERROR: unable to auto-merge the following paths:\na\n"), merge.text());
        assertEquals("UU sub/d.dvc", project.git("status", "--short", "--", "sub/d.dvc"));
        assertEquals(ours, project.text("sub/d.dvc"));
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        saveFile("1");
        project.git("branch", "-f", "side");
        saveFile("2");
        onSide();
        saveFile("3");
        onDev();
        var merge = project.gitTried("merge", "--no-edit", "side");
        assertEquals(1, merge.exit());
        assertTrue(merge.text().contains("unable to auto-merge outputs that are not directories"), merge.text());
    }

    @Test
    void otherOptionsAreForThePersonToDecide() throws IOException {
        var ours = project.text("sub/d.dvc");
        project.write("our", ours + "  push: false\n");
        project.write("their", ours);
        project.write("base", ours);
        var ran = project.fails(DRIVER);
        assertTrue(ran.err().contains("with different options"), ran.err());
    }

    @Test
    void aSideWithoutTheFileIsTheOther() throws IOException {
        var text = project.text("sub/d.dvc");
        project.write("our", "");
        project.write("their", text);
        project.write("base", "");
        project.succeeds(DRIVER);
        assertEquals(text, project.text("our"));
        project.write("their", "");
        project.succeeds(DRIVER);
        assertEquals(text, project.text("our"));
        assertEquals(
                254, project.jdvc("git-hook", "merge-driver", "--our", "our").exit());
    }

    @Test
    void filesOfTheOtherSideAreFetched() throws IOException {
        eachSideAddsAFile();
        project.succeeds("push", "-A");
        var cache = project.root.resolve(".dvc/cache");
        try (var files = Files.walk(cache)) {
            for (var each : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(each);
        }
        project.git("merge", "-q", "--no-edit", "side");
        project.succeeds("checkout");
        assertEquals("theirs", project.text("sub/d/theirs"));
    }

    @Test
    void whatIsNowhereIsNotMerged() throws IOException {
        eachSideAddsAFile();
        try (var files = Files.walk(project.root.resolve(".dvc/cache"))) {
            for (var each : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(each).equals("theirs")) Files.delete(each);
            }
        }
        var merge = project.gitTried("merge", "--no-edit", "side");
        assertEquals(1, merge.exit());
        assertTrue(
                merge.text().contains("1 of the files that the merge would have are not in the cache"), merge.text());
    }
}
