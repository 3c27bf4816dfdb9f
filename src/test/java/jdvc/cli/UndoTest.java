package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What undo brings back, and what it refuses to touch. */
class UndoTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    /** Returns the project's files without Git's and DVC's own, by path; links are followed. */
    private Map<String, String> files() throws IOException {
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(project.root)) {
            for (var each : all.toList()) {
                var path = project.root.relativize(each).toString();
                if (path.startsWith(".git/") || path.startsWith(".dvc/") || !Files.isRegularFile(each)) continue;
                boolean runs = Files.isExecutable(each);
                files.put(path, (runs ? "x " : "- ") + HexFormat.of().formatHex(Files.readAllBytes(each)));
            }
        }
        return files;
    }

    private void takesBack(String... command) throws IOException {
        var before = files();
        project.succeeds(command);
        assertFalse(before.equals(files()), "the command changed nothing");
        project.succeeds("undo");
        assertEquals(before, files());
    }

    @Test
    void add() throws Exception {
        project.write("foo", "1");
        takesBack("add", "foo");
        project.succeeds("add", "foo");
        project.write("foo", "2");
        takesBack("add", "foo");
        project.write("bar", "3");
        takesBack("add", "foo", "bar");
    }

    @Test
    void addOfADirectory() throws Exception {
        project.write("d/a", "1");
        project.write("d/b c", "2");
        takesBack("add", "d");
    }

    @Test
    void addThatMadeALinkGivesTheFileBack() throws Exception {
        project.succeeds("config", "cache.type", "symlink");
        project.write("foo", "1");
        project.succeeds("add", "foo");
        assertTrue(Files.isSymbolicLink(project.root.resolve("foo")));
        project.succeeds("undo");
        assertFalse(Files.isSymbolicLink(project.root.resolve("foo")));
        assertEquals("1", project.text("foo"));
    }

    /** The metafile names the version before again, so a collection would take what a link leads to. */
    @Test
    void aLinkToWhatNobodyNamesAnyMoreBecomesAFile() throws Exception {
        project.succeeds("config", "cache.type", "symlink");
        project.write("foo", "1");
        project.succeeds("add", "foo");
        project.delete("foo");
        project.write("foo", "2");
        project.succeeds("add", "foo");
        project.succeeds("undo");
        project.succeeds("gc", "-wf", "--no-trash");
        assertEquals("2", project.text("foo"));
    }

    @Test
    void commit() throws Exception {
        project.write("foo", "1");
        project.succeeds("add", "foo");
        project.write("foo", "2");
        takesBack("commit", "-f");
    }

    @Test
    void checkoutOfAVersion() throws Exception {
        project.write("foo", "1");
        project.write("d/a", "1");
        project.succeeds("add", "foo", "d");
        project.git("add", "-A");
        project.git("commit", "-qm", "first");
        project.write("foo", "2");
        project.write("d/b", "2");
        project.succeeds("add", "foo", "d");
        takesBack("checkout", "foo@HEAD");
        takesBack("checkout", "d@HEAD");
    }

    @Test
    void checkoutThatMadeWhatWasMissing() throws Exception {
        project.write("d/sub/a", "1");
        project.write("run", "1");
        assertTrue(project.root.resolve("run").toFile().setExecutable(true));
        project.succeeds("add", "d", "run");
        project.delete("d/sub/a");
        project.delete("run");
        takesBack("checkout");
    }

    @Test
    void checkoutByForceOfWhatWasNotSaved() throws Exception {
        project.write("foo", "1");
        project.write("d/a", "1");
        project.succeeds("add", "foo", "d");
        project.write("foo", "not saved");
        project.write("d/a", "not saved either");
        project.write("d/new", "nor this");
        takesBack("checkout", "--force");
    }

    @Test
    void removeAndRemoveOfTheData() throws Exception {
        project.write("foo", "1");
        project.write("d/a", "1");
        assertTrue(project.root.resolve("foo").toFile().setExecutable(true));
        project.succeeds("add", "foo", "d");
        takesBack("remove", "foo.dvc");
        takesBack("remove", "--outs", "foo.dvc", "d.dvc");
        project.write("d/a", "not saved");
        takesBack("remove", "--outs", "foo.dvc", "d.dvc");
    }

    @Test
    void move() throws Exception {
        project.write("foo", "1");
        project.write("d/sub/a", "1");
        project.succeeds("add", "foo", "d");
        takesBack("move", "foo", "bar");
        takesBack("move", "d", "e");
        assertFalse(Files.exists(project.root.resolve("e")));
    }

    @Test
    void freeze() throws Exception {
        project.write("foo", "1");
        project.succeeds("add", "foo");
        takesBack("freeze", "foo.dvc");
    }

    @Test
    void importsAndUpdates() throws Exception {
        var elsewhere = Files.writeString(directory.resolve("elsewhere"), "1");
        takesBack("import-url", elsewhere.toString(), "taken");
        project.succeeds("import-url", elsewhere.toString(), "taken");
        Files.writeString(elsewhere, "version 2");
        takesBack("update", "taken.dvc");
        assertEquals("1", project.text("taken"));
        takesBack("remove", "--outs", "taken.dvc");
    }

    @Test
    void whatWasStagedLeavesTheIndex() throws Exception {
        project.succeeds("config", "core.autostage", "true");
        project.git("add", "-A");
        project.git("commit", "-qm", "settings");
        project.write("foo", "1");
        takesBack("add", "foo");
        assertEquals("", project.git("diff", "--cached", "--name-only"));
        project.succeeds("add", "foo");
        var staged = project.git("diff", "--cached");
        project.write("foo", "2");
        takesBack("add", "foo");
        assertEquals(staged, project.git("diff", "--cached"));
    }

    @Test
    void inACacheOfAGroup() throws Exception {
        project.succeeds("cache", "dir", directory.resolve("shared").toString());
        project.succeeds("config", "cache.shared", "group");
        project.succeeds("config", "cache.type", "symlink");
        project.write("d/a", "1");
        project.write("d/b", "2");
        takesBack("add", "d");
        project.succeeds("add", "d");
        takesBack("remove", "--outs", "d.dvc");
        project.delete("d/a");
        takesBack("checkout");
        takesBack("move", "d", "e");
        project.succeeds("remove", "d.dvc");
        var objects = objects();
        project.succeeds("gc", "-wf", "--now");
        assertEquals(Set.of(), objects());
        project.succeeds("undo");
        assertEquals(objects, objects());
    }

    private Set<String> objects() throws IOException {
        try (var all = Files.walk(directory.resolve("shared/files"))) {
            return all.filter(Files::isRegularFile).map(Path::toString).collect(Collectors.toSet());
        }
    }

    @Test
    void garbageCollection() throws Exception {
        project.write("foo", "1");
        project.write("d/a", "1");
        project.succeeds("add", "foo", "d");
        var object = project.root.resolve(".dvc/cache/files/md5/c4/ca4238a0b923820dcc509a6f75849b");
        project.succeeds("remove", "foo.dvc", "d.dvc");
        project.succeeds("gc", "-wf");
        assertFalse(Files.exists(object));
        var said = project.succeeds("undo").out();
        assertTrue(said.endsWith("2 objects came back to the cache.\n"), said);
        assertTrue(Files.exists(object));
        project.succeeds("undo");
        assertEquals("", project.succeeds("status", "-q").out());
    }

    @Test
    void oneAfterTheOther() throws Exception {
        for (int i = 0; i < 4; i++) {
            project.write("foo", "version " + i);
            project.succeeds("add", "foo");
        }
        for (int i = 2; i >= 0; i--) {
            project.succeeds("undo");
            project.succeeds("checkout");
            assertEquals("version " + i, project.text("foo"));
            project.succeeds("undo"); // the checkout
            assertEquals("version 3", project.text("foo"));
        }
        project.succeeds("undo");
        assertFalse(Files.exists(project.root.resolve("foo.dvc")));
        assertEquals("version 3", project.text("foo"));
        assertEquals("ERROR: there is nothing to undo\n", project.fails("undo").err());
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        project.write("foo", "1");
        project.succeeds("add", "foo");
        var before = files();
        var said = project.succeeds("undo", "--dry-run").out().split("\n");
        assertTrue(said[0].startsWith("Would take back `jdvc add foo` of 20"), said[0]);
        assertEquals(List.of("D\t.gitignore", "D\tfoo.dvc"), List.of(said).subList(1, said.length));
        assertEquals(before, files());
        project.succeeds("undo");
    }

    @Test
    void whatWasChangedSinceIsRefused() throws Exception {
        project.write("foo", "1");
        project.succeeds("add", "foo");
        project.write(".gitignore", "/foo\n/mine\n");
        var before = files();
        var err = project.fails("undo").err();
        assertTrue(err.contains("changed since `jdvc add foo`; nothing was taken back:\n  .gitignore"), err);
        assertEquals(before, files());
        project.succeeds("undo", "--force");
        assertFalse(Files.exists(project.root.resolve("foo.dvc")));
    }

    @Test
    void bytesMadeSinceAreProtected() throws Exception {
        project.write("foo", "1");
        project.succeeds("add", "foo");
        project.delete("foo");
        project.succeeds("checkout");
        project.write("foo", "unsaved");
        var err = project.fails("undo").err();
        assertTrue(err.contains("not saved anywhere"), err);
        assertEquals("unsaved", project.text("foo"));
        project.succeeds("undo", "--force");
        assertFalse(Files.exists(project.root.resolve("foo")));
        try (var all = Files.walk(project.root.resolve(".dvc/tmp/jdvc/trash"))) {
            var kept = all.filter(Files::isRegularFile).toList();
            assertEquals(1, kept.size());
            assertEquals("unsaved", Files.readString(kept.get(0)));
        }
    }

    @Test
    void whatIsNowhereAnyMoreIsNamedAndNothingIsChanged() throws Exception {
        project.write("foo", "1");
        project.write("bar", "2");
        project.succeeds("add", "foo", "bar");
        project.succeeds("remove", "--outs", "foo.dvc", "bar.dvc");
        Files.delete(project.root.resolve(".dvc/cache/files/md5/c4/ca4238a0b923820dcc509a6f75849b"));
        var before = files();
        var err = project.fails("undo").err();
        assertTrue(err.contains("foo (c4ca4238a0b923820dcc509a6f75849b is not in the cache)"), err);
        assertEquals(before, files());
    }

    @Test
    void aPublishThatIsCommittedStays() throws Exception {
        project.write("foo", "1");
        project.succeeds("add", "foo");
        project.succeeds("publish", "-y", "--no-git-push", "-m", "first");
        project.write("foo", "2");
        project.succeeds("publish", "-y", "--no-git-push", "-m", "second");
        var before = files();
        var commit = project.git("rev-parse", "--short=7", "HEAD").strip();
        var err = project.fails("undo").err();
        assertTrue(err.contains("ended in commit " + commit), err);
        assertTrue(err.contains("jdvc checkout PATH@" + commit + "~1"), err);
        assertEquals(before, files());
    }

    @Test
    void theListHasTheNewestFirst() throws Exception {
        project.write("foo", "1");
        project.succeeds("add", "foo");
        project.succeeds("freeze", "foo.dvc");
        project.succeeds("undo");
        var lines = project.succeeds("undo", "--list").out().split("\n");
        assertEquals(2, lines.length);
        assertTrue(lines[0].matches("20.* UTC +undone +1 path +jdvc freeze foo.dvc"), lines[0]);
        assertTrue(lines[1].matches("20.* UTC +done +2 paths +jdvc add foo"), lines[1]);
    }

    @Test
    void aNewerJournalIsLeftAlone() throws Exception {
        project.write(".dvc/tmp/jdvc/journal/7/op.json", "{\"v\": 2, \"state\": \"done\"}");
        assertTrue(project.fails("undo").err().contains("newer jdvc"));
    }

    @Test
    void whatAnOlderEntryIsDoesNotMatter() throws Exception {
        project.write("foo", "1");
        project.succeeds("add", "foo");
        project.write(".dvc/tmp/jdvc/journal/1/op.json", "{");
        project.succeeds("freeze", "foo.dvc");
        project.succeeds("undo");
        assertTrue(project.fails("undo").err().contains("the journal's entry 1 is damaged"));
    }

    /** A repository can bring a journal along. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'metafiles': [{'path': '../out', 'before': 'before-0'}]",
                "'metafiles': [{'path': '.git/config', 'before': 'before-0'}]",
                "'metafiles': [{'path': '/tmp/x', 'before': 'before-0'}]",
                "'metafiles': [{'path': 'x', 'before': '../../../../../secret'}]",
                "'metafiles': [{'path': 'x', 'before': 'before-/../../x'}]",
                "'workspace': [{'path': '../out', 'was': 'trash'}]",
                "'workspace': [{'path': '.dvc/config', 'was': 'trash'}]",
                "'workspace': ['x']",
                "'cache_trash': '/etc'",
                "'cache_trash': '.dvc/cache/.jdvc/trash/../../files'"
            })
    void aHostileJournalIsRefused(String row) throws Exception {
        project.write(".dvc/tmp/jdvc/journal/1/before-0", "evil");
        project.write(
                ".dvc/tmp/jdvc/journal/1/op.json",
                ("{'v': 1, 'id': 1, 'time': '', 'verb': 'add', 'state': 'done', " + row + "}").replace('\'', '"'));
        var before = files();
        assertTrue(project.fails("undo").err().contains("is damaged"));
        assertEquals(before, files());
    }

    /** Whatever was done, undo brings the state before it back, byte by byte. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anySequence(long seed) throws Exception {
        var random = new Random(seed);
        if (seed > 4) project.succeeds("config", "cache.type", seed > 6 ? "hardlink" : "symlink");
        for (int step = 0; step < 25; step++) {
            edit(random);
            var before = files();
            var command = command(random);
            var ran = project.jdvc(command.toArray(String[]::new));
            if (before.equals(files())) continue;
            project.succeeds("undo");
            assertEquals(before, files(), "seed " + seed + ", step " + step + ": " + command + "\n" + ran.err());
            if (random.nextBoolean()) project.jdvc(command.toArray(String[]::new));
        }
    }

    private void edit(Random random) throws IOException {
        var path = random.nextBoolean() ? "f" + random.nextInt(3) : "d/" + random.nextInt(3);
        if (random.nextInt(6) == 0) Files.deleteIfExists(project.root.resolve(path));
        else project.write(path, "content " + random.nextInt(4));
    }

    private static List<String> command(Random random) {
        var name = List.of("f0", "f1", "f2", "d").get(random.nextInt(4));
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> List.of("add", name);
            case 3 -> List.of("checkout", "--force", name);
            case 4 -> List.of("checkout", "--force");
            case 5 -> List.of("remove", "--outs", name + ".dvc");
            case 6 -> List.of("move", name, name + "x");
            default -> List.of("commit", "-f");
        };
    }
}
