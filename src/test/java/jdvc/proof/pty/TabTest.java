package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tab: what it knows in each place, and the menu that the second one opens. */
@Timeout(180)
class TabTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void verbsWithDescriptions() {
        try (var shell = WORLD.project().shell()) {
            shell.at("jdvc main ❯").type("pu").key("Tab");
            shell.seesMatch("^push +Upload tracked files to a remote").seesMatch("^publish +Take outputs");
            shell.type("bl").key("Tab").sees("jdvc main ❯ publish ");
        }
    }

    @Test
    void allVerbsFitIntoASmallWindow() {
        try (var shell = WORLD.project().window(80, 24).shell()) {
            shell.at("jdvc main ❯").key("Tab").seesMatch("^push +versions ").seesMatch("^cd +git ");
            assertFalse(shell.text().contains("do you wish"), shell.text());
        }
    }

    @Test
    void optionsWithHelp() {
        try (var shell = WORLD.project().shell()) {
            shell.at("jdvc main ❯").type("push --").key("Tab");
            shell.seesMatch("^--remote +Remote to use instead of the default")
                    .type("j")
                    .key("Tab");
            shell.sees("❯ push --jobs");
        }
    }

    @Test
    void filesWithTheirSize() {
        try (var shell = WORLD.project().write("big file.bin", "x".repeat(2048)).shell()) {
            shell.at("jdvc main ❯")
                    .type("add ")
                    .key("Tab")
                    .seesMatch("big file.bin +2.0 KiB")
                    .sees("data/");
            shell.type("bi").key("Tab").at("jdvc main ❯ add 'big file.bin'");
        }
    }

    @Test
    void trackedPathsAlsoInsideTrackedDirectories() {
        try (var shell = WORLD.project().shell()) {
            shell.at("jdvc main ❯").type("checkout d").key("Tab").at("jdvc main ❯ checkout data/");
            shell.key("Tab").sees("data/train.csv").sees("data/test.csv").sees("data/images/");
            shell.type("i").key("Tab").sees("❯ checkout data/images/");
            shell.key("Tab").sees("❯ checkout data/images/café.png");
        }
    }

    @Test
    void whatTabPutsThereStandsForTheSameFiles() {
        try (var shell =
                WORLD.project().write("big *.bin", "x").write("big 2.bin", "y").shell()) {
            shell.at("jdvc main ❯").type("cd ~/proj").key("Tab").at("jdvc main ❯ cd ~/project/");
            shell.key("Enter").at("jdvc main ❯").type("add 'big *").key("Tab").at("jdvc main ❯ add 'big *.bin'");
            shell.key("Enter").at("jdvc main ↑1 ❯");
            assertEquals(List.of("big *.bin.dvc"), shell.run("!ls big*.dvc | cat"));
            shell.run("add big*.bin");
            assertEquals(List.of("big *.bin.dvc", "big 2.bin.dvc"), shell.run("!ls big*.dvc | cat"));
        }
    }

    @Test
    void remotesWithTheirUrl() {
        try (var shell = WORLD.project().shell()) {
            shell.run("remote add spare ../../spare");
            shell.type("push -r ").key("Tab").sees("store").seesMatch("spare +../../spare");
            shell.type("t").key("Tab").at("jdvc main ❯ push -r store");
        }
    }

    @Test
    void revisionsOfAPathWithDateAndMessage() {
        var home = WORLD.project();
        try (var shell = home.shell()) {
            shell.at("jdvc main ❯").type("checkout model.pkl@").key("Tab");
            shell.seesMatch("model.pkl@[0-9a-f]{8} +20..-..-.. +13 B +second model")
                    .sees("first model");
            var older = home.git("rev-parse", "HEAD~1");
            var newer = home.git("rev-parse", "HEAD");
            int common = 0; // Tab has inserted what both begin with, in one run of sixteen something
            while (older.charAt(common) == newer.charAt(common)) common++;
            shell.type(older.substring(common, common + 6)).key("Tab", "Enter");
            shell.sees("M       model.pkl").at("jdvc main ✎1 ❯");
            assertEquals("first model\n", home.read("model.pkl"));
        }
    }

    @Test
    void settings() {
        try (var shell = WORLD.project().shell()) {
            shell.at("jdvc main ❯").type("config core.au").key("Tab").at("jdvc main ❯ config core.autostage");
            shell.key("C-c").type("remote modify store ver").key("Tab").sees("verify");
        }
    }

    @Test
    void theSecondTabOpensAMenu() {
        try (var shell = WORLD.project().shell()) {
            shell.type("p").key("Tab").sees("push  ").sees("pwd  ").key("Tab").sees("❯ push");
            shell.key("Tab")
                    .sees("❯ pull")
                    .key("S-Tab")
                    .sees("❯ push")
                    .key("Tab", "Tab", "Tab", "Tab")
                    .sees("❯ pwd");
            shell.key("Enter").sees("❯ pwd ").key("Enter").sees("/project").at("jdvc main ❯");
        }
    }

    @Test
    void nothingToOfferLeavesTheLineAlone() {
        try (var shell = WORLD.project().shell()) {
            shell.at("jdvc main ❯").type("push qqq").key("Tab").type("x").at("jdvc main ❯ push qqqx");
        }
    }
}
