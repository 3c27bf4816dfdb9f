package jdvc.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of the user that are nowhere else stay, whatever lies in the cache under their name (safety I3). */
class NothingIsLostTest {

    private static final String A = "0cc175b9c0f1b6a831c399e269772661";

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    /** The object keeps its mode, which says that its bytes were hashed, as other programs leave downloads. */
    private void damage(String md5, String content) throws IOException {
        var object = project.root
                .resolve(".dvc/cache/files/md5")
                .resolve(md5.substring(0, 2))
                .resolve(md5.substring(2));
        assertTrue(object.toFile().setWritable(true));
        Files.writeString(object, content);
        assertTrue(object.toFile().setReadOnly());
    }

    private boolean isAnywhere(String content) throws IOException {
        try (var files = Files.walk(project.root)) {
            for (var each : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(each, ISO_8859_1).equals(content)) return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "xyz"})
    void aFileWhoseObjectIsDamagedIsNotReplaced(String damage) throws IOException {
        project.write("one", "a");
        project.succeeds("add", "one");
        project.write("one", "b");
        project.succeeds("add", "one");
        project.write("one", "a");
        damage(A, damage);
        project.jdvc("checkout");
        assertTrue(isAnywhere("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "xyz"})
    void whatIsNoOutputAnyMoreStaysIfItsObjectIsDamaged(String damage) throws IOException {
        project.write("two", "2");
        project.succeeds("add", "two");
        project.git("add", "-A");
        project.git("commit", "-qm", "two");
        project.write("one", "a");
        project.succeeds("add", "one");
        project.git("add", "-A");
        project.git("commit", "-qm", "one");
        damage(A, damage);
        project.git("checkout", "-q", "HEAD~1");
        project.jdvc("checkout");
        assertTrue(isAnywhere("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "xyz"})
    void aFileOfADirectoryWhoseObjectIsDamagedIsNotTakenAway(String damage) throws IOException {
        project.write("d/b", "b");
        project.succeeds("add", "d");
        project.write("d/a", "a");
        project.git("add", "-A");
        project.git("commit", "-qm", "b");
        project.succeeds("add", "d");
        damage(A, damage);
        project.git("checkout", "-q", "--", "d.dvc");
        project.jdvc("checkout");
        assertTrue(isAnywhere("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "xyz"})
    void noLinkTakesThePlaceOfTheOnlyGoodBytes(String damage) throws IOException {
        project.write("one", "a");
        project.succeeds("add", "one");
        damage(A, damage);
        project.succeeds("config", "cache.type", "symlink");
        project.jdvc("checkout", "--relink");
        assertTrue(isAnywhere("a"));
        project.jdvc("add", "one");
        assertEquals("a", project.text("one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "xyz"})
    void whatIsRemovedWithItsDataStaysSomewhere(String damage) throws IOException {
        project.write("one", "a");
        project.succeeds("add", "one");
        damage(A, damage);
        project.jdvc("remove", "--outs", "one.dvc");
        assertTrue(isAnywhere("a"));
    }

    /** Safety 6.3: files that we do not know stay. */
    @Test
    void ignoredFilesOfADirectoryStayAlsoByForce() throws IOException {
        project.write(".dvcignore", "*.log\n");
        project.write("d/a", "a");
        project.write("d/sub/b", "b");
        project.succeeds("add", "d");
        project.git("add", "-A");
        project.git("commit", "-qm", "d");
        project.write("d/c", "c");
        project.write("d/sub/x.log", "mine");
        Files.delete(project.root.resolve("d/sub/b"));
        project.succeeds("add", "d");
        project.succeeds("checkout", "--force");
        assertEquals("mine", project.text("d/sub/x.log"));
        project.git("checkout", "-q", "--", "d.dvc");
        project.succeeds("checkout", "--force");
        assertEquals("mine" + "b", project.text("d/sub/x.log") + project.text("d/sub/b"));
        assertFalse(project.exists("d/c"));
        project.git("rm", "-q", "--cached", "d.dvc");
        project.delete("d.dvc");
        project.git("commit", "-qam", "no d");
        project.jdvc("checkout", "--force");
        assertEquals("mine", project.text("d/sub/x.log"));
    }

    /** Safety 12.1: a name moves no cursor and forges no line. */
    @Test
    void namesReachNoTerminalAsTheyAre() throws IOException {
        var name = "\u001b[2Jx\r\u009b\nA\tforged\u202e";
        project.write(name, "a");
        for (var words : List.of(
                List.of("add", name),
                List.of("status"),
                List.of("push"),
                List.of("checkout"),
                List.of("versions", name),
                List.of("list", "."),
                List.of("diff"),
                List.of("data", "status"),
                List.of("status", "-c"))) {
            shows(words);
        }
        project.write(name, "b");
        for (var words : List.of(List.of("status"), List.of("checkout"), List.of("commit"), List.of("publish"))) {
            shows(words);
        }
        Files.delete(project.root.resolve(name));
        shows(List.of("checkout"));
        shows(List.of("nothing", name));
        shows(List.of("push", name + "x"));
    }

    private void shows(List<String> words) {
        for (var ran : List.of(
                project.jdvc(words.toArray(String[]::new)),
                project.onTerminal(80, List.of(), words.toArray(String[]::new)))) {
            var all = ran.out() + ran.err();
            for (var bad : List.of("\u001b[2J", "\r", "\u009b", "\nA\tforged", "\u202e")) {
                assertFalse(all.contains(bad), () -> words + ": " + all);
            }
        }
    }
}
