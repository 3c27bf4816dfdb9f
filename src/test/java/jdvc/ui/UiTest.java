package jdvc.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.Progress;
import jdvc.ui.Ui.Level;
import org.junit.jupiter.api.Test;

class UiTest {

    private static final Look TERMINAL =
            Look.of(Map.of("TERM", "xterm"), new Look.Terminals(true, true, true, false, () -> 40));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void keepsTheAnswerApartFromTheRest() {
        var ui = ui(Look.plain());
        ui.print("%s pushed", "2 files");
        ui.warn("slow");
        ui.error("failed");
        ui.hint("run `jdvc push`");
        assertEquals("2 files pushed\n", out.toString());
        assertEquals("WARNING: slow\nERROR: failed\nhint: run `jdvc push`\n", err.toString());
    }

    @Test
    void saysOnlyWhatTheLevelAllows() {
        var quiet = ui(Look.plain()).at(Level.QUIET);
        quiet.print("result");
        quiet.error("failed");
        quiet.always("table");
        quiet.debug("detail");
        assertEquals("table\n", out.toString());
        assertEquals("", err.toString());
        ui(Look.plain()).debug("no");
        ui(Look.plain()).at(Level.VERBOSE).debug("yes");
        assertEquals("table\nyes\n", out.toString());
    }

    @Test
    void stylesAfterMakingSafe() {
        var name = "a\u001b[31m\nb";
        ui(TERMINAL).print("%s %s", Style.GREEN.of(name), name);
        assertEquals("\u001b[32ma\\x1b[31m\\nb\u001b[0m a\\x1b[31m\\nb\n", out.toString());
        ui(TERMINAL).error(name);
        assertEquals("\u001b[31mERROR\u001b[0m: a\\x1b[31m\\nb\n", err.toString());
    }

    @Test
    void neverReadsAnArgumentAsAFormat() {
        ui(Look.plain()).print("%s 100%%", "%s %d");
        assertEquals("%s %d 100%\n", out.toString());
        assertThrows(IllegalArgumentException.class, () -> ui(Look.plain()).print("%d", 1));
        assertThrows(IllegalArgumentException.class, () -> ui(Look.plain()).print("x", 1));
    }

    @Test
    void hasNoColourWhereNoneIsWanted() {
        for (var vars : List.of(Map.of("NO_COLOR", "1"), Map.of("TERM", "dumb"))) {
            var look = Look.of(vars, new Look.Terminals(true, true, true, false, () -> 80));
            ui(look).error("x");
        }
        ui(Look.of(Map.of(), new Look.Terminals(true, true, true, true, () -> 80)))
                .error("x");
        assertEquals("ERROR: x\n".repeat(3), err.toString());
    }

    @Test
    void showsMarksInAsciiWhereTheTerminalIsNotUtf8() {
        assertEquals("\u270e\u2191\u232b\u276f", marks(TERMINAL));
        assertEquals(
                "*+!>", marks(Look.of(Map.of("TERM", "dumb"), new Look.Terminals(true, true, true, false, () -> 80))));
        assertEquals("*+!>", marks(Look.of(Map.of(), new Look.Terminals(true, true, false, false, () -> 80))));
        assertEquals("*+!>", marks(Look.of(Map.of(), new Look.Terminals(true, true, true, true, () -> 80))));
    }

    @Test
    void takesOnlyClearAnswersForYes() {
        assertTrue(confirm("y"));
        assertTrue(confirm("YES "));
        assertFalse(confirm("n"));
        assertFalse(confirm(""));
        assertFalse(confirm());
        assertFalse(confirm("yep", "sure", "1"));
        assertFalse(confirm("yep", "sure", "1", "y"), "three times is enough");
        assertTrue(confirm("yep", "y"));
    }

    @Test
    void writesJsonForPeopleAndForPrograms() {
        record Report(int pushed, Optional<String> remote, List<String> notInCache, Level level) {}
        var report = new Report(2, Optional.of("up"), List.of("\u00e4"), Level.QUIET);
        ui(Look.plain()).json(report);
        assertEquals(
                "{\"pushed\": 2, \"remote\": \"up\", \"not_in_cache\": [\"\\u00e4\"], \"level\": \"quiet\"}\n",
                out.toString());
        ui(TERMINAL).json(new Report(1, Optional.empty(), List.of(), Level.TRACE));
        assertTrue(
                out.toString().endsWith("{\n  \"pushed\": 1,\n  \"not_in_cache\": [],\n  \"level\": \"trace\"\n}\n"));
    }

    @Test
    void saysNothingInJsonEitherIfQuiet() {
        ui(Look.plain()).at(Level.QUIET).json(List.of("answer"));
        assertEquals("", out.toString());
    }

    @Test
    void tellsWhenNobodyReads() {
        var closed = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var ui = new Ui(closed, closed, Look.plain(), Ask.NEVER, Progress.NONE);
        assertThrows(OutputClosedException.class, () -> ui.print("x"));
        ui.error("nobody can be told");
    }

    private Ui ui(Look look) {
        return new Ui(out, err, look, Ask.NEVER, Progress.NONE);
    }

    private static String marks(Look look) {
        return Mark.CHANGED.in(look) + Mark.NOT_PUSHED.in(look) + Mark.MISSING.in(look) + Mark.PROMPT.in(look);
    }

    private boolean confirm(String... answers) {
        var queue = new ArrayDeque<>(List.of(answers));
        return ui(Look.plain())
                .asking(prompt -> Optional.ofNullable(queue.poll()))
                .confirm("Delete %s?", "2 files");
    }
}
