package jdvc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How {@code bin/jdvc} builds a source tree, with a Maven that only says that it was there. */
@Timeout(120)
class LauncherBuildTest {

    private static final String MAVEN = """
            #!/bin/sh
            echo "$JAVA_HOME" >>"$HOME/builds"
            echo '[INFO] --- maven-compiler-plugin:3.16.0:compile (default-compile) @ jdvc ---'
            : >target/jdvc.jar
            """;

    /** The programs of the system that a build may need, besides a shell. */
    private static final List<String> SYSTEM = List.of(
            "find", "readlink", "mkdir", "sed", "grep", "head", "tail", "touch", "flock", "sleep", "id", "rm", "nice");

    @TempDir
    Path box;

    private InstalledCopy copy;
    private Path root;
    private Path java;

    @BeforeEach
    void checkOut() throws IOException {
        copy = new InstalledCopy(box);
        root = copy.root;
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.createDirectories(root.resolve("src/main/java"));
        Files.writeString(root.resolve("src/main/java/A.java"), "class A {}");
        Files.createDirectory(root.resolve("target"));
        java = copy.java("17.0.1");
        // no archive is tried: the place where its maker would take a lock is taken
        Files.createDirectory(root.resolve("target/jdvc-archive.lock"));
        tools(MAVEN);
        copy.with("JDVC_JAVA", java);
    }

    /** A PATH with the system's programs but for its own Maven, and with another if there is a text. */
    private void tools(String maven) throws IOException {
        var bin = Files.createDirectories(box.resolve("tools"));
        for (var name : SYSTEM) {
            var real = Path.of(Files.exists(Path.of("/usr/bin", name)) ? "/usr/bin" : "/bin", name);
            InstalledCopy.script(bin.resolve(name), "#!/bin/sh\nexec " + real + " \"$@\"\n");
        }
        if (!maven.isEmpty()) InstalledCopy.script(bin.resolve("mvn"), maven);
        copy.with("PATH", bin);
    }

    private List<String> builds() throws IOException {
        var log = box.resolve("home/builds");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Test
    void buildsOnceAndThenOnlyWhenThereIsNews() throws Exception {
        var run = copy.jdvc("status");
        assertEquals(List.of("status"), run.words());
        assertTrue(run.hasFlag(root.resolve("target/jdvc.jar").toString()), run.out());
        assertTrue(run.err().contains("jdvc: building: maven-compiler-plugin compile"), run.err());
        assertTrue(run.err().contains("jdvc: built in "), run.err());
        assertEquals(List.of(java.toString()), builds());
        assertEquals("", copy.jdvc("status").err());

        var later = FileTime.from(Instant.now().plusSeconds(5));
        for (var news : List.of("pom.xml", "src/main/java/A.java", "src/main/java")) {
            int before = builds().size();
            Files.setLastModifiedTime(root.resolve("target/jdvc.jar"), FileTime.from(Instant.now()));
            Files.setLastModifiedTime(root.resolve(news), later);
            copy.jdvc("status");
            assertEquals(before + 1, builds().size(), news);
            Files.setLastModifiedTime(root.resolve(news), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
            copy.jdvc("status");
        }
    }

    @Test
    void whatIsSavedDuringABuildIsNewsAfterwards() throws Exception {
        // Within one tick of the file system's clock nobody could tell which came first.
        tools(MAVEN + "until [ src/main/java/A.java -nt target/build.start ]; do touch src/main/java/A.java; done\n");
        copy.jdvc();
        tools(MAVEN);
        copy.jdvc();
        copy.jdvc();
        assertEquals(2, builds().size());
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        // The first builder waits in its build for a line, which it gets when the second one waits for it.
        tools("#!/bin/sh\necho >\"$HOME/started\"\nread -r _ <\"$HOME/go\"\n" + MAVEN.substring(MAVEN.indexOf("echo")));
        assertEquals(
                0,
                new ProcessBuilder(
                                "mkfifo",
                                box.resolve("home/go").toString(),
                                box.resolve("home/started").toString())
                        .start()
                        .waitFor());
        var first = copy.start(box, root.resolve("bin/jdvc"), "first");
        Files.readString(box.resolve("home/started"));
        var second = new ProcessBuilder(root.resolve("bin/jdvc").toString(), "second")
                .directory(box.toFile())
                .redirectErrorStream(true);
        second.environment().clear();
        second.environment()
                .putAll(Map.of(
                        "PATH",
                        box.resolve("tools").toString(),
                        "HOME",
                        box.resolve("home").toString(),
                        "JDVC_JAVA",
                        java.toString()));
        var waiting = second.start();
        assertTrue(waiting.inputReader().readLine().contains("another build is running"));
        Files.writeString(box.resolve("home/go"), "\n");
        assertEquals(0, first.waitFor());
        assertEquals(0, waiting.waitFor());
        assertEquals(1, builds().size());
    }

    @Test
    void aFailedBuildSaysWhatIsWrongAndRunsNothing() throws Exception {
        tools(
                "#!/bin/sh\necho '[ERROR] /src/A.java:[1,2] cannot find symbol'\necho '[ERROR] -> [Help 1]'\necho '[ERROR] noise'\nexit 1\n");
        Files.writeString(root.resolve("target/jdvc.jar"), "old");
        Files.setLastModifiedTime(
                root.resolve("target/jdvc.jar"), FileTime.from(Instant.parse("2025-01-01T00:00:00Z")));
        var run = copy.jdvc("status");
        assertEquals(1, run.exit());
        assertEquals("", run.out());
        assertTrue(run.err().contains("/src/A.java:[1,2] cannot find symbol"), run.err());
        assertTrue(run.err().contains("the whole log: " + root.resolve("target/build.log")), run.err());
        assertFalse(run.err().contains("noise"), run.err());
    }

    @Test
    void withoutMavenItSaysHowToGetIt() throws Exception {
        Files.delete(box.resolve("tools/mvn"));
        var run = copy.jdvc("status");
        assertEquals(127, run.exit());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("jdvc: Maven is needed"), run.err());
        assertTrue(run.err().contains("Install it with: "), run.err());
    }

    @Test
    void anInstalledCopyNeverBuilds() throws Exception {
        Files.delete(root.resolve("pom.xml"));
        Files.createDirectory(root.resolve("jdvc-archive.lock"));
        assertEquals(List.of("status"), copy.jdvc("status").words());
        assertEquals(List.of(), builds());
    }
}
