package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verb that does not exist. */
class MistypedTest {

    @TempDir
    Path directory;

    /** As DVC does. */
    @Test
    void offATerminalTheHelpIsPrinted() throws IOException {
        var ran = new Project(directory).jdvc("sttaus");
        assertEquals(254, ran.exit());
        assertTrue(ran.out().contains("Usage:") && ran.out().contains("checkout"), ran.out());
    }

    /** The help has more lines than a window, and the cause would be lost behind it. */
    @Test
    void onATerminalAHintIsEnough() throws IOException {
        var project = new Project(directory);
        var near = project.onTerminal(80, List.of(), "sttaus");
        assertEquals(254, near.exit());
        assertEquals("", near.out());
        assertEquals("ERROR: argument command: invalid choice: 'sttaus'\nhint: did you mean `status`?\n", near.err());
        var far = project.onTerminal(80, List.of(), "xyzzy");
        assertEquals("", far.out());
        assertTrue(far.err().endsWith("hint: `jdvc help` lists the verbs\n"), far.err());
    }
}
