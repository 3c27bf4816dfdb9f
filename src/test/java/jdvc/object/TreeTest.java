package jdvc.object;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TreeTest {

    private static final String MD5 = "b1946ac92492d2347c6235b4d2611184";

    @Test
    void writesTheBytesOfDvc() throws Exception {
        var tree = tree(Layout.V3, Map.of("a", "hello\n", "b", "world\n", "empty", "", "s u/\u00e9.txt", "z"));
        var expected = "[{\"md5\": \"b1946ac92492d2347c6235b4d2611184\", \"relpath\": \"a\"}, "
                + "{\"md5\": \"591785b794601e212b260e25925636fd\", \"relpath\": \"b\"}, "
                + "{\"md5\": \"d41d8cd98f00b204e9800998ecf8427e\", \"relpath\": \"empty\"}, "
                + "{\"md5\": \"fbade9e36a3f36d3d676c1b808451dd7\", \"relpath\": \"s u/\\u00e9.txt\"}]";
        assertEquals(expected, new String(tree.bytes(), US_ASCII));
        assertEquals("071f39bbd41e53721d92a9eb34256c68.dir", tree.id().toString());
        assertEquals(261, tree.bytes().length);
    }

    @Test
    void ordersByCodePointAndEscapesAsPythonDoes() throws Exception {
        var names = List.of("a b", "a-b", "a/z", "a.txt", "B", "\u00e9", "\uff5e", "\ud83d\ude00", "x\u007f\t\"\\");
        var files = new TreeMap<String, String>();
        for (int i = 0; i < names.size(); i++) files.put(names.get(i), Integer.toString(i + 1));
        var tree = tree(Layout.V3, files);
        var order = List.of("B", "a b", "a-b", "a.txt", "a/z", "x\u007f\t\"\\", "\u00e9", "\uff5e", "\ud83d\ude00");
        assertEquals(
                order, tree.entries().stream().map(e -> e.path().toString()).toList());
        var text = new String(tree.bytes(), US_ASCII);
        assertTrue(text.contains("\"x\\u007f\\t\\\"\\\\\""), text);
        assertTrue(text.endsWith("\"\\ud83d\\ude00\"}]"), text);
        assertEquals(592, tree.bytes().length);
        assertEquals("f13f6ec1c58424e695889c96718666af.dir", tree.id().toString());
    }

    @Test
    void anEmptyDirectoryHasAnObjectToo() throws Exception {
        var tree = tree(Layout.V3, Map.of());
        assertEquals("[]", new String(tree.bytes(), US_ASCII));
        assertEquals("d751713988987e9331980363e24189ce.dir", tree.id().toString());
    }

    @Test
    void aLegacyTreeNamesLegacyObjects() throws Exception {
        var tree = tree(Layout.LEGACY, Map.of("x", "x\r\n", "y", "y"));
        assertEquals("26/3bad25bc052a3c2dccc2a415ae051e.dir", tree.id().path());
        assertEquals(
                "40/1b30e3b8b5d629635a5c613cdb7919", tree.entries().get(0).id().path());
    }

    @Test
    void readsWhatItWrites() throws Exception {
        var random = new Random(3);
        for (int round = 0; round < 300; round++) {
            var tree = tree(Layout.V3, someFiles(random));
            var again = Tree.parse(tree.bytes(), Layout.V3);
            assertEquals(tree.entries(), again.entries());
            assertEquals(tree.id(), again.id());
        }
    }

    /** Any spelling of the list counts as this tree; that its bytes have another name is for the hash to say. */
    @Test
    void readsOtherSpellingsOfTheSameList() throws Exception {
        var tree = tree(Layout.V3, Map.of("a", "hello\n", "\u00e9", "hello\n"));
        var spellings = List.of(
                "[{\"md5\":\"" + MD5 + "\",\"relpath\":\"a\"},{\"relpath\":\"\u00e9\",\"md5\":\"" + MD5 + "\"}]",
                "\n [ { \"relpath\" : \"\\u0061\" , \"md5\" : \"" + MD5 + "\" }\t,\r\n{\"md5\": \"" + MD5
                        + "\", \"relpath\": \"\\u00E9\"}]\n",
                "[{\"md5\": \"" + MD5 + "\", \"relpath\": \"\u00e9\", \"size\": -0.5e+3, \"meta\": {\"x\": null}},"
                        + " {\"isexec\": true, \"y\": [], \"z\": [1, \"2\"], \"md5\": \"" + MD5
                        + "\", \"relpath\": \"a\"}]");
        for (var each : spellings) {
            assertEquals(
                    tree.entries(), Tree.parse(each.getBytes(UTF_8), Layout.V3).entries(), each);
        }
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsNoTree() {
        var entry = "{\"md5\": \"" + MD5 + "\", \"relpath\": \"a\"}";
        return Stream.of(
                        "",
                        " ",
                        "null",
                        "{}",
                        "\"[]\"",
                        "[",
                        "]",
                        "[]]",
                        "[] x",
                        "[]\0",
                        "\ufeff[]",
                        "[,]",
                        "[" + entry + ",]",
                        "[" + entry + " " + entry + "]",
                        "[" + entry + "}]",
                        "[null]",
                        "[[]]",
                        "[{}]",
                        "[{\"md5\": \"" + MD5 + "\"}]",
                        "[{\"relpath\": \"a\"}]",
                        "[{\"md5\": null, \"relpath\": \"a\"}]",
                        "[{\"md5\": \"" + MD5 + "\", \"relpath\": 1}]",
                        "[{\"md5\": \"" + MD5 + "\", \"relpath\": [\"a\"]}]",
                        "[{\"md5\": \"" + MD5 + "\", \"md5\": \"" + MD5 + "\", \"relpath\": \"a\"}]",
                        "[{\"md5\": \"" + MD5 + "\", \"relpath\": \"a\", \"x\": 1, \"x\": 1}]",
                        "[{\"md5\": \"" + MD5 + ".dir\", \"relpath\": \"a\"}]",
                        "[{\"md5\": \"B1946ac92492d2347c6235b4d2611184\", \"relpath\": \"a\"}]",
                        "[{\"md5\": \"../../../../../etc/passwd1234567\", \"relpath\": \"a\"}]",
                        "[{'md5': \"" + MD5 + "\", \"relpath\": \"a\"}]",
                        "[{md5: \"" + MD5 + "\", \"relpath\": \"a\"}]",
                        value("tru"),
                        value("nul"),
                        value("NaN"),
                        value("Infinity"),
                        value("-"),
                        value("+1"),
                        value("01"),
                        value("1."),
                        value(".5"),
                        value("1e"),
                        value("1e+"),
                        value("0x1"),
                        value("1-2"),
                        value("1 2"),
                        value("\"\t\""),
                        value("\"\\x\""),
                        value("\"\\u12\""),
                        value("\"\\u+123\""),
                        value("\"\\ud800\""),
                        value("\"\\ud800\\ud800\""),
                        value("\"\\udc00\""),
                        value("\"\\ud800x\""),
                        value("// a comment\n1"),
                        value("[1,]"),
                        value("{\"a\"}"),
                        value("{\"a\": }"),
                        value("{1: 2}"))
                .map(text -> dynamicTest("'" + text.replace("\0", "<0>") + "'", () -> assertBad(text.getBytes(UTF_8))));
    }

    @TestFactory
    Stream<DynamicTest> refusesPathsThatLeadElsewhere() {
        return Stream.of(
                        "",
                        "/etc/passwd",
                        "../a",
                        "a/../../b",
                        "a//b",
                        "a/",
                        "./a",
                        ".git/config",
                        "a/.GIT /b",
                        "a\\u0000b")
                .map(path -> dynamicTest(
                        "'" + path + "'", () -> assertBad(list(MD5, path).getBytes(UTF_8))));
    }

    @Test
    void refusesAPathThatOccursTwice() {
        assertBad(("[" + entry("a/b") + ", " + entry("c") + ", " + entry("a/b") + "]").getBytes(UTF_8));
    }

    @Test
    void refusesAFileThatIsADirectoryToo() {
        assertBad(("[" + entry("a/b/c") + ", " + entry("a/b") + ", " + entry("a/b-c") + "]").getBytes(UTF_8));
        assertBad(("[" + entry("a") + ", " + entry("a-b") + ", " + entry("a/z") + "]").getBytes(UTF_8));
    }

    @Test
    void keepsItsLimits() throws Exception {
        Tree.parse(value("\"" + "x".repeat(8192) + "\"").getBytes(UTF_8), Layout.V3);
        assertBad(value("\"" + "x".repeat(8193) + "\"").getBytes(UTF_8));
        assertBad(value("\"" + "\\u20ac".repeat(2731) + "\"").getBytes(UTF_8));
        Tree.parse(value("1".repeat(64)).getBytes(UTF_8), Layout.V3);
        assertBad(value("1".repeat(65)).getBytes(UTF_8));
        assertBad(value("0." + "1".repeat(66)).getBytes(UTF_8));
        Tree.parse(value("[1, \"\"]").getBytes(UTF_8), Layout.V3);
        assertBad(value("[[]]").getBytes(UTF_8));
        assertBad("[".repeat(1 << 20).getBytes(UTF_8));
        assertBad(value("[".repeat(1 << 20)).getBytes(UTF_8));
        assertBad(list(MD5, "a".repeat(1 << 20)).getBytes(UTF_8));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        for (var bytes : List.of(
                "\u0080", "\u00c3", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080", "\u00ff")) {
            assertBad(list(MD5, "a" + bytes).getBytes(ISO_8859_1));
        }
    }

    @Test
    void everyTruncatedTreeIsBad() throws Exception {
        byte[] whole = tree(Layout.V3, Map.of("a", "1", "b/\ud83d\ude00", "2")).bytes();
        for (int length = 0; length < whole.length; length++) assertBad(Arrays.copyOf(whole, length));
    }

    @Test
    void damageIsABadTreeAndNothingElse() throws Exception {
        long seed = 20260101;
        var random = new Random(seed);
        byte[] soup = "[]{}\",:\\u0123456789abcdef.dir md5relpath-+eEnulltrue\u00e9\0\n".getBytes(UTF_8);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = round % 4 == 0
                    ? someSoup(random, soup)
                    : damaged(random, tree(Layout.V3, someFiles(random)).bytes(), soup);
            try {
                var tree = Tree.parse(bytes, Layout.V3);
                assertEquals(tree.entries(), Tree.parse(tree.bytes(), Layout.V3).entries());
                read++;
            } catch (BadTreeException e) {
                assertTrue(e.getMessage() != null && !e.getMessage().isEmpty());
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + new String(bytes, ISO_8859_1), e);
            }
        }
        assertTrue(read > 100, "some damage is harmless, or the fuzzer tests nothing: " + read);
    }

    private static byte[] someSoup(Random random, byte[] soup) {
        var bytes = new byte[random.nextInt(60)];
        for (int i = 0; i < bytes.length; i++) bytes[i] = soup[random.nextInt(soup.length)];
        return bytes;
    }

    private static byte[] damaged(Random random, byte[] bytes, byte[] soup) {
        byte[] copy = bytes.clone();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(4)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] = soup[random.nextInt(soup.length)];
                case 2 -> copy = Arrays.copyOf(copy, at + 1);
                default -> System.arraycopy(copy, 0, copy, at, Math.min(at, copy.length - at));
            }
        }
        return copy;
    }

    @Test
    void readsInPiecesOfAnySize() throws Exception {
        var random = new Random(5);
        var files = new TreeMap<String, String>();
        for (int i = 0; i < 3000; i++) files.put("directory/" + i + "/\u00e9\ud83d\ude00", Integer.toString(i));
        var tree = tree(Layout.V3, files);
        byte[] bytes = tree.bytes();
        assertTrue(bytes.length > 3 << 16, "longer than the reader's buffer");
        var drip = new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < bytes.length ? bytes[at++] & 0xff : -1;
            }

            @Override
            public int read(byte[] to, int offset, int count) {
                if (at == bytes.length) return -1;
                int n = Math.min(Math.min(count, bytes.length - at), 1 + random.nextInt(7));
                System.arraycopy(bytes, at, to, offset, n);
                at += n;
                return n;
            }
        };
        assertEquals(tree.entries(), Tree.parse(drip, Layout.V3).entries());
    }

    @Test
    void aFailingSourceIsNotABadTree() {
        var source = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        assertThrows(IOException.class, () -> Tree.parse(source, Layout.V3));
    }

    @Test
    void findsByPath() throws Exception {
        var random = new Random(9);
        var files = someFiles(random);
        files.put("a", "1");
        var tree = tree(Layout.V3, files);
        for (var entry : tree.entries()) assertEquals(Optional.of(entry), tree.find(entry.path()));
        assertEquals(Optional.empty(), tree.find(RelPath.parse("a/no-such-file")));
        assertEquals(Optional.empty(), tree.find(RelPath.parse("\ud83d\udfff")));
    }

    @Test
    void listsWhatLiesBelow() throws Exception {
        var tree = tree(Layout.V3, Map.of("a", "1", "a-b", "2", "b/c", "3", "b/d/e", "4", "b-x", "5"));
        assertEquals(List.of("b/c", "b/d/e"), paths(tree.below(RelPath.parse("b"))));
        assertEquals(List.of("a"), paths(tree.below(RelPath.parse("a"))));
        assertEquals(List.of(), paths(tree.below(RelPath.parse("b/d/e/f"))));
    }

    @Test
    void theOrderOfItsFilesDoesNotMatter() throws Exception {
        var entries = new ArrayList<>(tree(Layout.V3, someFiles(new Random(13))).entries());
        var id = Tree.of(entries, Layout.V3).id();
        Collections.shuffle(entries, new Random(14));
        assertEquals(id, Tree.of(entries, Layout.V3).id());
        assertThrows(
                UnsupportedOperationException.class,
                () -> Tree.of(entries, Layout.V3).entries().remove(0));
    }

    private static Map<String, String> someFiles(Random random) {
        var parts = List.of(
                "a", "b", "-", ".x", "\u00e9", "e\u0301", "\uff5e", "\ud83d\ude00", "\"", "\\", "\n", " ", "\u007f");
        var files = new TreeMap<String, String>();
        for (int i = random.nextInt(6); i > 0; i--) {
            // a directory's name has a digit, a file's has not: no path is both
            var path = random.nextInt(3) + parts.get(random.nextInt(parts.size())) + "/"
                    + parts.get(random.nextInt(parts.size()));
            files.put(path, Integer.toString(random.nextInt()));
        }
        return files;
    }

    private static Tree tree(Layout layout, Map<String, String> files) throws Exception {
        var entries = new ArrayList<TreeEntry>();
        for (var file : files.entrySet()) {
            entries.add(new TreeEntry(
                    RelPath.parse(file.getKey()), Hasher.hash(file.getValue().getBytes(UTF_8), layout)));
        }
        return Tree.of(entries, layout);
    }

    private static List<String> paths(List<TreeEntry> entries) {
        return entries.stream().map(e -> e.path().toString()).toList();
    }

    private static String entry(String path) {
        return "{\"md5\": \"" + MD5 + "\", \"relpath\": \"" + path + "\"}";
    }

    private static String list(String md5, String path) {
        return "[{\"md5\": \"" + md5 + "\", \"relpath\": \"" + path + "\"}]";
    }

    /** A good tree but for the value of a key that nobody asked for. */
    private static String value(String json) {
        return "[{\"md5\": \"" + MD5 + "\", \"relpath\": \"a\", \"x\": " + json + "}]";
    }

    private static void assertBad(byte[] bytes) {
        assertThrows(BadTreeException.class, () -> Tree.parse(new ByteArrayInputStream(bytes), Layout.V3));
    }
}
