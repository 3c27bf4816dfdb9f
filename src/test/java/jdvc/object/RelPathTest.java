package jdvc.object;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RelPathTest {

    /** Not paths below a directory, in whatever way. */
    private static final List<String> MISSHAPEN = List.of(
            "",
            "/",
            "//",
            "/a",
            "//a",
            "/..",
            "a/",
            "a//b",
            "a///b",
            "a/b//",
            ".",
            "./",
            "./a",
            "a/.",
            "a/./b",
            "..",
            "../",
            "../a",
            "../../../../etc/passwd",
            "a/..",
            "a/../b",
            "a/b/../../..",
            "a/../../b",
            "\0",
            "a\0",
            "a\0b/c",
            "a/\0/b",
            "\ud800",
            "\udc00",
            "a\ud83d",
            "\ud83d/\ude00",
            "\ude00\ud83d",
            "a/b\udfff/c",
            "x".repeat(256),
            "a/" + "x".repeat(256) + "/b",
            "\u00e9".repeat(128),
            "\u20ac".repeat(86),
            "\ud83d\ude00".repeat(64),
            "a/".repeat(2048) + "b",
            "\u00e9/".repeat(1366) + "b");

    /** Code points that some file system leaves out when it compares names. */
    private static final int[] IGNORABLE = {
        0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180e, 0x200b, 0x200c, 0x200d,
        0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2061, 0x2064, 0x2066, 0x2069, 0x206a, 0x206f,
        0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0x1d173, 0xe0001, 0xe007f, 0xe0100, 0xe01ef
    };

    private static List<String> disguises() {
        var all = new ArrayList<String>();
        for (var name : List.of(".git", ".dvc", ".hg")) {
            all.addAll(List.of(
                    name,
                    name.toUpperCase(Locale.ROOT),
                    "." + name.substring(1, 2).toUpperCase(Locale.ROOT) + name.substring(2)));
            for (var tail : List.of(".", "..", " ", "  ", ". ", " .", ". . ")) all.add(name + tail);
            for (int c : IGNORABLE) {
                var hidden = Character.toString(c);
                all.add(hidden + name);
                all.add(name.charAt(0) + hidden + name.substring(1));
                all.add(name + hidden);
            }
            all.add(name.toUpperCase(Locale.ROOT) + "\u200c. ");
        }
        all.addAll(List.of(
                "git~1", "GIT~1", "Git~1", "git~1.", "git~1 ", "g\u200cit~1", ".g\u0131t", ".\u200cGIT\ufeff."));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsNoPathBelow() {
        return MISSHAPEN.stream().map(text -> dynamicTest(shown(text), () -> assertRefused(text)));
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryDisguiseOfAReservedName() {
        assertTrue(disguises().size() > 300, "more cases than the specification asks for");
        return disguises().stream()
                .map(name -> dynamicTest(shown(name), () -> {
                    assertRefused(name);
                    assertRefused(name + "/hooks/post-checkout");
                    assertRefused("a/" + name);
                    assertRefused("a/" + name + "/b");
                }));
    }

    @TestFactory
    Stream<DynamicTest> takesEveryOtherName() {
        var names = List.of(
                "a",
                "a/b/c",
                ".gitignore",
                ".gitattributes",
                ".github/x",
                ".gitx",
                ".git~1",
                "git",
                "git~2",
                "git~10",
                "x.git",
                "dvc",
                ".dvcignore",
                "data.dvc",
                "hg",
                ".hgignore",
                "...",
                "..a",
                "a..",
                "a..b",
                ".a",
                " ",
                " a ",
                "a\tb",
                "a\nb",
                "a\\b",
                "C:x",
                "con",
                "*?[]",
                "-rf",
                "--",
                "~",
                "$(x)",
                "'\"`",
                "e\u0301",
                "\u00e9",
                "\uff5e",
                "\ud83d\ude00",
                "a\u200db",
                "\u7fff",
                "x".repeat(255),
                "\u20ac".repeat(85),
                "\ud83d\ude00".repeat(63),
                "a/".repeat(2047) + "bb");
        return names.stream()
                .map(text -> dynamicTest(shown(text), () -> {
                    assertEquals(Optional.empty(), RelPath.objection(text));
                    assertEquals(text, RelPath.parse(text).toString());
                }));
    }

    @Test
    void refusalsNameThePathAndTheReason() {
        var refusal = assertThrows(UnsafePathException.class, () -> RelPath.parse("a/../b"));
        assertEquals("path 'a/../b' has a component '..'", refusal.getMessage());
    }

    @Test
    void ordersAsUtf8BytesDo() throws UnsafePathException {
        var random = new Random(11);
        var alphabet =
                new int[] {' ', '-', '.', 'a', 'B', 0x7f, 0xe9, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xff5e, 0x1f600, 0x10ffff
                };
        for (int round = 0; round < 5000; round++) {
            var a = RelPath.parse(word(random, alphabet));
            var b = RelPath.parse(word(random, alphabet));
            int bytes = Arrays.compareUnsigned(
                    a.toString().getBytes(UTF_8), b.toString().getBytes(UTF_8));
            assertEquals(Integer.signum(bytes), Integer.signum(a.compareTo(b)), a + " and " + b);
            assertEquals(bytes == 0, a.equals(b));
        }
    }

    @Test
    void ordersComponentByComponent() {
        var random = new Random(12);
        var alphabet = new int[] {'/', '/', ' ', '-', '.', 'a', 0xff5e, 0x1f600};
        for (int round = 0; round < 5000; round++) {
            var a = word(random, alphabet);
            var b = word(random, alphabet);
            int expected = RelPath.compare(a.replace('/', '\0'), b.replace('/', '\0'));
            assertEquals(Integer.signum(expected), Integer.signum(RelPath.compareComponents(a, b)), a + " and " + b);
        }
    }

    private static String word(Random random, int[] alphabet) {
        var word = new StringBuilder("x");
        for (int i = random.nextInt(5); i > 0; i--) word.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        return word.toString();
    }

    @Test
    void knowsItsPlace() throws UnsafePathException {
        var path = RelPath.parse("a/b/c");
        assertEquals("c", path.name());
        assertEquals(Optional.of(RelPath.parse("a/b")), path.parent());
        assertEquals(Optional.empty(), RelPath.parse("a").parent());
        assertEquals(path, RelPath.parse("a").resolve(RelPath.parse("b/c")));
    }

    @Test
    void liesBelowWholeComponentsOnly() throws UnsafePathException {
        var path = RelPath.parse("a/bc/d");
        assertTrue(path.startsWith(path));
        assertTrue(path.startsWith(RelPath.parse("a")));
        assertTrue(path.startsWith(RelPath.parse("a/bc")));
        assertFalse(path.startsWith(RelPath.parse("a/b")));
        assertFalse(path.startsWith(RelPath.parse("bc")));
        assertFalse(RelPath.parse("a").startsWith(path));
    }

    @Test
    void resolvingNeverGetsTooLong() throws UnsafePathException {
        var deep = RelPath.parse("a/".repeat(2047) + "b");
        assertThrows(UnsafePathException.class, () -> deep.resolve(deep));
    }

    private static void assertRefused(String text) {
        assertTrue(RelPath.objection(text).isPresent(), shown(text));
        assertThrows(UnsafePathException.class, () -> RelPath.parse(text));
        assertEquals(Optional.empty(), RelPath.ifSafe(text), text);
    }

    /** Escapes what a report cannot show, and shortens. */
    private static String shown(String text) {
        var out = new StringBuilder("'");
        for (int i = 0; i < Math.min(text.length(), 40); i++) {
            char c = text.charAt(i);
            if (c > 0x20 && c < 0x7f) out.append(c);
            else out.append('<').append(Integer.toHexString(c)).append('>');
        }
        return out.append('\'')
                .append(text.length() > 40 ? " (" + text.length() + ")" : "")
                .toString();
    }
}
