package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures with the words and exits that DVC 3.67.1 has for them. */
class ExitsAsDvcTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    private void remote(String one, String other) throws IOException {
        project.write(
                ".dvc/config",
                "[core]\n    remote = s\n['remote \"s\"']\n    url = s3://b\n    " + one + " = x\n    " + other
                        + " = y\n");
        project.write("foo", "1");
        project.succeeds("add", "foo");
    }

    @ParameterizedTest
    @CsvSource({"acl, grant_read", "sse_kms_key_id, sse_customer_key"})
    void settingsThatExcludeEachOther(String one, String other) throws IOException {
        remote(one, other);
        for (var words : new String[][] {{"push"}, {"status", "-c"}, {"gc", "-wcf"}}) {
            var ran = project.jdvc(words);
            assertEquals(251, ran.exit(), ran.err());
            assertTrue(ran.err().contains("ERROR: configuration error - `" + one + "` and `" + other), ran.err());
        }
        for (var verb : new String[] {"fetch", "pull"}) {
            assertTrue(project.fails(verb).err().startsWith("ERROR: failed to " + verb + " data from the cloud - "));
        }
    }

    @Test
    void aRemoteThatIsNotThere() {
        assertTrue(project.fails("push", "-r", "nope")
                .err()
                .startsWith("ERROR: failed to push data to the cloud - remote 'nope' doesn't exist"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "fetch", "pull"})
    void aWrongNumberOfJobsIsNoFailedTransfer(String verb) {
        var ran = project.jdvc(verb, "-j", "x");
        assertEquals(254, ran.exit());
        assertEquals("ERROR: argument -j/--jobs: invalid int value: 'x'\n", ran.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "fetch", "pull", "status"})
    void noJobsMeanAsManyAsUsual(String verb) {
        project.succeeds(verb, "-j", "0");
    }

    @Test
    void partsThatNeverWere() throws IOException {
        project.write("d/a", "a");
        project.write("d/b", "b");
        project.succeeds("add", "d");
        for (var part : new String[] {"d/typo", "d/typo/x"}) {
            var words = "[Errno 2] No such file or directory: '" + project.root.resolve(part) + "'";
            assertEquals("ERROR: " + words + "\n", project.fails("add", part).err());
        }
        project.delete("d/b");
        project.succeeds("add", "d/b");
        assertTrue(project.text("d.dvc").contains("nfiles: 1"));
    }

    @Test
    void tracesGoWhereErrorsGo() {
        var ran = project.fails("add", "-v", "nosuch");
        assertFalse(ran.out().contains("Exception"), ran.out());
        assertTrue(ran.err().contains("JdvcException"), ran.err());
    }
}
