package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Typing: history, suggestions, mistakes, pastes. */
@Timeout(180)
class EditingTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void findsLinesAgainAlsoInTheNextShell() {
        var home = WORLD.project();
        try (var shell = home.shell()) {
            shell.run("root");
            shell.run("status model.pkl");
            shell.run("pwd");
            shell.key("C-r").type("mod").sees("status model.pkl").key("Enter");
            shell.sees("Data and pipelines are up to date.").at("jdvc main ❯");
            shell.type("ro").key("Up").at("jdvc main ❯ root").key("C-c").at("jdvc main ❯");
        }
        try (var shell = home.shell()) {
            shell.at("jdvc main ❯").key("Up").at("jdvc main ❯ status model.pkl");
            shell.key("Up").at("jdvc main ❯ pwd").key("Down").at("jdvc main ❯ status model.pkl");
        }
    }

    @Test
    void anotherProjectHasAnotherHistory() {
        var home = WORLD.project();
        home.git("init", "-q", "../other");
        try (var shell = home.shell()) {
            shell.run("remote list");
            shell.run("cd ../other");
            shell.run("init");
            shell.run("root");
            shell.run("cd ../project/data");
            shell.type("r").key("Up").sees("❯ remote list").key("C-c");
            shell.run("cd ../../other");
            shell.type("r")
                    .key("Up")
                    .sees("❯ root")
                    .key("Up")
                    .sees("❯ remote list")
                    .key("C-c");
            shell.key("Up").sees("❯ cd ../project/data").key("C-c");
        }
    }

    @Test
    void thePromptFollowsWhatOthersDo() {
        var home = WORLD.project();
        try (var shell = home.shell()) {
            shell.at("jdvc main ❯").type("stat");
            home.write("model.pkl", "third model\n");
            shell.seesMatch("^jdvc main ✎1 ❯ stat");
            home.exec(List.of("rm", "-r", "data"), "");
            shell.seesMatch("^jdvc main ✎1 ⌫1 ❯ stat").key("C-c");
            home.git("switch", "-q", "-c", "try");
            shell.at("jdvc try ✎1 ⌫1 ❯");
        }
    }

    @Test
    void theHistoryIsTheUsersAloneAndKnowsNoSecrets() {
        var home = WORLD.project();
        try (var shell = home.shell()) {
            shell.run("remote modify --local store secret_access_key hunter2");
            shell.run("remote modify --local store password=hunter3");
            shell.run("config --local remote.store.session_token hunter4");
            shell.run(" status");
            shell.run("pwd");
            assertEquals(0, shell.enter("exit").exit());
        }
        var history = home.folder().resolve(".local/state/jdvc/history").toString();
        assertEquals("-rw-------", home.exec(List.of("ls", "-l", history), "").substring(0, 10));
        var text = home.read(history);
        assertTrue(text.endsWith("pwd\nexit\n"), text);
        assertTrue(!text.contains("hunter") && !text.contains("status"), text);
    }

    @Test
    void suggestsTheRestOfALine() {
        try (var shell = WORLD.project().shell()) {
            shell.run("status model.pkl");
            shell.type("sta").at("jdvc main ❯ status model.pkl");
            shell.key("Right")
                    .type(".dvc")
                    .at("jdvc main ❯ status model.pkl.dvc")
                    .key("Enter");
            shell.sees("Data and pipelines are up to date.\njdvc main ❯");
        }
    }

    @Test
    void asksWhetherSomethingElseWasMeant() {
        try (var shell = WORLD.project().shell()) {
            assertTrue(shell.run("psuh").contains("hint: did you mean `push`?"));
            assertTrue(shell.run("status --clodu").contains("hint: did you mean `--cloud`?"));
            assertTrue(shell.run("status modle.pkl").toString().contains("modle.pkl"));
        }
    }

    @Test
    void theMessageOfACommitIsEditedWhereItStands() {
        var home = WORLD.project().write("model.pkl", "third model\n");
        try (var shell = home.shell()) {
            shell.at("jdvc main ✎1 ❯").enter("publish").sees("Publish this? [y/n, e: edit the message]:");
            shell.enter("e")
                    .at("Message: Update model.pkl")
                    .type(", don't ask")
                    .key("Home")
                    .type("> ");
            shell.at("Message: > Update model.pkl, don't ask").key("Enter");
            shell.seesMatch("edit the message\\]: $")
                    .enter("y")
                    .sees("✓ git commit")
                    .at("jdvc main ❯");
            assertEquals(List.of("> Update model.pkl, don't ask"), shell.run("git log -1 --format=%s"));
        }
    }

    @Test
    void ctrlCDropsTheLineAndCtrlDLeaves() {
        try (var shell = WORLD.project().shell()) {
            shell.at("jdvc main ❯").type("remote list").key("C-c").sees("❯ remote list\njdvc main ❯");
            shell.key("C-d");
            assertEquals(0, shell.exit());
        }
    }

    @Test
    void whatIsTypedAheadIsNotLost() {
        try (var shell = WORLD.project().shell()) {
            shell.enter("pwd").sees("/project\njdvc main ❯");
            shell.enter("!echo ready; read line; echo got $line")
                    .sees("\nready")
                    .enter("this")
                    .sees("got this\njdvc main ❯");
            shell.enter("!sleep 1").enter("root").sees(".\njdvc main ❯");
        }
    }

    @Test
    void pastedLinesAreShownAndRunInOrderAfterOneQuestion() {
        var home = WORLD.project();
        try (var shell = home.shell()) {
            shell.at("jdvc main ❯").paste("!echo one >a\n!test -e a && echo two >b\nstatus nothing\n!echo three >c\n");
            shell.sees("!echo three >c");
            assertEquals(List.of(false, false, false), List.of(home.has("a"), home.has("b"), home.has("c")));
            shell.key("Enter").sees("Run these 4 lines in order? [y/n]:");
            assertEquals(List.of(false, false, false), List.of(home.has("a"), home.has("b"), home.has("c")));
            shell.enter("y").sees("Stopped: 1 line not run.\njdvc main ❯");
            assertEquals(List.of(true, true, false), List.of(home.has("a"), home.has("b"), home.has("c")));
        }
    }

    @Test
    void aPasteThatIsRefusedRunsNothing() {
        var home = WORLD.project();
        try (var shell = home.shell()) {
            shell.at("jdvc main ❯")
                    .paste("!echo one >a\n!echo two >b")
                    .sees("!echo two >b")
                    .key("Enter");
            shell.sees("[y/n]:").enter("n").at("jdvc main ❯");
            shell.paste("!echo three >c\npwd\n")
                    .sees("pwd")
                    .key("C-c")
                    .at("jdvc main ❯")
                    .run("root");
            assertEquals(List.of(false, false, false), List.of(home.has("a"), home.has("b"), home.has("c")));
        }
    }

    @Test
    void aPastedLineWaitsForEnter() {
        var home = WORLD.project();
        try (var shell = home.shell()) {
            shell.at("jdvc main ❯")
                    .paste("!echo one >a\n")
                    .sees("❯ !echo one >a")
                    .type(" ")
                    .sees("one >a");
            assertTrue(!home.has("a"));
            shell.key("Enter").at("jdvc main ❯");
            assertTrue(home.has("a"));
        }
    }
}
