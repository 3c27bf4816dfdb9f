package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import jdvc.disk.Area;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a failed checkout hints at can help: it is not what was just done, nor of no use for what is wrong. */
class CheckoutHintsTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
        project.write("foo", "1");
        project.succeeds("add", "foo");
        project.delete("foo");
    }

    private void loseCache() throws IOException {
        Area.deleteAll(Project.disk(), project.root.resolve(".dvc/cache"));
    }

    private static String hint(Project.Ran ran) {
        return ran.err().substring(ran.err().indexOf("hint: "));
    }

    @Test
    void aCheckoutMayBeFollowedByAPull() throws IOException {
        loseCache();
        assertEquals(
                "hint: run `jdvc pull` to fetch what is missing; everything else is in place\n",
                hint(project.jdvc("checkout")));
    }

    @Test
    void aPullWithoutARemoteIsToldToAddOne() throws IOException {
        loseCache();
        project.write(".dvc/config", "");
        assertTrue(hint(project.fails("pull")).startsWith("hint: add the remote that has the data"));
    }

    @Test
    void pathsThatMustNotBeMadeAreForTheMetafile() throws IOException {
        project.write("evil.dvc", "outs:\n- md5: c4ca4238a0b923820dcc509a6f75849b\n  path: ../../evil\n");
        var ran = project.jdvc("checkout");
        assertEquals("A\tfoo\n", ran.out());
        assertEquals("hint: mend what is named, in its metafile or here; everything else is in place\n", hint(ran));
    }

    @Test
    void anEmptyMetafileMayBeUnknownToGit() throws IOException {
        project.write("zero.dvc", "");
        assertEquals(
                "hint: restore it with `git checkout -- zero.dvc`; if Git does not have it, delete it and add the data"
                        + " anew\n",
                hint(project.jdvc("checkout")));
    }
}
