package jdvc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdvc.command.Candidate;
import jdvc.ui.Style;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShellTest {

    @Test
    void runsWhatIsTyped() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.line("push 'a b' c").sees("next: publish");
            assertEquals(List.of(List.of("push", "a b", "c")), rig.host.ran);
        }
    }

    @Test
    void leavesWithTheCodeOfExitOrOfTheLastLine() {
        var rig = Rig.terminal().start().prompt();
        rig.type("exit 7\r");
        assertEquals(7, rig.exit());
        var other = Rig.terminal().start().prompt();
        other.line("fail").type("\u0004");
        assertEquals(3, other.exit());
    }

    @Test
    void givesTheTerminalBackAsItWas() {
        var rig = Rig.terminal().start().prompt();
        rig.type("exit\r");
        rig.exit();
        assertTrue(rig.stty.get(0).startsWith("stty -g && stty size && stty -icanon"), rig.stty.toString());
        assertEquals("stty 4500:5:bf:8a3b:3:1c", rig.stty.get(rig.stty.size() - 1));
        assertEquals(2, rig.stty.size());
    }

    @Test
    void ctrlCAtThePromptDropsTheLine() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("push a").sees("push a").type("\u0003").prompt().line("status");
            assertEquals(List.of(List.of("status")), rig.host.ran);
        }
    }

    @Test
    void ctrlCAtTheQuestionOfALongListDropsTheLine() {
        try (var rig = Rig.terminal()) {
            var many = new ArrayList<Candidate>();
            for (int i = 0; i < 150; i++) many.add(Candidate.of("images/a-name-as-long-as-half-a-row-" + i, ""));
            rig.host.candidates = many;
            rig.start().prompt().type("push i\t").sees("do you wish to see all 150");
            rig.type("\u0003").prompt().line("status");
            assertEquals(List.of(List.of("status")), rig.host.ran);
        }
    }

    @Test
    void ctrlCInterruptsTheVerbAndKeepsTheShell() throws Exception {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("sleep\r");
            assertTrue(rig.host.sleeping.await(20, TimeUnit.SECONDS));
            rig.type("\u0003").prompt().line("status");
            assertTrue(rig.host.wasInterrupted);
            assertEquals(List.of(List.of("sleep"), List.of("status")), rig.host.ran);
        }
    }

    @Test
    void ctrlCBringsThePromptBackFromAVerbThatDoesNotListen() throws Exception {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("stubborn\r");
            assertTrue(rig.host.sleeping.await(20, TimeUnit.SECONDS));
            rig.type("\u0003").sees("in the background").prompt().line("status");
        }
    }

    @Test
    void keepsWhatIsTypedWhileAVerbRuns() throws Exception {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("sleep\r");
            assertTrue(rig.host.sleeping.await(20, TimeUnit.SECONDS));
            rig.type("dropped\u0003push \u00e4\r").prompt().prompt();
            assertEquals(List.of(List.of("sleep"), List.of("push", "\u00e4")), rig.host.ran);
        }
    }

    @Test
    void aLineMayBeginWithTheProgramsName() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.line("prog push a")
                    .line("older status")
                    .type("prog pus\t")
                    .sees("prog push ")
                    .line("");
            assertEquals(List.of(List.of("push", "a"), List.of("status"), List.of("push")), rig.host.ran);
        }
    }

    @Test
    void survivesAMistakeInAVerb() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.line("bug")
                    .sees("ERROR: unexpected error - java.lang.IllegalStateException: a bug")
                    .line("status");
        }
    }

    @Test
    void runsPastedLinesAfterOneQuestion() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("\u001b[200~push a\rpush b\r\nfail\rpush c\r\u001b[201~").sees("push c");
            assertEquals(List.of(), rig.host.ran);
            rig.type("\r")
                    .sees("Run these 4 lines in order? [y/n]")
                    .type("y\r")
                    .sees("Stopped: 1 line not run.")
                    .prompt();
            assertEquals(List.of(List.of("push", "a"), List.of("push", "b"), List.of("fail")), rig.host.ran);
        }
    }

    @Test
    void saysWhatComesNextOnlyAfterTheLastOfPastedLines() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("\u001b[200~push a\rpush b\u001b[201~")
                    .sees("push b")
                    .type("\r")
                    .sees("[y/n]");
            rig.type("y\r").prompt();
            var words = rig.out.words();
            assertEquals(words.indexOf("next:"), words.lastIndexOf("next:"));
            assertTrue(words.indexOf("next:") > 0);
        }
    }

    @Test
    void runsNothingOfAPasteThatIsRefused() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("\u001b[200~push a\rpush b\u001b[201~")
                    .sees("push b")
                    .type("\r")
                    .sees("[y/n]");
            rig.type("n\r").prompt().line("status");
            assertEquals(List.of(List.of("status")), rig.host.ran);
        }
    }

    @Test
    void leavesOutOfAPasteWhatCannotBeSeen() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("\u001b[200~push\u001b[2J\u202e\u0007 x\ty\u001b[201~")
                    .sees("push[2J x y")
                    .line("");
            assertEquals(List.of(List.of("push[2J", "x", "y")), rig.host.ran);
        }
    }

    @Test
    void goesOnWhereALineIsNotFinished() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("push 'a\r").type("b' \\\r").line("c");
            assertEquals(List.of(List.of("push", "a\nb", "c")), rig.host.ran);
        }
    }

    @Test
    void shiftEnterMakesALine() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("push a\npush b")
                    .sees("push b")
                    .type("\r")
                    .sees("Run these 2 lines")
                    .type("y\r")
                    .prompt();
            assertEquals(2, rig.host.ran.size());
        }
    }

    @Test
    void lendsTheTerminalToOtherPrograms() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.line("!ls 'it").line("status");
            assertEquals(List.of("!ls 'it"), rig.host.foreign);
            assertEquals("stty 4500:5:bf:8a3b:3:1c", rig.stty.get(1));
            assertTrue(rig.stty.get(2).startsWith("stty -icanon"), rig.stty.toString());
        }
    }

    @Test
    void asksOnBehalfOfAVerb() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("ask\r").sees("Sure? [y/n]").type("yes\r").prompt();
            rig.type("exit\r");
            assertEquals(0, rig.exit());
        }
    }

    @Test
    void ctrlCAtAQuestionInterruptsTheVerb() {
        var rig = Rig.terminal().start().prompt();
        rig.type("ask\r").sees("Sure? [y/n]").type("\u0003").prompt().type("exit\r");
        assertEquals(1, rig.exit());
    }

    @Test
    void answersNoWithinAScript() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.line("source");
            assertEquals(
                    List.of(List.of("source"), List.of("push", "a"), List.of("ask")),
                    rig.host.ran,
                    "stops at the refusal");
        }
    }

    @Test
    void completesVerbsOptionsAndWhatTheHostKnows() {
        try (var rig = Rig.terminal()) {
            rig.host.candidates = List.of(
                    Candidate.of("data/my model.pkl", "12 MiB"),
                    Candidate.of("evil\u001b[2J", ""),
                    new Candidate("data/images/", "", "", false));
            rig.start().prompt();
            rig.type("pus\t")
                    .sees("push ")
                    .type("--fo\t")
                    .sees("--force ")
                    .type("my\t")
                    .line("");
            rig.type("push data/i\t").sees("data/images/").line("x");
            assertEquals(
                    List.of(List.of("push", "--force", "data/my model.pkl"), List.of("push", "data/images/x")),
                    rig.host.ran);
            assertTrue(rig.out.words().contains("'data/my model.pkl'"));
        }
    }

    @Test
    void listsWithDescriptionsAndOpensAMenuOnTheSecondTab() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("pu\t")
                    .sees("push  Upload")
                    .sees("pull  Download")
                    .type("\t")
                    .type("\r")
                    .line("");
            assertEquals(List.of(List.of("push")), rig.host.ran);
        }
    }

    @Test
    void showsWhatCompletesAlsoWhenItComesLate() {
        try (var rig = Rig.terminal()) {
            rig.host.candidates = List.of(Candidate.of("late.pkl", ""));
            rig.host.slow = new CountDownLatch(1);
            rig.start().prompt();
            rig.type("push \t");
            rig.awaitAsked();
            rig.host.slow.countDown();
            rig.sees("late.pkl").line("");
            assertEquals(List.of(List.of("push", "late.pkl")), rig.host.ran);
        }
    }

    @Test
    void whatComesLateDoesNotDisturbWhoGoesOn() {
        try (var rig = Rig.terminal()) {
            rig.host.candidates = List.of(Candidate.of("late.pkl", ""));
            rig.host.slow = new CountDownLatch(1);
            rig.start().prompt();
            rig.type("push \t");
            rig.awaitAsked();
            rig.type("x").sees("push x");
            rig.host.slow.countDown();
            rig.line("");
            assertEquals(List.of(List.of("push", "x")), rig.host.ran);
        }
    }

    @Test
    void completesInNarrowAndWideWindows() {
        for (int columns : new int[] {20, 40, 300}) {
            try (var rig = Rig.wide(columns)) {
                rig.host.prompt = List.of(Style.NONE.of("main"));
                rig.host.candidates =
                        List.of(Candidate.of("a-" + "long-".repeat(20), "text"), Candidate.of("b", "t".repeat(400)));
                rig.start().prompt();
                rig.type("push \t").type("\t").type("\u0003").prompt().line("status");
            }
        }
    }

    @Test
    void findsLinesAgain() {
        try (var rig = Rig.terminal()) {
            rig.host.history = "pull old\npush first\nstatus\n";
            rig.start().prompt();
            rig.type("pu\u001b[A")
                    .sees("push first")
                    .type("\u001b[A")
                    .sees("ll old")
                    .type("\r")
                    .prompt();
            rig.type("\u0012fir").sees("push first").type("\r").prompt();
            rig.type("push f").sees("push first").type("\u001b[C").line("");
            assertEquals(
                    List.of(List.of("pull", "old"), List.of("push", "first"), List.of("push", "first")), rig.host.ran);
            assertEquals("status\npull old\npush first\n", rig.host.history);
        }
    }

    @Test
    void remembersNoSecrets() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.line("push secret=x").line(" push hidden").line("push forget").line("push 'a\\\nb'");
            assertEquals("push secret=\u2026\npush 'a\\\\\\nb'\n", rig.host.history);
        }
    }

    @Test
    void editsWithTheKeysThatABrowserSends() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.line("push one two\u001b\u007fthree"); // Alt-Backspace
            rig.line("push one two\bfour"); // Ctrl-Backspace
            rig.line("push one two\u0001\u001b[1;5C\u001b[3;5~"); // Ctrl-Right, Ctrl-Delete
            assertEquals(
                    List.of(List.of("push", "one", "three"), List.of("push", "one", "four"), List.of("push", "two")),
                    rig.host.ran);
        }
    }

    @Test
    void typesNothingForKeysThatMeanNothing() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.line("sta\u001b[15~\u001bOP\u001b[2~\u001a\u001b[Ztus");
            assertEquals(List.of(List.of("status")), rig.host.ran);
        }
    }

    @Test
    void showsThePromptSafelyAndShort() {
        try (var rig = Rig.terminal()) {
            rig.host.prompt = List.of(
                    Style.GREEN.of("evil\u001b[2J\u0007%{%N"), Style.RED.of("x".repeat(300)), Style.NONE.of("main"));
            rig.start().sees("evil\\x1b[2J\\x07%{%N ");
            assertFalse(rig.out.words().contains("x".repeat(41)));
        }
    }

    @Test
    void givesTheWindowATitleThatIsSafeAndShort() {
        try (var rig = Rig.terminal()) {
            rig.host.title = Optional.of("jdvc\u0007\u001b[c " + "x".repeat(200));
            rig.start().prompt();
            var title = rig.out.text();
            title = title.substring(title.indexOf("\u001b]2;") + 4, title.indexOf('\u0007'));
            assertTrue(title.startsWith("jdvc\\x07\\x1b[c xxx"), title);
            assertEquals(80, title.length());
        }
    }

    @Test
    void drawsThePromptAgainWhenTheHostSaysSomethingElse() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.type("pus").sees("pus");
            rig.host.prompt = List.of(Style.NONE.of("jdvc"), Style.NONE.of("other"), Style.NONE.of("main"));
            rig.shell().refresh();
            rig.sees("other").sees("pus").shell().announce("job 1 is done\u001b[c");
            rig.sees("job 1 is done\\x1b[c");
        }
    }

    @Test
    void newsThatComeWhileThePromptIsMadeAreNotLost() {
        try (var rig = Rig.terminal()) {
            rig.host.afterPrompt = () -> {
                rig.host.prompt = List.of(Style.NONE.of("newer"), Style.NONE.of("main"));
                rig.shell().refresh();
            };
            rig.start().prompt().sees("newer main");
        }
    }

    @Test
    void helpsWithVerbsOfItsOwn() {
        try (var rig = Rig.terminal().start().prompt()) {
            rig.line("help").sees("Usage: prog [OPTIONS] COMMAND").sees("history  Show the lines");
            rig.line("help push").sees("Usage: prog push [OPTIONS] [targets...]");
            rig.line("help psuh").sees("did you mean `push`?");
            rig.line("exit soon").sees("invalid int value: 'soon'");
            rig.line("history psuh").sees("help psuh");
            assertEquals(List.of(), rig.host.ran);
        }
    }

    @Test
    void endsWhenTheTerminalIsGone() {
        var rig = Rig.terminal().start().prompt();
        rig.typist.hangUp();
        assertEquals(0, rig.exit());
    }

    @Test
    void runsAScriptWithoutAWordOfItsOwn() {
        var rig = Rig.script(in("push a\n# comment\n\npush 'b\nc'\nask\npush never\n"));
        rig.start();
        assertEquals(1, rig.exit());
        assertEquals(List.of(List.of("push", "a"), List.of("push", "b\nc"), List.of("ask")), rig.host.ran);
        assertEquals("", rig.out.text());
        assertEquals(List.of(), rig.stty);
    }

    @Test
    void aScriptEndsWithZeroOrWithItsOwnExit() {
        assertEquals(0, Rig.script(in("push a\n")).start().exit());
        assertEquals(5, Rig.script(in("push a\nexit 5\nfail\n")).start().exit());
        assertEquals(3, Rig.script(in("fail")).start().exit());
    }

    @Test
    void promptsPlainlyOnADumbTerminal() {
        var rig = Rig.dumb(in("push a\nask\ny\nexit\n"));
        rig.start();
        assertEquals(0, rig.exit());
        assertEquals("jdvc main > next: publish\njdvc main > Sure? [y/n]: jdvc main > ", rig.out.text());
        assertEquals(List.of(), rig.stty);
    }

    private static ByteArrayInputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void threeHundredThousandCandidatesDoNotHang() {
        try (var rig = Rig.terminal()) {
            var many = new ArrayList<Candidate>();
            for (int i = 0; i < 300_000; i++) many.add(Candidate.of("images/picture-" + i + ".png", "1 KiB"));
            rig.host.candidates = many;
            rig.start()
                    .prompt()
                    .type("push 299999\t")
                    .sees("images/picture-299999.png")
                    .type("\r")
                    .prompt();
            assertEquals(List.of(List.of("push", "images/picture-299999.png")), rig.host.ran);
        }
    }
}
