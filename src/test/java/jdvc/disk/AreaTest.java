package jdvc.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AreaTest {

    private final LocalDisk real = new LocalDisk(Durability.OFF, new Random(1), 0022);

    @TempDir
    Path dir;

    @Test
    void isMadeWhenItIsNeededAndGoesWithAllThatIsInIt() throws IOException {
        var shared = dir.resolve(".jdvc/tmp");
        try (var area = new Area(real, shared, -1)) {
            assertFalse(Files.exists(shared));
            var first = area.next();
            assertNotEquals(first, area.next());
            assertEquals(0700, real.stat(first.getParent()).orElseThrow().mode());
            Files.writeString(first, "x");
            Files.createSymbolicLink(area.next(), dir);
        }
        assertFalse(Files.exists(dir.resolve(".jdvc")));
        assertTrue(Files.exists(dir));
    }

    @Test
    void leavesTheSharedDirectoryToOthers() throws IOException {
        var shared = dir.resolve("tmp");
        var other = new Area(real, shared, -1);
        var kept = Files.writeString(other.next(), "x");
        var area = new Area(real, shared, -1);
        area.next();
        area.close();
        assertTrue(Files.exists(kept));
        other.close();
        assertFalse(Files.exists(shared));
    }

    @Test
    void sweepsOnlyWhatIsOldAndDead() throws IOException {
        var living = Files.writeString(new Area(real, dir, -1).next(), "x");
        var dead = area(
                "dead", "{\"v\": 1, \"host\": \"" + host() + "\", \"boot\": \"another\", \"pid\": 1, \"start\": 1}");
        var silent = area("silent", "");
        var elsewhere =
                area("elsewhere", "{\"v\": 1, \"host\": \"another\", \"boot\": \"another\", \"pid\": 1, \"start\": 1}");
        var foreign = Files.createDirectory(dir.resolve("not-ours"));

        Area.sweep(real, dir);
        assertTrue(Files.exists(dead) && Files.exists(silent), "young areas stay, whoever made them");

        Area.sweep(twoHoursLater(), dir);
        assertFalse(Files.exists(dead));
        assertFalse(Files.exists(silent));
        assertTrue(Files.exists(living), "its owner lives");
        assertTrue(Files.exists(elsewhere), "nothing is known of another host's processes");
        assertTrue(Files.exists(foreign));
    }

    @Test
    void whatIsLeftCanBeTakenOverUntilItIsOld() throws IOException {
        var area = new Area(real, dir.resolve("p"), -1);
        var kept = Files.writeString(area.named("half"), "x");
        assertEquals(List.of(), Area.abandoned(real, dir.resolve("p")), "its owner lives");
        area.leave();
        assertEquals(List.of(kept.getParent()), Area.abandoned(real, dir.resolve("p")));
        Area.sweep(twoHoursLater(), dir.resolve("p"), Duration.ofHours(3));
        assertTrue(Files.exists(kept));
        Area.deleteEmptied(real, kept.getParent());
        assertTrue(Files.exists(kept), "not empty");
        Area.sweep(twoHoursLater(), dir.resolve("p"), Duration.ofHours(1));
        assertFalse(Files.exists(kept));

        var empty = new Area(real, dir.resolve("p"), -1);
        Files.delete(Files.writeString(empty.named("whole"), "x"));
        empty.leave();
        assertFalse(Files.exists(dir.resolve("p")));
    }

    @Test
    void sweepsTemporariesOfStateFilesThatAKillLeft() throws IOException {
        var old = Files.writeString(dir.resolve(LocalDisk.TEMPORARY_PREFIX + "left"), "half");
        var young = Files.writeString(dir.resolve(LocalDisk.TEMPORARY_PREFIX + "young"), "being written");
        var other = Files.writeString(dir.resolve("hashes-left"), "a file of state");
        Area.sweepFiles(real, dir);
        assertTrue(Files.exists(old), "young files stay, whoever made them");
        Area.sweepFiles(twoHoursLater(), dir);
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(young) && Files.exists(other));
    }

    @Test
    void sweepingNothingIsFine() throws IOException {
        Area.sweep(real, dir.resolve("no"));
    }

    private Path area(String name, String owner) throws IOException {
        var area = Files.createDirectory(dir.resolve(LocalDisk.TEMPORARY_PREFIX + name));
        if (!owner.isEmpty()) Files.writeString(area.resolve("owner"), owner);
        return area;
    }

    private String host() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }

    /** The same disk, but directories and files named so were changed two hours before; the probe of the clock was not. */
    private Disk twoHoursLater() {
        long hours = TimeUnit.HOURS.toNanos(2);
        return (Disk) java.lang.reflect.Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (self, method, args) -> {
                    var answer = method.invoke(real, args);
                    if (answer instanceof Optional<?> maybe
                            && maybe.orElse(null) instanceof Stat s
                            && (s.isDirectory() || args[0].toString().endsWith("left"))) {
                        return Optional.of(new Stat(
                                s.type(),
                                s.size(),
                                s.inode(),
                                s.mtime(),
                                s.ctime() - hours,
                                s.mode(),
                                s.links(),
                                s.uid()));
                    }
                    return answer;
                });
    }
}
