package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdvc.Progress;
import jdvc.ui.Ask;
import jdvc.ui.Look;
import jdvc.ui.Ui;
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

    @Test
    void inTheShellItMayBeAProgram() throws IOException {
        var call = new Project(directory).call();
        var look = Look.of(Map.of("NO_COLOR", "1"), new Look.Terminals(true, true, true, false, () -> 80));
        var err = new StringWriter();
        var ui = new Ui(new StringWriter(), err, look, Ask.NEVER, Progress.NONE);
        var cli = new Cli(call.env(), call.disk(), ui, List.of(VersionCommand.verb()), failure -> {});
        assertEquals(254, cli.run(List.of("vim", "x")));
        assertTrue(err.toString().endsWith("other programs take a `!` before them: `!vim`\n"), err.toString());
    }
}
