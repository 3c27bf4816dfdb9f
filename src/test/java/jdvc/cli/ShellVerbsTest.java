package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.shell.Shell;
import jdvc.ui.Look;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        last.ended(List.of("push"), 1, "", Optional.of(failure));
        var ui = new jdvc.ui.Ui(out, err, jdvc.ui.Look.plain(), jdvc.ui.Ask.NEVER, jdvc.Progress.NONE);
        last.explain(ui);
        assertTrue(out.toString().startsWith("`push` ended with exit 1.\n  no answer from 'b-a'\n"), out.toString());
        assertTrue(out.toString().contains("`remote check`"), out.toString());
    }

    /** Runs lines as they are typed: the next one also after one that failed. Returns what they answered. */
    private String typed(String... lines) {
        var call = project.call();
        var streams = new Shell.Streams(
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                false,
                "",
                Look.plain(),
                script -> Optional.empty());
        var shell = Shell.open(streams);
        var ui = new jdvc.ui.Ui(out, err, Look.plain(), jdvc.ui.Ask.NEVER, jdvc.Progress.NONE);
        try (var host = new JdvcHost(call.env(), call.disk(), shell, ui)) {
            assertEquals(0, shell.run(host));
            for (var line : lines) {
                if (line.startsWith("!")) host.runForeign(line);
                else host.run(List.of(line.split(" ")));
            }
        }
        return out.toString();
    }

    @Test
    void whyExplainsWhatFailedInAFileAndLastIsWhatWasAnsweredThere() throws IOException {
        project.write("lines", "add nothing\n");
        var said = typed("source lines", "why");
        assertTrue(said.startsWith("`add nothing` ended with exit 1.\n  output 'nothing' does not exist\n"), said);
        project.write("lines", "root\n");
        out.getBuffer().setLength(0);
        assertEquals(".\n.\n", typed("source lines", "last"));
    }

    @Test
    void whyExplainsWhyLastAndSourceFailedAndTheAnswerStays() throws IOException {
        project.write("there", "");
        var said = typed("root", "last > there", "why", "last");
        assertTrue(said.startsWith(".\n`last > there` ended with exit 1.\n  'there' exists; "), said);
        assertTrue(said.endsWith("\n.\n"), said);
        out.getBuffer().setLength(0);
        said = typed("source nowhere", "why");
        assertTrue(said.startsWith("`source nowhere` ended with exit 1.\n  'nowhere' does not exist\n"), said);
    }

    @Test
    void whyKnowsOtherProgramsAndWhatWasRefused() {
        var said = typed("root", "!false", "why", "root | cat", "why", "last");
        assertEquals(".\n`!false` ended with exit 1.\n`root | cat` ended with exit 254.\n.\n", said);
    }

    @Test
    void lsOfNothingSaysSo() {
        assertEquals(1, shell("ls nosuch\n"));
        assertEquals("ERROR: 'nosuch' does not exist\n", said());
    }

    @Test
    void lsOfAFileSaysSo() throws IOException {
        project.write("model.pkl", "first");
        assertEquals(1, shell("ls model.pkl\n"));
        assertEquals("ERROR: 'model.pkl' is not a directory\n", said());
    }

    @Test
    void lsOfADirectoryOfWhichOnlyTheMetafilesAreLeftListsWhatWasThere() throws IOException {
        project.write("d/model.pkl", "first");
        project.succeeds("add", "-q", "d/model.pkl");
        project.delete("d/model.pkl");
        assertEquals(0, shell("ls d\n"));
        assertTrue(out.toString().contains("model.pkl      missing"), out.toString());
    }

    @Test
    void helpIsAboutTheShellsOwnVerbsFirst() {
        assertEquals(0, shell("help ls\nhelp git\nhelp list\n"));
        assertTrue(out.toString().contains("List files with their state."), out.toString());
        assertTrue(out.toString().contains("!ls -l | head"), out.toString());
        assertTrue(out.toString().contains("Usage: jdvc list "), out.toString());
        assertEquals("", said());
    }

    @Test
    void helpWithAWordThatIsNoVerbSaysTheSameHereAndThere() {
        for (var words : List.of("nosuch", "psuh", "remote ad")) {
            err.getBuffer().setLength(0);
            var typed = new ArrayList<>(List.of("help"));
            typed.addAll(List.of(words.split(" ")));
            var ran = project.jdvc(typed.toArray(String[]::new));
            assertEquals(254, ran.exit());
            assertEquals(254, shell("help " + words + "\n"));
            assertEquals(ran.err(), said());
            assertTrue(said().startsWith("ERROR: there is no verb '" + words + "'\nhint: "), said());
        }
    }

    @Test
    void theTourGoesOnAfterEachStepThatWentWell() {
        var tour = new Tour();
        assertEquals(Optional.empty(), tour.after("status"));
        assertTrue(tour.begin().contains("tour 1/7: `status`"));
        assertTrue(tour.after("push").orElseThrow().startsWith("tour 1/7: `status`"));
        assertEquals(Optional.empty(), tour.after("diff"));
        assertTrue(tour.after("status").orElseThrow().startsWith("tour 2/7: `add"));
        assertEquals(Optional.empty(), tour.after("status"));
        assertTrue(tour.after("add").orElseThrow().startsWith("tour 4/7: `publish"));
        for (var verb : List.of("publish", "versions", "checkout"))
            assertTrue(tour.after(verb).isPresent());
        assertTrue(tour.after("pull").orElseThrow().startsWith("tour: that was all"));
        assertEquals(Optional.empty(), tour.after("status"));
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

    @Test
    void cdGoesBack() throws IOException {
        Files.createDirectories(project.root.resolve("d"));
        assertEquals(0, shell("cd d\npwd\ncd -\npwd\ncd -\npwd\n"));
        var d = project.root.resolve("d");
        assertEquals(d + "\n" + project.root + "\n" + d + "\n", out.toString());
    }

    @Test
    void wordsAreMatchedAgainstFiles() throws IOException {
        for (var name : List.of("a.csv", "b.csv", "c.txt")) project.write(name, name);
        Files.createDirectories(project.root.resolve("d e"));
        assertEquals(0, shell("add -q *.csv\nlist --dvc-only .\ncd d*\npwd\n"));
        assertEquals("a.csv\nb.csv\n" + project.root.resolve("d e") + "\n", out.toString());
        assertEquals(1, shell("add '*.csv'\n"));
    }

    @Test
    void cdGoesBackToNothingAtFirst() {
        assertEquals(1, shell("cd -\n"));
        assertEquals("ERROR: there is no directory to go back to\n", said());
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "||", "&&", ";", "<", ">", ">>"})
    void whatShWouldJoinIsRefused(String word) throws IOException {
        project.write("foo", "1");
        assertEquals(254, shell("add foo " + word + " root\n"));
        assertEquals("", out.toString());
        assertTrue(said().startsWith("ERROR: '" + word + "' means nothing here"), said());
        assertTrue(Files.notExists(project.root.resolve("foo.dvc")));
    }

    /** What stands on stderr, but for the warning that this test's disk makes nothing last. */
    private String said() {
        return err.toString().replaceFirst("WARNING: jdvc.durability is off: [^\n]*\n", "");
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
