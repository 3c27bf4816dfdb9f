package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program in a real terminal, behind the terminal engine of JupyterLab ({@code dev/pty.mjs}). When it is closed, the terminal
 * must not have been asked a thing.
 */
final class Pty extends Seat<Pty> {

    private boolean foreign;

    Pty(Process process) {
        super(process);
    }

    @Override
    Pty self() {
        return this;
    }

    Pty resize(int columns, int rows) {
        step("resize", columns, rows);
        return this;
    }

    Pty signal(String name) {
        step("signal", name);
        return this;
    }

    /** Closes the terminal, as a closed tab does. */
    Pty hangUp() {
        step("hangup");
        return this;
    }

    /** Waits for the end of the program and returns its exit code. */
    int exit() {
        return ((Long) step("exit")).intValue();
    }

    String title() {
        return (String) step("title");
    }

    /** Returns everything that was written to the terminal. */
    String raw() {
        return (String) step("raw");
    }

    /**
     * Returns what a page shows after a reload: the rows that a replay leaves, for each read of the server's that it may begin
     * with, the first one first, up to the last that holds a text.
     */
    List<List<String>> replays(String last) {
        var replays = new ArrayList<List<String>>();
        for (var each : (List<?>) step("replays", last)) replays.add(Steps.rows(each));
        return replays;
    }

    /** Returns the runs of a row that have one style each, as {@code text} and {@code bold}, {@code dim}, {@code fg} and so on. */
    List<Map<String, Object>> styles(int row) {
        var runs = new ArrayList<Map<String, Object>>();
        for (var each : (List<?>) step("styles", row)) {
            @SuppressWarnings("unchecked") // an object
            var run = (Map<String, Object>) each;
            runs.add(run);
        }
        return runs;
    }

    /** From now on also a program that is not ours writes to the terminal, in its own way. */
    Pty lent() {
        foreign = true;
        return this;
    }

    @Override
    public void close() {
        try {
            assertEquals("", step("replies"), "sent back by the terminal");
            if (!foreign) assertEquals(Optional.empty(), Sequences.firstForbidden(raw()), "written to the terminal");
        } finally {
            end();
        }
    }
}
