package jdvc.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
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
                binary, GitIgnore.without(GitIgnore.with(binary, "b"), "b").orElseThrow());
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
    void makesAndRemovesTheFile() throws IOException {
        var ignores = new GitIgnore(new LocalDisk(Durability.OFF, new Random(), 022));
        var file = directory.resolve(".gitignore");
        assertTrue(ignores.add(directory.resolve("model.pkl")));
        assertFalse(ignores.add(directory.resolve("model.pkl")));
        assertEquals("/model.pkl\n", Files.readString(file));
        assertFalse(ignores.remove(directory.resolve("other")));
        assertTrue(ignores.remove(directory.resolve("model.pkl")));
        assertFalse(Files.exists(file));
        assertFalse(ignores.remove(directory.resolve("model.pkl")));
    }

    @Test
    void anEditInBetweenIsKept() throws IOException {
        var ignores = new GitIgnore(meddled(1));
        assertTrue(ignores.add(directory.resolve("a")));
        assertEquals("theirs 1\n/a\n", Files.readString(directory.resolve(".gitignore")));
    }

    @Test
    void givesUpIfEditsDoNotEnd() {
        var ignores = new GitIgnore(meddled(1000));
        var e = assertThrows(JdvcException.class, () -> ignores.add(directory.resolve("a")));
        assertEquals(Kind.CONFLICT, e.kind());
    }

    @Test
    void aLinkIsNotReplaced() throws IOException {
        Files.createSymbolicLink(directory.resolve(".gitignore"), Path.of("elsewhere"));
        var ignores = new GitIgnore(new LocalDisk(Durability.OFF, new Random(), 022));
        assertThrows(JdvcException.class, () -> ignores.add(directory.resolve("a")));
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
            else if (entered.add(name.toString())) content = GitIgnore.with(content, name.toString());
        }
        Files.write(sandbox.root.resolve(".gitignore"), content);
        others.addAll(entered);
        assertEquals(entered, sandbox.open().ignored(others), "seed " + seed);
        for (var name : List.copyOf(entered))
            content = GitIgnore.without(content, name).orElse(new byte[0]);
        assertEquals("", new String(content, UTF_8), "seed " + seed);
    }

    /** Returns a disk on which someone else writes the file after each of the first reads. */
    private Disk meddled(int times) {
        var real = new LocalDisk(Durability.OFF, new Random(), 022);
        var left = new AtomicInteger(times);
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, args) -> {
                    var result = method.invoke(real, args);
                    int now = left.get();
                    if (method.getName().equals("read") && left.getAndDecrement() > 0)
                        Files.writeString((Path) args[0], "theirs " + now + "\n");
                    return result;
                });
    }

    private static String with(String content, String name) {
        return new String(GitIgnore.with(content.getBytes(UTF_8), name), UTF_8);
    }

    private static Optional<String> without(String content, String name) {
        return GitIgnore.without(content.getBytes(UTF_8), name).map(bytes -> new String(bytes, UTF_8));
    }
}
