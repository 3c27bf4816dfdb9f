package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Terminals that can do little, users who want little, and no terminal at all. */
@Timeout(180)
class PlainTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void aDumbTerminalGetsNothingButText() {
        var home = WORLD.project().set("TERM", "dumb");
        home.write("model.pkl", "third model\n").exec(List.of("rm", "-r", "data"), "");
        try (var shell = home.shell()) {
            shell.at("jdvc main *1 !1 >").enter("add model.pkl").at("jdvc main +1 !1 >");
            shell.enter("status").sees("deleted:            data").at("jdvc main +1 !1 >");
            shell.enter("publish -m third")
                    .sees("Publish this? [y/n]:")
                    .enter("y")
                    .sees("ok push")
                    .at("jdvc main !1 >");
            shell.enter("psuh")
                    .sees("hint: did you mean `push`?")
                    .at("jdvc main !1 >")
                    .key("C-c")
                    .enter("exit 4");
            assertEquals(4, shell.exit());
            assertFalse(shell.raw().contains("\u001b"), shell.raw());
        }
    }

    @Test
    void aScreenReaderGetsWordsWithoutColumns() {
        var home = WORLD.project().programOnPath().write("model.pkl", "a model aloud\n");
        try (var shell = home.window(40, 24).shell("--plain")) {
            shell.at("jdvc main *1 >").enter("versions model.pkl");
            shell.seesMatch(
                    "^commit: workspace, message: not committed yet, size: 14 B, md5: [0-9a-f]{8}, where: workspace$");
            shell.at("jdvc main *1 >")
                    .enter("ls")
                    .sees("14 B, model.pkl, modified")
                    .at("jdvc main *1 >");
            shell.enter("publish -m third")
                    .seesMatch("^model.pkl, changed, 14 B$")
                    .sees("commit, third");
            shell.sees("Publish this? [y/n]:").enter("y").sees("ok git push").at("jdvc main >");
            shell.enter("!jdvc --plain du .")
                    .seesMatch("^14, model.pkl$")
                    .at("jdvc main >")
                    .enter("list . --tree")
                    .seesMatch("^ data$")
                    .seesMatch("^  images$")
                    .at("jdvc main >")
                    .enter("exit");
            assertEquals(0, shell.exit());
            assertFalse(shell.raw().contains("\u001b"), shell.raw());
        }
    }

    @Test
    void withoutColourThereIsNone() {
        var home = WORLD.project().set("NO_COLOR", "1").write("model.pkl", "third model\n");
        try (var shell = home.shell()) {
            shell.at("jdvc main ✎1 ❯");
            shell.run("status nothing");
            shell.run("push");
            shell.type("pus").key("Tab").sees("❯ push");
            assertFalse(shell.raw().matches("(?s).*\u001b\\[[0-9;]*[349][0-7][;m].*"), shell.raw());
        }
    }

    @Test
    void aLocaleOfAsciiStillNamesEveryFile() {
        var home = WORLD.project().set("LC_ALL", "C").write("mod\u00e8le \u6a21.bin", "x\n");
        try (var shell = home.shell()) {
            shell.at("jdvc main >");
            shell.run("!echo third >model.pkl");
            shell.at("jdvc main *1 >").enter("add 'mod\u00e8le \u6a21.bin'").at("jdvc main *1 +1 >");
            assertEquals(List.of("[C] data/images/caf\u00e9.png"), shell.run("!echo \"[$LC_ALL]\" data/images/*"));
            assertTrue(home.has("mod\u00e8le \u6a21.bin.dvc"));
        }
    }

    @Test
    void aScriptHasNoTerminal() {
        var home = WORLD.project();
        assertEquals("", home.script("# nothing\n\n"));
        assertEquals("Data and pipelines are up to date.\n", home.script("status\n"));
        home.write("model.pkl", "third model\n");
        assertEquals("1 refused\n", home.script("!echo '1 refused'\n"));
        var output = home.exec(
                List.of("sh", "-c", "'" + home.shellProgram() + "' <script; echo exit $?"),
                home.write("script", """
                push
                publish
                status
                """).read("script"));
        assertTrue(output.endsWith("exit 1\n"), output);
        assertFalse(output.contains("\u001b") || output.contains("modified:"), output);
        assertEquals("second model", home.git("log", "-1", "--format=%s").strip());
    }
}
