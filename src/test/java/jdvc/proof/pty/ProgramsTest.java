package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Git and other programs on the shell's terminal, and the verbs that only a shell has. */
@Timeout(180)
class ProgramsTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void anAnswerThatNobodyGetsIsAFailure() {
        var home = WORLD.project().programOnPath();
        var output = home.exec(
                List.of(
                        "sh",
                        "-c",
                        "jdvc list . >/dev/full; echo \"exit $?\";"
                                + " jdvc help >/dev/full; echo \"exit $?\";"
                                + " jdvc add nothing >/dev/full; echo \"exit $?\";"
                                + " { sleep 1; jdvc help; echo \"exit $?\" >&2; } | :"),
                "");
        assertEquals(
                "exit 1 exit 1 exit 1 exit 141",
                String.join(
                        " ", output.lines().filter(l -> l.startsWith("exit")).toList()),
                output);
        assertTrue(output.contains("the answer cannot be written: No space left on device"), output);
    }

    @Test
    void git() {
        try (var shell = WORLD.project().write("notes.txt", "more\n").shell()) {
            assertEquals(List.of(" M notes.txt"), shell.run("git status --short"));
            assertEquals("second model", shell.run("git log -1 --format=%s").get(0));
        }
    }

    @Test
    void gitCommitWithAnEditorThatAsks() {
        var home = program("editor", """
                printf 'message: ' >/dev/tty
                read -r line </dev/tty
                echo "$line" >"$1"
                """);
        home.set("EDITOR", home.cwd().resolve("editor").toString()).write("notes.txt", "more\n");
        try (var shell = home.shell()) {
            shell.enter("git commit -a")
                    .sees("message: ")
                    .enter("typed ✎ by hand")
                    .sees("typed ✎ by hand\n 1 file");
            shell.at("jdvc main ❯");
            assertEquals("typed ✎ by hand\n", home.git("log", "-1", "--format=%s"));
        }
    }

    @Test
    void aProgramWithAScreenOfItsOwn() {
        var home = program("full", """
                saved=$(stty -g)
                stty raw -echo
                printf '\\033[?1049h\\033[2J\\033[Hfull screen'
                key=$(dd bs=1 count=1 2>/dev/null)
                printf '\\033[?1049l'
                stty "$saved"
                echo "key $key"
                """);
        try (var shell = home.shell()) {
            shell.lent().enter("!./full").sees("full screen").type("q").sees("key q\njdvc main ❯");
            shell.type("pus").key("Tab").sees("❯ push").key("C-c").at("jdvc main ❯");
        }
    }

    /** With exec: a Ctrl-C between two commands is lost by sh, which leaves it to the program that it waits for. */
    @Test
    void ctrlCIsForTheProgramAlone() {
        try (var shell = WORLD.project().shell()) {
            shell.enter("!echo ready; exec sleep 1000")
                    .sees("\nready")
                    .key("C-c")
                    .at("jdvc main ❯");
            assertTrue(shell.run("pwd").get(0).endsWith("/project"));
        }
    }

    @Test
    void aProgramThatLeavesTheLineUnfinished() {
        try (var shell = WORLD.project().shell()) {
            shell.enter("!printf unfinished").seesMatch("^unfinished~ +$").at("jdvc main ❯");
        }
    }

    @Test
    void whereTheShellStands() {
        var home = WORLD.project();
        try (var shell = home.shell()) {
            shell.run("cd data");
            assertEquals(List.of(home.cwd() + "/data"), shell.run("pwd"));
            assertEquals(List.of(".."), shell.run("root"));
            shell.run("cd");
            assertEquals(List.of(home.cwd().toString()), shell.run("pwd"));
            assertEquals(List.of("ERROR: 'nowhere' is not a directory"), shell.run("cd nowhere"));
            shell.run("!echo changed >model.pkl");
            var listed = String.join("\n", shell.run("ls"));
            assertTrue(listed.contains("data/") && listed.contains("notes.txt"), listed);
            assertTrue(listed.lines().anyMatch(row -> row.matches(".* model.pkl +modified")), listed);
        }
    }

    @Test
    void help() {
        try (var shell = WORLD.project().window(80, 60).shell()) {
            assertEquals(0, shell.run("help push").indexOf("Usage: jdvc push [OPTIONS] [targets...]"));
            assertEquals(shell.run("help push"), shell.run("jdvc push --help"));
            var verbs = shell.run("help");
            for (var verb : List.of("add ", "publish ", "cd ", "history ")) {
                assertEquals(
                        1,
                        verbs.stream()
                                .filter(row -> row.startsWith("  " + verb))
                                .count(),
                        verb);
            }
        }
    }

    @Test
    void runsTheLinesOfAFile() {
        var home = WORLD.project()
                .write("lines", """
                # what a person could have typed
                jdvc status \\
                    model.pkl   # only this
                !echo '1 of
                2'
                status nothing
                !echo never
                """)
                .write("again", "source again\n")
                .write("leave", "exit 7\nroot\n");
        try (var shell = home.shell()) {
            assertEquals(
                    List.of("Data and pipelines are up to date.", "1 of", "2"),
                    shell.run("source lines").subList(0, 3));
            shell.sees("Stopped at: status nothing\njdvc main ❯");
            assertEquals(List.of("ERROR: 'none' does not exist"), shell.run("source none"));
            assertTrue(shell.run("source again").toString().contains("it is running already"));
            assertEquals(7, shell.enter("source leave").exit());
        }
    }

    @Test
    void leavesWithTheCodeThatIsAskedFor() {
        try (var shell = WORLD.project().shell()) {
            assertEquals(3, shell.enter("exit 3").exit());
        }
        try (var shell = WORLD.project().shell()) {
            shell.run("status nothing");
            assertEquals(1, shell.key("C-d").exit());
        }
    }

    private static Home program(String name, String text) {
        var home = WORLD.project().write(name, "#!/bin/sh\n" + text);
        home.exec(List.of("chmod", "+x", name), "");
        return home;
    }
}
