package jdvc.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitIgnoreTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a b     | /a b",
                "#h      | /\\#h",
                "!n      | /\\!n",
                "st*r    | /st\\*r",
                "q?      | /q\\?",
                "br[1]   | /br\\[1\\]",
                "é       | /é",
                "it's    | /it's",
                "a\\b    | /a\\\\b",
                "\" lead\" | / lead",
                "\"two  \" | /two\\ \\ ",
                "~{$}    | /~{$}",
            })
    void spellsEntriesAsDvcDoes(String name, String entry) {
        assertEquals(entry.stripTrailing(), GitIgnore.entry(name).stripTrailing());
        assertEquals(GitIgnore.entry(name) + "\n", with("", name));
    }

    @Test
    void appendsAndTouchesNothingElse() {
        assertEquals("# c\r\n\r\n/b\n/a\n", with("# c\r\n\r\n/b\n", "a"));
        assertEquals("/b\n/a\n", with("/b", "a"));
        assertEquals("\n/a\n", with("\n", "a"));
        byte[] binary = {(byte) 0xff, (byte) 0xe4, '\n', '/', 'a', '\n'};
        assertArrayEquals(
                binary,
                GitIgnore.without(GitIgnore.with(binary, List.of("b")), "b").orElseThrow());
    }

    @Test
    void addsNothingTwice() {
        assertEquals("/a\n/b", with("/a\n/b", "b"));
        assertEquals("/a\r\n", with("/a\r\n", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\n", "a\r"})
    void refusesNamesThatNoLineCanHold(String name) {
        var e = assertThrows(JdvcException.class, () -> with("", name));
        assertEquals(Kind.USER, e.kind());
    }

    @Test
    void removesEverySpelling() {
        assertEquals(Optional.of("x\n"), without("/a*\n/a\\*\nx\n", "a*"));
        assertEquals(Optional.of("x\n"), without("x\n/a\\b\n/a\\\\b\n", "a\\b"));
        assertEquals(Optional.of("x\n"), without("x\n  /a\t\n", "a"));
        assertEquals(Optional.of("x\n"), without("/sp\\ \nx\n/sp \n", "sp "));
        assertEquals(Optional.of("/sp\\ \n"), without("/sp\\ \n/sp\\\\\n", "sp\\"));
        assertEquals(Optional.of("/ab\na\n/x/a\n"), without("/ab\na\n/x/a\n/a\n", "a"));
    }

    @Test
    void aFileWithoutALineIsGone() {
        assertEquals(Optional.empty(), without("/a\n/a", "a"));
        assertEquals(Optional.of("\n"), without("/a\n\n", "a"));
    }

    @Test
    void lineEndsBecomeOursOnlyIfSomethingGoes() {
        assertEquals(Optional.of("x\ny"), without("x\r\n/a\r\ny", "a"));
        assertEquals(Optional.of("x\n"), without("x\r\n/a", "a"));
        assertEquals(Optional.of("x\r\ny\r\n"), without("x\r\ny\r\n", "a"));
    }

    @Test
    void gitIgnoresExactlyWhatIsEntered() throws IOException {
        var sandbox = new Sandbox(directory);
        long seed = new Random().nextLong();
        var random = new Random(seed);
        String alphabet = "ab*?[]!# \\'\"é{}$~-^.:";
        Set<String> entered = new HashSet<>();
        Set<String> others = new HashSet<>();
        byte[] content = {};
        for (int i = 0; i < 400; i++) {
            var name = new StringBuilder();
            for (int n = random.nextInt(4); n >= 0; n--)
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            if (name.toString().matches("\\.*")) continue;
            if (random.nextBoolean()) others.add(name.toString());
            else if (entered.add(name.toString())) content = GitIgnore.with(content, List.of(name.toString()));
        }
        Files.write(sandbox.root.resolve(".gitignore"), content);
        others.addAll(entered);
        assertEquals(entered, sandbox.open().ignored(others), "seed " + seed);
        for (var name : List.copyOf(entered))
            content = GitIgnore.without(content, name).orElse(new byte[0]);
        assertEquals("", new String(content, UTF_8), "seed " + seed);
    }

    /** Returns a disk on which someone else writes the file after each of the first reads. */
    private static String with(String content, String name) {
        return new String(GitIgnore.with(content.getBytes(UTF_8), List.of(name)), UTF_8);
    }

    private static Optional<String> without(String content, String name) {
        return GitIgnore.without(content.getBytes(UTF_8), name).map(bytes -> new String(bytes, UTF_8));
    }
}
