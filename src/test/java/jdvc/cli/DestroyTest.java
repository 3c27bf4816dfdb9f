package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.disk.Meddling;
import jdvc.disk.Proof;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestroyTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    @Test
    void asksAndTakesNoForAnAnswer() throws Exception {
        project.write("a", "a");
        project.succeeds("add", "a");
        var ran = project.fails("destroy");
        assertTrue(
                ran.err()
                        .endsWith("ERROR: failed to destroy DVC - cannot destroy without a confirmation from the user."
                                + " Use `-f` to force.\n"),
                ran.err());
        assertTrue(project.exists("a.dvc"));
        assertTrue(project.exists(".dvc/config"));
        requireGone(project.answered(List.of("y"), "destroy"));
        assertEquals("a", project.text("a"));
    }

    private void requireGone(Project.Ran ran) {
        assertEquals(0, ran.exit(), ran.err());
        assertFalse(project.exists(".dvc"));
        assertFalse(project.exists(".dvcignore"));
    }

    @Test
    void saysWhatIsNowhereElse() throws Exception {
        project.write("data/a", "first");
        project.write("data/b", "same");
        project.succeeds("add", "data");
        project.write("data/a", "second, a longer one");
        project.succeeds("add", "data");
        var ran = project.fails("destroy");
        // the old version of a, and the listing that names it
        assertTrue(ran.err().contains("2 objects, "), ran.err());
        assertTrue(ran.err().contains("5 B  "), ran.err());
        project.write("data/a", "third");
        ran = project.fails("destroy");
        assertTrue(ran.err().contains("4 objects, "), ran.err());
        assertTrue(ran.err().contains("20 B  data/a\n"), ran.err());
        project.succeeds("push");
        ran = project.fails("destroy");
        assertTrue(ran.err().contains("2 objects, "), ran.err());
        assertFalse(ran.err().contains("data/a\n"), ran.err());
    }

    @Test
    void saysNothingOfTheKindWhereAllIsElsewhere() throws Exception {
        project.write("data/a", "a");
        project.write("b", "b");
        project.succeeds("add", "data", "b");
        project.succeeds("push", "b");
        Files.delete(project.root.resolve("b"));
        var ran = project.fails("destroy");
        assertFalse(ran.err().contains("WARNING"), ran.err());
        project.succeeds("config", "cache.dir", directory.resolve("elsewhere").toString());
        Files.delete(project.root.resolve("data/a"));
        assertFalse(project.fails("destroy").err().contains("with the cache"));
    }

    /** A remote that lies in the project's own directory goes with it; one that does not answer proves nothing. */
    @Test
    void onlyARemoteThatStaysAndAnswersCounts() throws Exception {
        project.write("a", "a");
        project.succeeds("add", "a");
        Files.delete(project.root.resolve("a"));
        project.succeeds("remote", "modify", "store", "url", ".dvc/store");
        project.succeeds("push");
        assertTrue(project.fails("destroy").err().contains("1 object, 1 B, of the cache is neither"));
        project.succeeds("remote", "modify", "store", "url", "gs://no/such");
        var ran = project.fails("destroy");
        assertTrue(ran.err().contains("1 object, 1 B, of the cache is neither"), ran.err());
        assertTrue(ran.err().contains("cannot tell what the remote has, 'store': "), ran.err());
    }

    @Test
    void namesTheTrashAndWhatIsNotOurs() throws Exception {
        project.write("a", "a");
        project.succeeds("add", "a");
        project.write("a", "unsaved");
        project.succeeds("checkout", "-f");
        project.write(".dvc/notes.txt", "mine");
        var ran = project.succeeds("destroy", "-f");
        assertTrue(ran.err().contains("the trash goes too: 1 file that `jdvc undo`"), ran.err());
        assertTrue(ran.err().contains("in '.dvc' is also: notes.txt"), ran.err());
        requireGone(ran);
    }

    /** Also of what is tracked no more: a link that a move by hand left. */
    @Test
    void linksIntoTheCacheBecomeFilesBeforeItGoes() throws Exception {
        project.succeeds("config", "cache.type", "symlink");
        project.write("data/a", "a");
        project.write("one", "1");
        project.succeeds("add", "data", "one");
        Files.createDirectories(project.root.resolve("sub/dir"));
        Files.move(project.root.resolve("one"), project.root.resolve("sub/dir/moved"));
        Files.createSymbolicLink(project.root.resolve("sub/broken"), Path.of("nowhere"));
        Files.createSymbolicLink(project.root.resolve("sub/away"), directory.resolve("home"));
        requireGone(project.succeeds("destroy", "-f"));
        for (var each : List.of("data/a", "sub/dir/moved")) {
            assertTrue(Files.isRegularFile(project.root.resolve(each), LinkOption.NOFOLLOW_LINKS));
            assertTrue(Files.isWritable(project.root.resolve(each)));
        }
        assertEquals("1", project.text("sub/dir/moved"));
        assertTrue(Files.isSymbolicLink(project.root.resolve("sub/broken")));
        assertTrue(Files.exists(directory.resolve("home/.gitconfig")));
    }

    /** Nothing is deleted before what the workspace gained is durable, and the lock is the last file that goes. */
    @Test
    void syncsFirstAndGivesTheLockUpLast() throws Exception {
        project.succeeds("config", "cache.type", "symlink");
        project.write("a", "a");
        project.succeeds("add", "a");
        var did = new ArrayList<String>();
        var real = new LocalDisk(Durability.BATCH, new Random(), 022);
        var disk = Meddling.before(
                real,
                (method, args) -> {
                    if (method.equals("syncFileSystem")) did.add("sync");
                    if (method.equals("delete") && args[1] instanceof Proof.UserForced forced) {
                        did.add(project.root.relativize(Path.of(forced.path())).toString());
                    }
                    return false;
                },
                () -> {});
        requireGone(project.succeeds(disk, "destroy", "-f"));
        assertEquals("sync", did.get(0));
        assertEquals(List.of("a.dvc", ".dvcignore"), did.subList(1, 3));
        assertEquals(".dvc/tmp/lock", did.get(did.size() - 1));
    }

    @Test
    void aLinkInPlaceOfTheDirectoryIsNotGoneThrough() throws Exception {
        project.write("a", "a");
        project.succeeds("add", "a");
        Files.move(project.root.resolve(".dvc"), directory.resolve("moved"));
        Files.createSymbolicLink(project.root.resolve(".dvc"), directory.resolve("moved"));
        assertTrue(project.fails("destroy", "-f").err().contains("is a symbolic link"));
        assertTrue(project.exists("a.dvc"));
        assertTrue(Files.exists(directory.resolve("moved/config")));
    }

    /** The cache may be a link to a disk with room: what it leads to stays. */
    @Test
    void aCacheBehindALinkStays() throws Exception {
        project.write("a", "a");
        project.succeeds("add", "a");
        Files.move(project.root.resolve(".dvc/cache"), directory.resolve("cache"));
        Files.createSymbolicLink(project.root.resolve(".dvc/cache"), directory.resolve("cache"));
        requireGone(project.succeeds("destroy", "-f"));
        assertTrue(Files.exists(directory.resolve("cache/files/md5/0c/c175b9c0f1b6a831c399e269772661")));
    }
}
