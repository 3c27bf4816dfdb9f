package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * After a reload the server writes again what it read from the shell, from some read on: the page must end with the same rows,
 * wherever that begins before the line that is being typed, or the last frame of a progress.
 */
@Timeout(300)
class ReplayTest {

    /** What the line editor writes when a line begins: the mode of pastes. */
    private static final String LINE_BEGINS = "\u001b[?2004h";

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void aReplayFromAnywhereEndsWithTheSamePrompt() {
        try (var shell = WORLD.project().shell()) {
            shell.at("jdvc main ❯").type("pu").key("Tab").sees("publish  ").key("C-c");
            shell.at("jdvc main ❯").type("stauts").key("Backspace", "Backspace", "Backspace");
            shell.type("tus").key("Enter").sees("up to date.\njdvc main ❯");
            shell.run("!echo third >model.pkl");
            shell.at("jdvc main ✎1 ❯").run("versions model.pkl");
            shell.at("jdvc main ✎1 ❯");
            assertAllEndAlike(shell.replays(LINE_BEGINS), 4);
        }
    }

    @Test
    void aReplayFromAnywhereEndsWithTheSameProgress() {
        try (var shell = WORLD.home().window(120, 24).shell("--demo");
                var gate = Gate.before(shell)) {
            shell.run("add pkl/model.pkl");
            gate.requests.allow(200_000);
            shell.enter("push");
            gate.requests.awaitHeld();
            shell.seesMatch("^Pushing .* 1 s").seesMatch("^Pushing .* 2 s");
            assertAllEndAlike(shell.replays("Pushing"), 1);
            gate.requests.allow(Long.MAX_VALUE);
            shell.sees("1 file pushed").at("jdvc dev ❯");
            assertAllEndAlike(shell.replays(LINE_BEGINS), 2);
        }
    }

    private static void assertAllEndAlike(List<List<String>> replays, int rows) {
        assertTrue(replays.size() > 3, "there is little to begin with");
        for (int from = 1; from < replays.size(); from++) {
            var end = end(replays.get(from), rows); // fewer, where the replay has no more
            assertEquals(end(replays.get(0), end.size()), end, "from read " + from + " of " + replays.size());
        }
        assertEquals(rows, end(replays.get(replays.size() / 2), rows).size());
    }

    private static List<String> end(List<String> rows, int count) {
        return rows.subList(Math.max(0, rows.size() - count), rows.size());
    }
}
