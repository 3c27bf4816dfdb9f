package jdvc.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitTest {

    @TempDir
    Path directory;

    private Sandbox sandbox;

    @BeforeEach
    void makeRepository() throws IOException {
        sandbox = new Sandbox(directory);
    }

    @Test
    void isFoundUpward() throws IOException {
        sandbox.write("a/b/x", "");
        assertEquals(Optional.of(sandbox.root), sandbox.open("a/b").workTree());
        assertEquals(Optional.of(sandbox.root), sandbox.open().workTree());
    }

    @Test
    void isNotFoundWhereThereIsNone() throws IOException {
        var outside = Files.createDirectories(directory.resolve("outside/.git")).getParent();
        assertEquals(Optional.empty(), Git.find(outside, sandbox.disk, sandbox.env()));
    }

    @Test
    void isFoundThroughALinkToTheProject() throws IOException {
        sandbox.write("sub/x.dvc", "");
        var link = Files.createSymbolicLink(directory.resolve("link"), sandbox.root.resolve("sub"));
        var git = Git.find(link, sandbox.disk, sandbox.env()).orElseThrow();
        assertEquals(Optional.of(List.of("x.dvc")), git.metafiles());
    }

    @Test
    void collectsMetafilesThatAreNotIgnored() throws IOException {
        for (var file : List.of("a.dvc", "d/b c.dvc", "dvc.yaml", "d/dvc.yaml", "ignored/c.dvc", "é\n.dvc"))
            sandbox.write(file, "");
        for (var file : List.of("x.dvc.bak", "my-dvc.yaml", "dvc.lock", ".dvc/config", "d/.dvc/tmp"))
            sandbox.write(file, "");
        sandbox.write(".gitignore", "/ignored\n");
        var expected = new TreeSet<>(Set.of("a.dvc", "d/b c.dvc", "dvc.yaml", "d/dvc.yaml", "é\n.dvc"));
        assertEquals(expected, metafiles(sandbox.open()));
        sandbox.git("add", "-A");
        assertEquals(expected, metafiles(sandbox.open()));
        assertEquals(Set.of("b c.dvc", "dvc.yaml"), metafiles(sandbox.open("d")));
    }

    @Test
    void metafilesThatAreTrackedAndIgnoredVanishAsInDvc() throws IOException {
        sandbox.commit("d/a.dvc", "");
        sandbox.write(".gitignore", "*.dvc\n");
        assertEquals(Set.of(), metafiles(sandbox.open()));
        sandbox.write(".gitignore", "d/\n");
        assertEquals(Set.of(), metafiles(sandbox.open()));
    }

    private static Set<String> metafiles(Git git) throws IOException {
        return new TreeSet<>(git.metafiles().orElseThrow());
    }

    @Test
    void tellsWhatIsIgnored() throws IOException {
        sandbox.write(".gitignore", "/data\ndirs/\n*.tmp\n!keep.tmp\n");
        sandbox.write("sub/.gitignore", "/inner\n");
        sandbox.write(".git/info/exclude", "excluded\n");
        sandbox.write("tracked.tmp", "");
        sandbox.git("add", "-f", "tracked.tmp");
        var paths = List.of(
                "data",
                "data/x",
                "dirs",
                "dirs/",
                "dirs/x",
                "a.tmp",
                "keep.tmp",
                "sub/inner",
                "inner",
                "excluded",
                ":a.tmp",
                "*.tmp",
                "tracked.tmp",
                "-a.tmp",
                "é\n.tmp");
        assertEquals(
                Set.of(
                        "data",
                        "data/x",
                        "dirs/",
                        "dirs/x",
                        "a.tmp",
                        "sub/inner",
                        "excluded",
                        ":a.tmp",
                        "*.tmp",
                        "tracked.tmp",
                        "-a.tmp",
                        "é\n.tmp"),
                sandbox.open().ignored(paths));
        assertEquals(Set.of("inner"), sandbox.open("sub").ignored(List.of("inner", "data")));
        assertEquals(Set.of(), sandbox.open().ignored(List.of()));
    }

    @Test
    void aPathBehindALinkDoesNotTakeTheOthersWithIt() throws IOException {
        sandbox.write(".gitignore", "*.tmp\n");
        sandbox.write("d/x", "");
        Files.createSymbolicLink(sandbox.root.resolve("link"), Path.of("d"));
        assertEquals(Set.of("a.tmp", "b.tmp"), sandbox.open().ignored(List.of("a.tmp", "link/x.tmp", "b.tmp")));
    }

    @Test
    void answersForMorePathsThanACommandLineHolds() throws IOException {
        sandbox.write(".gitignore", "*.tmp\n");
        sandbox.commit("d/tracked", "");
        var paths = new ArrayList<String>();
        for (int i = 0; i < 40_000; i++) paths.add("some/directory/with/a/name/" + i + (i == 777 ? ".tmp" : ""));
        paths.add("d/tracked");
        assertEquals(Set.of(paths.get(777)), sandbox.open().ignored(paths));
        assertEquals(Set.of("d/tracked"), sandbox.open().tracked(paths));
    }

    @Test
    void tellsWhatIsTrackedItselfOrBelow() throws IOException {
        sandbox.commit("d/e/x", "");
        sandbox.commit("d-f", "");
        sandbox.commit("*", "");
        sandbox.write("new", "");
        var paths = List.of("d", "d/", "d/e", "d/e/x", "d/e/y", "d-", "*", "n*", "new", "gone");
        assertEquals(Set.of("d", "d/", "d/e", "d/e/x", "*"), sandbox.open().tracked(paths));
        assertEquals(Set.of("e"), sandbox.open("d").tracked(List.of("e", "x")));
    }

    @Test
    void stagesNewChangedAndDeletedFiles() throws IOException {
        sandbox.commit("gone", "");
        sandbox.commit("changed", "1");
        Files.delete(sandbox.root.resolve("gone"));
        sandbox.write("changed", "2");
        sandbox.write("-n *", "");
        sandbox.write("n", "");
        sandbox.open().add(List.of("gone", "changed", "-n *", "never there"));
        assertEquals("A\t-n *\nM\tchanged\nD\tgone", sandbox.git("diff", "--cached", "--no-renames", "--name-status"));
    }

    @Test
    void stagesNothingInsideASubmodule() throws IOException {
        sandbox.write("module/x", "");
        sandbox.gitIn(sandbox.root.resolve("module"), "init", "-q");
        sandbox.write("a", "");
        sandbox.open().add(List.of("module/x", "a"));
        assertEquals("a", sandbox.git("diff", "--cached", "--name-only"));
    }

    @Test
    void sayingsOfGitReachTheUser() throws IOException {
        sandbox.write(".gitignore", "x\n");
        sandbox.write("x", "");
        var e = assertThrows(JdvcException.class, () -> sandbox.open().add(List.of("x")));
        assertEquals(Kind.USER, e.kind());
        assertTrue(String.valueOf(e.getMessage()).contains("ignored by one of your .gitignore files"), e.getMessage());
        sandbox.write(".git/index.lock", "");
        var locked = assertThrows(JdvcException.class, () -> sandbox.open().add(List.of(".gitignore")));
        assertEquals(Kind.LOCKED, locked.kind());
    }

    @Test
    void knowsBranchAndHead() throws IOException {
        var git = sandbox.open();
        assertEquals(Optional.of("main"), git.branch());
        assertEquals(Optional.empty(), git.head());
        var commit = sandbox.commit("a", "");
        assertEquals(Optional.of(commit), git.head());
        sandbox.git("checkout", "-q", "-b", "topic/x");
        sandbox.git("tag", "topic/x");
        assertEquals(Optional.of("topic/x"), git.branch());
        sandbox.git("checkout", "-q", "--detach");
        assertEquals(Optional.empty(), git.branch());
    }

    @Test
    void readingRunsNothingThatTheRepositoryNames() throws IOException {
        sandbox.commit("a.dvc", "1");
        var marker = directory.resolve("ran");
        var script = sandbox.write("evil", "#!/bin/sh\ntouch '" + marker + "'\n");
        assertTrue(script.toFile().setExecutable(true));
        for (var key : List.of("core.fsmonitor", "diff.external", "core.pager", "diff.x.textconv", "diff.x.command")) {
            sandbox.git("config", key, script.toString());
        }
        sandbox.git("config", "log.showSignature", "true");
        sandbox.git("config", "gpg.program", script.toString());
        sandbox.write(".gitattributes", "* diff=x\n");
        sandbox.hook("post-index-change", "touch '" + marker + "'");
        sandbox.write("a.dvc", "2");
        Files.deleteIfExists(marker);

        var git = sandbox.open();
        git.metafiles();
        git.ignored(List.of("a.dvc"));
        git.tracked(List.of("a.dvc"));
        git.branch();
        git.publishing().orElseThrow().state();
        try (var history = git.history().orElseThrow()) {
            var head = git.head().orElseThrow();
            history.versions("a.dvc", head, List.of());
            history.metafiles(head);
            history.allCommits();
        }
        assertFalse(Files.exists(marker));
    }

    @Test
    void aHooksEnvironmentDoesNotMisleadIt() throws IOException {
        sandbox.commit("sub/a.dvc", "");
        var vars = new java.util.HashMap<>(sandbox.env().vars());
        vars.put("GIT_DIR", ".git");
        vars.put("GIT_INDEX_FILE", ".git/other");
        vars.put("GIT_LITERAL_PATHSPECS", "1");
        var env = new jdvc.Env(
                sandbox.root,
                sandbox.root,
                vars,
                sandbox.env().clock(),
                sandbox.env().random(),
                1);
        var git = Git.find(sandbox.root.resolve("sub"), sandbox.disk, env).orElseThrow();
        assertEquals(Optional.of(List.of("a.dvc")), git.metafiles());
        assertEquals(Set.of("a.dvc"), git.tracked(List.of("a.dvc")));
    }

    @Test
    void trustsOnlyWhatTheUserLists() throws IOException {
        var git = sandbox.open();
        assertFalse(git.trusts(sandbox.root));
        sandbox.git("config", "safe.directory", "*");
        assertFalse(git.trusts(sandbox.root));
        sandbox.git("config", "--global", "--add", "safe.directory", sandbox.root + "/");
        assertTrue(git.trusts(sandbox.root));
        assertFalse(git.trusts(sandbox.root.resolve("sub")));
        sandbox.git("config", "--global", "--add", "safe.directory", "");
        assertFalse(git.trusts(sandbox.root));
        sandbox.git("config", "--global", "--add", "safe.directory", "/elsewhere/*");
        assertTrue(git.trusts(Path.of("/elsewhere/x")));
        assertFalse(git.trusts(Path.of("/elsewhere")));
    }

    @Test
    void withoutGitNothingIsIgnoredTrackedOrStaged() throws IOException {
        assertEquals(Optional.empty(), Git.NONE.metafiles());
        assertEquals(Set.of(), Git.NONE.ignored(List.of("a")));
        assertEquals(Set.of(), Git.NONE.tracked(List.of("a")));
        Git.NONE.add(List.of("a"));
        assertEquals(Optional.empty(), Git.NONE.branch());
        assertEquals(Optional.empty(), Git.NONE.head());
        assertEquals(Optional.empty(), Git.NONE.workTree());
        assertFalse(Git.NONE.trusts(sandbox.root));
        assertTrue(Git.NONE.history().isEmpty() && Git.NONE.publishing().isEmpty());
    }
}
