package jdvc.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import jdvc.Progress;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.disk.Stat;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a store are believed, and what becomes of the others. */
class ObjectFilesTest {

    private static final ObjectId ID = Hasher.hash("abc".getBytes(UTF_8), Layout.V3);

    @TempDir
    Path root;

    private final List<ObjectId> noted = new ArrayList<>();
    private final LocalDisk disk = new LocalDisk(Durability.OFF, new Random(1), 022);

    private ObjectFiles files() {
        return new ObjectFiles(
                disk,
                root,
                new Memo() {
                    @Override
                    public boolean isKnownGood(ObjectId id, Stat stat) {
                        return noted.contains(id);
                    }

                    @Override
                    public void noteGood(ObjectId id, Stat stat) {
                        noted.add(id);
                    }
                },
                -1);
    }

    private Path plant(String text, String mode) throws IOException {
        var file = root.resolve(ID.path());
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private List<Path> quarantined() throws IOException {
        if (!Files.exists(files().quarantine())) return List.of();
        try (var all = Files.list(files().quarantine())) {
            return all.toList();
        }
    }

    @Test
    void rightBytesThatNobodyVouchedForAreProtectedAndRemembered() throws IOException {
        var file = plant("abc", "rw-r--r--");
        assertTrue(files().find(ID).isPresent());
        assertEquals("r--r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(List.of(ID), noted);
    }

    @Test
    void wrongOnesAreKeptInQuarantineAndToldOfOnce() throws IOException {
        plant("abX", "rw-r--r--");
        var files = files();
        assertTrue(files.find(ID).isEmpty());
        assertTrue(files.find(ID).isEmpty());
        assertEquals("abX", Files.readString(quarantined().get(0)));
        assertEquals(List.of(ID), files.newlySetAside());
        assertEquals(List.of(), files.newlySetAside());
    }

    @Test
    void protectedBytesCountAsPresentUntilTheyAreUsed() throws IOException {
        plant("abX", "r--r--r--");
        assertTrue(files().find(ID).isPresent());
        assertThrows(ObjectMissingException.class, () -> files().requireRight(ID));
        assertEquals(1, quarantined().size());
        assertTrue(files().find(ID).isEmpty());
    }

    @Test
    void aCopyOfWrongBytesIsNotLeft() throws IOException {
        plant("abX", "r--r--r--");
        var to = root.resolve("copy");
        assertThrows(ObjectMissingException.class, () -> files().copyTo(ID, to));
        assertFalse(Files.exists(to));
        assertEquals(1, quarantined().size());
    }

    @Test
    void anEmptyFileUnderTheNameOfBytesIsLetBe() throws IOException {
        var file = plant("", "rw-r--r--");
        assertTrue(files().find(ID).isEmpty());
        assertThrows(ObjectMissingException.class, () -> files().requireRight(ID));
        assertTrue(Files.exists(file));
        assertEquals(List.of(), quarantined());
    }

    @Test
    void whatIsRememberedIsHashedAllTheSameWhereAskedAfresh() throws IOException {
        plant("abX", "r--r--r--");
        noted.add(ID);
        files().requireRight(ID);
        assertFalse(files().rehash(ID, Progress.Task.NONE));
        assertEquals(1, quarantined().size());
    }

    @Test
    void aLengthOtherThanTheWantedOneIsLookedAt() throws IOException {
        plant("abX!", "r--r--r--");
        assertTrue(files().holds(ID, -1));
        assertFalse(files().holds(ID, 3));
        assertEquals(1, quarantined().size());
    }
}
