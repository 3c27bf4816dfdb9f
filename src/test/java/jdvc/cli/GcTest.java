package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdvc.disk.Meddling;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.LocalStore;
import jdvc.store.Memo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcTest {

    private static final String A = "files/md5/0c/c175b9c0f1b6a831c399e269772661";
    private static final String B = "files/md5/92/eb5ffee6ae2fec3ad71c777531578f";

    @TempDir
    Path directory;

    private Project project;
    private Path cache;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
        cache = project.root.resolve(".dvc/cache");
    }

    /** The bytes {@code a} are in the cache and on the remote and nothing names them; {@code b} is in use. */
    private void replaceAByB() throws Exception {
        project.write("pkl/model", "a");
        project.succeeds("add", "pkl/model");
        project.git("add", "-A");
        project.git("commit", "-qm", "a");
        project.succeeds("push");
        project.write("pkl/model", "b");
        project.succeeds("add", "pkl/model");
        project.succeeds("push");
    }

    private boolean has(String object) {
        return Files.exists(cache.resolve(object));
    }

    private boolean storeHas(String object) {
        return Files.exists(project.store.resolve(object));
    }

    private Path share() {
        cache = directory.resolve("shared");
        project.succeeds("cache", "dir", cache.toString());
        return cache;
    }

    @Test
    void showsNamesAndSizesAndAsksFirst() throws Exception {
        replaceAByB();
        var no = project.answered(List.of("n"), "gc", "-w");
        assertEquals(1, no.exit());
        assertTrue(no.err().contains("1 B  pkl/model"), no.err());
        assertTrue(has(A));
        var yes = project.answered(List.of("y"), "gc", "-w");
        assertEquals("Removed 1 objects from repo cache.\nNo unused 'legacy' cache to remove.\n", yes.out());
        assertFalse(has(A));
        assertTrue(has(B));
        assertTrue(storeHas(A));
    }

    @Test
    void keepsWhatLeavesTheCacheInItsTrashUnlessToldNotTo() throws Exception {
        replaceAByB();
        project.succeeds("gc", "-wf");
        try (var trash = Files.list(cache.resolve(".jdvc/trash"))) {
            var place = trash.findFirst().orElseThrow();
            assertEquals("a", Files.readString(place.resolve(A)));
            assertTrue(project.text(".dvc/tmp/jdvc/journal/" + place.getFileName() + "/op.json")
                    .contains(place.toString()));
        }
        project.write("pkl/model", "c");
        project.succeeds("add", "pkl/model");
        project.succeeds("gc", "-wf", "--no-trash");
        try (var trash = Files.list(cache.resolve(".jdvc/trash"))) {
            assertEquals(1, trash.count());
        }
    }

    @Test
    void theTrashIsEmptiedAfterSomeDays() throws Exception {
        replaceAByB();
        project.succeeds("gc", "-wf");
        project.succeeds("gc", "-wf");
        assertTrue(Files.exists(cache.resolve(".jdvc/trash")));
        project.succeeds(Meddling.aging(Project.disk(), Duration.ofDays(8)), "gc", "-wf");
        try (var trash = Files.list(cache.resolve(".jdvc/trash"))) {
            assertEquals(0, trash.count());
        }
    }

    @Test
    void dryDeletesNothingAndShowsEachObject() throws Exception {
        replaceAByB();
        var ran = project.succeeds("gc", "-w", "-c", "--now", "--dry");
        assertTrue(ran.out().contains("Would remove " + cache + "/" + A + " (1 B, pkl/model)\n"), ran.out());
        assertTrue(ran.out().contains("Would remove 1 objects from remote, 1 B.\n"), ran.out());
        assertTrue(has(A) && storeHas(A));
    }

    @Test
    void ofARemoteKeepsWhatIsYoungUnlessToldNotTo() throws Exception {
        replaceAByB();
        var ran = project.succeeds("gc", "-wcf");
        assertTrue(ran.err().contains("1 object not used and younger than 24 hours"), ran.err());
        assertTrue(storeHas(A));
        assertFalse(has(A));
        project.succeeds(Meddling.aging(Project.disk(), Duration.ofHours(25)), "gc", "-wcf");
        assertFalse(storeHas(A));
        assertTrue(storeHas(B));
    }

    @Test
    void saysThatARemoteCannotBeUndone() throws Exception {
        replaceAByB();
        var ran = project.answered(List.of("y"), "gc", "-wc", "--now");
        assertEquals(0, ran.exit());
        assertTrue(ran.err().contains("What leaves the remote cannot be brought back."), ran.err());
        assertFalse(storeHas(A));
    }

    @Test
    void ofASharedCacheKeepsWhatIsYoungAndWhatOtherProjectsUse() throws Exception {
        share();
        replaceAByB();
        var other = new Project(Files.createDirectories(directory.resolve("other")));
        other.succeeds("cache", "dir", cache.toString());
        other.write("theirs", "theirs");
        other.succeeds("add", "theirs");
        project.succeeds("gc", "-wf");
        assertTrue(has(A));
        project.succeeds("gc", "-wf", "--now", "-p", other.root.toString());
        assertFalse(has(A));
        other.delete("theirs");
        other.succeeds("checkout");
        assertEquals(
                255, project.jdvc("gc", "-wf", "-p", project.root.toString()).exit());
    }

    @Test
    void nothingLiftsALease() throws Exception {
        replaceAByB();
        var id = ObjectId.parsePath(A).orElseThrow();
        try (var store = new LocalStore(Project.disk(), cache, Memo.NONE, false, 1);
                var lease = store.lease()) {
            lease.hold(List.of(id));
            var ran = project.succeeds("gc", "-wf", "--now");
            assertTrue(ran.err().contains("1 object needed by a command that is running: kept."), ran.err());
            assertTrue(has(A));
        }
        project.succeeds("gc", "-wf");
        assertFalse(has(A));
    }

    /** Somebody reads a remote in a directory as the cache of another project, and begins after the look at the leases. */
    @Test
    void aLeaseThatIsTakenMeanwhileCountsToo() throws Exception {
        replaceAByB();
        var id = ObjectId.parsePath(A).orElseThrow();
        try (var store = new LocalStore(Project.disk(), project.store, Memo.NONE, false, 1);
                var lease = store.lease()) {
            var disk = Meddling.before(
                    Project.disk(),
                    (call, args) -> call.equals("rename") && args[1].toString().contains("/.jdvc/trash/"),
                    () -> lease.hold(List.of(id)));
            var ran = project.succeeds(disk, "gc", "-wcf", "--now");
            assertTrue(ran.err().contains("1 object needed by a command that is running: kept."), ran.err());
            assertTrue(ran.out().contains("No unused cache to remove from remote.\n"), ran.out());
            assertTrue(storeHas(A));
        }
    }

    @Test
    void aMetafileThatCannotBeReadStopsItBeforeTheFirstDeletion() throws Exception {
        replaceAByB();
        project.write("broken.dvc", "");
        assertEquals(255, project.jdvc("gc", "-wf").exit());
        assertEquals(255, project.jdvc("gc", "-wf", "--skip-failed").exit());
        assertTrue(has(A));
    }

    @Test
    void aCommitThatCannotBeReadIsPassedOverOnlyIfTold() throws Exception {
        replaceAByB();
        project.write("broken.dvc", "outs: 1\n");
        project.git("add", "-A");
        project.git("commit", "-qm", "broken");
        project.delete("broken.dvc");
        var ran = project.jdvc("gc", "-Af");
        assertEquals(255, ran.exit());
        assertTrue(ran.err().contains("failed to collect '"), ran.err());
        assertTrue(has(A));
        project.write("pkl/model", "c");
        project.succeeds("add", "pkl/model");
        ran = project.succeeds("gc", "-Af", "--skip-failed");
        assertTrue(ran.err().contains("skipping"), ran.err());
        assertTrue(has(A)); // the first commit can be read
        assertFalse(has(B));
    }

    /** The same dvc.yaml and dvc.lock name other outputs when params.yaml says so. */
    @Test
    void keepsWhatACommitNamesByItsParams() throws Exception {
        project.write("dvc.yaml", "stages:\n  train:\n    cmd: make\n    outs:\n    - ${name}\n");
        project.write("params.yaml", "name: one\n");
        project.write("one", "a");
        project.succeeds("commit", "-f");
        project.git("add", "-A");
        project.git("commit", "-qm", "one");
        project.write("params.yaml", "name: two\n");
        project.git("commit", "-qam", "two, not made yet");
        assertTrue(has(A));
        project.succeeds("gc", "-Af");
        assertTrue(has(A));
    }

    /** DVC deletes the files of a directory whose listing is lost (DEV-6). */
    @Test
    void aListingThatIsNowhereStopsItAlsoWithForce() throws Exception {
        project.write("data/a", "a");
        project.write("data/b", "b");
        project.succeeds("add", "data");
        var listing = ObjectId.parse(md5(project.text("data.dvc")), Layout.V3).orElseThrow();
        Files.delete(cache.resolve(listing.path()));
        var ran = project.jdvc("gc", "-wf");
        assertEquals(255, ran.exit());
        assertTrue(ran.err().contains("without cache for directory 'data'"), ran.err());
        assertTrue(has(A) && has(B));
    }

    private static String md5(String metafile) {
        int at = metafile.indexOf("md5: ") + 5;
        return metafile.substring(at, metafile.indexOf('\n', at));
    }

    @Test
    void deletesNothingThatIsNoObject() throws Exception {
        replaceAByB();
        for (var foreign : List.of("README", "ab/readme", "files/md5/zz/" + A.substring(13), "files/md5/0c/short")) {
            Files.createDirectories(cache.resolve(foreign).getParent());
            Files.writeString(cache.resolve(foreign), "mine");
        }
        project.succeeds("gc", "-wf");
        for (var foreign : List.of("README", "ab/readme", "files/md5/zz/" + A.substring(13), "files/md5/0c/short")) {
            assertTrue(has(foreign), foreign);
        }
        assertFalse(has(A));
    }

    @Test
    void refusesWhatContradictsItself() throws Exception {
        for (var words : List.of("gc", "gc -w -n 2", "gc -w -c --not-in-remote", "gc -w --date yesterday")) {
            var ran = project.jdvc(words.split(" "));
            assertEquals(255, ran.exit(), words);
        }
        assertEquals(251, project.jdvc("gc", "-wcf", "-r", "nope").exit());
        assertEquals(253, project.jdvc("gc", "-wf", "-p", directory.toString()).exit());
    }
}
