package jdvc.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.disk.Exec;
import jdvc.object.Layout;
import jdvc.store.LocalStore.Adoption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {

    @TempDir
    Path dir;

    private Rooms rooms;

    @BeforeEach
    void open() {
        rooms = new Rooms(dir);
    }

    @Test
    void aDirectoryIsItsFilesByPath() throws Exception {
        rooms.write("d/b/c", "1");
        rooms.write("d/b-c", "2");
        rooms.write("d/.hidden", "3");
        Files.createDirectories(rooms.root.resolve("d/empty"));
        var snapshot = rooms.workspace.hash(Rooms.path("d"), Layout.V3, Progress.NONE);
        assertEquals(
                List.of(".hidden", "b-c", "b/c"), Rooms.names(snapshot.tree().orElseThrow()));
        assertEquals(3, snapshot.size());
    }

    @Test
    void linksToFilesAreFilesAndLinksToDirectoriesAreLeftOut() throws Exception {
        rooms.write("outside/file", "x");
        rooms.write("d/a", "1");
        Files.createSymbolicLink(rooms.root.resolve("d/link"), rooms.root.resolve("outside/file"));
        Files.createSymbolicLink(rooms.root.resolve("d/dir"), rooms.root.resolve("outside"));
        var snapshot = rooms.workspace.hash(Rooms.path("d"), Layout.V3, Progress.NONE);
        assertEquals(List.of("a", "link"), Rooms.names(snapshot.tree().orElseThrow()));
    }

    @Test
    void refusesABrokenLinkAndAPipe() throws Exception {
        rooms.write("d/a", "1");
        var link = Files.createSymbolicLink(rooms.root.resolve("d/link"), Path.of("nowhere"));
        var broken = assertThrows(JdvcException.class, () -> hash("d"));
        assertTrue(broken.getMessage().contains("d/link"), broken.getMessage());
        Files.delete(link);
        Exec.run(rooms.root, java.util.Map.of(), List.of("mkfifo", "d/pipe"));
        var pipe = assertThrows(JdvcException.class, () -> hash("d"));
        assertTrue(pipe.getMessage().contains("d/pipe"), pipe.getMessage());
    }

    private Snapshot hash(String path) throws IOException, InterruptedException {
        return rooms.workspace.hash(Rooms.path(path), Layout.V3, Progress.NONE);
    }

    @Test
    void leavesOutNestedProjectsAndSaysSo() throws Exception {
        rooms.write("d/a", "1");
        rooms.write("d/sub/.dvc/config", "");
        rooms.write("d/sub/b", "2");
        var snapshot = hash("d");
        assertEquals(List.of("a"), Rooms.names(snapshot.tree().orElseThrow()));
        assertEquals(
                List.of("d/sub"),
                snapshot.nested().stream().map(s -> s.replaceAll("/$", "")).toList());
    }

    @Test
    void leavesOutWhatIsIgnoredAndOurTemporaries() throws Exception {
        rooms.write(".dvcignore", "*.log\ncache/\n");
        rooms.write("d/a.log", "1");
        rooms.write("d/cache/x", "2");
        rooms.write("d/b", "3");
        rooms.write("d/.jdvc-ABCDEFGHIJKLMNOPQRSTUV", "4");
        assertEquals(List.of("b"), Rooms.names(hash("d").tree().orElseThrow()));
    }

    @Test
    void manyFilesOfOneDirectoryAreEachSeenOnce() throws Exception {
        var expected = new ArrayList<String>();
        for (int i = 0; i < 3000; i++) {
            rooms.write("d/%04d".formatted(i), "" + i);
            expected.add("%04d".formatted(i));
        }
        assertEquals(expected, Rooms.names(hash("d").tree().orElseThrow()));
    }

    @Test
    void nothingThereIsNothing() throws Exception {
        assertFalse(hash("nope").exists());
    }

    @Test
    void comparisonTellsEachKindOfChange() throws Exception {
        rooms.write("d/same", "1");
        rooms.write("d/changed", "2");
        rooms.write("d/gone", "3");
        var saved = rooms.save("d");
        rooms.write("d/changed", "22");
        Files.delete(rooms.root.resolve("d/gone"));
        rooms.write("d/sub/new", "4");
        var kinds = new TreeMap<String, Change.Kind>();
        rooms.compare("d", saved).forEach(c -> kinds.put(c.path(), c.kind()));
        assertEquals(
                new TreeMap<>(java.util.Map.of(
                        "d/changed", Change.Kind.MODIFIED,
                        "d/gone", Change.Kind.DELETED,
                        "d/sub/new", Change.Kind.ADDED)),
                kinds);
    }

    @Test
    void aFileOfAnotherLengthIsModifiedWithoutBeingRead() throws Exception {
        rooms.write("f", "12345");
        var saved = rooms.save("f");
        var wanted = new Workspace.Wanted(
                saved.id().orElseThrow(), java.util.Optional.empty(), java.util.Optional.empty(), 5);
        rooms.write("f", "123456");
        var changes = rooms.workspace.compare(Rooms.path("f"), wanted, Progress.NONE);
        assertEquals(Change.Kind.MODIFIED, changes.get(0).kind());
        assertTrue(changes.get(0).id().isEmpty());
    }

    @Test
    void bytesInTheCacheAreSavedAndOthersAreNot() throws Exception {
        rooms.write("f", "1");
        var first = rooms.save("f");
        rooms.write("f", "2");
        var change = rooms.compare("f", first).get(0);
        assertFalse(rooms.workspace.isSaved(change, Layout.V3, rooms.cache));
        rooms.save("f");
        assertTrue(rooms.workspace.isSaved(change, Layout.V3, rooms.cache));
    }

    /** Text under a legacy name: others of the same name are not the user's bytes (safety 5.10). */
    @Test
    void textWithOtherLineEndsIsNotSavedByItsLegacyName() throws Exception {
        rooms.write("f", "a\nb\n");
        var snapshot = rooms.workspace.adopt(
                Rooms.path("f"), Layout.LEGACY, rooms.cache, jdvc.store.LocalStore.Adoption.COPY, Progress.NONE);
        rooms.cache.flush();
        rooms.write("f", "a\r\nb\r\n");
        var stat = rooms.workspace.stat(Rooms.path("f"));
        var change = new Change("f", Change.Kind.MODIFIED, stat, java.util.Optional.empty(), snapshot.id());
        assertFalse(rooms.workspace.isSaved(change, Layout.LEGACY, rooms.cache));
        rooms.write("f", "a\nb\n");
        var again = new Change(
                "f",
                Change.Kind.MODIFIED,
                rooms.workspace.stat(Rooms.path("f")),
                java.util.Optional.empty(),
                snapshot.id());
        assertTrue(rooms.workspace.isSaved(again, Layout.LEGACY, rooms.cache));
    }

    /** What a task is told. */
    private static final class Told implements Progress {

        final List<Long> bytes = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Task start(String title, long files, long bytesInAll) {
            return new Task() {
                @Override
                public void files(long done) {}

                @Override
                public void bytes(long done) {
                    bytes.add(done);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void warn(String message) {}

        long sum() {
            return bytes.stream().mapToLong(Long::longValue).sum();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 1_000_000, 17 << 20})
    void tellsOfTheBytesOfAFileWhileItReadsThem(int size) throws Exception {
        rooms.write("big", "x".repeat(size));
        var hashing = new Told();
        rooms.workspace.hash(Rooms.path("big"), Layout.V3, hashing);
        assertEquals(size, hashing.sum());
        assertEquals((size + (1 << 17) - 1) >> 17, hashing.bytes.size());
        var remembered = new Told();
        rooms.workspace.hash(Rooms.path("big"), Layout.V3, remembered);
        assertEquals(size, remembered.sum());
        var adopting = new Told();
        rooms.workspace.adopt(Rooms.path("big"), Layout.V3, rooms.cache, Adoption.COPY, adopting);
        assertEquals(size, adopting.sum());
        assertTrue(adopting.bytes.size() >= size >> 17);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 17 << 20})
    void anInterruptEndsTheReadingOfAFile(int size) throws Exception {
        rooms.write("big", "x".repeat(size));
        var id = rooms.save("big").id().orElseThrow();
        var touched = rooms.root.resolve("big");
        Files.setLastModifiedTime(touched, FileTime.fromMillis(1));
        var wanted = new Workspace.Wanted(id, Optional.empty(), Optional.empty(), size);
        List<Executable> readings = List.of(
                () -> rooms.workspace.hash(Rooms.path("big"), Layout.V3, Progress.NONE),
                () -> rooms.workspace.compare(Rooms.path("big"), wanted, Progress.NONE),
                () -> rooms.workspace.adopt(Rooms.path("big"), Layout.V3, rooms.cache, Adoption.COPY, Progress.NONE),
                () -> rooms.workspace.adopt(
                        Rooms.path("big"), Layout.V3, rooms.cache, Adoption.HARDLINK, Progress.NONE));
        for (var reading : readings) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, reading);
            assertTrue(Thread.interrupted());
        }
    }
}
