package jdvc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example around the shell: what is in it, and that nothing of it is left. In the shell's place runs {@code sh}. */
@Timeout(120)
class DemoTest {

    @TempDir
    Path box;

    private InstalledCopy copy;
    private Path temporary;

    @BeforeEach
    void install() throws IOException {
        copy = new InstalledCopy(box);
        temporary = Files.createDirectory(box.toRealPath().resolve("tmp dir"));
        Files.createDirectory(copy.root.resolve("demo"));
        writeJar(copy.root.resolve("demo/server.jar"), classPath());
        var real = Path.of(System.getProperty("java.home"), "bin/java");
        // Tests under nohup inherit an ignored SIGHUP, and a shell cannot take that back by itself.
        var java = "#!/bin/sh\ncase \"$*\" in *DemoServer*) exec '" + real
                + "' \"$@\" ;; *) exec env --default-signal sh ;; esac\n";
        copy.with("JDVC_JAVA", copy.java("17.0.1", java)).with("TMPDIR", temporary);
    }

    /** What the build makes of the server and its libraries: jars that the product's class path does not have. */
    private static String classPath() {
        var urls = new StringBuilder();
        var paths = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (var path : paths.split(File.pathSeparator))
            urls.append(Path.of(path).toUri()).append(' ');
        return urls.toString();
    }

    private static void writeJar(Path jar, String classPath) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("empty"));
        }
    }

    @Test
    void isAProjectAsOnThePlatforms() throws Exception {
        try (var shell = new Session("--demo")) {
            var project = shell.ask("pwd");
            assertTrue(project.startsWith(temporary + "/jdvc-demo-"), project);
            assertEquals(
                    "dev origin/dev",
                    shell.ask("echo $(git branch --show-current) $(git rev-parse --abbrev-ref @{u})"));
            assertEquals("Demo <demo@localhost>", shell.ask("git log -1 --format='%an <%ae>' origin/main"));
            assertEquals("true", shell.ask("git --git-dir=../origin.git rev-parse --is-bare-repository"));
            assertEquals("?? pkl/", shell.ask("git status --short"));
            assertEquals("409608", shell.ask("wc -c <pkl/model.pkl | tr -d ' '"));
            assertEquals("metrics:\n- metrics.json", shell.ask("cat dvc.yaml"));
            assertEquals("[jdvc]\n    format = 2", shell.ask("cat .dvc/jdvc.conf"));
            assertEquals(
                    ".dvc/.gitignore\n.dvc/config\n.dvc/jdvc.conf\n.dvcignore\ndvc.yaml\nmetrics.json\ntrain.py",
                    shell.ask("git ls-files"));
            assertEquals("mlflow models", shell.ask("echo $(ls ../s3)"));
            assertEquals("drwx------", shell.ask("ls -ld .. | cut -c 1-10"));
            assertEquals("-rw-------", shell.ask("ls -l .dvc/config.local | cut -c 1-10"));
            assertEquals("", shell.ask("git log --all -p | grep -i secret"));
        }
    }

    @Test
    void itsServerAsksForSignatures() throws Exception {
        try (var shell = new Session("--demo")) {
            assertEquals(403, status(shell.endpoint()));
        }
    }

    @Test
    void theModelIsTheSameEveryTime() throws Exception {
        try (var one = new Session("--demo");
                var two = new Session("--demo")) {
            assertEquals(one.ask("cksum <pkl/model.pkl"), two.ask("cksum <pkl/model.pkl"));
            assertNotEquals(one.ask("pwd"), two.ask("pwd"));
            assertNotEquals(one.endpoint(), two.endpoint());
            assertNotEquals(
                    one.ask("grep -m 1 secret .dvc/config.local"), two.ask("grep -m 1 secret .dvc/config.local"));
        }
    }

    @Test
    void leavesNothingWhenTheShellEnds() throws Exception {
        for (var ending : List.of("exit", "kill -HUP $$", "kill -TERM $$", "kill -KILL $$")) {
            var shell = new Session("--demo");
            var endpoint = shell.endpoint();
            shell.tell(ending);
            shell.process.waitFor();
            waitUntilEmpty(temporary);
            assertThrows(ConnectException.class, () -> status(endpoint), ending);
        }
    }

    @Test
    void removesWhatAKilledOneLeftAndNotWhatLives() throws Exception {
        var left = Files.createDirectory(temporary.resolve("jdvc-demo-1-left"));
        Files.writeString(left.resolve("lock"), "999999999\n");
        var foreign = Files.createDirectory(temporary.resolve("jdvc-demos"));
        try (var living = new Session("--demo");
                var next = new Session("--demo")) {
            assertTrue(Files.exists(Path.of(living.ask("pwd"))));
            assertTrue(Files.exists(Path.of(next.ask("pwd"))));
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(foreign));
        }
    }

    @Test
    void aFolderOfTheUsersIsKeptAndOpensAgain() throws Exception {
        String endpoint;
        try (var shell = new Session("--demo=kept here")) {
            assertEquals(box.toRealPath().resolve("kept here/project").toString(), shell.ask("pwd"));
            endpoint = shell.endpoint();
            shell.ask("echo mine >notes; mkdir ../s3/models/x");
        }
        try (var shell = new Session("--demo=" + box.toRealPath() + "/kept here/")) {
            assertEquals("mine", shell.ask("cat notes"));
            assertEquals("x", shell.ask("ls ../s3/models"));
            assertNotEquals(endpoint, shell.endpoint());
            assertEquals(403, status(shell.endpoint()));
            var second = copy.run(box, copy.root.resolve("bin/jdvc-shell"), "--demo=kept here");
            assertTrue(second.err().contains("another shell has it open"), second.err());
        }
    }

    @Test
    void aFolderWithOtherThingsIsRefused() throws Exception {
        Files.writeString(Files.createDirectory(box.resolve("full")).resolve("thesis"), "x");
        var run = copy.run(box, copy.root.resolve("bin/jdvc-shell"), "--demo=full");
        assertEquals(1, run.exit());
        assertTrue(run.err().contains("not an example of ours"), run.err());
        assertEquals("x", Files.readString(box.resolve("full/thesis")));
    }

    @Test
    void theUsersGitVariablesDoNotLeadElsewhere() throws Exception {
        copy.with("GIT_DIR", "/nowhere").with("GIT_WORK_TREE", "/nowhere").with("GIT_INDEX_FILE", "/nowhere");
        try (var shell = new Session("--demo")) {
            assertEquals("?? pkl/", shell.ask("git status --short"));
        }
    }

    private static int status(String endpoint) throws IOException {
        return ((HttpURLConnection) URI.create(endpoint).toURL().openConnection()).getResponseCode();
    }

    private static void waitUntilEmpty(Path directory) {
        while (Objects.requireNonNull(directory.toFile().list()).length > 0) Thread.onSpinWait();
    }

    /** A running shell that answers. */
    private final class Session implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;

        Session(String option) throws IOException {
            process = copy.start(box, copy.root.resolve("bin/jdvc-shell"), option);
            out = process.inputReader(UTF_8);
        }

        String ask(String command) throws IOException {
            tell(command + "; echo; echo --end--");
            var answer = new StringBuilder();
            for (var line = out.readLine(); !"--end--".equals(line); line = out.readLine()) {
                if (line == null) throw new IOException("it ended: " + Files.readString(box.resolve("stderr")));
                answer.append(line).append('\n');
            }
            return answer.toString().strip();
        }

        String endpoint() throws IOException {
            return ask("sed -n 's/.*endpointurl = //p' .dvc/config.local | head -n 1");
        }

        void tell(String command) throws IOException {
            process.getOutputStream().write((command + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        }

        /** Waits for the keeper of the example too, which is no child of ours. */
        @Override
        public void close() throws IOException {
            var place = Path.of(ask("pwd")).getParent();
            process.getOutputStream().close();
            process.onExit().join();
            while (place.startsWith(temporary) && Files.exists(place)) Thread.onSpinWait();
        }
    }
}
