package jdvc.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import jdvc.Workers;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import org.junit.jupiter.api.Test;

/** What every store promises. A new store is done when its subclass is green. */
public abstract class ObjectStoreContract {

    /** A day of {@code seq}: fixed, so that a failure can be repeated; printed with each use. */
    private static final long SEED = 20261124;

    private static final byte[] ABC = "abc".getBytes(UTF_8);
    private static final ObjectId ABC_ID = Hasher.hash(ABC, Layout.V3);

    /** Returns the store, empty when a test begins. */
    protected abstract ObjectStore store() throws Exception;

    @Test
    void holdsWhatWasWritten() throws Exception {
        write(ABC_ID, ABC);
        assertEquals(Set.of(), store().missing(Set.of(ABC_ID)));
        assertArrayEquals(ABC, read(ABC_ID));
    }

    @Test
    void lacksWhatWasNotWritten() throws Exception {
        write(ABC_ID, ABC);
        var other = id("other");
        assertEquals(Set.of(other), store().missing(Set.of(ABC_ID, other)));
        var gone = assertThrows(ObjectMissingException.class, () -> read(other));
        assertEquals(other, gone.id());
    }

    @Test
    void missingOfNothingIsNothing() throws Exception {
        assertEquals(Set.of(), store().missing(List.of()));
        assertEquals(Map.of(), store().lengths(List.of()));
    }

    @Test
    void tellsLengthsOfWhatItHolds() throws Exception {
        write(ABC_ID, ABC);
        write(id(""), new byte[0]);
        assertEquals(Map.of(ABC_ID, 3L, id(""), 0L), store().lengths(Set.of(ABC_ID, id(""), id("other"))));
    }

    @Test
    void keepsLayoutsApart() throws Exception {
        write(ABC_ID, ABC);
        var legacy = ABC_ID.in(Layout.LEGACY);
        assertEquals(Set.of(legacy), store().missing(Set.of(ABC_ID, legacy)));
        write(legacy, ABC);
        assertEquals(Set.of(), store().missing(Set.of(ABC_ID, legacy)));
    }

    @Test
    void keepsTreesAndFilesOfOneHashApart() throws Exception {
        write(ABC_ID.asTree(), ABC);
        assertEquals(Set.of(ABC_ID), store().missing(Set.of(ABC_ID, ABC_ID.asTree())));
        assertArrayEquals(ABC, read(ABC_ID.asTree()));
    }

    @Test
    void keepsLegacyTextAsItIs() throws Exception {
        byte[] text = "a\r\nb\r\n".getBytes(UTF_8);
        var id = Hasher.hash(text, Layout.LEGACY);
        write(id, text);
        assertEquals(Hasher.hash("a\nb\n".getBytes(UTF_8), Layout.LEGACY), id);
        assertArrayEquals(text, read(id));
    }

    @Test
    void writesAllOrNothing() throws Exception {
        var wrong = "abX".getBytes(UTF_8);
        assertThrows(CorruptObjectException.class, () -> write(ABC_ID, wrong));
        store().flush();
        assertEquals(Set.of(ABC_ID), store().missing(Set.of(ABC_ID)));
    }

    @Test
    void leavesNothingWhenTheSourceBreaksOff() throws Exception {
        var source = new Content() {
            @Override
            public long length() {
                return ABC.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(ABC, 0, 2);
            }
        };
        assertThrows(IOException.class, () -> store().write(ABC_ID, source));
        store().flush();
        assertEquals(Set.of(ABC_ID), store().missing(Set.of(ABC_ID)));
    }

    @Test
    void keepsTheEmptyObject() throws Exception {
        write(id(""), new byte[0]);
        assertEquals(Set.of(), store().missing(Set.of(id(""))));
        assertArrayEquals(new byte[0], read(id("")));
    }

    @Test
    void keepsObjectsOfEverySize() throws Exception {
        var random = new Random(SEED);
        System.out.println("seed " + SEED);
        for (int size : new int[] {1, 4095, 16384, 262_144, 262_145, 1_000_000}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            var id = Hasher.hash(bytes, Layout.V3);
            write(id, bytes);
            assertArrayEquals(bytes, read(id), size + " bytes");
        }
    }

    @Test
    void writesTwiceAsOnce() throws Exception {
        write(ABC_ID, ABC);
        write(ABC_ID, ABC);
        assertArrayEquals(ABC, read(ABC_ID));
    }

    @Test
    void opensAContentTwice() throws Exception {
        write(ABC_ID, ABC);
        var content = store().read(ABC_ID);
        for (int i = 0; i < 2; i++) {
            try (var in = content.open()) {
                assertArrayEquals(ABC, in.readAllBytes());
            }
        }
    }

    @Test
    void canStopReadingEarly() throws Exception {
        byte[] bytes = new byte[1_000_000];
        var id = Hasher.hash(bytes, Layout.V3);
        write(id, bytes);
        try (var in = store().read(id).open()) {
            assertEquals(0, in.read());
        }
        write(ABC_ID, ABC);
        assertArrayEquals(ABC, read(ABC_ID));
    }

    @Test
    void deletes() throws Exception {
        write(ABC_ID, ABC);
        write(id("kept"), "kept".getBytes(UTF_8));
        store().delete(List.of(ABC_ID));
        assertEquals(Set.of(ABC_ID), store().missing(Set.of(ABC_ID, id("kept"))));
    }

    @Test
    void deletingTwiceIsDeletingOnce() throws Exception {
        write(ABC_ID, ABC);
        store().delete(List.of(ABC_ID));
        store().delete(List.of(ABC_ID, id("never there")));
        store().delete(List.of());
        assertEquals(Set.of(ABC_ID), store().missing(Set.of(ABC_ID)));
    }

    @Test
    void listsAllThatItHolds() throws Exception {
        assertEquals(List.of(), store().list());
        write(ABC_ID, ABC);
        write(ABC_ID.asTree(), ABC);
        write(ABC_ID.in(Layout.LEGACY), ABC);
        write(id("f"), "f".getBytes(UTF_8));
        write(id(""), new byte[0]);
        var lengths = new HashMap<ObjectId, Long>();
        for (var each : store().list()) {
            assertNull(lengths.put(each.id(), each.length()));
            assertTrue(each.age().compareTo(Duration.ofHours(1)) < 0, each.toString());
        }
        var expected = Map.of(ABC_ID, 3L, ABC_ID.asTree(), 3L, ABC_ID.in(Layout.LEGACY), 3L, id("f"), 1L, id(""), 0L);
        assertEquals(expected, lengths);
        store().delete(lengths.keySet());
        assertEquals(List.of(), store().list());
    }

    @Test
    void answersForManyIds() throws Exception {
        var random = new Random(SEED);
        System.out.println("seed " + SEED);
        var there = new HashSet<ObjectId>();
        for (int i = 0; i < 40; i++) {
            byte[] bytes = new byte[1 + random.nextInt(100)];
            random.nextBytes(bytes);
            var layout = random.nextBoolean() ? Layout.V3 : Layout.LEGACY;
            var id = Hasher.hash(bytes, layout);
            write(id, bytes);
            there.add(id);
        }
        var absent = new HashSet<ObjectId>();
        for (int i = 0; i < 5000; i++) absent.add(ObjectId.of(random.nextLong(), random.nextLong(), Layout.V3));
        var asked = new ArrayList<ObjectId>(absent);
        asked.addAll(there);
        assertEquals(absent, store().missing(asked));
        assertEquals(there, store().lengths(asked).keySet());
    }

    @Test
    void takesTheSameObjectFromManyThreads() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(SEED).nextBytes(bytes);
        var id = Hasher.hash(bytes, Layout.V3);
        try (var workers = new Workers("test", 4)) {
            workers.forEach(List.of(1, 2, 3, 4), n -> store(id, bytes));
        }
        store().flush();
        assertArrayEquals(bytes, read(id));
    }

    @Test
    void namesItsPlace() throws Exception {
        assertTrue(!store().location().isBlank());
        var seen = new AtomicReference<Exception>();
        try {
            read(ABC_ID);
        } catch (ObjectMissingException e) {
            seen.set(e);
        }
        assertTrue(String.valueOf(seen.get().getMessage()).contains(store().location()));
        assertNull(seen.get().getCause());
    }

    @Test
    void itsContentsNameIt() throws Exception {
        write(ABC_ID, ABC);
        assertEquals(store().location(), store().read(ABC_ID).place());
    }

    @Test
    void tellsOfBytesWhileTheyAreOnTheirWay() throws Exception {
        byte[] bytes = new byte[1 << 20];
        var id = Hasher.hash(bytes, Layout.V3);
        var told = new Tally();
        store().write(id, Content.of(bytes), told);
        assertEquals(bytes.length, told.bytes());
    }

    /** Workers know two checked exceptions only. */
    private void store(ObjectId id, byte[] bytes) throws IOException, InterruptedException {
        try {
            store().write(id, Content.of(bytes));
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void write(ObjectId id, byte[] bytes) throws Exception {
        store().write(id, Content.of(bytes));
        store().flush();
    }

    private byte[] read(ObjectId id) throws Exception {
        try (var in = store().read(id).open()) {
            return in.readAllBytes();
        }
    }

    private static ObjectId id(String text) {
        return Hasher.hash(text.getBytes(UTF_8), Layout.V3);
    }
}
