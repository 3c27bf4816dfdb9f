package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdvc.disk.Disk;
import jdvc.disk.Meddling;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.LocalStore;
import jdvc.store.Memo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands while somebody else deletes from the cache that they use (safety 7.8). */
class SharedCacheTest {

    private static final String MD5_OF_A = "0cc175b9c0f1b6a831c399e269772661";
    private static final String MD5_OF_B = "92eb5ffee6ae2fec3ad71c777531578f";
    private static final ObjectId A = ObjectId.parse(MD5_OF_A, Layout.V3).orElseThrow();
    private static final ObjectId B = ObjectId.parse(MD5_OF_B, Layout.V3).orElseThrow();

    @TempDir
    Path directory;

    private Project project;
    private Path cache;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
        cache = project.root.resolve(".dvc/cache");
    }

    private void share() {
        cache = directory.resolve("shared");
        project.succeeds("cache", "dir", cache.toString());
    }

    private Path object(String md5) {
        return cache.resolve("files/md5/" + md5.substring(0, 2) + "/" + md5.substring(2));
    }

    private static boolean names(Object[] args, String end) {
        for (var arg : args) if (arg instanceof Path path && path.toString().endsWith(end)) return true;
        return false;
    }

    /** What others see held at that moment. */
    private Set<ObjectId> leased() throws IOException {
        return new LocalStore(Project.disk(), cache, Memo.NONE, false, 1).leased();
    }

    @Test
    void addSavesAgainWhatIsDeletedBeforeItEnds() throws Exception {
        share();
        project.write("data/a", "a");
        project.write("data/b", "b");
        var held = new HashSet<ObjectId>();
        var disk = Meddling.after(
                Project.disk(), (call, args) -> call.equals("replace") && names(args, "data.dvc"), 1, () -> {
                    held.addAll(leased());
                    Files.delete(object(MD5_OF_A));
                });
        project.succeeds(disk, "add", "data");
        assertEquals("a", Files.readString(object(MD5_OF_A)));
        assertTrue(held.contains(A) && held.contains(B), held.toString());
        assertEquals(3, held.size());
        assertFalse(Files.exists(cache.resolve(".jdvc")));
    }

    /** An old object of nobody is there when it is looked for, and gone when it is needed. */
    @Test
    void noMetafileNamesWhatWasDeletedBeforeItWasHeld() throws Exception {
        share();
        project.write("a", "a");
        project.succeeds("add", "a");
        project.write("copy", "a");
        var disk = Meddling.before(
                Project.disk(),
                (call, args) -> call.equals("create") && args[0].toString().contains("/leases/"),
                () -> Files.delete(object(MD5_OF_A)));
        project.succeeds(disk, "add", "copy");
        assertEquals("a", Files.readString(object(MD5_OF_A)));
    }

    @Test
    void addFailsWhenAllIsDeletedTimeAfterTime() throws Exception {
        share();
        project.write("a", "a");
        var disk = Meddling.after(
                Project.disk(),
                (call, args) -> call.equals("rename") && names(args, MD5_OF_A.substring(2)),
                99,
                () -> Files.delete(object(MD5_OF_A)));
        var ran = project.fails(disk, "add", "a");
        assertTrue(ran.err().contains("somebody deletes from the cache"), ran.err());
        assertEquals("a", project.text("a"));
    }

    @Test
    void fetchFetchesAgainWhatIsDeletedBeforeItEnds() throws Exception {
        project.write("data/a", "a");
        project.write("data/b", "b");
        project.succeeds("add", "data");
        project.succeeds("push");
        Files.delete(object(MD5_OF_A));
        var held = new HashSet<ObjectId>();
        var disk = Meddling.after(
                Project.disk(), (call, args) -> call.equals("rename") && names(args, MD5_OF_A.substring(2)), 1, () -> {
                    held.addAll(leased());
                    Files.delete(object(MD5_OF_A));
                    Files.delete(object(MD5_OF_B));
                });
        project.succeeds(disk, "fetch");
        assertEquals("a", Files.readString(object(MD5_OF_A)));
        assertEquals("b", Files.readString(object(MD5_OF_B)));
        assertEquals(3, held.size());
        assertFalse(Files.exists(cache.resolve(".jdvc")));
    }

    @Test
    void fetchFailsWhenAllIsDeletedTimeAfterTime() throws Exception {
        project.write("a", "a");
        project.succeeds("add", "a");
        project.succeeds("push");
        Files.delete(object(MD5_OF_A));
        var disk = Meddling.after(
                Project.disk(),
                (call, args) -> call.equals("rename") && names(args, MD5_OF_A.substring(2)),
                99,
                () -> Files.delete(object(MD5_OF_A)));
        var ran = project.fails(disk, "fetch");
        assertTrue(ran.err().contains("1 file failed to download"), ran.err());
    }

    /** Another project whose {@code data} holds a and b. */
    private String source() throws IOException {
        var source = new Project(Files.createDirectories(directory.resolve("elsewhere")));
        source.write("data/a", "a");
        source.write("data/b", "b");
        source.succeeds("add", "data");
        return source.root.toString();
    }

    @Test
    void importTakesAgainWhatIsDeletedBeforeItEnds() throws Exception {
        share();
        var held = new HashSet<ObjectId>();
        var disk = Meddling.after(
                Project.disk(), (call, args) -> call.equals("replace") && names(args, "data.dvc"), 1, () -> {
                    held.addAll(leased());
                    Files.delete(object(MD5_OF_B));
                });
        project.succeeds(disk, "import", source(), "data");
        assertEquals("a", Files.readString(object(MD5_OF_A)));
        assertEquals("b", Files.readString(object(MD5_OF_B)));
        assertTrue(held.contains(A) && held.contains(B), held.toString());
        assertEquals(3, held.size());
        assertFalse(Files.exists(cache.resolve(".jdvc")));
    }

    @Test
    void importFailsWhenAllIsDeletedTimeAfterTime() throws Exception {
        share();
        var disk = Meddling.after(
                Project.disk(),
                (call, args) -> call.equals("rename") && names(args, MD5_OF_A.substring(2)),
                99,
                () -> Files.delete(object(MD5_OF_A)));
        var ran = project.fails(disk, "import", source(), "data");
        assertTrue(ran.err().contains("somebody deletes from the cache"), ran.err());
        assertFalse(project.exists("data.dvc"));
    }

    @Test
    void fetchOfAnImportTakesAgainWhatIsDeletedBeforeItEnds() throws Exception {
        project.succeeds("import", source(), "data");
        Files.delete(object(MD5_OF_A));
        var held = new HashSet<ObjectId>();
        var disk = Meddling.after(
                Project.disk(), (call, args) -> call.equals("rename") && names(args, MD5_OF_A.substring(2)), 1, () -> {
                    held.addAll(leased());
                    Files.delete(object(MD5_OF_A));
                    Files.delete(object(MD5_OF_B));
                });
        project.succeeds(disk, "fetch");
        assertEquals("a", Files.readString(object(MD5_OF_A)));
        assertEquals("b", Files.readString(object(MD5_OF_B)));
        assertTrue(held.contains(A) && held.contains(B), held.toString());
        assertFalse(Files.exists(cache.resolve(".jdvc")));
    }

    @Test
    void pushHoldsWhatItSends() throws Exception {
        project.write("data/a", "a");
        project.write("data/b", "b");
        project.succeeds("add", "data");
        var held = new HashSet<ObjectId>();
        var disk = Meddling.after(
                Project.disk(),
                (call, args) -> call.equals("create") && names(args, "/1"),
                1,
                () -> held.addAll(leased()));
        project.succeeds(disk, "push");
        assertEquals(3, held.size());
        assertFalse(Files.exists(cache.resolve(".jdvc")));
    }

    @Test
    void checkoutNamesWhatIsDeletedBeforeItEnds() throws Exception {
        share();
        project.succeeds("config", "cache.type", "symlink");
        project.write("data/a", "a");
        project.write("data/b", "b");
        project.succeeds("add", "data");
        project.delete("data/a");
        var disk = Meddling.after(
                Project.disk(), (call, args) -> call.equals("symbolicLink"), 1, () -> Files.delete(object(MD5_OF_A)));
        var ran = project.jdvc(disk, "checkout");
        assertEquals(255, ran.exit());
        assertTrue(ran.err().contains("data/a"), ran.err());
    }

    /** One process more per command is what a lease costs. */
    @Test
    void nothingIsHeldInAPrivateCacheUnderTheProjectsLock() throws Exception {
        Set<String> made = ConcurrentHashMap.newKeySet();
        var disk = noting(made);
        project.write("data/a", "a");
        project.succeeds(disk, "add", "data");
        project.delete("data/a");
        project.succeeds(disk, "checkout");
        project.write("data/a", "b");
        project.succeeds(disk, "commit", "-f");
        project.succeeds(disk, "status");
        project.succeeds(disk, "import", source(), "data", "-o", "taken");
        project.succeeds("push");
        project.succeeds(disk, "push");
        project.succeeds(disk, "fetch");
        assertEquals(Set.of(), made);
    }

    private static Disk noting(Set<String> made) {
        return Meddling.before(
                Project.disk(),
                (call, args) -> call.equals("create")
                        && args[0].toString().contains("/leases/")
                        && made.add(args[0].toString()),
                () -> {});
    }

    @Test
    void aGroupMayWriteWhatIsUnprotected() throws IOException {
        project.succeeds("config", "cache.shared", "group");
        project.write("data/a", "a");
        project.succeeds("add", "data");
        project.succeeds("unprotect", "data");
        assertEquals(0664, (int) Files.getAttribute(project.root.resolve("data/a"), "unix:mode") & 0777);
    }
}
