package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code commit} refuses and says; words and exits as seen in DVC 3.67.1. */
class CommitTest {

    private static final String GENERATING = "Generating lock file 'dvc.lock'\n";
    private static final String UPDATING = "Updating lock file 'dvc.lock'\n";

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    private String committed() {
        return project.succeeds("commit", "-f").out();
    }

    @Test
    void whatGitTracksIsRefusedBeforeAnythingIsRecorded() throws IOException {
        project.write("a", "a");
        project.write("b", "b");
        project.succeeds("add", "a", "b");
        project.git("add", "-f", "b");
        project.write("a", "changed");
        var before = project.text("a.dvc");
        var ran = project.fails("commit", "-f");
        assertTrue(ran.err().contains("output 'b' is already tracked by SCM (e.g. Git)"), ran.err());
        assertTrue(ran.err().contains("git rm -r --cached 'b'"), ran.err());
        assertEquals(before, project.text("a.dvc"));
        project.succeeds("commit", "-f", "a");
    }

    @Test
    void whatGitTracksAndNobodyChangedIsLeftAlone() throws IOException {
        project.write("a", "a");
        project.succeeds("add", "a");
        project.git("add", "-f", "a");
        project.succeeds("commit");
    }

    @Test
    void aLockFileIsNamedIfItIsNewOrChanges() throws IOException {
        project.write("dvc.yaml", """
                stages:
                  one:
                    cmd: make one
                    outs:
                    - one
                  two:
                    cmd: make two
                    outs:
                    - two
                """);
        project.write("one", "1");
        project.write("two", "2");
        assertEquals(GENERATING + UPDATING, committed());
        assertEquals("", committed());
        project.write("two", "other");
        assertEquals(UPDATING, committed());
    }
}
