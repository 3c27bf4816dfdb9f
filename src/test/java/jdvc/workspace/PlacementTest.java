package jdvc.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdvc.Progress;
import jdvc.disk.Meddling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {

    @TempDir
    Path dir;

    private Rooms rooms;

    @BeforeEach
    void open() {
        rooms = new Rooms(dir);
    }

    private java.util.Map<String, java.io.IOException> place(String path, Snapshot wanted, LinkType... types)
            throws Exception {
        var changes = rooms.compare(path, wanted);
        var task = new Placement.Task(Rooms.path(path), changes, Set.of(), false);
        return rooms.placement(types).apply(task, Progress.NONE);
    }

    @Test
    void bringsBackADirectoryThatIsGone() throws Exception {
        rooms.write("d/a", "1");
        rooms.write("d/s/b", "2");
        var saved = rooms.save("d");
        var before = rooms.files("d");
        jdvc.disk.Area.deleteAll(rooms.disk, rooms.root.resolve("d"));
        assertEquals(java.util.Map.of(), place("d", saved, LinkType.COPY));
        assertEquals(before, rooms.files("d"));
    }

    @Test
    void saysWhatToSetWhereNoLinkTypeWorks() throws Exception {
        for (int i = 0; i < 20; i++) rooms.write("d/" + i, "" + i);
        var saved = rooms.save("d");
        jdvc.disk.Area.deleteAll(rooms.disk, rooms.root.resolve("d"));
        rooms = new Rooms(dir, Meddling.before(rooms.disk, (method, args) -> method.equals("reflink"), () -> {
            throw new UnsupportedOperationException("planned");
        }));
        var words = place("d", saved, LinkType.REFLINK).values().stream()
                .map(Throwable::getMessage)
                .collect(Collectors.toSet());
        assertTrue(
                words.contains("none of the link types of `cache.type`, [reflink], works between the cache and here;"
                        + " add `copy` to them"),
                words.toString());
    }

    @Test
    void everyKindOfChangeIsTakenBack() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 25; round++) {
            var top = "d" + round;
            for (int i = 0; i < 20; i++) rooms.write(top + "/" + path(random), "" + random.nextInt(50));
            var saved = rooms.save(top);
            var before = rooms.files(top);
            for (int i = 0; i < 15; i++) spoil(top, random);
            place(top, saved, LinkType.COPY);
            assertEquals(before, rooms.files(top), "seed " + seed + " round " + round);
        }
    }

    /** Names that never are a file here and a directory there. */
    private static String path(Random random) {
        int deep = random.nextInt(3);
        return "x".repeat(deep).replace("x", "dir" + random.nextInt(2) + "/") + "f" + random.nextInt(30);
    }

    /** Files change, go and come; a directory becomes a file, a file a directory. */
    private void spoil(String top, Random random) throws Exception {
        var file = rooms.root.resolve(top).resolve(path(random));
        switch (random.nextInt(4)) {
            case 0 -> {
                if (Files.isRegularFile(file)) Files.delete(file);
            }
            case 1 -> {
                if (Files.isDirectory(file.getParent()) && !Files.isDirectory(file)) Files.writeString(file, "new");
            }
            case 2 -> {
                if (Files.isRegularFile(file)) {
                    Files.delete(file);
                    Files.createDirectories(file);
                    Files.writeString(file.resolve("inner"), "in the way");
                }
            }
            default -> {
                var directory = rooms.root.resolve(top + "/dir0");
                if (Files.isDirectory(directory)) {
                    jdvc.disk.Area.deleteAll(rooms.disk, directory);
                    Files.writeString(directory, "in the way");
                }
            }
        }
    }

    @Test
    void whatIsNotSavedGoesToTheTrash() throws Exception {
        rooms.write("d/a", "1");
        var saved = rooms.save("d");
        rooms.write("d/a", "precious");
        rooms.write("d/b", "precious too");
        var changes = rooms.compare("d", saved);
        var unsaved = changes.stream().map(Change::path).collect(Collectors.toSet());
        rooms.placement(LinkType.COPY)
                .apply(new Placement.Task(Rooms.path("d"), changes, unsaved, false), Progress.NONE);
        assertEquals(new TreeMap<>(java.util.Map.of("d/a", "1")), rooms.files("d"));
        assertEquals("precious", Files.readString(dir.resolve("trash/d/a")));
        assertEquals("precious too", Files.readString(dir.resolve("trash/d/b")));
    }

    @Test
    void hardLinksAreTheObjectAndEmptyFilesAreNot() throws Exception {
        rooms.write("d/a", "1");
        rooms.write("d/empty", "");
        var saved = rooms.save("d");
        jdvc.disk.Area.deleteAll(rooms.disk, rooms.root.resolve("d"));
        place("d", saved, LinkType.HARDLINK);
        var id = saved.tree().orElseThrow().find(Rooms.path("a")).orElseThrow().id();
        assertTrue(Files.isSameFile(rooms.root.resolve("d/a"), rooms.cache.path(id)));
        assertEquals(
                1, rooms.disk.stat(rooms.root.resolve("d/empty")).orElseThrow().links());
    }

    @Test
    void symbolicLinksPointToTheObject() throws Exception {
        rooms.write("f", "1");
        var saved = rooms.save("f");
        Files.delete(rooms.root.resolve("f"));
        place("f", saved, LinkType.SYMLINK, LinkType.COPY);
        assertEquals(rooms.cache.path(saved.id().orElseThrow()), Files.readSymbolicLink(rooms.root.resolve("f")));
    }

    @Test
    void neverWritesThroughALink() throws Exception {
        var canary = Files.createDirectories(dir.resolve("canary"));
        rooms.write("d/sub/a", "1");
        var saved = rooms.save("d");
        jdvc.disk.Area.deleteAll(rooms.disk, rooms.root.resolve("d/sub"));
        Files.createSymbolicLink(rooms.root.resolve("d/sub"), canary);
        var failed = place("d", saved, LinkType.COPY);
        assertEquals(Set.of("d/sub/a"), failed.keySet());
        try (var inside = Files.list(canary)) {
            assertEquals(0, inside.count());
        }
    }

    @Test
    void aDamagedObjectIsPutAsideAndTheOthersArePlaced() throws Exception {
        rooms.write("d/a", "1");
        rooms.write("d/b", "2");
        var saved = rooms.save("d");
        var id = saved.tree().orElseThrow().find(Rooms.path("a")).orElseThrow().id();
        var object = rooms.cache.path(id);
        object.toFile().setWritable(true);
        Files.writeString(object, "9");
        object.toFile().setReadOnly();
        jdvc.disk.Area.deleteAll(rooms.disk, rooms.root.resolve("d"));
        var failed = place("d", saved, LinkType.COPY);
        assertEquals(Set.of("d/a"), failed.keySet());
        assertEquals(new TreeMap<>(java.util.Map.of("d/b", "2")), rooms.files("d"));
        assertFalse(Files.exists(object));
        try (var aside = Files.list(dir.resolve("cache/.jdvc/quarantine"))) {
            assertEquals(1, aside.count());
        }
    }

    /** If one file cannot be made, what is too much stays too: nothing is deleted on the way to nowhere (DEV-5). */
    @Test
    void deletesNothingWhileSomethingFails() throws Exception {
        rooms.write("d/a", "1");
        var saved = rooms.save("d");
        rooms.cache.delete(List.of(saved.tree().orElseThrow().entries().get(0).id()));
        Files.delete(rooms.root.resolve("d/a"));
        rooms.write("d/extra", "2");
        assertEquals(Set.of("d/a"), place("d", saved, LinkType.COPY).keySet());
        assertEquals(new TreeMap<>(java.util.Map.of("d/extra", "2")), rooms.files("d"));
    }

    @Test
    void relinkLeavesAFileThatChangedMeanwhile() throws Exception {
        rooms.write("f", "1");
        var saved = rooms.save("f");
        rooms.write("f", "changed");
        rooms.placement(LinkType.HARDLINK).relink("f", saved.id().orElseThrow(), false);
        assertEquals("changed", Files.readString(rooms.root.resolve("f")));
    }
}
