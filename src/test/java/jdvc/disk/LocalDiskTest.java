package jdvc.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import jdvc.JdvcException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {

    private static final Proof TEMP = new Proof.OwnTemp();

    private final LocalDisk disk = new LocalDisk(Durability.BATCH, new Random(1), 0022);

    @TempDir
    Path dir;

    @Test
    void tellsWhatANameStandsFor() throws IOException {
        var file = write("file", "12345");
        Files.setAttribute(file, "unix:mode", 02751);
        var link = Files.createSymbolicLink(dir.resolve("link"), file);
        var stat = disk.stat(file).orElseThrow();
        assertTrue(stat.isFile());
        assertEquals(5, stat.size());
        assertEquals(02751, stat.mode());
        assertTrue(stat.isExecutable());
        assertEquals(1, stat.links());
        assertEquals((int) Files.getAttribute(file, "unix:uid"), stat.uid());
        assertEquals(Files.getLastModifiedTime(file).to(java.util.concurrent.TimeUnit.NANOSECONDS), stat.mtime());
        assertTrue(disk.stat(dir).orElseThrow().isDirectory());
        assertTrue(disk.stat(link).orElseThrow().isLink());
        assertEquals(stat, disk.statTarget(link).orElseThrow());
        assertEquals(Stat.Type.OTHER, disk.stat(pipe("pipe")).orElseThrow().type());
    }

    @Test
    void nothingIsANormalAnswer() throws IOException {
        var file = write("file", "");
        var broken = Files.createSymbolicLink(dir.resolve("broken"), Path.of("nowhere"));
        for (var path : List.of(dir.resolve("no"), dir.resolve("no/no"), file.resolve("below"))) {
            assertEquals(Optional.empty(), disk.stat(path));
            assertEquals(Optional.empty(), disk.statTarget(path));
            assertEquals(Optional.empty(), disk.read(path, 10));
            disk.delete(path.getParent().equals(file) ? dir.resolve("no") : path, TEMP);
        }
        assertEquals(Optional.empty(), disk.statTarget(broken));
        assertEquals(Optional.empty(), disk.read(broken, 10));
        assertTrue(disk.stat(broken).orElseThrow().isLink());
    }

    @Test
    void aStatSeesEveryChange() throws IOException {
        var file = write("file", "1");
        var before = disk.stat(file).orElseThrow();
        assertTrue(before.sameAs(disk.stat(file).orElseThrow()));
        Files.writeString(file, "22");
        assertFalse(before.sameAs(disk.stat(file).orElseThrow()));
        var time = Files.getLastModifiedTime(file);
        var changed = disk.stat(file).orElseThrow();
        Files.delete(file);
        Files.setLastModifiedTime(write("file", "33"), time);
        assertFalse(
                changed.sameAs(disk.stat(file).orElseThrow()), "ctime or inode tell, though the mtime was set back");
    }

    @Test
    void listsEveryName() throws IOException {
        var names = new TreeSet<>(
                Set.of("a", ".b", "-c", "d e", "n\nl", "q'\"", "\u00e9", "e\u0301", "\ud83d\ude00", "\\", "*"));
        for (var name : names) write(name, "");
        Files.createDirectory(dir.resolve("sub"));
        names.add("sub");
        assertEquals(names, new TreeSet<>(disk.list(dir)));
        assertEquals(List.of(), disk.list(dir.resolve("sub")));
    }

    @Test
    void saysWhyItCannotList() throws IOException {
        var file = write("file", "");
        assertThrows(NoSuchFileException.class, () -> disk.list(dir.resolve("no")));
        assertThrows(NotDirectoryException.class, () -> disk.list(file));
    }

    @Test
    void readsSmallFilesAndRefusesBigOnes() throws IOException {
        var file = write("file", "12345");
        Files.createSymbolicLink(dir.resolve("link"), file);
        assertArrayEquals("12345".getBytes(UTF_8), disk.read(file, 5).orElseThrow());
        assertArrayEquals(
                "12345".getBytes(UTF_8),
                disk.read(dir.resolve("link"), 1L << 40).orElseThrow());
        var refusal = assertThrows(JdvcException.class, () -> disk.read(file, 4));
        assertEquals(JdvcException.Kind.LIMIT, refusal.kind());
        assertTrue(refusal.getMessage().contains("file"), refusal.getMessage());
    }

    /** Opening a pipe for reading waits for a writer, here for ever. */
    @TestFactory
    @Timeout(60)
    Stream<DynamicTest> opensNothingButFiles() throws IOException {
        var pipe = pipe("pipe");
        var link = Files.createSymbolicLink(dir.resolve("link"), pipe);
        var sub = Files.createDirectory(dir.resolve("sub"));
        return Stream.of(pipe, link, sub, Path.of("/dev/null"))
                .map(path -> dynamicTest(path.getFileName().toString(), () -> {
                    assertThrows(FileSystemException.class, () -> disk.open(path));
                    assertThrows(FileSystemException.class, () -> disk.read(path, 10));
                    assertThrows(FileSystemException.class, () -> disk.copy(path, dir.resolve("copy")));
                    assertFalse(Files.exists(dir.resolve("copy")));
                }));
    }

    @Test
    void opensThroughLinks() throws IOException {
        write("file", "12345");
        Files.createSymbolicLink(dir.resolve("link"), Path.of("file"));
        try (var in = disk.open(dir.resolve("link"))) {
            assertEquals("12345", new String(in.readAllBytes(), UTF_8));
        }
        assertThrows(NoSuchFileException.class, () -> disk.open(dir.resolve("no")));
        assertEquals("file", disk.readLink(dir.resolve("link")));
        assertEquals(disk.realPath(dir.resolve("file")), disk.realPath(dir.resolve("link")));
    }

    @Test
    void createsOnlyWhatIsNew() throws IOException {
        var file = dir.resolve("file");
        try (var out = disk.create(file)) {
            out.write("x".getBytes(UTF_8));
        }
        assertEquals(0600, disk.stat(file).orElseThrow().mode());
        assertThrows(FileAlreadyExistsException.class, () -> disk.create(file));
        assertEquals("x", Files.readString(file));
    }

    @Test
    void neverCreatesThroughALink() throws IOException {
        var target = dir.resolve("target");
        var link = Files.createSymbolicLink(dir.resolve("link"), target);
        var source = write("source", "x");
        assertThrows(FileAlreadyExistsException.class, () -> disk.create(link));
        assertThrows(FileAlreadyExistsException.class, () -> disk.copy(source, link));
        assertFalse(Files.exists(target));
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void copiesAndDoesNotTouchWhatIsThere() throws IOException {
        var source = dir.resolve("source");
        var bytes = new byte[300_000];
        new Random(2).nextBytes(bytes);
        Files.write(source, bytes);
        var copy = dir.resolve("copy");
        disk.copy(source, copy);
        assertArrayEquals(bytes, Files.readAllBytes(copy));
        assertEquals(0600, disk.stat(copy).orElseThrow().mode());

        var other = write("other", "precious");
        assertThrows(FileAlreadyExistsException.class, () -> disk.copy(source, other));
        assertThrows(NoSuchFileException.class, () -> disk.copy(dir.resolve("no"), other));
        assertEquals("precious", Files.readString(other));
    }

    @Test
    void aReflinkSharesOrLeavesNothing() throws IOException {
        var source = write("source", "x");
        var clone = dir.resolve("clone");
        boolean shared = disk.reflink(source, clone);
        assertEquals(shared, Files.exists(clone));
        if (shared) assertEquals("x", Files.readString(clone));
        var fresh = new LocalDisk(Durability.OFF, new Random(1), 0022);
        var other = write("other", "precious");
        assertThrows(FileAlreadyExistsException.class, () -> fresh.reflink(source, other));
        assertEquals("precious", Files.readString(other));
    }

    @Test
    void linksAreWhatTheySay() throws IOException {
        var file = write("file", "x");
        disk.hardLink(dir.resolve("hard"), file);
        disk.symbolicLink(dir.resolve("soft"), Path.of("file"));
        assertEquals(disk.stat(file), disk.stat(dir.resolve("hard")));
        assertEquals(2, disk.stat(file).orElseThrow().links());
        assertEquals("file", disk.readLink(dir.resolve("soft")));
        assertThrows(FileAlreadyExistsException.class, () -> disk.hardLink(dir.resolve("soft"), file));
        assertThrows(FileAlreadyExistsException.class, () -> disk.symbolicLink(dir.resolve("hard"), file));
    }

    @Test
    void setsModesButNotThroughALink() throws IOException {
        var file = write("file", "x");
        var link = Files.createSymbolicLink(dir.resolve("link"), file);
        disk.setMode(file, 0444);
        assertEquals(0444, disk.stat(file).orElseThrow().mode());
        assertThrows(FileSystemException.class, () -> disk.setMode(link, 0777));
        assertEquals(0444, disk.stat(file).orElseThrow().mode());
    }

    @Test
    void makesMissingDirectoriesOnly() throws IOException {
        Files.setAttribute(dir, "unix:mode", 0711);
        var deep = dir.resolve("a/b/c");
        disk.makeDirectories(deep, 02775);
        for (var each : List.of(deep, deep.getParent(), dir.resolve("a"))) {
            assertEquals(02775, disk.stat(each).orElseThrow().mode());
        }
        disk.makeDirectories(deep, 0700);
        assertEquals(02775, disk.stat(deep).orElseThrow().mode());
        assertEquals(0711, disk.stat(dir).orElseThrow().mode());
        var link = Files.createSymbolicLink(dir.resolve("link"), dir.resolve("a"));
        disk.makeDirectories(link.resolve("new"), -1);
        assertTrue(Files.isDirectory(dir.resolve("a/new")));
        var file = write("file", "x");
        assertThrows(FileAlreadyExistsException.class, () -> disk.makeDirectories(file, -1));
        assertThrows(FileSystemException.class, () -> disk.makeDirectories(file.resolve("below"), -1));
    }

    @Test
    void renamesOverAFileButNotOverADirectory() throws IOException {
        var file = write("file", "new");
        var old = write("old", "old");
        disk.rename(file, old);
        assertEquals("new", Files.readString(old));
        assertFalse(Files.exists(file));
        Files.createDirectory(dir.resolve("sub"));
        assertThrows(IOException.class, () -> disk.rename(old, dir.resolve("sub")));
        assertThrows(NoSuchFileException.class, () -> disk.rename(file, old));
        assertEquals("new", Files.readString(old));
    }

    @Test
    void deletesTheNameAndNotWhatItLeadsTo() throws IOException {
        var file = write("file", "x");
        var sub = Files.createDirectory(dir.resolve("sub"));
        write("sub/inside", "x");
        var toFile = Files.createSymbolicLink(dir.resolve("to-file"), file);
        var toSub = Files.createSymbolicLink(dir.resolve("to-sub"), sub);
        for (var link : List.of(toFile, toSub)) {
            disk.delete(link, TEMP);
            assertFalse(Files.exists(link, NOFOLLOW_LINKS));
        }
        assertTrue(Files.exists(file));
        assertThrows(DirectoryNotEmptyException.class, () -> disk.delete(sub, TEMP));
        assertTrue(Files.exists(sub.resolve("inside")));
        disk.delete(sub.resolve("inside"), new Proof.UserForced("sub/inside"));
        disk.delete(sub, new Proof.EmptyDirectory());
        assertFalse(Files.exists(sub));
        disk.delete(sub, new Proof.EmptyDirectory());
    }

    @Test
    void theProofOfAnEmptyDirectoryDeletesNoFile() throws IOException {
        var file = write("file", "x");
        var link = Files.createSymbolicLink(dir.resolve("link"), Files.createDirectory(dir.resolve("sub")));
        assertThrows(NotDirectoryException.class, () -> disk.delete(file, new Proof.EmptyDirectory()));
        assertThrows(NotDirectoryException.class, () -> disk.delete(link, new Proof.EmptyDirectory()));
        assertTrue(Files.exists(file) && Files.exists(link));
    }

    @Test
    void aNewFileGetsTheModeAskedForOrTheUmasks() throws IOException {
        for (var umask : List.of(0, 02, 022, 027, 077)) {
            var under = new LocalDisk(Durability.OFF, new Random(umask), umask);
            var file = dir.resolve("umask-" + umask);
            under.replace(file, new byte[0], -1);
            assertEquals(0666 & ~umask, under.stat(file).orElseThrow().mode());
            assertEquals(0666 & ~umask, under.newFileMode());
            under.replace(dir.resolve("secret-" + umask), new byte[0], 0600);
            assertEquals(
                    0600,
                    under.stat(dir.resolve("secret-" + umask)).orElseThrow().mode());
        }
    }

    @Test
    void replacingKeepsTheMode() throws IOException {
        var file = write("file", "old");
        disk.setMode(file, 0640);
        disk.replace(file, "new".getBytes(UTF_8), 0600);
        assertEquals("new", Files.readString(file));
        assertEquals(0640, disk.stat(file).orElseThrow().mode());
        assertEquals(List.of("file"), disk.list(dir));
    }

    @Test
    void replacingNeverWritesIntoTheOldFile() throws IOException {
        var file = write("file", "old");
        var other = Files.createLink(dir.resolve("other"), file);
        var link = Files.createSymbolicLink(dir.resolve("link"), file);
        disk.replace(file, "new".getBytes(UTF_8), -1);
        assertEquals("old", Files.readString(other));
        disk.replace(link, "newer".getBytes(UTF_8), -1);
        assertEquals("new", Files.readString(file));
    }

    @Test
    void aFailedReplacementLeavesNothingBehind() throws IOException {
        var sub = Files.createDirectory(dir.resolve("sub"));
        write("sub/inside", "x");
        assertThrows(IOException.class, () -> disk.replace(sub, "new".getBytes(UTF_8), -1));
        assertThrows(IOException.class, () -> disk.replace(dir.resolve("no/file"), "new".getBytes(UTF_8), -1));
        assertEquals(List.of("sub"), disk.list(dir));
        assertEquals(List.of("inside"), disk.list(sub));
    }

    @Test
    void readersSeeTheOldOrTheNewContent() throws Exception {
        var file = write("file", "0".repeat(1000));
        var done = new AtomicBoolean();
        var seen = new AtomicReference<>("");
        var reader = new Thread(() -> {
            while (!done.get()) {
                try {
                    var text = Files.readString(file);
                    boolean whole =
                            !text.isEmpty() && text.equals(text.substring(0, 1).repeat(1000 + text.charAt(0) - '0'));
                    if (!whole) seen.set("mixed: " + text);
                } catch (IOException e) {
                    seen.set("absent: " + e);
                }
            }
        });
        reader.start();
        var quick = new LocalDisk(Durability.OFF, new Random(4), 022);
        for (int i = 0; i < 2000; i++) {
            quick.replace(
                    file,
                    String.valueOf((char) ('0' + i % 10)).repeat(1000 + i % 10).getBytes(UTF_8),
                    -1);
        }
        done.set(true);
        reader.join();
        assertEquals("", seen.get());
    }

    @Test
    void temporaryNamesDoNotRepeat() {
        var names = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            var name = disk.temporaryName();
            assertTrue(name.matches("\\.jdvc-[A-Za-z0-9_-]{22}"), name);
            assertTrue(names.add(name));
        }
        assertNotEquals(disk.temporaryName(), new LocalDisk(Durability.OFF, new Random(99), 0).temporaryName());
    }

    @Test
    void syncsWhatIsThere() throws IOException {
        var file = write("file", "x");
        for (var durability : Durability.values()) {
            var some = new LocalDisk(durability, new Random(1), 0022);
            some.sync(file);
            some.syncDirectory(dir);
            some.syncFileSystem(dir);
            assertEquals(durability, some.durability());
        }
        assertThrows(NoSuchFileException.class, () -> disk.sync(dir.resolve("no")));
    }

    @Test
    void asksHowDurableItIsWhenSomethingIsFirstMadeToLastAndNoMore() throws IOException {
        var asked = new ArrayList<Disk>();
        var late = new LocalDisk(
                self -> {
                    asked.add(self);
                    return Durability.FULL;
                },
                new Random(1),
                0022);
        var file = write("file", "x");
        late.read(file, 10);
        late.rename(file, dir.resolve("other"));
        assertEquals(List.of(), asked);
        late.sync(dir.resolve("other"));
        late.syncDirectory(dir);
        assertEquals(Durability.FULL, late.durability());
        assertEquals(List.of(late), asked);
    }

    @Test
    void knowsItsFileSystem() throws IOException {
        assertTrue(disk.freeSpace(dir) > 0);
        assertTrue(disk.totalSpace(dir) >= disk.freeSpace(dir));
        assertTrue(disk.sameFileSystem(dir, write("file", "")));
        assertFalse(disk.sameFileSystem(dir, Path.of("/proc")));
        assertTrue(LocalDisk.isNoSpace(new IOException("write: No space left on device")));
        assertFalse(LocalDisk.isNoSpace(new IOException()));
    }

    @Test
    void durabilityIsReadInAnyCase() {
        assertEquals(Optional.of(Durability.FULL), Durability.parse("Full"));
        assertEquals(Optional.empty(), Durability.parse("none"));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private Path pipe(String name) throws IOException {
        var path = dir.resolve(name);
        assertEquals(
                0, Exec.run(dir, Map.of(), List.of("mkfifo", path.toString())).exit());
        return path;
    }
}
