package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status -c} where there is little to compare. */
class CloudStatusTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    @Test
    void saysThatNothingIsTracked() {
        var out = project.succeeds("status", "-c").out();
        assertTrue(out.startsWith("There are no data or pipelines tracked"), out);
    }

    @Test
    void namesTheRemoteAlsoWithoutObjects() throws IOException {
        project.write("f.dvc", "outs:\n- path: f\n");
        assertEquals(
                "Cache and remote 'store' are in sync.\n",
                project.succeeds("status", "-c").out());
    }

    @Test
    void revisionsAreTheWorkspaceAloneWithoutGit() throws IOException {
        project.write(
                ".dvc/config",
                "[core]\n    no_scm = True\n    remote = store\n['remote \"store\"']\n    url = " + project.store
                        + "\n");
        project.write("f", "f");
        project.succeeds("add", "f");
        assertEquals(
                "\tnew:                f\n",
                project.succeeds("status", "-c", "-T").out());
    }

    @Test
    void whatTheRemoteHoldsCutShortIsNotInSync() throws IOException {
        project.write("f", "abc");
        project.succeeds("add", "f");
        project.succeeds("push");
        var object = project.object("900150983cd24fb0d6963f7d28e17f72");
        Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(object, "ab");
        Files.setPosixFilePermissions(object, PosixFilePermissions.fromString("r--r--r--"));
        var ran = project.succeeds("status", "-c");
        assertEquals("\tnew:                f\n", ran.out());
        assertEquals("WARNING: 'f' is damaged in " + project.store + ": `jdvc push` sends it again\n", ran.err());
        project.succeeds("push");
        assertEquals(
                "Cache and remote 'store' are in sync.\n",
                project.succeeds("status", "-c").out());
    }
}
