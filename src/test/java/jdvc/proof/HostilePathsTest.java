package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Names from metafiles, listings and links never lead out of the output that they describe (safety I8, section 8). */
class HostilePathsTest {

    @TempDir
    Path folder;

    private int count;

    private Grounds grounds() {
        return new Grounds(new Sandbox(folder), "repo" + ++count);
    }

    /** Names that no listing may have; {@code $CANARY} is the tree beside the project. */
    private static List<String> names() {
        var names = new ArrayList<>(List.of(
                "../x",
                "../f",
                "../../canary/secret",
                "..",
                ".",
                "",
                "/",
                "$CANARY/secret",
                "/etc/jdvc-canary",
                "a/../../x",
                "a/../b",
                "a/./b",
                "./a",
                "a/.",
                "a/..",
                "a//b",
                "a/",
                "//a",
                ".git/hooks/post-checkout",
                ".git/config",
                ".git",
                "a/.git/x",
                ".GIT/config",
                ".Git/hooks/x",
                ".dvc/config",
                ".dvc/tmp/x",
                ".DVC/config",
                "a/.dvc/x",
                ".hg/hgrc",
                ".HG/x",
                ".git./config",
                ".git /config",
                ".git . /x",
                "git~1/config",
                "GIT~1/config",
                ".g\\u200cit/config",
                ".gi\\u200dt/x",
                "\\ufeff.git/x",
                ".dvc\\u200b/config",
                "a\\u0000b",
                "\\u0000",
                "\\ud800",
                "\\udc00x",
                "a".repeat(256),
                "b/" + "é".repeat(128),
                ("x".repeat(200) + "/").repeat(21) + "y"));
        return names;
    }

    private static String entry(String md5, String name) {
        return "{\"md5\": \"" + md5 + "\", \"relpath\": \"" + name + "\"}";
    }

    private static final String A = "60b725f10c9c85c70d97880dfe8191b3";

    /** Listings in which a name is bad, or two names together are. */
    private static List<String> listings(Path canary) {
        var all = new ArrayList<String>();
        for (var name : names()) {
            var hostile = entry(A, name.replace("$CANARY", canary.toString()));
            all.add("[" + hostile + "]");
            all.add("[" + entry(A, "a") + ", " + hostile + "]");
        }
        all.add("[" + entry(A, "a") + ", " + entry(A, "a") + "]");
        all.add("[" + entry(A, "a") + ", " + entry(A, "a/b") + "]");
        all.add("[" + entry(A, "a/b") + ", " + entry(A, "a") + "]");
        for (var md5 : List.of(
                "", "..", "../../../../canary/secret", A.toUpperCase(), A.substring(1), A + ".dir", A + "0", "/" + A)) {
            all.add("[" + entry(md5, "a") + "]");
        }
        return all;
    }

    @TestFactory
    Stream<DynamicTest> listingsAreRefusedWhole() {
        var grounds = grounds();
        return listings(grounds.canary).stream()
                .map(json -> dynamicTest(shortened(json), () -> {
                    Replay.delete(grounds.root.resolve("d"));
                    var name = grounds.listing(grounds.cache(), json);
                    grounds.refused("checkout", "d");
                    assertFalse(Files.exists(grounds.root.resolve("d/a")), "no entry may be acted on");
                    assertEquals("the file\n", Bytes.text(grounds.root.resolve("f")));
                    grounds.survives("status");
                    grounds.survives("push");
                    assertFalse(Files.exists(Grounds.path(grounds.remote(), name)), "a bad listing was sent on");
                    Replay.delete(grounds.cache().resolve("files/md5").resolve(name.substring(0, 2)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> listingsOfARemoteAreRefusedToo() {
        var grounds = grounds();
        grounds.jdvc("push").exits(0);
        return listings(grounds.canary).stream()
                .map(json -> dynamicTest(shortened(json), () -> {
                    Replay.delete(grounds.root.resolve("d"));
                    var name = grounds.listing(grounds.remote(), json);
                    grounds.refused("pull", "d");
                    assertFalse(Files.exists(grounds.root.resolve("d/a")), "no entry may be acted on");
                    assertFalse(Files.exists(Grounds.path(grounds.cache(), name)), "a bad listing is in the cache");
                }));
    }

    private static String shortened(String json) {
        return json.length() < 120 ? json : json.substring(0, 100) + "… (" + json.length() + ")";
    }

    /** Metafiles whose output lies where none may. */
    private static List<String> metafiles(Path canary) {
        var all = new ArrayList<String>();
        for (var path : List.of(
                "../x",
                "../canary/secret",
                "$CANARY/secret",
                "/etc/jdvc-canary",
                ".",
                "''",
                "./",
                "sub/../../x",
                ".git/hooks/x",
                ".git/config",
                ".GIT/hooks/x",
                ".dvc/config",
                ".dvc/tmp/x",
                ".DVC/x",
                "sub/.git/x",
                "..",
                "/",
                "sub/..",
                ".git",
                ".dvc",
                ".hg/x")) {
            all.add(metafile(path.replace("$CANARY", canary.toString()), A, ""));
        }
        for (var wdir : List.of("..", "../..", "../canary", "$CANARY", "/", ".git", ".dvc", ".git/hooks")) {
            all.add(metafile("x", A, "wdir: " + wdir.replace("$CANARY", canary.toString()) + "\n"));
        }
        for (var md5 : List.of(
                "..",
                "../../../canary/secret",
                A.toUpperCase(),
                A.substring(1),
                A + "x",
                "/" + A,
                A + ".dirx",
                "'" + A + " '")) {
            all.add(metafile("x", md5, ""));
        }
        return all;
    }

    private static String metafile(String path, String md5, String rest) {
        return "outs:\n- md5: " + md5 + "\n  size: 2\n  hash: md5\n  path: " + path + "\n" + rest;
    }

    @TestFactory
    Stream<DynamicTest> outputsOutsideAreRefusedAndTheOthersWork() {
        var grounds = grounds();
        grounds.object(grounds.cache(), "a\n".getBytes(StandardCharsets.UTF_8), "");
        return metafiles(grounds.canary).stream()
                .map(text -> dynamicTest(text.replace("\n", " "), () -> {
                    grounds.metafile("evil.dvc", text);
                    Files.deleteIfExists(grounds.root.resolve("f"));
                    for (var verb : List.of("checkout", "status", "push", "fetch", "pull")) {
                        grounds.refused(verb).says("evil.dvc");
                        grounds.refused(verb, "evil.dvc").says("evil.dvc");
                    }
                    grounds.refused("status", "-c").says("evil.dvc");
                    grounds.refused("commit", "-f", "evil.dvc").says("evil.dvc");
                    assertEquals("the file\n", Bytes.text(grounds.root.resolve("f")), "the others are checked out");
                    // named by itself, another output is none of its business
                    grounds.survives("checkout", "f.dvc").exits(0);
                    assertEquals("the file\n", Bytes.text(grounds.root.resolve("f")));
                }));
    }

    @Test
    void aDirectoryThatBecameALinkIsNotWrittenThrough() throws IOException {
        var grounds = grounds();
        Replay.delete(grounds.root.resolve("d/sub"));
        Files.createSymbolicLink(grounds.root.resolve("d/sub"), grounds.canary.resolve("dir"));
        grounds.survives("checkout");
        grounds.survives("checkout", "--force");
        assertEquals("file\n", Bytes.text(grounds.canary.resolve("dir/file")));
        assertFalse(Files.exists(grounds.canary.resolve("dir/b")));
    }

    @Test
    void anOutputThatBecameALinkIsReplacedNotFollowed() throws IOException {
        var grounds = grounds();
        Files.delete(grounds.root.resolve("f"));
        Files.createSymbolicLink(grounds.root.resolve("f"), grounds.canary.resolve("secret"));
        Replay.delete(grounds.root.resolve("d"));
        Files.createSymbolicLink(grounds.root.resolve("d"), grounds.canary.resolve("dir"));
        grounds.survives("checkout");
        grounds.survives("checkout", "--force");
        grounds.survives("pull", "--force");
        assertEquals("secret\n", Bytes.text(grounds.canary.resolve("secret")));
    }

    @Test
    void anOutputBelowALinkIsRefused() throws IOException {
        var grounds = grounds();
        grounds.object(grounds.cache(), "a\n".getBytes(StandardCharsets.UTF_8), "");
        Files.createSymbolicLink(grounds.root.resolve("link"), grounds.canary.resolve("dir"));
        grounds.metafile("evil.dvc", metafile("link/new", A, ""));
        grounds.refused("checkout", "evil.dvc");
        grounds.refused("add", "link/file");
        grounds.refused("add", "link");
    }

    /** Where jdvc writes a file that Git tracks, it replaces what is there. */
    @Test
    void metafilesThatAreLinksAreNotWrittenThrough() throws IOException {
        var grounds = grounds();
        Bytes.write(grounds.root.resolve("g"), "g\n");
        Files.createSymbolicLink(grounds.root.resolve("g.dvc"), grounds.canary.resolve("secret"));
        grounds.survives("add", "g");
        grounds.survives("commit", "-f");
    }

    /** What it leads to would become part of a file that the user commits. */
    @Test
    void anIgnoreFileThatIsALinkIsNotTakenOver() throws IOException {
        var grounds = grounds();
        Bytes.write(grounds.root.resolve("new/h"), "h\n");
        var link = grounds.root.resolve("new/.gitignore");
        Files.createSymbolicLink(link, grounds.canary.resolve("secret"));
        grounds.refused("add", "new/h");
        assertTrue(Files.isSymbolicLink(link));
        Files.delete(link);
        grounds.survives("add", "new/h");
        Files.delete(link);
        Files.createSymbolicLink(link, grounds.canary.resolve("secret"));
        grounds.refused("remove", "new/h.dvc");
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void linksOutOfTheTreeThatGitTracksAreNotPublished() throws IOException {
        var grounds = grounds();
        Files.createDirectories(grounds.root.resolve("e"));
        Files.createSymbolicLink(grounds.root.resolve("e/innocent"), grounds.canary.resolve("secret"));
        grounds.sandbox.git(grounds.root, "add", "e/innocent");
        grounds.sandbox.git(grounds.root, "commit", "-qm", "innocent");
        grounds.watch();
        grounds.refused("add", "e");
        assertFalse(
                Files.exists(Grounds.path(grounds.cache(), Bytes.md5("secret\n".getBytes(StandardCharsets.UTF_8)))));
    }

    /** Whoever wrote the metafile, what is typed cannot lead out either. */
    @Test
    void argumentsOutsideTheProjectAreRefused() {
        var grounds = grounds();
        for (var path :
                List.of("..", "../x", grounds.canary + "/secret", ".", "", ".git/config", ".dvc/config", "d/../../x")) {
            grounds.refused("add", path);
            grounds.survives("checkout", path);
            grounds.survives("push", path);
        }
    }
}
