package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Remotes and URLs on a server of HTTP, beside real DVC. */
class HttpAsDvcTest {

    @RegisterExtension
    static final WarmDvc DVC3 = new WarmDvc(3);

    @RegisterExtension
    static final WarmDvc DVC2 = new WarmDvc(2);

    @TempDir
    Path folder;

    private final FileServer server = new FileServer();
    private Sandbox sandbox;
    private Path root;
    private Path theirs;

    @BeforeEach
    void makeBoth() {
        sandbox = new Sandbox(folder);
        root = sandbox.project("ours");
        theirs = sandbox.project("theirs");
        server.put("/f", "hello");
        server.put("/a b/ü", "odd");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void same(String... words) {
        var dvc = DVC3.run(sandbox, theirs, words);
        var jdvc = sandbox.jdvc(root, words);
        assertEquals(
                (dvc.out() + dvc.exit()).replaceAll("(?m)^([AMD]) +", "$1\t"),
                jdvc.out() + jdvc.exit(),
                () -> String.join(" ", words) + jdvc.err());
        assertEquals(data(theirs), data(root), () -> String.join(" ", words));
    }

    private static String data(Path directory) {
        return Snapshot.of(directory, p -> p.startsWith(".")).tree();
    }

    @Test
    void takesFilesAsDvcDoes() {
        same("list-url", server.url() + "/f");
        same("list-url", server.url() + "/nowhere");
        same("get-url", server.url() + "/f", "g");
        same("get-url", server.url() + "/f", "g");
        same("get-url", server.url() + "/nowhere");
        same("import-url", server.url() + "/f", "-q");
        same("import-url", server.url() + "/nowhere", "-q");
        same("import-url", "--no-exec", server.url() + "/f", "noted", "-q");
        same("import-url", "--no-download", server.url() + "/f", "state", "-q");
        same("update", "f.dvc");
        server.put("/f", "more");
        same("pull", "state.dvc", "-q");
        same("status", "--json", "f.dvc");
        same("update", "f.dvc");
        same("update", "state.dvc");
        same("update", "f.dvc");
        server.put("/f", "again");
        same("update", "--no-download", "f.dvc");
        same("update", "f.dvc");
        same("unfreeze", "f.dvc");
        same("status", "--json", "f.dvc");
        server.put("/f", "once more");
        same("status", "--json", "f.dvc");
        server.files.remove("/f");
        same("status", "--json", "f.dvc");
        server.tags = false;
        server.put("/f", "untagged");
        same("get-url", server.url() + "/f", "u");
        sandbox.jdvc(root, "import-url", server.url() + "/f", "v").exits(1).says("could not find an ETag");
    }

    @Test
    void sharesDataAsDvcDoes() throws IOException {
        for (var each : List.of(root, theirs)) {
            Bytes.write(each.resolve("x"), "one");
            Bytes.write(each.resolve("d/a"), "two");
            Bytes.write(each.resolve("d/sub/b"), "three");
            Bytes.write(each.resolve("d/empty"), "");
            sandbox.jdvc(each, "add", "-q", "x", "d").exits(0);
            var name = each.equals(root) ? "ours" : "theirs";
            sandbox.jdvc(each, "remote", "add", "-qd", "web", server.url() + "/" + name)
                    .exits(0);
        }
        same("status", "-c", "--json", "x");
        same("push");
        assertEquals(server.below("/theirs/"), server.below("/ours/"));
        assertEquals(5, server.below("/ours/").size());
        same("push");
        same("status", "-c");
        for (var each : List.of(root, theirs)) {
            sandbox.run(each, List.of("rm", "-r", ".dvc/cache", "d", "x")).exits(0);
        }
        same("pull");
        same("pull");
        // what one pushed, the other pulls
        sandbox.run(theirs, List.of("rm", "-r", ".dvc/cache", "d", "x")).exits(0);
        sandbox.jdvc(theirs, "remote", "modify", "web", "url", server.url() + "/ours/")
                .exits(0);
        DVC3.run(sandbox, theirs, "pull", "-q").exits(0);
        assertEquals(data(theirs), data(root));
        sandbox.jdvc(root, "gc", "-c", "-w", "-f").fails().says("cannot be listed");
        sandbox.jdvc(root, "fsck", "-c").exits(0);
        sandbox.jdvc(root, "remote", "check").exits(0);
    }

    @Test
    void sharesDataOfDvc2() throws IOException {
        var old = sandbox.gitRepository("old");
        DVC2.run(sandbox, old, "init", "-q").exits(0);
        Bytes.write(old.resolve("d/crlf"), "two\r\n");
        DVC2.run(sandbox, old, "add", "-q", "d").exits(0);
        DVC2.run(sandbox, old, "remote", "add", "-q", "-d", "web", server.url() + "/s")
                .exits(0);
        sandbox.jdvc(old, "push").exits(0).prints("2 files pushed\n");
        sandbox.run(old, List.of("rm", "-r", ".dvc/cache", "d")).exits(0);
        DVC2.run(sandbox, old, "pull", "-q").exits(0);
        assertEquals("two\r\n", Bytes.text(old.resolve("d/crlf")));
    }

    /** Cut answers, busy servers, servers without HEAD, ranges or tags. */
    @Test
    void goesOnWhereAServerStumbles() throws IOException {
        server.put("/big", "0123456789".repeat(200_000));
        server.torn.put("/big", 3);
        server.busy.put("/big", 2);
        sandbox.jdvc(root, "get-url", server.url() + "/big").exits(0);
        assertEquals(2_000_000, Files.size(root.resolve("big")));
        server.torn.put("/big", 1);
        server.ranges = false;
        sandbox.jdvc(root, "get-url", "-f", server.url() + "/big").exits(0);
        assertEquals(2_000_000, Files.size(root.resolve("big")));
        server.methods.remove("HEAD");
        sandbox.jdvc(root, "import-url", server.url() + "/big", "b").exits(0);
        server.redirects.put("/here", "/big");
        sandbox.jdvc(root, "get-url", server.url() + "/here").exits(0);
        assertEquals(2_000_000, Files.size(root.resolve("here")));
        server.redirects.put("/round", "/round");
        sandbox.jdvc(root, "get-url", server.url() + "/round").exits(1);
        server.redirects.put("/file", "file:///etc/passwd");
        sandbox.jdvc(root, "get-url", server.url() + "/file").exits(1);
        sandbox.jdvc(root, "get-url", server.url() + "/a b/ü").exits(0);
        assertEquals("odd", Bytes.text(root.resolve("ü")));
    }

    @Test
    void wrongBytesFromTheServerDoNotComeIn() {
        Bytes.write(root.resolve("x"), "one");
        sandbox.jdvc(root, "add", "-q", "x").exits(0);
        sandbox.jdvc(root, "remote", "add", "-qd", "web", server.url() + "/s").exits(0);
        sandbox.jdvc(root, "push").exits(0);
        sandbox.run(root, List.of("rm", "-r", ".dvc/cache", "x")).exits(0);
        server.files.replaceAll((path, bytes) -> path.startsWith("/s/") ? "on3".getBytes() : bytes);
        sandbox.jdvc(root, "pull").exits(1);
        assertFalse(Files.exists(root.resolve("x")));
    }

    @Test
    void passwordsGoToTheirServerOnly() throws IOException {
        server.authorization = "Basic YWRhOnNlY3JldA=="; // ada:secret
        sandbox.jdvc(root, "remote", "add", "-qd", "web", server.url() + "/s").exits(0);
        Bytes.write(root.resolve("x"), "one");
        sandbox.jdvc(root, "add", "-q", "x").exits(0);
        sandbox.jdvc(root, "push").exits(1).says("no right to");
        sandbox.jdvc(root, "remote", "modify", "web", "auth", "basic").exits(0);
        sandbox.jdvc(root, "remote", "modify", "web", "user", "ada").exits(0);
        sandbox.jdvc(root, "push").exits(1).says("requires both 'user' and 'password'");
        sandbox.jdvc(root, "remote", "modify", "--local", "web", "password", "secret")
                .exits(0);
        sandbox.jdvc(root, "push").exits(0).prints("1 file pushed\n");
        try (var other = new FileServer()) {
            other.put("/y", "elsewhere");
            other.authorization = server.authorization;
            server.redirects.put("/s/y", other.url() + "/y");
            sandbox.jdvc(root, "get-url", "remote://web/y").exits(1);
            other.authorization = "";
            sandbox.jdvc(root, "get-url", "remote://web/y").exits(0);
        }
        // a repository's own settings do not lead a password over an open line to somewhere else
        sandbox.jdvc(root, "remote", "modify", "web", "url", "http://web.example.org/s")
                .exits(0);
        sandbox.jdvc(root, "push").exits(1).says("the line is not encrypted");
    }

    @Test
    void aServerThatTakesNothingIsNamed() {
        Bytes.write(root.resolve("x"), "one");
        sandbox.jdvc(root, "add", "-q", "x").exits(0);
        sandbox.jdvc(root, "remote", "add", "-qd", "web", server.url() + "/s").exits(0);
        server.methods.remove("POST");
        sandbox.jdvc(root, "push").exits(1).says("POST of '" + server.url() + "/s/");
        sandbox.jdvc(root, "remote", "modify", "web", "method", "PUT").exits(0);
        sandbox.jdvc(root, "push").exits(0).prints("1 file pushed\n");
        assertEquals(1, server.below("/s/").size());
        server.close();
        sandbox.jdvc(root, "push").exits(1).says("check the URL of 'web'");
    }
}
