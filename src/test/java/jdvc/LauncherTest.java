package jdvc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/jdvc} promises before there is a JVM. */
class LauncherTest {

    @TempDir
    Path box;

    private InstalledCopy copy;

    @BeforeEach
    void install() throws IOException {
        copy = new InstalledCopy(box);
    }

    // ---- which Java

    @Test
    void theNamedJavaGoesBeforeJavaHomeAndThatBeforePath() throws Exception {
        var onPath = copy.java("17.0.1");
        copy.with("PATH", onPath.resolve("bin") + ":/usr/bin:/bin");
        assertEquals(onPath.toString(), copy.jdvc().said("home"));
        var home = copy.java("18");
        copy.with("JAVA_HOME", home + "/");
        assertEquals(home.toString(), copy.jdvc().said("home"));
        var named = copy.java("21.0.2");
        copy.with("JDVC_JAVA", named);
        assertEquals(named.toString(), copy.jdvc().said("home"));
        copy.with("JDVC_JAVA", named.resolve("bin/java"));
        assertEquals(named.toString(), copy.jdvc().said("home"));
    }

    @Test
    void aJavaOnPathIsFoundBehindItsLinks() throws Exception {
        var home = copy.java("17.0.1");
        var bin = Files.createDirectory(box.resolve("links"));
        Files.createSymbolicLink(bin.resolve("java"), Path.of("alternative"));
        Files.createSymbolicLink(bin.resolve("alternative"), home.resolve("bin/java"));
        assertEquals(
                home.toString(),
                copy.with("PATH", bin + ":/usr/bin:/bin").jdvc().said("home"));
    }

    @Test
    void olderOnesArePassedOver() throws Exception {
        var home = copy.java("17.0.1");
        copy.with("JDVC_JAVA", copy.java("1.8.0_402")).with("JAVA_HOME", copy.java("11.0.2"));
        assertEquals(
                home.toString(),
                copy.with("PATH", home.resolve("bin") + ":/usr/bin:/bin").jdvc().said("home"));
        copy.with("JAVA_HOME", box.resolve("nowhere"));
        assertEquals(home.toString(), copy.jdvc().said("home"));
    }

    @Test
    void asksAJavaThatHasNoReleaseFile() throws Exception {
        var home = copy.java("17.0.9");
        Files.delete(home.resolve("release"));
        var asked =
                "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.9\" 2023-10-17' >&2; exit; fi\n";
        InstalledCopy.script(home.resolve("bin/java"), asked + "echo \"home $0\"\n");
        assertEquals(home + "/bin/java", copy.with("JAVA_HOME", home).jdvc().said("home"));
    }

    @Test
    void aQuickJava25GoesBeforeAllButTheNamedOneExceptForLocalVerbs() throws Exception {
        var quick = copy.java("25.0.1");
        var other = copy.java("17.0.1");
        copy.with("JAVA_HOME", other);
        assertEquals(other.toString(), copy.jdvc().said("home"));
        copy.note(quick, "25.0.1", "ready");
        var run = copy.jdvc();
        assertEquals(quick.toString(), run.said("home"));
        assertTrue(run.hasFlag("-XX:AOTCache=" + copy.root + "/jdvc-25.full"));
        assertEquals(quick.toString(), copy.jdvc("push").said("home"));
        assertEquals(quick.toString(), copy.jdvc("status", "-c").said("home"));
        assertEquals(other.toString(), copy.jdvc("status").said("home"));
        assertEquals(other.toString(), copy.jdvc("__complete", "--", "").said("home"));
        assertEquals(other.toString(), copy.with("JDVC_JAVA", other).jdvc().said("home"));
    }

    // ---- archives

    @Test
    void anArchiveIsUsedOnlyForTheJavaAndTheProgramThatItIsFor() throws Exception {
        var home = copy.java("17.0.1");
        copy.with("JDVC_JAVA", home);
        var flag = "-XX:SharedArchiveFile=" + copy.root + "/jdvc-17.full";
        assertFalse(copy.jdvc().hasFlag(flag), "none could be made");
        copy.note(home, "17.0.1", "ready");
        assertTrue(copy.jdvc().hasFlag(flag));
        // each of these would have the launcher make another: the lock that a maker needs is not to be had
        Files.createDirectory(copy.root.resolve("jdvc-archive.lock"));
        copy.note(home, "17.0.2", "ready");
        assertFalse(copy.jdvc().hasFlag(flag), "the Java was updated");
        Files.setLastModifiedTime(
                copy.note(home, "17.0.1", "ready"), FileTime.from(Instant.parse("2025-12-31T00:00:00Z")));
        assertFalse(copy.jdvc().hasFlag(flag), "the program was built anew");
    }

    @Test
    void aCopyThatCannotBeWrittenHasItsArchivesInTheUsersCache() throws Exception {
        var script = "jar='/opt tools/jdvc/jdvc.jar'; . '" + copy.root + "/bin/jdvc.d/store'; echo \"store $store\"";
        var run = copy.with("HOME", "/h").run(box, Path.of("/bin/sh"), "-c", script);
        assertEquals("/h/.cache/jdvc/%opt tools%jdvc", run.said("store"));
        run = copy.with("XDG_CACHE_HOME", "/x").run(box, Path.of("/bin/sh"), "-c", script);
        assertEquals("/x/jdvc/%opt tools%jdvc", run.said("store"));
    }

    // ---- where it is

    @Test
    void worksThroughLinksFromAnywhere() throws Exception {
        copy.with("JDVC_JAVA", copy.java("17.0.1"));
        var elsewhere = Files.createDirectories(box.resolve("some where/else"));
        Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../../a  copy/bin/jdvc"));
        Files.createSymbolicLink(box.resolve("second"), Path.of("some where/else/first"));
        Files.createSymbolicLink(box.resolve("my-shell"), copy.root.resolve("bin/jdvc-shell"));
        for (var program : List.of(box.resolve("second"), elsewhere.resolve("first"))) {
            var run = copy.run(elsewhere, program, "status");
            assertEquals(List.of("status"), run.words());
            assertTrue(run.hasFlag(copy.jar.toString()), run.out());
        }
        assertEquals(
                List.of("shell", "x"),
                copy.run(elsewhere, box.resolve("my-shell"), "x").words());
        assertEquals(
                List.of("-c"),
                copy.run(copy.root.resolve("bin"), Path.of("/bin/sh"), "jdvc", "-c")
                        .words());
        copy.with("PATH", copy.root.resolve("bin") + ":/usr/bin:/bin");
        assertEquals(
                List.of("shell"),
                copy.run(elsewhere, Path.of("/usr/bin/env"), "jdvc-shell").words());
    }

    @Test
    void cdpathLeadsNowhere() throws Exception {
        copy.with("JDVC_JAVA", copy.java("17.0.1")).with("CDPATH", "/:" + box);
        assertTrue(copy.run(copy.root, Path.of("/bin/sh"), "bin/jdvc").hasFlag(copy.jar.toString()));
    }

    // ---- what it hands over

    @Test
    void everyWordArrivesAsItIs() throws Exception {
        copy.with("JDVC_JAVA", copy.java("17.0.1"));
        var words = List.of("add", "", " ", "a b", "*", "$HOME", "`x`", "-n", "--", "\\n", "'", "\u00e9");
        assertEquals(words, copy.jdvc(words.toArray(String[]::new)).words());
    }

    @Test
    void becomesTheJava() throws Exception {
        copy.with("JDVC_JAVA", copy.java("17.0.1"));
        var process = copy.start(box, copy.root.resolve("bin/jdvc-shell"), "exit-with-42");
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(42, process.waitFor());
        assertTrue(out.contains("pid " + process.pid() + "\n"), "a signal to the launcher is one to the JVM");
    }

    @Test
    void theJvmHasAUtf8LocaleAndTheUsersIsKept() throws Exception {
        copy.with("JDVC_JAVA", copy.java("17.0.1"));
        var run = copy.jdvc();
        assertEquals("C.UTF-8", run.said("LC_ALL"));
        assertEquals("", run.said("JDVC_USER_LC_ALL"));
        run = copy.with("LC_ALL", "POSIX").jdvc();
        assertEquals("C.UTF-8", run.said("LC_ALL"));
        assertEquals("POSIX", run.said("JDVC_USER_LC_ALL"));
    }

    @Test
    void tellsTheUmask() throws Exception {
        copy.with("JDVC_JAVA", copy.java("17.0.1"));
        var script = "umask 027; exec '" + copy.root + "/bin/jdvc'";
        assertTrue(copy.run(box, Path.of("/bin/sh"), "-c", script).hasFlag("-Djdvc.umask=0027"));
    }

    @Test
    void theSecondCompilerIsLeftOutOnlyWhereNothingIsHashed() throws Exception {
        copy.with("JDVC_JAVA", copy.java("17.0.1"));
        var flag = "-XX:TieredStopAtLevel=1";
        for (var verb : List.of("--version", "version", "help", "root", "config"))
            assertTrue(copy.jdvc(verb).hasFlag(flag), verb);
        for (var verb : List.of("add", "status", "push", "shell", "-q"))
            assertFalse(copy.jdvc(verb).hasFlag(flag), verb);
    }

    @Test
    void compilesLaterWhereCommandsAreShort() throws Exception {
        copy.with("JDVC_JAVA", copy.java("17.0.1"));
        var flag = "-XX:CompileThresholdScaling=5";
        for (var verb : List.of("add", "status", "__complete"))
            assertTrue(copy.jdvc(verb).hasFlag(flag), verb);
        for (var verb : List.of("push", "pull", "shell"))
            assertFalse(copy.jdvc(verb).hasFlag(flag), verb);
    }

    @Test
    void theHeapIsModestAndTheUsersToChoose() throws Exception {
        copy.with("JDVC_JAVA", copy.java("17.0.1"));
        assertTrue(
                copy.jdvc().out().matches("(?s).*\narg -Xmx([1-9]\\d\\d?)m\n.*"),
                copy.jdvc().out());
        assertTrue(copy.with("JDVC_HEAP", "4g").jdvc().hasFlag("-Xmx4g"));
    }

    @Test
    void flagsFitTheJava() throws Exception {
        assertFalse(copy.with("JDVC_JAVA", copy.java("17.0.1")).jdvc().out().contains("native-access"));
        assertTrue(copy.with("JDVC_JAVA", copy.java("22")).jdvc().hasFlag("--enable-native-access=ALL-UNNAMED"));
        var run = copy.with("JDVC_JAVA", copy.java("25-ea")).jdvc();
        assertTrue(run.hasFlag("-XX:+UseSerialGC"));
        assertTrue(run.hasFlag("--add-opens=java.base/sun.nio.fs=ALL-UNNAMED"));
    }

    @Test
    void runsWithoutAHome() throws Exception {
        assertEquals(
                List.of("status"),
                copy.without("HOME")
                        .with("JDVC_JAVA", copy.java("17.0.1"))
                        .jdvc("status")
                        .words());
    }
}
