package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers in a project without a remote, with outputs and without; exits as seen in DVC 3.67.1. */
class NoRemoteTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
        project.succeeds("remote", "remove", "store");
    }

    private void assertPushIsRefused() {
        var ran = project.fails("push");
        assertTrue(ran.err().startsWith("ERROR: failed to push data to the cloud - no remote specified"), ran.err());
        assertTrue(ran.err().contains("hint: add one with `jdvc remote add -d NAME"), ran.err());
    }

    private void assertNothingIsFetched() {
        for (var verb : new String[] {"fetch", "pull"}) {
            var ran = project.succeeds(verb);
            assertEquals("Everything is up to date.\n", ran.out());
            assertTrue(ran.err().startsWith("No remote provided and no default remote set.\n"), ran.err());
        }
    }

    @Test
    void withoutOutputs() {
        assertPushIsRefused();
        assertNothingIsFetched();
    }

    @Test
    void withAnOutput() throws IOException {
        project.write("f", "f");
        project.succeeds("add", "f");
        assertPushIsRefused();
        assertNothingIsFetched();
    }
}
