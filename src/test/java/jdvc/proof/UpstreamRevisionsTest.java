package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a revision names in a repository behind a URL: what it names there now, as if it were cloned anew. */
class UpstreamRevisionsTest {

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path source;
    private Path here;

    @BeforeEach
    void makeBoth() throws IOException {
        sandbox = new Sandbox(folder);
        source = sandbox.gitRepository("source");
        here = Files.createDirectories(sandbox.folder().resolve("here"));
        commit("first");
    }

    private void commit(String text) {
        Bytes.write(source.resolve("code"), text);
        sandbox.git(source, "add", "-A");
        sandbox.git(source, "commit", "-qm", text);
    }

    private String url() {
        return "file://" + source;
    }

    private String codeAt(String rev) {
        sandbox.jdvc(here, "get", url(), "code", "-f", "--rev", rev).exits(0);
        return Bytes.text(here.resolve("code"));
    }

    @Test
    void headIsTheBranchThatTheRepositoryIsOn() {
        assertEquals("first", codeAt("HEAD"));
        sandbox.git(source, "checkout", "-q", "-b", "work");
        commit("second");
        commit("third");
        assertEquals("third", codeAt("HEAD"));
        assertEquals("second", codeAt("HEAD~1"));
    }

    @Test
    void aBranchThatIsGoneIsUnknown() {
        sandbox.git(source, "branch", "work");
        assertEquals("first", codeAt("work"));
        sandbox.git(source, "branch", "-D", "work");
        sandbox.jdvc(here, "get", url(), "code", "-f", "--rev", "work").exits(1).says("unknown Git revision 'work'");
    }

    @Test
    void aBranchMayBecomeADirectoryOfBranches() {
        sandbox.git(source, "branch", "work");
        assertEquals("first", codeAt("work"));
        sandbox.git(source, "branch", "-m", "work", "work/one");
        assertEquals("first", codeAt("work/one"));
    }

    @Test
    void branchesCountWhereHeadNamesNone() {
        var branch = sandbox.git(source, "symbolic-ref", "--short", "HEAD").strip();
        sandbox.git(source, "symbolic-ref", "HEAD", "refs/heads/none");
        assertEquals("first", codeAt(branch));
        sandbox.jdvc(here, "get", url(), "code", "-f").exits(1);
    }

    @Test
    void anImportOfAShortCommitIsNeverOutOfDate() {
        var project = sandbox.project("project");
        var commit = sandbox.git(source, "rev-parse", "--short", "HEAD").strip();
        sandbox.jdvc(project, "import", url(), "code", "--rev", commit).exits(0);
        commit("second");
        var status = sandbox.jdvc(project, "status").exits(0);
        assertEquals("Data and pipelines are up to date.\n", status.out());
    }

    @Test
    void statusAsksARepositoryOnceForARevision() throws IOException {
        var project = sandbox.project("project");
        for (var name : List.of("one", "two", "three")) {
            sandbox.jdvc(project, "import", url(), "code", "-o", name).exits(0);
        }
        commit("second");
        var asked = sandbox.folder().resolve("asked");
        var git = sandbox.run(here, List.of("sh", "-c", "command -v git")).out().strip();
        var script = "#!/bin/sh\ncase \" $* \" in *' ls-remote '*) echo once >>'" + asked + "';; esac\nexec " + git
                + " \"$@\"\n";
        var program = Bytes.write(sandbox.folder().resolve("bin/git"), script);
        assertTrue(program.toFile().setExecutable(true));
        sandbox.set("PATH", program.getParent() + ":" + System.getenv("PATH"));
        var status = sandbox.jdvc(project, "status").exits(0);
        for (var name : List.of("one.dvc", "two.dvc", "three.dvc"))
            assertTrue(status.out().contains(name), status::toString);
        assertEquals("once\n", Files.readString(asked));
    }
}
