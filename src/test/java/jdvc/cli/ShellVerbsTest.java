package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs of the shell about itself. */
class ShellVerbsTest {

    @TempDir
    Path directory;

    private Project project;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeProject() throws IOException {
        project = new Project(directory);
    }

    @Test
    void printsTheLastAnswerAgain() {
        assertEquals(0, shell("root\nlast\nlast\n"));
        assertEquals(".\n".repeat(3), out.toString());
    }

    @Test
    void writesTheLastAnswerToAFileAndOverwritesNone() throws Exception {
        assertEquals(0, shell("root\nlast > answer.txt\n"));
        assertEquals(".\n", Files.readString(project.root.resolve("answer.txt")));
        assertTrue(shell("remote list\nlast >answer.txt\n") != 0);
        assertEquals(".\n", Files.readString(project.root.resolve("answer.txt")));
        assertTrue(err.toString().contains("'answer.txt' exists"), err.toString());
    }

    @Test
    void anAnswerInAFileHasNoColours() {
        assertEquals("a b\n", jdvc.ui.Style.strip("\u001b[31ma\u001b[0m b\n"));
    }

    @Test
    void whySaysThatNothingWentWrong() {
        assertEquals(0, shell("root\nwhy\n"));
        assertEquals(".\nNothing went wrong in the last line.\n", out.toString());
    }

    @Test
    void whyExplainsTheLastError() {
        var last = new LastLine();
        var failure = jdvc.JdvcException.of(jdvc.JdvcException.Kind.NETWORK, "no answer from '%s'", "b-a");
        last.ended(java.util.List.of("push"), 1, "", java.util.Optional.of(failure));
        var ui = new jdvc.ui.Ui(out, err, jdvc.ui.Look.plain(), jdvc.ui.Ask.NEVER, jdvc.Progress.NONE);
        last.explain(ui);
        assertTrue(out.toString().startsWith("`push` ended with exit 1.\n  no answer from 'b-a'\n"), out.toString());
        assertTrue(out.toString().contains("`remote check`"), out.toString());
    }

    @Test
    void theTourGoesOnAfterEachStepThatWentWell() {
        var tour = new Tour();
        assertEquals(java.util.Optional.empty(), tour.after("status"));
        assertTrue(tour.begin().contains("tour 1/7: `status`"));
        assertEquals(java.util.Optional.empty(), tour.after("push"));
        assertTrue(tour.after("status").orElseThrow().startsWith("tour 2/7: `add"));
        assertEquals(java.util.Optional.empty(), tour.after("status"));
    }

    @Test
    void aProjectsOwnLinesAreTheNewestAndAllAreKept() throws IOException {
        var here = history(project.root);
        var elsewhere = history(Files.createDirectories(directory.resolve("elsewhere")));
        here.add("status");
        here.add("push");
        elsewhere.add("root");
        assertEquals("status\npush\nroot\n", elsewhere.load());
        assertEquals("status\npush\nroot\nstatus\npush\n", here.load());
    }

    private HistoryFiles history(Path cwd) {
        var call = project.call();
        return new HistoryFiles(call.env().at(cwd), call.disk());
    }

    private int shell(String script) {
        var call = project.call();
        return InProcess.shell(call.env(), call.disk(), script, out, err);
    }
}
