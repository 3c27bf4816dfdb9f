package jdvc.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsckStateTest {

    private static final Instant NOON = Instant.parse("2026-01-03T12:00:00Z");

    private final LocalDisk disk = new LocalDisk(Durability.OFF, new Random(1), 022);
    private final List<ObjectId> ids = new ArrayList<>();

    @TempDir
    Path dir;

    @BeforeEach
    void tenObjectsInOrder() {
        for (int i = 0; i < 10; i++) ids.add(Hasher.hash(new byte[] {(byte) i}, i < 5 ? Layout.V3 : Layout.LEGACY));
        ids.sort(null);
    }

    private FsckState state(String scope, Instant now) {
        return state(scope, now, Subset.ALL);
    }

    private FsckState state(String scope, Instant now, Subset subset) {
        var file = new StateFile(disk, dir.resolve("fsck"), 1 << 20);
        return new FsckState(file, Clock.fixed(now, ZoneOffset.UTC), "/cache", scope, subset);
    }

    private void checkFour() throws IOException {
        var first = state("all", NOON);
        assertFalse(first.resume());
        assertEquals(ids, first.rest(ids));
        for (int i : new int[] {1, 0, 3, 2, 7}) first.done(i, i != 2);
        first.save();
    }

    @Test
    void goesOnBehindTheLastOfWhichAllBeforeAreDone() throws IOException {
        checkFour();
        var second = state("all", NOON.plusSeconds(60));
        assertTrue(second.resume());
        var rest = new ArrayList<ObjectId>();
        rest.add(ids.get(2)); // it was wrong, and is looked at again
        rest.addAll(ids.subList(4, 10));
        assertEquals(rest, second.rest(ids));
    }

    @Test
    void anotherScopeAPartOrAWeekBeginAnew() throws IOException {
        checkFour();
        assertFalse(state("d", NOON).resume());
        assertFalse(state("all", NOON, Subset.parse("1/2", new Random(1)).orElseThrow())
                .resume());
        assertFalse(state("all", NOON.plus(Duration.ofDays(8))).resume());
    }

    @Test
    void nothingIsLeftOfACheckThatEnded() throws IOException {
        checkFour();
        state("all", NOON).end();
        assertFalse(state("all", NOON).resume());
    }

    @Test
    void aRandomPartIsTheSamePartWhenItGoesOn() throws IOException {
        var begun = state("all", NOON, Subset.parse("50%", new Random(1)).orElseThrow());
        var part = begun.rest(ids);
        begun.done(0, true);
        begun.save();
        var again = state("all", NOON, Subset.parse("50%", new Random(2)).orElseThrow());
        assertTrue(again.resume());
        assertEquals(part.subList(1, part.size()), again.rest(ids));
    }
}
