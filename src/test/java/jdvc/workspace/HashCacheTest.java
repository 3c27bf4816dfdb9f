package jdvc.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import java.util.Random;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.disk.Stat;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashCacheTest {

    private static final long LONG_AGO = 1_000_000_000_123_456_789L;
    private static final int TODAY = 20_000;

    private final LocalDisk disk = new LocalDisk(Durability.OFF, new Random(1), 022);

    @TempDir
    Path dir;

    private HashCache open(int day) {
        return new HashCache(disk, dir.resolve("hashes"), day);
    }

    private static Stat stat(long inode, long time) {
        return new Stat(Stat.Type.FILE, 5, inode, time, time, 0644, 1, 0);
    }

    private static ObjectId id(int n) {
        return Hasher.hash(new byte[] {(byte) n, (byte) (n >> 8), (byte) (n >> 16)}, Layout.V3);
    }

    @Test
    void remembersAcrossCommands() {
        try (var hashes = open(TODAY)) {
            hashes.put("a", stat(1, LONG_AGO), id(1));
        }
        assertEquals(Optional.of(id(1)), open(TODAY).find("a", stat(1, LONG_AGO), Layout.V3));
    }

    @Test
    void distrustConcernsOneCommand() {
        try (var hashes = open(TODAY)) {
            hashes.put("a", stat(1, LONG_AGO), id(1));
            hashes.put("b", stat(2, LONG_AGO), id(2));
        }
        try (var hashes = open(TODAY)) {
            hashes.distrust();
            assertEquals(Optional.empty(), hashes.find("a", stat(1, LONG_AGO), Layout.V3));
            hashes.put("a", stat(1, LONG_AGO), id(3));
            assertEquals(Optional.of(id(3)), hashes.find("a", stat(1, LONG_AGO), Layout.V3));
        }
        assertEquals(Optional.of(id(3)), open(TODAY).find("a", stat(1, LONG_AGO), Layout.V3));
        assertEquals(Optional.of(id(2)), open(TODAY).find("b", stat(2, LONG_AGO), Layout.V3));
    }

    @Test
    void aChangeOfAnyTimeOrNumberInvalidates() {
        var hashes = open(TODAY);
        hashes.put("a", stat(1, LONG_AGO), id(1));
        assertEquals(Optional.empty(), hashes.find("a", stat(2, LONG_AGO), Layout.V3));
        assertEquals(Optional.empty(), hashes.find("a", stat(1, LONG_AGO + 1), Layout.V3));
        var onlyCtime = new Stat(Stat.Type.FILE, 5, 1, LONG_AGO, LONG_AGO + 1, 0644, 1, 0);
        assertEquals(Optional.empty(), hashes.find("a", onlyCtime, Layout.V3));
        assertEquals(Optional.empty(), hashes.find("a", stat(1, LONG_AGO), Layout.LEGACY));
        assertEquals(Optional.empty(), hashes.find("b", stat(1, LONG_AGO), Layout.V3));
    }

    @Test
    void doesNotTrustWhatWasWrittenInTheSameInstant() throws IOException {
        var hashes = open(TODAY);
        hashes.beginHashing();
        var file = Files.writeString(dir.resolve("new"), "new");
        var now = disk.stat(file).orElseThrow();
        hashes.put("new", now, id(1));
        assertEquals(Optional.empty(), hashes.find("new", now, Layout.V3));
    }

    @Test
    void answersLikeAMapUnderRandomEdits() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var model = new HashMap<String, Integer>();
        for (int round = 0; round < 20; round++) {
            try (var hashes = open(TODAY + round)) {
                for (int i = 0; i < 200; i++) {
                    var path = "p" + random.nextInt(1000);
                    int n = random.nextInt(1 << 24);
                    model.put(path, n);
                    hashes.put(path, stat(n, LONG_AGO), id(n));
                }
            }
            var hashes = open(TODAY + round);
            model.forEach((path, n) -> assertEquals(
                    Optional.of(id(n)), hashes.find(path, stat(n, LONG_AGO), Layout.V3), "seed " + seed + " " + path));
        }
    }

    @Test
    void forgetsWhatWasNotSeenForAMonth() throws IOException {
        try (var hashes = open(TODAY)) {
            hashes.put("old", stat(1, LONG_AGO), id(1));
            hashes.put("used", stat(2, LONG_AGO), id(2));
        }
        for (int day = 10; day <= 50; day += 10) {
            try (var hashes = open(TODAY + day)) {
                assertTrue(hashes.find("used", stat(2, LONG_AGO), Layout.V3).isPresent());
                hashes.put("other", stat(3, LONG_AGO), id(3));
            }
        }
        assertEquals(Optional.empty(), open(TODAY + 50).find("old", stat(1, LONG_AGO), Layout.V3));
        assertEquals(16 + 2 * 64, Files.size(dir.resolve("hashes")));
    }

    @Test
    void aDamagedFileNeverAnswersWrong() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        try (var hashes = open(TODAY)) {
            for (int i = 0; i < 100; i++) hashes.put("p" + i, stat(i, LONG_AGO), id(i));
        }
        var file = dir.resolve("hashes");
        byte[] good = Files.readAllBytes(file);
        for (int round = 0; round < 300; round++) {
            byte[] bad = good.clone();
            if (round % 3 == 0) bad = java.util.Arrays.copyOf(bad, random.nextInt(bad.length));
            else bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            var hashes = open(TODAY);
            for (int i = 0; i < 100; i++) {
                var found = hashes.find("p" + i, stat(i, LONG_AGO), Layout.V3);
                if (found.isPresent()) assertEquals(id(i), found.get(), "seed " + seed);
            }
        }
    }

    @Test
    void worksWithoutAPlaceToWrite() throws IOException {
        var blocked = Files.writeString(dir.resolve("file"), "x").resolve("hashes");
        try (var hashes = new HashCache(disk, blocked, TODAY)) {
            hashes.put("a", stat(1, LONG_AGO), id(1));
            assertEquals(Optional.empty(), hashes.find("a", stat(1, LONG_AGO), Layout.V3));
        }
        assertFalse(Files.isDirectory(dir.resolve("file")));
    }

    @Test
    void goodObjectsAreRememberedAsLongAsTheyAreUntouched() {
        var hashes = open(TODAY);
        var tree = id(1).asTree();
        hashes.noteGood(tree, stat(1, LONG_AGO));
        assertTrue(hashes.isKnownGood(tree, stat(1, LONG_AGO)));
        assertFalse(hashes.isKnownGood(tree, stat(1, LONG_AGO + 1)));
        assertFalse(hashes.isKnownGood(id(1), stat(1, LONG_AGO)));
    }
}
