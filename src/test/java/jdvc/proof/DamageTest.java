package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Damaged metafiles, settings, objects and state: told for what they are, and nothing of the user's goes with them. */
class DamageTest {

    /** All verbs that read metafiles, the harmless ones last. */
    private static final List<List<String>> VERBS = List.of(
            List.of("checkout"),
            List.of("checkout", "--force"),
            List.of("pull"),
            List.of("commit", "-f"),
            List.of("add", "f"),
            List.of("push"),
            List.of("fetch"),
            List.of("status"),
            List.of("status", "-c"));

    /** The object of {@code f}. */
    private static final String FILE = Bytes.md5(bytes("the file\n"));

    @TempDir
    Path folder;

    private int count;

    private Grounds grounds() {
        return new Grounds(new Sandbox(folder), "repo" + ++count);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String out(String lines) {
        return "outs:\n- " + lines;
    }

    /** Contents that no metafile may have. */
    private static Map<String, byte[]> badMetafiles() {
        var all = new LinkedHashMap<String, byte[]>();
        var good = "md5: 60b725f10c9c85c70d97880dfe8191b3\n  size: 2\n  hash: md5\n  path: d\n";
        all.put("no byte", new byte[0]);
        all.put("zeros", new byte[4096]);
        all.put("noise", Specimen.noise(500, 7));
        all.put("not UTF-8", new byte[] {'o', 'u', 't', 's', ':', ' ', (byte) 0xff, (byte) 0xfe});
        all.put("no mapping", bytes("just words\n"));
        all.put("a list", bytes("- a\n- b\n"));
        all.put("unclosed", bytes("outs: [{md5: "));
        all.put("tabs", bytes("outs:\n\t- md5: x\n"));
        all.put(
                "conflict of a merge",
                bytes("outs:\n<<<<<<< HEAD\n- " + good + "=======\n- " + good + ">>>>>>> other\n"));
        all.put("two documents", bytes(out(good) + "---\n" + out(good)));
        all.put("key twice", bytes(out(good + "  path: e\n")));
        all.put("unknown key", bytes(out(good + "  bogus: 1\n")));
        all.put("unknown key above", bytes(out(good) + "bogus: 1\n"));
        all.put("command", bytes("cmd: rm -rf /\n" + out(good)));
        all.put("no path", bytes(out("md5: 60b725f10c9c85c70d97880dfe8191b3\n")));
        all.put("path of numbers", bytes(out("md5: 60b725f10c9c85c70d97880dfe8191b3\n  path: [1, 2]\n")));
        all.put("size of words", bytes(out("md5: 60b725f10c9c85c70d97880dfe8191b3\n  size: big\n  path: d\n")));
        all.put("tag of a language", bytes("outs: !!java.net.URL ['http://localhost:1/']\n"));
        all.put("recursive alias", bytes("outs: &a\n- *a\n"));
        all.put("many aliases", bytes(aliases()));
        all.put("deep", bytes("meta: " + "[".repeat(100) + "]".repeat(100) + "\n"));
        all.put("very deep", bytes("meta: " + "[".repeat(100_000)));
        return all;
    }

    private static String aliases() {
        var text = new StringBuilder("meta:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++)
            text.append("  a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "x"));
        return text.toString();
    }

    @TestFactory
    Stream<DynamicTest> badMetafilesStopTheCommandAndNothingElseHappens() {
        return badMetafiles().entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> {
                    var grounds = grounds();
                    Bytes.write(grounds.root.resolve("d.dvc"), e.getValue());
                    Bytes.write(grounds.root.resolve("f"), "not saved yet\n");
                    var before = grounds.data();
                    for (var verb : VERBS) {
                        if (verb.contains("--force") || verb.contains("commit") || verb.contains("add")) continue;
                        grounds.refused(verb.toArray(String[]::new)).says("d.dvc");
                        assertEquals(before, grounds.data(), verb::toString);
                    }
                    grounds.refused("checkout", "d.dvc").says("d.dvc");
                    grounds.refused("add", "d").says("d.dvc");
                    assertArrayEquals(
                            e.getValue(),
                            Bytes.read(grounds.root.resolve("d.dvc")),
                            "the damaged file is left to the user");
                    assertEquals(before, grounds.data());
                    // a command that names only another metafile is none of its business
                    grounds.survives("checkout", "--force", "f.dvc").exits(0);
                }));
    }

    /** However a metafile was cut, the data that it spoke of stays. */
    @Test
    void cutMetafilesNeverCostData() {
        var grounds = grounds();
        var whole = Bytes.read(grounds.root.resolve("d.dvc"));
        var before = grounds.data();
        for (int length = 0; length < whole.length; length++) {
            Bytes.write(grounds.root.resolve("d.dvc"), java.util.Arrays.copyOf(whole, length));
            for (var verb : List.of("checkout", "pull", "status", "push")) {
                var outcome = grounds.survives(verb);
                assertEquals(before, grounds.data(), outcome::toString);
            }
        }
    }

    /** Safety 6.2, 6.6: nobody but a command of ours or Git takes an output back. */
    @Test
    void metafilesThatWereDeletedByHandCostNothing() throws IOException {
        var grounds = grounds();
        var before = grounds.data();
        Files.delete(grounds.root.resolve("d.dvc"));
        Files.delete(grounds.root.resolve("f.dvc"));
        grounds.survives("checkout");
        assertEquals(before, grounds.data());
        // never committed at all
        Bytes.write(grounds.root.resolve("g"), "g\n");
        grounds.jdvc("add", "g").exits(0);
        Files.delete(grounds.root.resolve("g.dvc"));
        grounds.survives("checkout");
        assertTrue(Files.exists(grounds.root.resolve("g")));
    }

    /** What Git takes back with a commit goes, and comes again. */
    @Test
    void outputsGoWithTheCommitThatNamedThem() {
        var grounds = grounds();
        Bytes.write(grounds.root.resolve("g"), "g\n");
        grounds.jdvc("add", "g").exits(0);
        grounds.sandbox.git(grounds.root, "add", "g.dvc", ".gitignore");
        grounds.sandbox.git(grounds.root, "commit", "-qm", "second");
        grounds.sandbox.git(grounds.root, "checkout", "-q", "HEAD~1");
        grounds.jdvc("checkout").exits(0).prints("D\tg\n");
        assertFalse(Files.exists(grounds.root.resolve("g")));
        grounds.sandbox.git(grounds.root, "checkout", "-q", "main");
        grounds.jdvc("checkout").exits(0).prints("A\tg\n");
    }

    @Test
    void settingsThatAreDamagedAreNamed() {
        var contents = List.of(
                "[core",
                "core\n",
                "[core]\nremote\n",
                "[core]\n    remote = 'x\n",
                "[core]\n[core]\n",
                "[bogus]\n    a = 1\n",
                "[core]\n    autostage = perhaps\n",
                "[core]\n    checksum_jobs = -1\n",
                "['remote \"r\"']\n    region = x\n",
                "['remote \"r\"']\n    url = gopher://x\n",
                "[cache]\n    type = teleport\n",
                "\u0000\u0001",
                "[core]\n    remote = %(nothing)s\n",
                "['remote \"r\"']\n    url = a, b\n");
        for (var content : contents) {
            var grounds = grounds();
            Bytes.write(grounds.root.resolve(".dvc/config"), content);
            grounds.watch();
            var before = grounds.data();
            for (var verb : VERBS) {
                var outcome = grounds.refused(verb.toArray(String[]::new));
                assertEquals(before, grounds.data(), outcome::toString);
            }
            assertEquals(content, Bytes.text(grounds.root.resolve(".dvc/config")));
        }
    }

    /** A wrong object is not placed, not sent, set aside, and healed from the remote. */
    @TestFactory
    Stream<DynamicTest> wrongObjectsOfTheCacheAreFound() {
        return wrong().entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> {
                    var grounds = grounds();
                    grounds.jdvc("push").exits(0);
                    Grounds.put(grounds.cache(), FILE, e.getValue(), mode(e.getKey()));
                    Replay.delete(grounds.root.resolve("f"));
                    grounds.refused("checkout").exits(255).says("f");
                    assertFalse(Files.exists(grounds.root.resolve("f")), "wrong bytes were placed");
                    assertTrue(Files.exists(grounds.root.resolve("d/a")));

                    var elsewhere = "../elsewhere" + count;
                    grounds.jdvc("config", "remote.other.url", elsewhere).exits(0);
                    grounds.watch();
                    grounds.refused("push", "-r", "other").exits(1);
                    var sent = grounds.root.resolve(elsewhere);
                    assertFalse(Files.exists(Grounds.path(sent, FILE)), "wrong bytes were sent");

                    grounds.jdvc("pull").exits(0);
                    assertEquals("the file\n", Bytes.text(grounds.root.resolve("f")));
                    assertEquals("the file\n", Bytes.text(Grounds.path(grounds.cache(), FILE)));
                }));
    }

    private static int mode(String wrong) {
        return wrong.contains("writable") ? 0644 : 0444;
    }

    private static Map<String, byte[]> wrong() {
        var all = new LinkedHashMap<String, byte[]>();
        for (var mode : List.of("read-only", "writable")) {
            all.put("other bytes, " + mode, bytes("the fil3\n"));
            all.put("cut, " + mode, bytes("the"));
            all.put("longer, " + mode, bytes("the file\nand more\n"));
            all.put("no byte, " + mode, new byte[0]);
        }
        return all;
    }

    /** Safety 5.7: it may be the only, nearly complete copy. */
    @Test
    void wrongObjectsAreSetAsideNotDeleted() throws IOException {
        var grounds = grounds();
        Grounds.put(grounds.cache(), FILE, bytes("nearly the file\n"), 0644);
        Replay.delete(grounds.root.resolve("f"));
        grounds.refused("checkout");
        grounds.survives("status");
        boolean kept = Snapshot.of(grounds.cache(), p -> false).items().values().stream()
                .anyMatch(i -> i.isFile() && i.text().equals("nearly the file\n"));
        assertTrue(kept, "the wrong object is gone");
    }

    @TestFactory
    Stream<DynamicTest> wrongObjectsOfARemoteAreRefused() {
        return wrong().entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> {
                    var grounds = grounds();
                    grounds.jdvc("push").exits(0);
                    Replay.delete(grounds.cache());
                    Replay.delete(grounds.root.resolve("f"));
                    Replay.delete(grounds.root.resolve("d"));
                    Grounds.put(grounds.remote(), FILE, e.getValue(), mode(e.getKey()));
                    grounds.refused("pull").exits(1).says("f");
                    assertFalse(Files.exists(Grounds.path(grounds.cache(), FILE)), "wrong bytes are in the cache");
                    assertFalse(Files.exists(grounds.root.resolve("f")));
                    assertTrue(
                            Files.exists(Grounds.path(grounds.cache(), "60b725f10c9c85c70d97880dfe8191b3")),
                            "the others are fetched");
                }));
    }

    @TestFactory
    Stream<DynamicTest> wrongListingsAreFound() {
        var all = new LinkedHashMap<String, byte[]>(wrong());
        all.put("no JSON", bytes("[{\"md5\": "));
        return all.entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> {
                    var grounds = grounds();
                    grounds.jdvc("push").exits(0);
                    var name = Bytes.text(grounds.root.resolve("d.dvc")).split("\\s+")[3];
                    Grounds.put(grounds.cache(), name, e.getValue());
                    Replay.delete(grounds.root.resolve("d"));
                    grounds.refused("checkout").exits(255).says("d");
                    grounds.jdvc("pull").exits(0);
                    assertEquals("b\n", Bytes.text(grounds.root.resolve("d/sub/b")));
                }));
    }

    /** What we remember is advice: without it, or with nonsense in it, the answers are the same (safety 4.6). */
    @Test
    void stateThatIsDamagedChangesNoAnswer() throws IOException {
        var grounds = grounds();
        grounds.jdvc("push").exits(0);
        var state = grounds.root.resolve(".dvc/tmp/jdvc");
        var files = new ArrayList<String>(Snapshot.of(state, p -> false).files());
        assertTrue(files.size() > 2, files::toString);
        for (var damage : List.of(new byte[0], bytes("{\"v\": 99}"), Specimen.noise(3000, 5))) {
            for (var file : files) {
                Bytes.write(state.resolve(file), damage);
                grounds.survives("status", "--json").exits(0).prints("{}\n");
            }
            for (var file : files) Bytes.write(state.resolve(file), damage);
            Bytes.write(grounds.root.resolve("d/a"), "changed\n");
            grounds.survives("status", "--json")
                    .exits(0)
                    .prints("{\"d.dvc\": [{\"changed outs\": {\"d\": \"modified\"}}]}\n");
            grounds.refused("checkout");
            assertEquals("changed\n", Bytes.text(grounds.root.resolve("d/a")), "unsaved bytes were replaced");
            grounds.survives("checkout", "--force").exits(0);
            grounds.survives("push").exits(0);
            grounds.survives("pull").exits(0);
        }
    }

    /** Unsaved bytes are replaced by force only, and then they are in the trash. */
    @Test
    void unsavedBytesAreProtected() throws IOException {
        var grounds = grounds();
        grounds.jdvc("push").exits(0);
        Bytes.write(grounds.root.resolve("f"), "precious\n");
        Bytes.write(grounds.root.resolve("d/mine"), "mine\n");
        Files.delete(grounds.root.resolve("d/a"));
        var before = grounds.data();
        grounds.refused("checkout")
                .exits(255)
                .says(grounds.root.resolve("f").toString())
                .says("--force");
        grounds.refused("pull").exits(1).says(grounds.root.resolve("d/mine").toString());
        assertEquals(before, grounds.data());
        grounds.survives("checkout", "--force").exits(0);
        assertEquals("the file\n", Bytes.text(grounds.root.resolve("f")));
        assertFalse(Files.exists(grounds.root.resolve("d/mine")));
        var trash = Snapshot.of(grounds.root.resolve(".dvc/tmp/jdvc/trash"), p -> false)
                .listing();
        assertTrue(trash.contains(Bytes.md5(bytes("precious\n"))) && trash.contains(Bytes.md5(bytes("mine\n"))), trash);
    }
}
