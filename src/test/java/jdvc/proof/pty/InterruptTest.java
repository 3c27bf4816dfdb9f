package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            shell.enter("!echo ready; exec sleep 1000")
                    .sees("\nready")
                    .key("C-c")
                    .at("jdvc dev ❯");
        }
    }

    @Test
    void ctrlCReachesASingleCommandAlsoWhereTheParentIgnoresIt() throws IOException {
        var home = WORLD.home().window(200, 24);
        var line = "trap '' INT; sh -c '\"$0\" push; echo exit $?' '" + home.program() + "'";
        try (var shell = home.shell("--demo");
                var gate = Gate.before(shell)) {
            shell.run("add pkl/model.pkl");
            gate.requests.allow(0);
            try (var terminal = home.at(Path.of(shell.run("pwd").get(0))).terminal(List.of("sh", "-c", line))) {
                gate.requests.awaitHeld();
                terminal.key("C-c").sees(STATE).sees("exit 252").exit();
            }
            assertEquals(List.of(), shell.run(OBJECTS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch", "pull"})
    void ctrlCStopsADownloadInTheMiddleOfABody(String verb) throws IOException {
        try (var shell = WORLD.home().window(200, 24).shell("--demo");
                var gate = Gate.before(shell)) {
            shell.run("add pkl/model.pkl");
            shell.enter("push").sees("\n1 file pushed").at("jdvc dev ❯");
            shell.run("!rm -rf .dvc/cache pkl/model.pkl");
            gate.answers.allow(200_000);
            shell.enter(verb);
            gate.answers.awaitHeld();
            interrupt(shell, "jdvc dev ⌫1 ❯");
            assertEquals(List.of(), shell.run(BIG_FILES));

            gate.openAnew();
            shell.run("pull");
            assertEquals(List.of("409608"), shell.run("!wc -c <pkl/model.pkl"));
        }
    }

    @Test
    void ctrlCStopsAQuestionToTheServer() throws IOException {
        try (var shell = WORLD.home().window(200, 24).shell("--demo");
                var gate = Gate.before(shell)) {
            shell.run("add pkl/model.pkl");
            gate.requests.allow(0);
            shell.enter("status -c");
            gate.requests.awaitHeld();
            shell.key("C-c").sees("interrupted").at("jdvc dev ↑? ❯");
        }
    }

    @Test
    void ctrlCStopsAPublishBeforeAnythingIsCommitted() throws IOException {
        try (var shell = WORLD.home().window(200, 24).shell("--demo");
                var gate = Gate.before(shell)) {
            shell.run("add pkl/model.pkl");
            shell.enter("publish -m first").sees("[y/n]:");
            gate.requests.allow(200_000);
            shell.enter("y");
            gate.requests.awaitHeld();
            interrupt(shell, "jdvc dev ↑? ❯");
            assertEquals(List.of("A model to be"), shell.run("git log -1 --format=%s"));

            gate.openAnew();
            shell.enter("publish -y -m first").sees("✓ git push").at("jdvc dev ❯");
            assertEquals(List.of("first"), shell.run("git log -1 --format=%s origin/dev"));
        }
    }

    @Test
    void ctrlCStopsAPublishWhileGitPushesAndTheNextOneGoesOn() {
        var home = WORLD.project().write("model.pkl", "third model\n").write("../held", "");
        home.write(
                ".git/hooks/pre-push", "#!/bin/sh\nif [ -e ../held ]; then echo held >/dev/tty; exec sleep 1000; fi\n");
        home.exec(List.of("chmod", "+x", ".git/hooks/pre-push"), "");
        try (var shell = home.shell()) {
            shell.enter("publish -y -m third").sees("held");
            interrupt(shell, "jdvc main ❯");
            assertEquals("second model\n", home.git("log", "-1", "--format=%s", "origin/main"));
            shell.run("!rm ../held");
            shell.enter("publish -y -m third").sees("✓ git push").at("jdvc main ❯");
            assertEquals("third\n", home.git("log", "-1", "--format=%s", "origin/main"));
        }
    }

    /** The file is a hole of so many bytes that no machine is through with it before the key is pressed. */
    @ParameterizedTest
    @ValueSource(strings = {"add big.bin", "commit -f", "status", "checkout big.bin"})
    void ctrlCStopsWorkOnABigFile(String line) {
        var home = WORLD.project().window(200, 24);
        var metafile =
                "outs:\n- md5: 0123456789abcdef0123456789abcdef\n  size: 32212254720\n  hash: md5\n  path: big.bin\n";
        var object = ".dvc/cache/files/md5/01/23456789abcdef0123456789abcdef";
        var holes = new ArrayList<String>();
        if (!line.startsWith("checkout")) holes.add("big.bin");
        if (line.startsWith("checkout") || line.equals("status")) holes.add(object);
        if (!line.startsWith("add")) home.write("big.bin.dvc", metafile);
        for (var hole : holes) {
            home.write(hole, "");
            home.exec(List.of("truncate", "-s", "32212254720", hole), "");
        }
        try (var shell = home.shell()) {
            shell.seesMatch("^jdvc main.* ❯")
                    .enter(line)
                    .seesMatch("^(Hashing|Checking|Checkout)  ([0-9]+%  )?[0-9]+ s");
            shell.key("C-c").sees("interrupted").seesMatch("^jdvc main.* ❯ $");
            var big = home.exec(List.of("find", ".", "-size", "+1000M", "-printf", "%P\n"), "");
            assertEquals(Set.copyOf(holes), Set.copyOf(lines(big)));
            assertEquals(!line.startsWith("add"), home.has("big.bin.dvc"));
            if (!line.startsWith("add")) assertEquals(metafile, home.read("big.bin.dvc"));
        }
    }

    @Test
    void ctrlCStopsASourcedFileAtTheProgramOrVerbThatRuns() throws IOException {
        try (var shell = WORLD.home().window(200, 24).shell("--demo");
                var gate = Gate.before(shell)) {
            shell.run(
                    "!printf 'add pkl/model.pkl\\n!true\\npush\\nroot\\n' >lines; printf '!echo ready; exec sleep 1000\\nroot\\n' >program");
            gate.requests.allow(0);
            shell.enter("source lines");
            gate.requests.awaitHeld();
            shell.key("C-c").sees(STATE).sees("\nStopped at: push\n").at("jdvc dev ↑? ❯");
            shell.enter("source program").sees("\nready").key("C-c").sees("Stopped at: !echo ready; exec sleep 1000\n");
            shell.at("jdvc dev ↑? ❯");
        }
    }

    @Test
    void ctrlCAtAQuestionPublishesNothing() {
        var home = WORLD.project().write("model.pkl", "third model\n");
        try (var shell = home.shell()) {
            shell.enter("publish")
                    .sees("Publish this? [y/n, e: edit the message]:")
                    .key("C-c")
                    .at("jdvc main ✎1 ❯");
            assertEquals("second model", shell.run("git log -1 --format=%s").get(0));
            shell.enter("publish")
                    .sees("[y/n, e: edit the message]: \n")
                    .enter("n")
                    .at("jdvc main ✎1 ❯");
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

    /** What is nearly a model, wherever it may have been left. */
    private static final String BIG_FILES = "!find . -size +50k";

    private static final String STATE = "interrupted; what was finished stays, nothing is half done";

    private static void interruptedPush(Pty shell, Gate gate, long bytes) throws IOException {
        shell.run("add pkl/model.pkl");
        gate.requests.allow(bytes);
        shell.enter("push");
        gate.requests.awaitHeld();
        if (bytes > 0) shell.sees("Pushing");
        interrupt(shell, "jdvc dev ↑? ❯");
        assertEquals(List.of(), shell.run(OBJECTS));

        gate.openAnew();
        shell.enter("push").sees("\n1 file pushed").at("jdvc dev ❯");
        assertEquals(1, shell.run(OBJECTS).size());
        assertEquals(
                List.of("Cache and remote 'models' are in sync."),
                shell.run("status -c").subList(0, 1));
        shell.at("jdvc dev ❯");
    }

    private static void interrupt(Pty shell, String prompt) {
        long pressed = System.nanoTime();
        shell.key("C-c").sees(STATE).at(prompt);
        var took = Duration.ofNanos(System.nanoTime() - pressed);
        assertTrue(took.compareTo(SOON) < 0, took.toString());
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
