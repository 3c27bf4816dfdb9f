package jdvc.object;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HasherTest {

    private static final int MIB = 1 << 20;

    /** Bytes (one a character) and their names by the three rules, as real DVC computes them. */
    private record Vector(String what, String bytes, String md5, String dvc3, String dvc2) {}

    private static final List<Vector> VECTORS = List.of(
            text("CR LF", "a\r\nb\r\n", "59b0d7772f0561efb95518f3cb8abc60", "dd8c6a395b5dd36c56d23275028f526c"),
            text("CR CR LF", "a\r\r\nb", "f65a5ecbfd565d63f45fad0c1b32a302", "65d5f03c46e62e3f2babbe712d2ce464"),
            same("lone CR", "a\rb\r", "eea524bfa8bb496aaed2fa86a3c54a9e"),
            same("NUL", "a\r\n\0", "45f547e477b625af2c2aa642fde04366"),
            text(
                    "30 % foreign bytes",
                    "\u0080\u0080\u0080aaaaa\r\n",
                    "5bea2d1237550ff3a43af1c1d554a64d",
                    "5e1ea9682f77ba8aa49a9631a192b580"),
            same("40 % foreign bytes", "\u0080\u0080\u0080\u0080aaaa\r\n", "59a900f72d003aef414817f01169742f"),
            same("UTF-8", "\u00c3\u00a9\r\n".repeat(10), "8087bebd79838094e7abaa6a3e8ad768"),
            text("ESC", "\u001b[0m\r\n", "edac688d8e194861d22167ebf152ff08", "12ce65a1e4de9e72075e12534a29d693"),
            text(
                    "NUL behind the probe",
                    "x".repeat(510) + "\r\n\0\r\n",
                    "18b6f60db2ea769b2b731320e9fd0053",
                    "9732f8e7c4d557ab9cabd25c4780d48d"),
            same("NUL at the probe's end", "x".repeat(509) + "\r\n\0\r\n", "93aeda1d5667d883f327a358277994b7"),
            same("pair over two chunks", "a".repeat(MIB - 1) + "\r\n", "2647acae3fed7a4538ecf474e9a98d1e"),
            text(
                    "pair at a chunk's end",
                    "a".repeat(MIB - 2) + "\r\nb\r\n",
                    "4b8a5ef0b28e7b55469f9108b5831e21",
                    "d9d82e2ff0774fbc2af14c80ff430287"),
            new Vector(
                    "text, then binary",
                    "a\r\n" + "a".repeat(MIB - 3) + "\0\r\n",
                    "3bc5ffd8c0618080310f16cf748a7451",
                    "59be13806ad07624aa219d0455bc9ae2",
                    "794d3b37f74c535949831204cb2056c1"),
            new Vector(
                    "binary, then text",
                    "\0\r\n" + "a".repeat(MIB - 3) + "b\r\n",
                    "603f009e1e55d3eaac6af9136b115c4e",
                    "cec5ac446e89306890c76f8537214087",
                    "603f009e1e55d3eaac6af9136b115c4e"),
            same("nothing", "", "d41d8cd98f00b204e9800998ecf8427e"),
            same("hello", "hello\n", "b1946ac92492d2347c6235b4d2611184"));

    private static Vector text(String what, String bytes, String md5, String folded) {
        return new Vector(what, bytes, md5, folded, folded);
    }

    private static Vector same(String what, String bytes, String md5) {
        return new Vector(what, bytes, md5, md5, md5);
    }

    @TestFactory
    Stream<DynamicTest> namesBytesAsDvcDoes() {
        return VECTORS.stream()
                .map(v -> dynamicTest(v.what, () -> {
                    byte[] bytes = v.bytes.getBytes(ISO_8859_1);
                    assertEquals(v.md5, Hasher.hash(bytes, Layout.V3).toString());
                    var hasher = new Hasher(Layout.LEGACY);
                    hasher.update(bytes, 0, bytes.length);
                    var names = hasher.all();
                    assertEquals(v.dvc3, names.id().toString());
                    assertEquals(v.dvc2, names.other().toString());
                    assertEquals(v.md5, ObjectId.of(names.md5(), Layout.V3).toString());
                    assertEquals(bytes.length, names.length());
                }));
    }

    @Test
    void piecesOfAnySizeGiveTheSameNames() {
        var random = new Random(42);
        for (var vector : VECTORS) {
            byte[] bytes = vector.bytes.getBytes(ISO_8859_1);
            var hasher = new Hasher(Layout.LEGACY);
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(bytes.length - at, 1 + random.nextInt(1 + bytes.length / 3));
                hasher.update(bytes, at, count);
                at += count;
            }
            var names = hasher.all();
            assertEquals(vector.dvc3, names.id().toString(), vector.what);
            assertEquals(vector.dvc2, names.other().toString(), vector.what);
        }
    }

    @Test
    void legacyBytesMatchByEitherVariantButNotByTheirMd5() {
        byte[] bytes = ("a\r\n" + "a".repeat(MIB - 3) + "\0\r\n").getBytes(ISO_8859_1);
        var hasher = new Hasher(Layout.LEGACY);
        hasher.update(bytes, 0, bytes.length);
        var names = hasher.all();
        assertTrue(names.match(id("59be13806ad07624aa219d0455bc9ae2", Layout.LEGACY)));
        assertTrue(names.match(id("794d3b37f74c535949831204cb2056c1", Layout.LEGACY)));
        assertFalse(names.match(id("3bc5ffd8c0618080310f16cf748a7451", Layout.LEGACY)));
        assertFalse(names.match(id("59be13806ad07624aa219d0455bc9ae2", Layout.V3)));
    }

    @Test
    void aTreeMatchesByItsSuffixedName() {
        var hasher = new Hasher(Layout.V3);
        hasher.update(new byte[] {'[', ']'}, 0, 2);
        var names = hasher.all();
        assertTrue(names.match(id("d751713988987e9331980363e24189ce.dir", Layout.V3)));
        assertNotEquals(id("d751713988987e9331980363e24189ce.dir", Layout.V3), names.id());
    }

    @Test
    void theMd5IsThatOfTheBytesAsTheyAre() {
        byte[] bytes = "a\r\n".getBytes(ISO_8859_1);
        var legacy = new Hasher(Layout.LEGACY);
        legacy.update(bytes, 0, bytes.length);
        var plain = new Hasher(Layout.V3);
        plain.update(bytes, 0, bytes.length);
        assertArrayEquals(plain.all().md5(), legacy.all().md5());
    }

    private static ObjectId id(String text, Layout layout) {
        return ObjectId.parse(text, layout).orElseThrow();
    }
}
