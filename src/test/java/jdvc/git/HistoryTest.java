package jdvc.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Exec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    Path directory;

    private Sandbox sandbox;
    private final List<History> opened = new ArrayList<>();

    @BeforeEach
    void makeRepository() throws IOException {
        sandbox = new Sandbox(directory);
    }

    @AfterEach
    void close() {
        opened.forEach(History::close);
    }

    private History history(String project) throws IOException {
        var history = sandbox.open(project).history().orElseThrow();
        opened.add(history);
        return history;
    }

    @Test
    void resolvesWhatNamesACommit() throws IOException {
        var first = sandbox.commit("a", "1");
        var second = sandbox.commit("a", "2");
        sandbox.git("tag", "-a", "-m", "note", "v1", first);
        var history = history("");
        for (var rev : List.of("main", "HEAD", second, second.substring(0, 8), "main@{0}", ":/a")) {
            assertEquals(Optional.of(second), history.resolve(rev), rev);
        }
        for (var rev : List.of("v1", "HEAD~1", "v1^{commit}"))
            assertEquals(Optional.of(first), history.resolve(rev), rev);
        for (var rev : List.of("", "nope", "HEAD:a", "HEAD~9", "-n", "--all", "main\nHEAD", "HEAD^{tree}")) {
            assertEquals(Optional.empty(), history.resolve(rev), rev);
        }
        sandbox.git("branch", "later");
        assertEquals(Optional.of(second), history.resolve("later"));
    }

    @Test
    void listsBranchesTagsAndAllCommits() throws IOException {
        var first = sandbox.commit("a", "1");
        sandbox.git("tag", "light");
        sandbox.git("tag", "-a", "-m", "note", "noted");
        sandbox.git("tag", "tree", "HEAD^{tree}");
        sandbox.git("checkout", "-q", "-b", "topic/x");
        var second = sandbox.commit("a", "2");
        sandbox.git("update-ref", "refs/remotes/origin/gone", second);
        sandbox.git("checkout", "-q", "main");
        sandbox.git("branch", "-q", "-D", "topic/x");
        sandbox.git("checkout", "-q", "--detach");
        var third = sandbox.commit("a", "3");
        sandbox.git("update-ref", "refs/stash", sandbox.git("commit-tree", "-m", "s", "HEAD^{tree}"));
        var history = history("");
        assertEquals(List.of(new Revision("main", first)), history.branches());
        assertEquals(List.of(new Revision("light", first), new Revision("noted", first)), history.tags());
        assertEquals(Set.of(first, second, third), new HashSet<>(history.allCommits()));
    }

    @Test
    void knowsNothingBeforeTheFirstCommit() throws IOException {
        var history = history("");
        assertEquals(List.of(), history.branches());
        assertEquals(List.of(), history.tags());
        assertEquals(List.of(), history.allCommits());
        assertEquals(Optional.empty(), history.resolve("HEAD"));
        assertFalse(history.hasHad("a.dvc"));
    }

    @Test
    void knowsWhatAnyCommitHad() throws IOException {
        sandbox.commit("a", "1");
        sandbox.git("tag", "tree", "HEAD^{tree}");
        sandbox.git("checkout", "-q", "-b", "side");
        sandbox.commit("d/gone.dvc", "1");
        sandbox.git("rm", "-q", "d/gone.dvc");
        sandbox.git("commit", "-qm", "gone");
        sandbox.git("checkout", "-q", "main");
        sandbox.commit("b", "1");
        sandbox.git("merge", "-q", "--no-ff", "-m", "merged", "side");
        sandbox.git("branch", "-q", "-D", "side");
        sandbox.git("checkout", "-q", "--detach");
        sandbox.commit("head.dvc", "1");
        sandbox.git("tag", "-a", "-m", "note", "noted", sandbox.commit("tagged.dvc", "1"));
        sandbox.git("checkout", "-q", "HEAD~1");
        var history = history("");
        for (var each : List.of("d/gone.dvc", "head.dvc", "tagged.dvc")) assertTrue(history.hasHad(each), each);
        for (var each : List.of("gone.dvc", "*.dvc", "d/gone.dv")) assertFalse(history.hasHad(each), each);
        Files.createDirectories(sandbox.root.resolve("d"));
        assertTrue(history("d").hasHad("gone.dvc"));
    }

    @Test
    void readsTheMetafilesOfACommit() throws IOException {
        for (var file : List.of("a.dvc", "dvc.yaml", "dvc.lock", ".dvcignore", "d/e/b c.dvc", "d/dvc.yaml"))
            sandbox.write(file, file);
        for (var file : List.of("x", "d/xdvc.yaml", "nested/n.dvc", "nested/.dvc/config", ".dvc/config"))
            sandbox.write(file, "");
        Files.createSymbolicLink(sandbox.root.resolve("link.dvc"), Path.of("a.dvc"));
        var first = sandbox.commit("d/e/f/z.dvc", "z");
        Files.delete(sandbox.root.resolve("a.dvc"));
        var second = sandbox.commit("new.dvc", "n");
        var history = history("");
        assertEquals(
                Set.of("a.dvc", "dvc.yaml", "dvc.lock", ".dvcignore", "d/e/b c.dvc", "d/dvc.yaml", "d/e/f/z.dvc"),
                paths(history.metafiles(first)));
        assertEquals(
                Set.of("new.dvc", "dvc.yaml", "dvc.lock", ".dvcignore", "d/e/b c.dvc", "d/dvc.yaml", "d/e/f/z.dvc"),
                paths(history.metafiles(second)));
        for (var file : history.metafiles(first)) {
            assertEquals(Optional.of(file.blob()), history.blob(first, file.path()));
        }
        assertEquals(Set.of("n.dvc"), paths(history("nested").metafiles(first)));
        assertEquals(List.of(), history.metafiles(sandbox.git("commit-tree", "-m", "empty", emptyTree())));
    }

    private String emptyTree() throws IOException {
        return sandbox.git("hash-object", "-t", "tree", "-w", "/dev/null");
    }

    private static Set<String> paths(List<TreeFile> files) {
        return files.stream().map(TreeFile::path).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aProjectBelowTheTopSeesItsOwnPaths() throws IOException {
        sandbox.write("other.dvc", "");
        var commit = sandbox.commit("sub/d/a.dvc", "x");
        var history = history("sub");
        assertEquals(Set.of("d/a.dvc"), paths(history.metafiles(commit)));
        assertEquals(
                "x", new String(history.read(history.blob(commit, "d/a.dvc").orElseThrow(), 100), UTF_8));
        assertEquals(
                "d/a.dvc", history.versions("d/a.dvc", commit, List.of()).get(0).metafile());
        Files.createDirectories(sandbox.root.resolve("young"));
        assertEquals(List.of(), history("young").metafiles(commit));
    }

    @Test
    void readsContentsOfAnyKind() throws IOException {
        byte[] binary = {0, '\n', (byte) 0xff, '\n'};
        Files.write(sandbox.root.resolve("binary"), binary);
        sandbox.write("empty", "");
        sandbox.write("a b:c", "odd");
        var commit = sandbox.commit("x", "x");
        var history = history("");
        var id = history.blob(commit, "binary").orElseThrow();
        assertArrayEquals(binary, history.read(id, 4));
        assertArrayEquals(
                new byte[0], history.read(history.blob(commit, "empty").orElseThrow(), 0));
        assertTrue(history.blob(commit, "a b:c").isPresent());
        for (var path : List.of("nope", "", "x/y", "x\nHEAD:x", "nope missing")) {
            assertEquals(Optional.empty(), history.blob(commit, path), path);
        }
        var tooBig = assertThrows(JdvcException.class, () -> history.read(id, 3));
        assertEquals(Kind.LIMIT, tooBig.kind());
        assertArrayEquals(binary, history.read(id, 4)); // and goes on after a failure
        var missing = assertThrows(JdvcException.class, () -> history.read("0".repeat(40), 3));
        assertEquals(Kind.MISSING, missing.kind());
        assertThrows(IllegalArgumentException.class, () -> history.read("HEAD:x", 3));
    }

    @Test
    void readsManyContentsWithLargeAnswers() throws IOException {
        var blobs = new ArrayList<String>();
        for (int i = 0; i < 300; i++) sandbox.write("f" + i, (i + " ").repeat(3000));
        var commit = sandbox.commit("x", "x");
        var history = history("");
        for (int i = 0; i < 300; i++) blobs.add(history.blob(commit, "f" + i).orElseThrow());
        var contents = history.readAll(blobs, 1 << 20);
        for (int i = 0; i < 300; i++) {
            assertEquals((i + " ").repeat(3000), new String(contents.get(blobs.get(i)), UTF_8));
        }
    }

    @Test
    void versionsAreTheCommitsThatChangedTheMetafile() throws IOException {
        var first = sandbox.commit("m.dvc", Sandbox.dvc(1, "m"));
        sandbox.git("tag", "v1");
        sandbox.git("tag", "-a", "-m", "n", "v1.0");
        sandbox.commit("other", "1");
        sandbox.write("metrics.json", "{}");
        var second = sandbox.commit("m.dvc", Sandbox.dvc(2, "m"));
        sandbox.commit("other", "2");
        var history = history("");
        var versions = history.versions("m.dvc", sandbox.git("rev-parse", "HEAD"), List.of("metrics.json", "gone"));
        assertEquals(
                List.of(second, first), versions.stream().map(Version::commit).toList());
        var newest = versions.get(0);
        assertEquals("Ann", newest.author());
        assertEquals("m.dvc", newest.subject());
        assertEquals(List.of(), newest.tags());
        assertEquals(
                sandbox.git("show", "-s", "--format=%aI", second),
                newest.date()
                        .toString()
                        .replaceFirst("Z$", "+00:00")
                        .replaceFirst("T(\\d\\d:\\d\\d)([+-])", "T$1:00$2"));
        assertEquals(Set.of("m.dvc", "metrics.json"), newest.files().keySet());
        assertEquals(Sandbox.dvc(2, "m"), new String(history.read(newest.files().get("m.dvc"), 1000), UTF_8));
        assertEquals(Set.of("v1", "v1.0"), Set.copyOf(versions.get(1).tags()));
        assertEquals(Set.of("m.dvc"), versions.get(1).files().keySet());
        assertEquals(List.of(), versions.get(1).parents());
    }

    @Test
    void versionsFollowRenamesButNotCopies() throws IOException {
        var first = sandbox.commit("a.dvc", Sandbox.dvc(1, "a"));
        var second = sandbox.commit("a.dvc", Sandbox.dvc(2, "a"));
        sandbox.git("mv", "a.dvc", "b.dvc");
        var renamed = sandbox.commit("b.dvc", Sandbox.dvc(2, "b"));
        var third = sandbox.commit("b.dvc", Sandbox.dvc(3, "b"));
        sandbox.write("d/x", "");
        sandbox.git("mv", "b.dvc", "d/b.dvc");
        var moved = sandbox.commit("other", "");
        var copied = sandbox.commit("copy.dvc", Sandbox.dvc(3, "copy"));
        var history = history("");
        var versions = history.versions("d/b.dvc", copied, List.of());
        assertEquals(
                List.of(moved + " d/b.dvc", third + " b.dvc", renamed + " b.dvc", second + " a.dvc", first + " a.dvc"),
                versions.stream().map(v -> v.commit() + " " + v.metafile()).toList());
        assertEquals(1, history.versions("copy.dvc", copied, List.of()).size());
        for (int i = 0; i + 1 < versions.size(); i++) {
            var older = versions.get(i + 1);
            assertEquals(
                    Set.of(older.files().get(older.metafile())), versions.get(i).before());
        }
        assertEquals(Set.of(), versions.get(4).before());
    }

    @Test
    void versionsOfSwappedNamesEnd() throws IOException {
        sandbox.commit("a.dvc", Sandbox.dvc(1, "a"));
        for (int i = 0; i < 3; i++) {
            sandbox.git("mv", "a.dvc", "b.dvc");
            sandbox.commit("b.dvc", Sandbox.dvc(1, "b"));
            sandbox.git("mv", "b.dvc", "a.dvc");
            sandbox.commit("a.dvc", Sandbox.dvc(1, "a"));
        }
        var versions = history("").versions("a.dvc", sandbox.git("rev-parse", "HEAD"), List.of());
        var present = versions.stream()
                .filter(v -> v.files().containsKey(v.metafile()))
                .map(Version::commit)
                .toList();
        assertEquals(List.of(sandbox.git("rev-list", "--topo-order", "HEAD").split("\n")), present);
    }

    @Test
    void versionsSeeBothSidesOfAMergeAndWhatItMade() throws IOException {
        var base = sandbox.commit("m.dvc", Sandbox.dvc(1, "m"));
        sandbox.git("checkout", "-q", "-b", "side");
        var side = sandbox.commit("m.dvc", Sandbox.dvc(2, "m"));
        sandbox.git("checkout", "-q", "main");
        var main = sandbox.commit("m.dvc", Sandbox.dvc(3, "m"));
        sandbox.git("merge", "-q", "-s", "ours", "-m", "merge ours", "side");
        var ours = sandbox.git("rev-parse", "HEAD");
        var history = history("");
        assertEquals(Set.of(base, side, main), commits(history.versions("m.dvc", ours, List.of())));
        sandbox.write("m.dvc", Sandbox.dvc(4, "m"));
        sandbox.git("commit", "-q", "-a", "--amend", "-m", "merged by hand");
        var byHand = sandbox.git("rev-parse", "HEAD");
        assertEquals(Set.of(base, side, main, byHand), commits(history.versions("m.dvc", byHand, List.of())));
    }

    private static Set<String> commits(List<Version> versions) {
        return versions.stream().map(Version::commit).collect(Collectors.toSet());
    }

    @Test
    void versionsTellADeletion() throws IOException {
        sandbox.commit("m.dvc", Sandbox.dvc(1, "m"));
        Files.delete(sandbox.root.resolve("m.dvc"));
        var gone = sandbox.commit("x", "");
        var back = sandbox.commit("m.dvc", Sandbox.dvc(1, "m"));
        var versions = history("").versions("m.dvc", back, List.of());
        assertEquals(3, versions.size());
        assertEquals(gone, versions.get(1).commit());
        assertEquals(Set.of(), versions.get(1).files().keySet());
    }

    @Test
    void versionsBearOddAuthorsSubjectsAndDates() throws IOException {
        sandbox.write("*.dvc", Sandbox.dvc(1, "*"));
        sandbox.git("add", "-A");
        sandbox.git(
                "-c",
                "user.name=Zoë, tag: x",
                "commit",
                "-q",
                "--allow-empty-message",
                "-m",
                "",
                "--date=1500000000 -0330");
        var version = history("")
                .versions("*.dvc", sandbox.git("rev-parse", "HEAD"), List.of())
                .get(0);
        assertEquals("", version.subject());
        assertEquals("Zoë, tag: x", version.author());
        assertEquals("2017-07-13T23:10-03:30", version.date().toString());
    }

    @Test
    void longHistoriesCostFewProcessesAndNothingForOtherFiles() throws IOException {
        int count = 2000;
        importHistory(count);
        var head = sandbox.git("rev-parse", "main");
        var history = history("");
        var versions = history.versions("pkl/m.dvc", head, List.of("metrics.json"));
        assertEquals(count / 4, versions.size());
        var blobs = versions.stream().map(v -> v.files().get("pkl/m.dvc")).toList();
        assertEquals(count / 4, history.readAll(blobs, 1000).size());
        Set<String> all = new HashSet<>();
        for (var files : history.metafiles(history.allCommits()).values()) files.forEach(file -> all.add(file.blob()));
        assertEquals(new HashSet<>(blobs), all);
    }

    private void importHistory(int count) throws IOException {
        var stream = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            line(stream, "commit refs/heads/main\ncommitter a <a@b> " + (1_700_000_000L + i) + " +0000\ndata 1\nc");
            if (i % 4 == 0) file(stream, "pkl/m.dvc", Sandbox.dvc(i, "m"));
            file(stream, "src/f" + i % 50, "x" + i);
        }
        var result = Exec.run(
                sandbox.root, sandbox.env().vars(), List.of("git", "fast-import", "--quiet"), stream.toByteArray());
        assertEquals(0, result.exit(), result.text());
    }

    private static void file(ByteArrayOutputStream to, String path, String content) {
        line(to, "M 100644 inline " + path);
        line(to, "data " + content.length());
        line(to, content);
    }

    private static void line(ByteArrayOutputStream to, String text) {
        to.writeBytes((text + "\n").getBytes(UTF_8));
    }

    @Test
    void contentsOfAFileAreThoseOfTheCommitsThatChangedIt() throws IOException {
        sandbox.commit("sub/m*.json", "1");
        sandbox.commit("sub/mm.json", "another");
        sandbox.commit("sub/m*.json", "2");
        sandbox.git("rm", "-q", "sub/m*.json");
        sandbox.git("commit", "-q", "-m", "removed");
        var last = sandbox.commit("sub/m*.json", "3");
        for (var relative : List.of("false", "true")) {
            sandbox.git("config", "diff.relative", relative);
            var history = history("sub");
            var blobs = history.contents("m*.json", last, 10);
            var texts = new ArrayList<String>();
            for (var blob : blobs) texts.add(new String(history.read(blob, 10), UTF_8));
            assertEquals(List.of("3", "2", "1"), texts);
            assertEquals(blobs.subList(0, 1), history.contents("m*.json", last, 2));
            assertEquals(List.of(), history.contents("other", last, 10));
        }
    }
}
