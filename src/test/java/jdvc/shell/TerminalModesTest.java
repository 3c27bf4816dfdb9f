package jdvc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalModesTest {

    private final List<String> scripts = Collections.synchronizedList(new ArrayList<>());

    @Test
    void givesBackWhatItFound() {
        var modes = answering("4500:5:bf\n50 132\n");
        assertTrue(modes.await());
        assertEquals(132, modes.size().getColumns());
        modes.restore();
        assertTrue(scripts.get(1).endsWith("stty 4500:5:bf"), scripts.toString());
    }

    @Test
    void givesUpWhereThereIsNoSuchProgram() {
        var modes = new TerminalModes(script -> Optional.empty());
        assertFalse(modes.await());
        assertEquals(80, modes.size().getColumns());
    }

    @Test
    void runsNothingButSettings() {
        var modes = answering("4500; rm -rf x\n50 132\n");
        assertFalse(modes.await());
        modes.restore();
        assertEquals(1, scripts.size());
    }

    @Test
    void keepsItsSizeWhenTheTerminalKnowsNone() {
        var modes = answering("4500:5:bf\n0 0\n");
        assertTrue(modes.await());
        assertEquals(80, modes.size().getColumns());
    }

    @Test
    void isNotStoppedByTheInterruptOfAVerb() {
        var modes = answering("4500:5:bf\n50 132\n");
        assertTrue(modes.await());
        Thread.currentThread().interrupt();
        modes.raw();
        assertTrue(Thread.interrupted(), "the verb still gets it");
        assertEquals(2, scripts.size());
    }

    private TerminalModes answering(String answer) {
        return new TerminalModes(script -> {
            assertFalse(Thread.currentThread().isInterrupted());
            scripts.add(script);
            return Optional.of(answer);
        });
    }
}
