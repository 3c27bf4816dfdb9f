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

    @ParameterizedTest
    @CsvSource({"status, 1", "push, 1", "fetch, 1", "commit, 1", "checkout, 255", "data status, 255", "gc -wf, 255"})
    void outputsThatAreIgnored(String command, int exit) throws IOException {
        project.write("bar", "1");
        project.write("foo", "2");
        project.succeeds("add", "foo", "bar");
        project.write(".dvcignore", "/bar\n");
        var ran = project.jdvc(command.split(" "));
        assertEquals(exit, ran.exit(), ran.err());
        var words = "Path '" + project.root.resolve("bar") + "' is ignored by .dvcignore:1:/bar";
        assertTrue(ran.err().contains(words), ran.err());
    }

    @Test
    void outputsThatAreIgnoredAreNoMatterOfOthers() throws IOException {
        project.write("foo", "2");
        project.succeeds("add", "foo");
        project.write(".dvcignore", "/bar\n/foo/\n");
        project.succeeds("status", "foo.dvc");
        project.delete("foo");
        project.write(".dvcignore", "/bar\n!foo\n");
        project.succeeds("checkout");
    }

    @ParameterizedTest
    @CsvSource({"status, 1", "push, 1", "fetch, 1", "commit, 1", "checkout, 255", "remove, 1"})
    void metafilesThatGitIgnores(String verb, int exit) throws IOException {
        project.write("foo", "2");
        project.succeeds("add", "foo");
        project.write(".gitignore", "foo.dvc\n/foo\n");
        var ran = project.jdvc(verb, "foo.dvc");
        assertEquals(exit, ran.exit(), ran.err());
        assertTrue(ran.err().contains("bad DVC file name 'foo.dvc' is git-ignored."), ran.err());
        assertEquals(1, project.jdvc("add", "foo").exit());
    }

    @Test
    void tracesGoWhereErrorsGo() {
        var ran = project.fails("add", "-v", "nosuch");
        assertFalse(ran.out().contains("Exception"), ran.out());
        assertTrue(ran.err().contains("JdvcException"), ran.err());
    }
}
