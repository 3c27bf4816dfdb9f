package jdvc.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {

    @TempDir
    Path dir;

    @BeforeEach
    void makeDirectories() throws IOException {
        for (var name : List.of("tmp", "aa", "bb")) Files.createDirectory(dir.resolve(name));
    }

    @Test
    void fewFilesAreSyncedOneByOneAndBecomeVisibleAfterwards() throws IOException {
        var recording = recording(Durability.BATCH);
        var batch = new Batch(recording.disk);
        add(batch, "1", "aa");
        add(batch, "2", "bb");
        assertFalse(Files.exists(dir.resolve("aa/1")));
        batch.flush();
        var expected = List.of("sync 1", "sync 2", "rename 1 1", "rename 2 2", "syncDirectory aa", "syncDirectory bb");
        assertEquals(expected, recording.calls);
        assertEquals("1", Files.readString(dir.resolve("aa/1")));
    }

    @Test
    void manyFilesAreSyncedTogetherAndEachDirectoryOnce() throws IOException {
        var recording = recording(Durability.BATCH);
        var batch = new Batch(recording.disk);
        for (int i = 0; i < 40; i++) add(batch, "" + i, i % 2 == 0 ? "aa" : "bb");
        batch.flush();
        assertEquals("syncFileSystem tmp", recording.calls.get(0));
        assertEquals(40, count(recording, "rename "));
        assertEquals(
                List.of("syncDirectory aa", "syncDirectory bb"), recording.calls.subList(41, recording.calls.size()));
    }

    @Test
    void fullDurabilitySyncsAndPublishesEachByItself() throws IOException {
        var recording = recording(Durability.FULL);
        var batch = new Batch(recording.disk);
        add(batch, "1", "aa");
        assertEquals(List.of("sync 1", "rename 1 1", "syncDirectory aa"), recording.calls);
    }

    @Test
    void withoutDurabilityNothingIsSynced() throws IOException {
        var recording = recording(Durability.OFF);
        var batch = new Batch(recording.disk);
        add(batch, "1", "aa");
        batch.flush();
        assertEquals(List.of("rename 1 1"), recording.calls);
    }

    @Test
    void publishesByItselfWhenItIsFull() throws IOException {
        var recording = recording(Durability.OFF);
        var batch = new Batch(recording.disk);
        for (int i = 0; i < 1000; i++) add(batch, "" + i, "aa");
        assertEquals(1000, count(recording, "rename "));
        batch.flush();
        assertEquals(1000, count(recording, "rename "));
    }

    @Test
    void aFailedSyncShowsNothingAndLeavesNothing() throws IOException {
        var recording = recording(Durability.BATCH);
        recording.failAt("sync 2"::equals);
        var batch = new Batch(recording.disk);
        for (var name : List.of("1", "2", "3")) add(batch, name, "aa");
        assertThrows(IOException.class, batch::flush);
        assertEquals(0, count(recording, "rename "));
        assertEquals(1, count(recording, "sync 2"), "a failed sync is final");
        assertEquals(List.of(), recording.disk.list(dir.resolve("aa")));
        assertEquals(List.of(), recording.disk.list(dir.resolve("tmp")));
    }

    @Test
    void aFailedRenameKeepsWhatIsVisible() throws IOException {
        var recording = recording(Durability.BATCH);
        recording.failAt("rename 2 2"::equals);
        var batch = new Batch(recording.disk);
        for (var name : List.of("1", "2", "3")) add(batch, name, "aa");
        assertThrows(IOException.class, batch::flush);
        assertTrue(Files.exists(dir.resolve("aa/1")));
        assertEquals(List.of("1"), recording.disk.list(dir.resolve("aa")));
        assertEquals(List.of(), recording.disk.list(dir.resolve("tmp")));
    }

    private void add(Batch batch, String name, String directory) throws IOException {
        var temp = Files.writeString(dir.resolve("tmp").resolve(name), name);
        batch.add(temp, dir.resolve(directory).resolve(name), 1);
    }

    private static long count(Recording recording, String prefix) {
        return recording.calls.stream().filter(call -> call.startsWith(prefix)).count();
    }

    private static Recording recording(Durability durability) {
        return new Recording(new LocalDisk(durability, new Random(1), 0022));
    }
}
