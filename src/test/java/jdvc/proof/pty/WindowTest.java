package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of all widths, and ones that change. */
@Timeout(180)
class WindowTest {

    @RegisterExtension
    static final World WORLD = new World();

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 300})
    void whatIsLaidOutFits(int columns) {
        var home = WORLD.project().window(columns, 60).write("model.pkl", "third model\n");
        home.write("d/and a file that has an even longer name, so long.bin", "x");
        try (var shell = home.shell()) {
            for (var line : List.of("help", "help push", "versions model.pkl", "ls", "ls d")) {
                shell.run(line);
                assertNoRowIsBroken(shell, line);
                shell.key("C-l");
            }
            shell.type("p").key("Tab").sees("publish  Take").key("Tab").sees("❯ push");
            assertNoRowIsBroken(shell, "the menu");
            shell.key("C-c")
                    .at("jdvc main ✎1 ❯")
                    .key("C-l")
                    .type("cd ")
                    .key("Tab")
                    .sees("data/");
        }
    }

    @Test
    void theWelcomeOfTheExampleFits() {
        try (var shell = WORLD.home().window(40, 40).shell("--demo")) {
            assertNoRowIsBroken(shell.at("jdvc dev ❯"), "the welcome");
        }
    }

    /** Rows that the terminal broke are joined in the text, so it has fewer of them. */
    private static void assertNoRowIsBroken(Pty shell, String what) {
        String screen;
        String text;
        do { // the prompt's marks may come between two looks
            screen = filled(shell);
            text = shell.text();
        } while (!filled(shell).equals(screen));
        assertEquals(screen, text, what);
    }

    private static String filled(Pty shell) {
        var rows = new ArrayList<>(shell.screen());
        while (rows.get(rows.size() - 1).isEmpty()) rows.remove(rows.size() - 1);
        return String.join("\n", rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 300})
    void aLineThatIsLongerThanTheWindowCanBeEdited(int columns) {
        try (var shell = WORLD.project().window(columns, 24).shell()) {
            var words = "word ".repeat(columns / 4);
            shell.at("jdvc main ❯").type("!echo " + words + "end").sees(words + "end");
            shell.key("C-a", "Right")
                    .type("/bin/")
                    .sees("❯ !/bin/echo word")
                    .key("C-e")
                    .type("!")
                    .sees("word end!");
            shell.key("Enter").sees("\n" + words + "end!\njdvc main ❯");
        }
    }

    @Test
    void theWindowMayChangeWhileALineIsTyped() {
        try (var shell = WORLD.project().shell()) {
            var line = "!echo one two three four five six seven eight nine ten";
            shell.at("jdvc main ❯").type(line).sees(line);
            for (int columns : new int[] {40, 120, 30, 80, 300, 60}) {
                shell.resize(columns, 24).type(" " + columns).sees(" " + columns);
            }
            shell.key("Enter")
                    .sees("\none two three four five six seven eight nine ten 40 120 30 80 300 60\njdvc main ❯");
            shell.key("C-l").run("versions model.pkl");
            assertNoRowIsBroken(shell.resize(60, 24), "after the changes");
        }
    }

    @Test
    void theWindowMayChangeWhileSomethingIsUnderWay() {
        var home = WORLD.home().window(120, 24);
        try (var shell = home.shell("--demo");
                var gate = Gate.before(shell)) {
            shell.run("add pkl/model.pkl");
            gate.requests.allow(100_000);
            shell.enter("push");
            gate.requests.awaitHeld();
            shell.seesMatch("^Pushing .* [1-9][0-9]* KiB/400 KiB")
                    .resize(40, 24)
                    .seesMatch("^Pushing .{20,31}$");
            shell.resize(300, 24).seesMatch("^Pushing .*KiB/400 KiB  .*/s").resize(120, 24);
            gate.requests.allow(Long.MAX_VALUE);
            shell.sees("1 file pushed").at("jdvc dev ❯");
            assertEquals(
                    0,
                    shell.all().stream()
                            .filter(row -> row.matches("Pushing .*%.*"))
                            .count(),
                    shell.text());
        }
    }

    @Test
    void theTitleSaysWhereAndWhat() {
        try (var shell = WORLD.project().shell()) {
            shell.at("jdvc main ❯");
            assertEquals("jdvc project main", shell.title());
            shell.run("!echo third >model.pkl");
            shell.at("jdvc main ✎1 ❯");
            assertEquals("jdvc project main ✎1", shell.title());
        }
    }

    @Test
    void theMarksHaveColoursThatEveryThemeHas() {
        try (var shell = WORLD.project().write("model.pkl", "third model\n").shell()) {
            shell.at("jdvc main ✎1 ❯");
            var runs = shell.styles(0);
            assertEquals(List.of("jdvc", "main", "✎1"), List.of(text(runs, 0), text(runs, 2), text(runs, 4)));
            assertTrue((Boolean) runs.get(0).get("bold"));
            assertEquals(
                    List.of(4L, 13L), List.of(runs.get(2).get("fg"), runs.get(4).get("fg")));
        }
    }

    private static Object text(List<java.util.Map<String, Object>> runs, int index) {
        return runs.get(index).get("text");
    }
}
