package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A transfer in a process of its own: what the shell says of it, and that it needs no shell. */
@Timeout(180)
class BackgroundTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void theEndOfAJobIsToldAtThePromptOfEveryShell() {
        var home = WORLD.project().write("new.bin", "told".repeat(4096));
        home.script("add -q new.bin\n");
        try (var shell = home.shell();
                var other = home.shell()) {
            other.at("jdvc main ↑1 ❯");
            shell.at("jdvc main ↑1 ❯")
                    .type("push &")
                    .key("Enter")
                    .sees("Job 1: push")
                    .sees("Job 1 (push): done");
            other.sees("Job 1 (push): done");
            shell.type("attach 1").key("Enter").sees("1 file pushed");
            shell.type("jobs").key("Enter").seesMatch("1 +done");
        }
    }

    @Test
    void aJobOutlivesTheShellThatBeganIt() {
        var home = WORLD.project().write("new.bin", "x".repeat(4096));
        home.script("add -q new.bin\npush --background\n");
        try (var shell = home.shell()) {
            shell.sees("❯").type("attach 1").key("Enter").sees("1 file pushed");
        }
        assertTrue(home.read(".dvc/tmp/jdvc/jobs/1/job.json").contains("\"exit\": 0"));
    }
}
