package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Words after {@code jdvc-shell}, which ask for no shell. */
class ShellWordsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theVersion() {
        assertEquals(0, ShellMain.answer("--version", out, err));
        assertEquals(Main.VERSION, out.toString().strip());
    }

    @Test
    void help() {
        assertEquals(0, ShellMain.answer("--help", out, err));
        assertTrue(out.toString().startsWith("usage: jdvc-shell [--demo[=DIR]] [--plain]\n"), out.toString());
    }

    @Test
    void anythingElseIsAMistake() {
        assertEquals(254, ShellMain.answer("nosuch\u001b[2J", out, err));
        assertEquals("", out.toString());
        assertTrue(err.toString().startsWith("ERROR: jdvc-shell takes no 'nosuch"), err.toString());
        assertEquals(-1, err.toString().indexOf('\u001b'));
    }
}
