package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** What a command line left on its streams, and its exit. */
public record Outcome(List<String> words, int exit, String out, String err) {

    Outcome exits(int expected) {
        assertEquals(expected, exit, this::toString);
        return this;
    }

    Outcome fails() {
        assertTrue(exit != 0, () -> "should have failed: " + this);
        return this;
    }

    /** Expects {@code part} on stderr. */
    Outcome says(String part) {
        assertTrue(err.contains(part), () -> "should say '" + part + "': " + this);
        return this;
    }

    Outcome prints(String expected) {
        assertEquals(expected, out, this::toString);
        return this;
    }

    @Override
    public String toString() {
        return String.join(" ", words) + "\n[exit " + exit + "]\n" + out + "--- stderr\n" + err + "---";
    }
}
