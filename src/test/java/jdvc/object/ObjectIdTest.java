package jdvc.object;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObjectIdTest {

    private static final String HEX = "df175d022e2e43b425d1ea70adc439f6";

    @Test
    void parsesExactlyTheGrammar() {
        assertEquals(HEX, parse(HEX).orElseThrow().toString());
        assertEquals(HEX + ".dir", parse(HEX + ".dir").orElseThrow().toString());
        var refused = List.of(
                "",
                HEX.substring(1),
                HEX + "0",
                HEX.toUpperCase(Locale.ROOT),
                HEX.replace('d', 'g'),
                HEX + ".DIR",
                HEX + ".dir.dir",
                HEX + ".di",
                " " + HEX.substring(1),
                HEX + "\n",
                "../" + HEX.substring(3),
                HEX.replace('1', '\u0661'), // a digit, but not ours
                HEX.replace('0', '\uff10'));
        for (var text : refused) assertEquals(Optional.empty(), parse(text), text);
    }

    @Test
    void liesWhereDvcPutsIt() {
        assertEquals(
                "files/md5/df/175d022e2e43b425d1ea70adc439f6",
                id(HEX, Layout.V3).path());
        assertEquals("df/175d022e2e43b425d1ea70adc439f6", id(HEX, Layout.LEGACY).path());
        assertEquals(
                "df/175d022e2e43b425d1ea70adc439f6.dir",
                id(HEX + ".dir", Layout.LEGACY).path());
    }

    @Test
    void itsPlaceNamesIt() {
        for (var layout : Layout.values()) {
            for (var text : List.of(HEX, HEX + ".dir")) {
                var id = id(text, layout);
                assertEquals(Optional.of(id), ObjectId.parsePath(id.path()));
            }
        }
    }

    @Test
    void otherPlacesNameNothing() {
        var others = List.of(
                "",
                HEX,
                "df" + HEX,
                "d/f175d022e2e43b425d1ea70adc439f6",
                "df/175d022e2e43b425d1ea70adc439f",
                "df/175d022e2e43b425d1ea70adc439f6x",
                "df/175d022e2e43b425d1ea70adc439f6/x",
                "files/md5/" + HEX,
                "files/md5/df/175D022e2e43b425d1ea70adc439f6",
                "files/md5-dos2unix/df/175d022e2e43b425d1ea70adc439f6",
                "runs/df/175d022e2e43b425d1ea70adc439f6",
                "/df/175d022e2e43b425d1ea70adc439f6",
                ".jdvc/tmp/175d022e2e43b425d1ea70adc439f6");
        for (var path : others) assertEquals(Optional.empty(), ObjectId.parsePath(path), path);
    }

    @Test
    void layoutsNeverStandInForEachOther() {
        var legacy = id(HEX, Layout.LEGACY);
        assertNotEquals(id(HEX, Layout.V3), legacy);
        assertTrue(legacy.sameHash(id(HEX, Layout.V3)));
        assertEquals(id(HEX, Layout.V3), legacy.in(Layout.V3));
    }

    @Test
    void aTreeIsNotTheFileOfItsBytes() {
        var file = id(HEX, Layout.V3);
        assertNotEquals(file, file.asTree());
        assertFalse(file.sameHash(file.asTree()));
        assertTrue(file.asTree().isTree());
        assertEquals(file.asTree(), file.asTree().asTree());
    }

    @Test
    void takesTheBytesOfAnMd5() {
        var bytes = new byte[16];
        for (int i = 0; i < 16; i++) bytes[i] = (byte) (i * 17);
        var id = ObjectId.of(bytes, Layout.V3);
        assertEquals("00112233445566778899aabbccddeeff", id.toString());
        assertEquals(id, ObjectId.of(0x0011223344556677L, 0x8899aabbccddeeffL, Layout.V3));
        assertThrows(IllegalArgumentException.class, () -> ObjectId.of(new byte[15], Layout.V3));
    }

    @Test
    void ordersAsStoresListThem() {
        var random = new Random(7);
        var ids = new ArrayList<ObjectId>();
        for (int i = 0; i < 2000; i++) {
            var id = ObjectId.of(random.nextLong(), random.nextInt(3) == 0 ? 0 : random.nextLong(), Layout.V3);
            ids.add(random.nextBoolean() ? id : id.asTree());
        }
        Collections.sort(ids);
        var texts = new ArrayList<String>();
        for (var id : ids) texts.add(id.path());
        var sorted = new ArrayList<>(texts);
        Collections.sort(sorted);
        assertArrayEquals(sorted.toArray(), texts.toArray());
    }

    @Test
    void equalIdsAreOneInASet() {
        var set = new HashSet<>(List.of(id(HEX, Layout.V3), id(HEX, Layout.LEGACY), id(HEX + ".dir", Layout.V3)));
        assertEquals(3, set.size());
        assertFalse(set.add(id(HEX, Layout.V3)));
    }

    private static Optional<ObjectId> parse(String text) {
        return ObjectId.parse(text, Layout.V3);
    }

    private static ObjectId id(String text, Layout layout) {
        return ObjectId.parse(text, layout).orElseThrow();
    }
}
