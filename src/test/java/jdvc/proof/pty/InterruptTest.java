package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ctrl-C while a verb is at work: the prompt is back, nothing is half done, and the same verb completes later. */
@Timeout(300)
class InterruptTest {

    /** A second is promised; the rest is for a machine that is busy with other things. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void ctrlCStopsAPushInTheMiddleOfABody() throws IOException {
        try (var shell = WORLD.home().window(200, 24).shell("--demo");
                var gate = Gate.before(shell)) {
            interruptedPush(shell, gate, 200_000);
        }
    }

    @Test
    void ctrlCStopsAPushToAServerThatSaysNothing() throws IOException {
        try (var shell = WORLD.home().window(200, 24).shell("--demo");
                var gate = Gate.before(shell)) {
            interruptedPush(shell, gate, 0);
        }
    }

    @Test
    void ctrlCWorksWhereTheParentIgnoresInterrupts() throws IOException {
        var home = WORLD.home().window(200, 24);
        try (var shell = home.terminal(List.of("sh", "-c", "trap '' INT; exec \"$0\" --demo", home.shellProgram()));
                var gate = Gate.before(shell)) {
            interruptedPush(shell, gate, 0);
            shell.type("dropped").key("C-c").sees("❯ dropped\njdvc dev ❯").run("pwd");
        }
    }

    @Test
    void ctrlCAtAQuestionPublishesNothing() {
        var home = WORLD.project().write("model.pkl", "third model\n");
        try (var shell = home.shell()) {
            shell.enter("publish").sees("Publish this? [y/n]:").key("C-c").at("jdvc main ✎1 ❯");
            assertEquals("second model", shell.run("git log -1 --format=%s").get(0));
            shell.enter("publish").sees("[y/n]: \n").enter("n").at("jdvc main ✎1 ❯");
            assertEquals("second model", shell.run("git log -1 --format=%s").get(0));
        }
    }

    @Test
    void aTerminationGivesTheTerminalBack() {
        var home = WORLD.project();
        try (var terminal = home.terminal(List.of("sh", "-c", "\"$0\"; echo exit $?; stty -a", home.shellProgram()))) {
            terminal.run("!mkfifo go; (read -r word <go; kill -TERM $PPID) &");
            terminal.at("jdvc main ❯");
            home.exec(List.of("sh", "-c", "echo >go"), "");
            terminal.sees("exit 143").seesMatch("[^-]icanon").seesMatch("[^-]echo ");
            terminal.exit();
        }
    }

    /** The objects in the bucket; what the server keeps of a body that did not end has a longer name. */
    private static final String OBJECTS = "!find ../s3/models -type f -name '" + "?".repeat(30) + "'";

    private static void interruptedPush(Pty shell, Gate gate, long bytes) throws IOException {
        shell.run("add pkl/model.pkl");
        gate.allow(bytes);
        shell.enter("push");
        gate.awaitHeld();
        if (bytes > 0) shell.sees("Pushing");
        long pressed = System.nanoTime();
        shell.key("C-c").sees("interrupted").at("jdvc dev ↑? ❯");
        var took = Duration.ofNanos(System.nanoTime() - pressed);
        assertTrue(took.compareTo(SOON) < 0, took.toString());
        assertEquals(List.of(), shell.run(OBJECTS));

        gate.openAnew();
        shell.enter("push").sees("\n1 file pushed").at("jdvc dev ❯");
        assertEquals(1, shell.run(OBJECTS).size());
        assertEquals(
                List.of("Cache and remote 'models' are in sync."),
                shell.run("status -c").subList(0, 1));
        shell.at("jdvc dev ❯");
    }
}
