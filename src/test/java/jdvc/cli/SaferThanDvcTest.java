package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jdvc.disk.Area;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where DVC loses data or says that all is well when it is not (DEV-1 to DEV-14, as far as no test of a verb has them). */
class SaferThanDvcTest {

    private static final String A = "0cc175b9c0f1b6a831c399e269772661";
    private static final String B = "92eb5ffee6ae2fec3ad71c777531578f";

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    private void trackTwoFiles() throws IOException {
        project.write("d/a", "a");
        project.write("d/b", "b");
        project.succeeds("add", "d");
    }

    /** Returns the names of the objects in a directory such as that of the cache. */
    private static Set<String> objects(Path store) throws IOException {
        if (!Files.exists(store)) return Set.of();
        try (var files = Files.walk(store.resolve("files/md5"))) {
            return files.filter(Files::isRegularFile)
                    .map(each -> each.getParent().getFileName().toString() + each.getFileName())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Path cache() {
        return project.root.resolve(".dvc/cache");
    }

    private String listing(String metafile) throws IOException {
        var text = project.text(metafile);
        return text.substring(text.indexOf("md5: ") + 5, text.indexOf(".dir") + 4);
    }

    private void lose(Path store, String md5) throws IOException {
        Files.delete(store.resolve("files/md5").resolve(md5.substring(0, 2)).resolve(md5.substring(2)));
    }

    private void forget(String... paths) throws IOException {
        for (var each : paths) Area.deleteAll(Project.disk(), project.root.resolve(each));
    }

    /** DEV-1. */
    @Test
    void aPushOfAPartIsNotTakenForOneOfTheWhole() throws IOException {
        trackTwoFiles();
        project.succeeds("push", "d/a");
        assertEquals(Set.of(A), objects(project.store));
        assertEquals(
                "\tnew:                d\n\tnew:                d/b\n",
                project.succeeds("status", "-c").out());
        project.succeeds("push");
        assertEquals(Set.of(A, B, listing("d.dvc")), objects(project.store));
        assertEquals(
                "Cache and remote 'store' are in sync.\n",
                project.succeeds("status", "-c").out());
    }

    /** DEV-2. */
    @Test
    void whatTheRemoteLostIsSeenAndSentAgain() throws IOException {
        trackTwoFiles();
        project.succeeds("push");
        lose(project.store, B);
        assertEquals(
                "\tnew:                d/b\n", project.succeeds("status", "-c").out());
        assertEquals("1 file pushed\n", project.succeeds("push").out());
        assertEquals(Set.of(A, B, listing("d.dvc")), objects(project.store));
    }

    /** DEV-2: without the listing the files that it names are no use. */
    @Test
    void aListingThatTheRemoteLostIsSeenAndSentAgain() throws IOException {
        trackTwoFiles();
        project.succeeds("push");
        lose(project.store, listing("d.dvc"));
        assertEquals(
                "\tnew:                d\n", project.succeeds("status", "-c").out());
        assertEquals("1 file pushed\n", project.succeeds("push").out());
    }

    /** DEV-3. */
    @Test
    void aPullOfAPartDoesNotHideTheRest() throws IOException {
        trackTwoFiles();
        project.succeeds("push");
        forget("d", ".dvc/cache");
        for (int i = 0; i < 2; i++) project.succeeds("pull", "d/a");
        assertFalse(project.exists("d/b"));
        project.succeeds("pull");
        assertEquals("ab", project.text("d/a") + project.text("d/b"));
    }

    /** DEV-4: also when nothing but the workspace has the bytes any more. */
    @Test
    void whatRemoveKeptStaysWhenTheCacheIsEmptied() throws IOException {
        for (var type : List.of("copy", "hardlink", "symlink")) {
            project.succeeds("config", "cache.type", type);
            project.write("one", type);
            project.write("d/a", "a " + type);
            project.succeeds("add", "one", "d");
            project.succeeds("remove", "one.dvc", "d.dvc");
            project.succeeds("gc", "-w", "-f", "--no-trash");
            var ran = project.succeeds("checkout");
            assertEquals("", ran.out(), type);
            assertEquals(type + "a " + type, project.text("one") + project.text("d/a"));
        }
    }

    /** DEV-4: a part is no output of its own that could lose its metafile. */
    @Test
    void anAddedPartIsNotTakenAwayByACheckout() throws IOException {
        trackTwoFiles();
        project.write("d/c", "c");
        project.succeeds("add", "d/c");
        assertEquals("", project.succeeds("checkout").out());
        assertEquals("c", project.text("d/c"));
    }

    /** DEV-5. */
    @Test
    void aFileThatCannotBeMadeCostsNoOther() throws IOException {
        trackTwoFiles();
        project.succeeds("push");
        lose(cache(), B);
        lose(project.store, B);
        project.delete("d/b");
        project.write("d/new", "nowhere else");
        for (var words : new String[][] {{"checkout"}, {"pull"}, {"checkout", "--force"}, {"pull", "--force"}}) {
            var ran = project.jdvc(words);
            assertTrue(ran.exit() != 0, ran::toString);
            if (words.length > 1) assertTrue(ran.err().contains("d/b"), ran::toString);
            assertEquals("a" + "nowhere else", project.text("d/a") + project.text("d/new"));
        }
    }

    /** DEV-6: what a listing that is nowhere names cannot be told from what nobody needs. */
    @Test
    void skippingFailuresDeletesNothingOfWhatIsUnknown() throws IOException {
        trackTwoFiles();
        lose(cache(), listing("d.dvc"));
        for (var words : new String[][] {{"gc", "-wf"}, {"gc", "-wf", "--skip-failed"}}) {
            project.jdvc(words);
            assertEquals(Set.of(A, B), objects(cache()));
        }
    }

    /** DEV-7. */
    @Test
    void outputsWithARemoteOfTheirOwnAreAskedForToo() throws IOException {
        var other = directory.resolve("other");
        project.succeeds("remote", "add", "other", other.toString());
        project.write("one", "a");
        project.succeeds("add", "one");
        project.write("one.dvc", project.text("one.dvc") + "  remote: other\n");
        assertEquals(
                "\tnew:                one\n", project.succeeds("status", "-c").out());
        project.succeeds("push");
        assertEquals(Set.of(A), objects(other));
        assertEquals(Set.of(), objects(project.store));
        lose(other, A);
        lose(cache(), A);
        assertEquals(
                "\tmissing:            one\n", project.succeeds("status", "-c").out());
    }

    /** DEV-7. */
    @Test
    void aListingThatIsNowhereIsMissing() throws IOException {
        trackTwoFiles();
        lose(cache(), listing("d.dvc"));
        assertEquals(
                "\tmissing:            d\n", project.succeeds("status", "-c").out());
    }

    /** DEV-8. */
    @Test
    void aCommitOfAPartRecordsNothingElse() throws IOException {
        trackTwoFiles();
        project.write("d/a", "new a");
        project.write("d/b", "new b");
        project.succeeds("commit", "-f", "d/a");
        project.git("add", "-A");
        project.git("commit", "-qm", "new a, and not yet b");
        forget("d");
        project.succeeds("checkout");
        assertEquals("new a" + "b", project.text("d/a") + project.text("d/b"));
    }

    /** DEV-10. */
    @Test
    void namesStandInListsOfChangesAsTheyAre() throws IOException {
        var marked = "[bold]x[/bold] [1]";
        var longest = "n".repeat(120) + " " + "m".repeat(100);
        project.write(marked, "a");
        project.write(longest, "b");
        project.succeeds("add", marked, longest);
        project.succeeds("push");
        project.delete(marked);
        project.delete(longest);
        assertEquals(
                "A\t" + marked + "\nA\t" + longest + "\n",
                project.succeeds("checkout").out());
        forget(marked, longest, ".dvc/cache");
        assertEquals(
                "A\t" + marked + "\nA\t" + longest + "\n2 files fetched and 2 files added\n",
                project.succeeds("pull").out());
    }

    /** DEV-11. */
    @Test
    void aDownloadThatFailsIsCountedAndNamed() throws IOException {
        project.write("one", "a");
        project.write("two", "b");
        project.succeeds("add", "one", "two");
        project.succeeds("push");
        forget("one", "two", ".dvc/cache");
        var object = project.object(A);
        assertTrue(object.toFile().setWritable(true));
        Files.writeString(object, "x");
        assertTrue(object.toFile().setReadOnly());
        for (var verb : List.of("fetch", "pull")) {
            var ran = project.fails(verb);
            assertTrue(ran.err().contains("1 file failed to download"), ran.err());
            assertTrue(ran.err().contains("one"), ran.err());
        }
        assertEquals("b", project.text("two"));
        assertEquals(Set.of(B), objects(cache()));
    }

    /** DEV-12: who holds the old file has the old bytes, whole. */
    @Test
    void noFileIsWrittenInPlace() throws IOException {
        project.write("dvc.yaml", "stages:\n  s:\n    cmd: make\n    outs:\n    - out\n");
        project.write("out", "1");
        project.write("one", "1");
        project.succeeds("add", "one");
        project.succeeds("commit", "-f");
        var held = List.of("one.dvc", "dvc.lock", "dvc.yaml", ".gitignore", ".dvc/config");
        var before = Files.createDirectories(directory.resolve("before"));
        for (var each : held) {
            Files.createLink(before.resolve(each.replace('/', '_')), project.root.resolve(each));
            Files.writeString(before.resolve(each.replace('/', '_') + ".txt"), project.text(each));
        }
        project.write("one", "changed");
        project.write("out", "changed");
        project.write("two", "2");
        project.succeeds("add", "one", "two");
        project.succeeds("commit", "-f");
        project.succeeds("freeze", "s");
        project.succeeds("config", "core.autostage", "false");
        for (var each : held) {
            var old = before.resolve(each.replace('/', '_'));
            assertEquals(Files.readString(Path.of(old + ".txt")), Files.readString(old), each);
            assertFalse(project.text(each).equals(Files.readString(old)), each + " did not change");
        }
    }

    /** DEV-13. */
    @Test
    void anAddThatFailsLeavesTheLinesOfOthers() throws IOException {
        project.write("a", "a");
        project.write("b", "b");
        project.succeeds("add", "a");
        project.fails("add", "a", "nope", "b");
        assertEquals("/a\n", project.text(".gitignore"));
        assertFalse(project.exists("b.dvc"));
    }

    /** DEV-14. */
    @Test
    void whatIsNoOutputAnyMoreStaysWhereTheCheckoutIsRefused() throws IOException {
        project.write("two", "b");
        project.succeeds("add", "two");
        project.git("add", "-A");
        project.git("commit", "-qm", "two");
        project.write("one", "a");
        project.succeeds("add", "one");
        project.git("add", "-A");
        project.git("commit", "-qm", "one");
        project.succeeds("checkout");
        project.git("checkout", "-q", "HEAD~1");
        project.write("two", "saved nowhere");
        var refused = project.jdvc("checkout");
        assertEquals(255, refused.exit());
        assertEquals("", refused.out());
        assertEquals("a" + "saved nowhere", project.text("one") + project.text("two"));
        assertEquals("M\ttwo\nD\tone\n", project.succeeds("checkout", "--force").out());
        assertFalse(project.exists("one"));
    }
}
