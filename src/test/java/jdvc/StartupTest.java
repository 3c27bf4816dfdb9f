package jdvc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What short commands load, since that is most of what they cost; a JVM of its own says it for each. */
class StartupTest {

    /**
     * Each costs tens of milliseconds at the first use, and none is needed by a command that only looks at files. The last is
     * what works out the equality and hash of a record: not to be used as a key or compared on the way.
     */
    private static final List<String> HEAVY = List.of(
            "software.amazon.",
            "java.net.http.",
            "org.jline.",
            "org.yaml.",
            "org.tomlj.",
            "javax.net.ssl.",
            "java.util.regex.",
            "java.util.Formatter",
            "java.lang.runtime.ObjectMethods");

    @TempDir
    Path box;

    private Path project;

    @BeforeEach
    void makeProject() throws Exception {
        project = Files.createDirectory(box.resolve("project"));
        Files.createDirectory(box.resolve("home"));
        var bin = Files.createDirectory(box.resolve("bin"));
        for (var program : List.of("git", "flock")) {
            var script = "#!/bin/sh\necho \"" + program + " $*\" >>'" + box.resolve("programs")
                    + "'\nPATH=${PATH#*:} exec " + program + " \"$@\"\n";
            assertTrue(Files.writeString(bin.resolve(program), script).toFile().setExecutable(true));
        }
        run(List.of("git", "init", "-q"));
        jdvc("init", "-q");
        Files.writeString(project.resolve("model.pkl"), "weights");
        jdvc("add", "-q", "model.pkl");
    }

    @Test
    void theVersionLoadsWhatTheVerifierWantsToSeeOfMainAndNoMore() throws Exception {
        light(jdvc("--version"), 5);
    }

    @Test
    void statusLoadsFewClassesAndNothingHeavy() throws Exception {
        light(jdvc("status"), 162);
    }

    /** Only what writes has to know how much of it is to last. */
    @Test
    void whatOnlyLooksReadsNoneOfOurSettings() throws Exception {
        for (var verb : List.of("status", "root")) assertFalse(jdvc(verb).contains("jdvc.config.JdvcSettings"), verb);
        Files.writeString(project.resolve("second.pkl"), "more weights");
        assertTrue(jdvc("add", "second.pkl").contains("jdvc.config.JdvcSettings"));
    }

    @Test
    void addLoadsFewClassesAndNothingHeavy() throws Exception {
        Files.writeString(project.resolve("second.pkl"), "more weights");
        light(jdvc("add", "second.pkl"), 210);
    }

    @Test
    void completionLoadsFewClassesAndNothingHeavy() throws Exception {
        light(jdvc("__complete", "--", "checkout", ""), 143);
    }

    /** A lock that DVC respects is one, what Git has to be asked the others: once, however many files there are. */
    @Test
    void shortCommandsStartFewPrograms() throws Exception {
        assertEquals(List.of("flock", "git ls-files", "git ls-files"), programs("status"));
        for (var verb : List.of("checkout", "add"))
            assertEquals(List.of("git ls-files", "git ls-files"), programs("__complete", "--", verb, ""));
        var words = new ArrayList<>(List.of("add"));
        for (int i = 0; i < 10; i++)
            words.add(Files.writeString(project.resolve("new" + i), "n" + i)
                    .getFileName()
                    .toString());
        var once = List.of("flock", "git check-ignore", "git ls-files", "git ls-files", "git ls-files");
        assertEquals(once, programs(words.toArray(String[]::new)));
        var ignored = Files.readAllLines(project.resolve(".gitignore"));
        for (int i = 0; i < 10; i++) assertTrue(ignored.contains("/new" + i), ignored.toString());
    }

    /** Returns which programs a command starts, in the order of their names; Git's with their verb. */
    private List<String> programs(String... words) throws Exception {
        var log = box.resolve("programs");
        Files.deleteIfExists(log);
        jdvc(words);
        var started = new ArrayList<String>();
        for (var line : Files.readAllLines(log)) {
            var said = List.of(line.split(" "));
            var verb = said.stream()
                    .filter(word -> word.equals("ls-files") || word.equals("check-ignore"))
                    .findFirst();
            started.add(said.get(0) + verb.map(word -> " " + word).orElse(""));
        }
        Collections.sort(started);
        return started;
    }

    private static void light(List<String> loaded, int most) {
        var heavy = new ArrayList<String>();
        for (var name : loaded) {
            for (var prefix : HEAVY) if (name.startsWith(prefix)) heavy.add(name);
        }
        assertEquals(List.of(), heavy);
        var ours = ours(loaded);
        assertTrue(ours.size() <= most, ours.size() + " classes of ours, " + most + " were enough: " + ours);
    }

    /** Without the ones that a JVM makes of lambdas, which are of another number in each JDK. */
    private static List<String> ours(List<String> loaded) {
        return loaded.stream()
                .filter(name -> name.startsWith("jdvc.") && !name.contains("$$"))
                .toList();
    }

    /** Runs a command in a JVM of its own; returns the names of the classes that it loaded. */
    private List<String> jdvc(String... words) throws Exception {
        var log = box.resolve("classes");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(
                java,
                "-Xlog:disable",
                "-Xlog:class+load:file=" + log + "::filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                "jdvc.cli.Main"));
        command.addAll(List.of(words));
        run(command);
        var names = new ArrayList<String>();
        for (var line : Files.readAllLines(log)) names.add(name(line));
        return names;
    }

    /** Takes it from {@code [0.012s][info][class,load] java.lang.Object source: shared objects file}. */
    private static String name(String line) {
        var words = line.substring(line.lastIndexOf(']') + 1).strip();
        int end = words.indexOf(' ');
        return end < 0 ? words : words.substring(0, end);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", box.resolve("home").toString());
        builder.environment().put("PATH", box.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("JDVC_DURABILITY", "off");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), command + ": " + said);
    }
}
