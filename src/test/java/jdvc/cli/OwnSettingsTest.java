package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with jdvc's own settings is told once by each command. */
class OwnSettingsTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
        project.write("foo", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "add foo", "commit", "checkout", "push", "fetch", "pull"})
    void keysThatNobodyKnows(String command) throws IOException {
        project.succeeds("add", "foo");
        project.succeeds("push");
        var file = project.write(".dvc/jdvc.conf", "[jdvc]\n    bogus = 1\n    trash_days = 1\n");
        assertEquals(
                "WARNING: 'jdvc.trash_days' in '" + file + "' is ignored: only users set it for themselves\n"
                        + "WARNING: unknown settings in '" + file + "' are ignored: jdvc.bogus\n",
                project.succeeds(command.split(" ")).err());
    }

    @Test
    void aDurabilityThatIsNone() throws IOException {
        var file = project.writeUserSettings("[jdvc]\n    durability = bogus\n");
        assertEquals(
                "WARNING: expected one of off, batch, full: 'jdvc.durability' in '" + file + "'; taken for batch\n",
                project.succeeds("status").err());
    }
}
