package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import jdvc.Env;
import jdvc.cli.InProcess;
import jdvc.command.Words;
import jdvc.store.s3.S3Server;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions as a user sees them, in {@code src/test/transcripts}: a line {@code $ jdvc …} is run in this process, once as a
 * command and once as a line of the shell, any other {@code $ …} by sh; what follows is what both must print, stdout
 * first, without blank lines. {@code -Dupdate} writes the files anew.
 *
 * <p>Each begins in a Git repository on branch {@code dev} with a bare {@code origin}, a project, and the remote {@code
 * models}: the bucket b-a of an S3 server that checks signatures.
 */
class TranscriptTest {

    private static final Path TRANSCRIPTS = Path.of("src/test/transcripts");

    private static final String WHEN = "2026-01-02T03:04:05Z";

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    @TempDir
    Path folder;

    private int count;

    /** How a line for jdvc is run. */
    private interface Runner {
        Outcome run(Sandbox sandbox, Path cwd, String line);
    }

    @TestFactory
    Stream<DynamicTest> commandsPrintWhatIsWritten() throws IOException {
        return tests("command", TranscriptTest::command);
    }

    @TestFactory
    Stream<DynamicTest> theShellPrintsTheSame() throws IOException {
        return tests("shell", TranscriptTest::shell);
    }

    /** What the README shows is what was replayed. */
    @Test
    void theReadmeShowsTheFirstSession() throws IOException {
        var session = Files.readString(TRANSCRIPTS.resolve("five-minutes.txt"));
        var shown = session.substring(session.indexOf("$ "));
        assertTrue(Files.readString(Path.of("README.md")).contains("```\n" + shown + "```\n"), shown);
    }

    /** A verb that no session shows is one that nobody looked at. */
    @Test
    void everyVerbIsInOne() throws IOException {
        var lines = new ArrayList<String>();
        try (var files = Files.list(TRANSCRIPTS)) {
            for (var file : files.toList()) lines.addAll(Files.readAllLines(file));
        }
        var absent = new ArrayList<>(InProcess.verbs());
        absent.removeIf(verb -> lines.stream().anyMatch(line -> line.matches("\\$ jdvc (--?\\S+ )*" + verb + "\\b.*")));
        assertEquals(List.of(), absent);
    }

    private Stream<DynamicTest> tests(String how, Runner runner) throws IOException {
        try (var files = Files.list(TRANSCRIPTS)) {
            return files.sorted().toList().stream()
                    .map(file -> dynamicTest(file.getFileName() + " as " + how, () -> replay(file, runner)));
        }
    }

    private void replay(Path file, Runner runner) throws IOException {
        var expected = Files.readString(file);
        var sandbox = prepare();
        var cwd = sandbox.folder().resolve("project");
        var actual = new StringBuilder();
        for (var line : expected.split("\n", -1)) {
            if (line.startsWith("#")) actual.append(line).append('\n');
            if (!line.startsWith("$ ")) continue;
            if (!actual.isEmpty()) actual.append('\n');
            actual.append(line).append('\n').append(run(sandbox, cwd, line.substring(2), runner));
        }
        if (System.getProperty("update") != null) Files.writeString(file, actual.toString());
        else assertEquals(expected, actual.toString(), file::toString);
    }

    private static String run(Sandbox sandbox, Path cwd, String line, Runner runner) {
        boolean ours = line.startsWith("jdvc ");
        var outcome = ours ? runner.run(sandbox, cwd, line.substring(5)) : sandbox.run(cwd, List.of("sh", "-c", line));
        var text = outcome.out() + outcome.err() + (outcome.exit() == 0 ? "" : "[exit " + outcome.exit() + "]\n");
        return text.replace(sandbox.folder().toString(), "~")
                .replace(SERVER.endpoint(), "http://server")
                .replaceAll("\\d+\\.\\d s\\b", "0.0 s")
                .replaceAll("\n\n+", "\n");
    }

    /** A place of its own for each run; commits have a fixed time, and so fixed names. */
    private Sandbox prepare() throws IOException {
        var sandbox = new Sandbox(Files.createDirectories(folder.resolve("run" + ++count)))
                .set("GIT_AUTHOR_DATE", WHEN)
                .set("GIT_COMMITTER_DATE", WHEN)
                .set("TZ", "UTC");
        var project = sandbox.gitRepository("project");
        sandbox.git(sandbox.folder(), "init", "-q", "--bare", "origin.git");
        sandbox.git(project, "checkout", "-q", "-b", "dev");
        sandbox.git(project, "remote", "add", "origin", "../origin.git");
        sandbox.jdvc(project, "init", "-q").exits(0);
        Bytes.write(
                project.resolve(".dvc/config"),
                "[core]\n    remote = models\n['remote \"models\"']\n    url = s3://b-a\n");
        // The port differs from run to run, and would be in the names of the commits.
        Bytes.write(
                project.resolve(".dvc/config.local"),
                "['remote \"models\"']\n    endpointurl = " + SERVER.endpoint()
                        + "\n    access_key_id = lablab\n    secret_access_key = lablablab\n");
        sandbox.git(project, "add", "-A");
        sandbox.git(project, "commit", "-q", "-m", "a project");
        sandbox.git(project, "push", "-q", "-u", "origin", "dev");
        SERVER.bucket("b-a");
        return sandbox;
    }

    private static Outcome command(Sandbox sandbox, Path cwd, String line) {
        return sandbox.jdvc(cwd, Words.split(line).texts().toArray(String[]::new));
    }

    private static Outcome shell(Sandbox sandbox, Path cwd, String line) {
        var env = new Env(
                cwd, sandbox.home(), sandbox.vars(), sandbox.clock(), new SplittableRandom(System.nanoTime()), 2);
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = InProcess.shell(env, sandbox.disk(), line, out, err);
        var said =
                err.toString().replaceFirst("WARNING: jdvc.durability is off: [^\n]*\n", ""); // as this test's disk is
        return new Outcome(new ArrayList<>(List.of(line)), exit, out.toString(), said);
    }
}
