package jdvc.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.disk.Meddling;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {

    private static final ObjectId A = Hasher.hash("a".getBytes(UTF_8), Layout.V3);
    private static final ObjectId B =
            Hasher.hash("b".getBytes(UTF_8), Layout.LEGACY).asTree();

    @TempDir
    Path root;

    private final Disk disk = new LocalDisk(Durability.OFF, new Random(1), 022);

    private LocalStore store() {
        return store(disk, false);
    }

    private LocalStore store(Disk on, boolean shared) {
        return new LocalStore(on, root, Memo.NONE, shared, 1);
    }

    private Path onlyFile() throws IOException {
        try (var files = Files.list(root.resolve(".jdvc/leases"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void whatOneHoldsAnotherSees() throws Exception {
        try (var lease = store().lease()) {
            lease.hold(List.of(A));
            assertEquals(Set.of(A), store().leased());
            lease.hold(List.of(A, B));
            assertEquals(Set.of(A, B), store().leased());
            assertEquals(A.path() + "\n" + B.path() + "\n", Files.readString(onlyFile()));
        }
        assertEquals(Set.of(), store().leased());
    }

    @Test
    void leavesNothingBehindAndMakesNothingForNothing() throws Exception {
        try (var lease = store().lease()) {
            lease.hold(List.of());
            assertFalse(Files.exists(root.resolve(".jdvc")));
            lease.hold(List.of(A));
        }
        assertFalse(Files.exists(root.resolve(".jdvc")));
    }

    @Test
    void theStoreItselfIsAsItWas() throws Exception {
        var place = root.resolve("cache");
        var store = new LocalStore(disk, place, Memo.NONE, false, 1);
        try (var lease = store.lease()) {
            lease.hold(List.of(A));
        }
        assertFalse(Files.exists(place), "there was none");
        Files.createDirectory(place);
        try (var lease = store.lease()) {
            lease.hold(List.of(A));
        }
        assertTrue(Files.exists(place), "it was there, and empty");
    }

    @Test
    void severalStandSideBySide() throws Exception {
        try (var one = store().lease()) {
            one.hold(List.of(A));
            try (var two = store().lease()) {
                two.hold(List.of(B));
                assertEquals(Set.of(A, B), store().leased());
            }
            assertEquals(Set.of(A), store().leased());
        }
    }

    /** The kernel takes the lock from a killed process; the file stays. */
    @Test
    void aKilledCommandHoldsNothing() throws Exception {
        var left = Files.createDirectories(root.resolve(".jdvc/leases")).resolve(disk.temporaryName());
        Files.writeString(left, A.path() + "\n");
        assertEquals(Set.of(), store().leased());
    }

    @Test
    void sweepingTakesWhatKilledCommandsLeftOnlyWhenItIsOld() throws Exception {
        var left = Files.createDirectories(root.resolve(".jdvc/leases")).resolve(disk.temporaryName());
        Files.writeString(left, A.path() + "\n");
        store().sweep();
        assertTrue(Files.exists(left));
        var later = Meddling.aging(disk, Duration.ofHours(2));
        try (var lease = store().lease()) {
            lease.hold(List.of(B));
            store(later, false).sweep();
            assertFalse(Files.exists(left));
            assertEquals(Set.of(B), store().leased());
        }
    }

    @Test
    void tellsWhatIsNotThere() throws Exception {
        try (var store = store();
                var lease = store.lease()) {
            store.write(A, Content.of("a".getBytes(UTF_8)));
            store.flush();
            lease.hold(List.of(A, B));
            assertEquals(Set.of(B), lease.lost());
            Files.delete(store.path(A));
            assertEquals(Set.of(A, B), lease.lost());
        }
    }

    /** A line whose end is not written yet may be half of a name. */
    @Test
    void linesThatAreNoPlacesOfObjectsAreNoObjects() throws Exception {
        try (var lease = store().lease()) {
            lease.hold(List.of(A));
            Files.writeString(
                    onlyFile(), "../etc/passwd\n\n" + B.path() + "\n" + A.path().substring(0, 20));
            assertEquals(Set.of(B), store().leased());
        }
    }

    @Test
    void aGroupCanReadAndAdd() throws Exception {
        try (var lease = store(disk, true).lease()) {
            lease.hold(List.of(A));
            assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyFile())));
            var mode = (int) Files.getAttribute(root.resolve(".jdvc/leases"), "unix:mode");
            assertEquals(02775, mode & 07777);
        }
    }

    /** Whoever may only read a store works on without a word in it. */
    @Test
    void aStoreThatMayNotBeWrittenIsUsedWithout() throws Exception {
        var refusing = Meddling.before(disk, (call, args) -> call.equals("makeDirectories"), () -> {
            throw new AccessDeniedException(root.toString());
        });
        try (var lease = store(refusing, false).lease()) {
            lease.hold(List.of(A));
            lease.hold(List.of(B));
            assertEquals(Set.of(A, B), lease.lost());
        }
        assertFalse(Files.exists(root.resolve(".jdvc")));
    }
}
