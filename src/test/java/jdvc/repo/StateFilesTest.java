package jdvc.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.disk.Stat;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of jdvc's own that only speed things up or mark things: lost or damaged, they are as if never written. */
class StateFilesTest {

    private static final ObjectId A = Hasher.hash(new byte[] {1}, Layout.V3);
    private static final ObjectId B = Hasher.hash(new byte[] {2}, Layout.LEGACY);
    private static final Stat STAT = new Stat(Stat.Type.FILE, 1, 42, 1, 1, 0644, 1, 0);

    private final LocalDisk disk = new LocalDisk(Durability.OFF, new Random(1), 022);

    @TempDir
    Path dir;

    @Test
    void linksAreReadAsTheyWereWritten() throws IOException {
        var links = Links.open(disk, dir.resolve("links"));
        links.put("a", A, STAT);
        links.put("d/b", B.asTree(), STAT);
        links.remove("nothing");
        links.save();
        assertEquals(
                Map.of("a", new Links.Link(A, 42), "d/b", new Links.Link(B.asTree(), 42)),
                Links.open(disk, dir.resolve("links")).all());
    }

    @Test
    void damagedLinksAreNoLinks() throws IOException {
        for (var text : List.of("", "{", "{\"v\": 2, \"links\": {}}", "{\"v\": 1, \"links\": {\"a\": [1, 2]}}")) {
            Files.writeString(dir.resolve("links"), text);
            assertEquals(Map.of(), Links.open(disk, dir.resolve("links")).all(), text);
        }
    }

    @Test
    void presenceKnowsNothingOfARemoteThatWasNeverAsked() throws IOException {
        var presence = Presence.open(disk, dir, "s3://b/p");
        assertFalse(presence.isKnown());
        assertFalse(presence.has(A));
    }

    @Test
    void presenceRemembersWhatWasSeenAndForgetsWhatIsGone() throws IOException {
        Presence.open(disk, dir, "s3://b/p").note(List.of(A, B), List.of(), 1);
        var again = Presence.open(disk, dir, "s3://b/p");
        assertTrue(again.isKnown());
        assertTrue(again.has(A));
        assertFalse(again.has(A.in(Layout.LEGACY)), "the same name in another layout is another object");
        again.note(List.of(), List.of(A), 2);
        assertFalse(Presence.open(disk, dir, "s3://b/p").has(A));
        assertTrue(Presence.open(disk, dir, "s3://b/p").has(B));
        assertFalse(Presence.open(disk, dir, "s3://b/other").isKnown());
    }
}
