package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdvc.store.s3.LabServer;
import jdvc.store.s3.RawBucket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code list-url} and {@code get-url} beside real DVC, on a bucket and on directories. */
class UrlsAsDvcTest {

    @RegisterExtension
    static final LabServer SERVER = new LabServer("versitygw", "--bucket", "raw", "--bucket", "other");

    @RegisterExtension
    static final WarmDvc DVC3 = new WarmDvc(3);

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path root;
    private Path theirs;

    @BeforeEach
    void makeBoth() throws IOException {
        sandbox = new Sandbox(folder)
                .set("AWS_ACCESS_KEY_ID", "lablab")
                .set("AWS_SECRET_ACCESS_KEY", "lablablab")
                .set("AWS_DEFAULT_REGION", "us-east-1")
                .set("AWS_ENDPOINT_URL", SERVER.endpoint());
        root = sandbox.project("ours");
        Bytes.write(
                root.resolve(".dvc/config"),
                "['remote \"m\"']\n    url = s3://raw/in\n    endpointurl = " + SERVER.endpoint() + "\n");
        theirs = sandbox.project("theirs");
        Files.copy(root.resolve(".dvc/config"), theirs.resolve(".dvc/config"), StandardCopyOption.REPLACE_EXISTING);
        put("in/f", "hello");
        put("in/one", "1");
        put("in/d/a", "aaa");
        put("in/d/b c", "x");
        put("in/d/sub/ü#?%41", "bbbb");
        Bytes.write(sandbox.folder().resolve("ext/f"), "hi\n");
        Bytes.write(sandbox.folder().resolve("ext/dd/1"), "x\n");
        Bytes.write(sandbox.folder().resolve("ext/dd/s/2"), "y\n");
    }

    private static void put(String key, String text) {
        try (var bucket = new RawBucket(SERVER.endpoint(), "raw")) {
            bucket.put(key, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void same(String... words) {
        var dvc = DVC3.run(sandbox, theirs, words);
        var jdvc = sandbox.jdvc(root, words);
        assertEquals(dvc.out() + dvc.exit(), jdvc.out() + jdvc.exit(), () -> String.join(" ", words) + jdvc.err());
    }

    @Test
    void listsBucketsAsDvcDoes() {
        same("list-url", "s3://raw/in/d");
        same("list-url", "s3://raw/in/d/", "-R", "--size");
        same("list-url", "s3://raw/in/d", "-R", "-L", "1", "--size");
        same("list-url", "remote://m", "-R", "-L", "2");
        same("ls-url", "remote://m/d", "-T");
        same("list-url", "remote://m/d", "-T", "-L", "1", "--size");
        same("list-url", "s3://raw/in/f");
        same("list-url", "s3://raw/in/f", "-T", "--size");
        same("list-url", "s3://raw");
        same("list-url", "s3://raw/nowhere");
        same("list-url", "s3://nobucket/x");
        same("list-url", "remote://nobody/x");
        same("list-url", "odd://x/y");
        same("list-url", "s3://raw/in/d", "--fs-config", "endpointurl=" + SERVER.endpoint());
    }

    @Test
    void listsDirectoriesAsDvcDoes() {
        same("list-url", "../ext/dd");
        same("list-url", "../ext", "-R", "--size");
        same("list-url", "../ext", "-T");
        same("list-url", "../nowhere");
        same("get-url", "../ext/dd");
        same("get-url", "../ext/f", "deep/er/f");
        assertEquals(data(theirs), data(root));
    }

    @Test
    void copiesAsDvcDoes() {
        same("get-url", "s3://raw/in/f");
        same("get-url", "s3://raw/in/f");
        same("get-url", "s3://raw/in/one", "f");
        same("get-url", "s3://raw/in/one", "f", "--force");
        same("get-url", "s3://raw/in/d", "g/dd");
        same("get-url", "remote://m/d", "g");
        same("get-url", "-f", "s3://raw/in/d/", "g");
        same("get-url", "s3://raw/in/nowhere");
        same("get-url", "s3://raw");
        same("get-url", "odd://x/y");
        assertEquals(data(theirs), data(root));
    }

    @Test
    void importsAsDvcDoes() throws IOException {
        for (var each : List.of(root, theirs)) Files.createDirectories(each.resolve("sub"));
        same("import-url", "s3://raw/in/f", "-q");
        same("import-url", "remote://m/d", "sub/dd", "-q");
        same("import-url", "../ext/f", "lf", "-q");
        same("import-url", sandbox.folder().resolve("ext/dd").toString(), "ld", "-q");
        same("import-url", "lf", "again", "-q");
        same("import-url", "--no-exec", "s3://raw/in/one", "noted", "-q");
        same("import-url", "s3://raw/in/one", "f", "-q");
        same("import-url", "-f", "s3://raw/in/one", "f", "-q");
        same("import-url", "s3://raw/in/nowhere", "-q");
        same("import-url", "s3://raw/in/one", "nodir/x", "-q");
        same("import-url", "odd://x/y", "-q");
        assertEquals(data(theirs), data(root));
        assertEquals(Bytes.text(theirs.resolve(".gitignore")), Bytes.text(root.resolve(".gitignore")));
        String[] status = {"status", "-q", "f.dvc", "sub/dd.dvc", "lf.dvc", "ld.dvc", "again.dvc"};
        DVC3.run(sandbox, root, status).exits(0);
        sandbox.jdvc(root, status).exits(0);
    }

    @Test
    void updatesFromABucketAsDvcDoes() {
        same("import-url", "s3://raw/in/f", "-q");
        same("import-url", "remote://m/d", "-q");
        same("update", "f.dvc");
        same("update", "d.dvc");
        put("in/f", "more");
        put("in/d/a", "changed");
        put("in/d/new", "n");
        same("update", "f.dvc");
        same("update", "d");
        assertEquals(data(theirs), data(root));
        put("in/f", "again");
        put("in/d/a", "again");
        same("update", "--no-download", "f.dvc");
        same("update", "--no-download", "d.dvc");
        assertEquals(data(theirs), data(root));
        same("status", "--json");
        same("update", "f.dvc");
        same("update", "d.dvc");
        same("import-url", "--no-download", "s3://raw/in/one", "state");
        same("import-url", "--no-download", "s3://raw/in/d/sub", "states");
        same("pull", "state", "-q");
        assertEquals(data(theirs), data(root));
    }

    @Test
    void statusLooksAtWhatIsNotFrozen() throws IOException {
        for (var each : List.of(root, theirs)) {
            sandbox.jdvc(each, "import-url", "s3://raw/in/f", "-q").exits(0);
            sandbox.jdvc(each, "import-url", "remote://m/d", "-q").exits(0);
            sandbox.jdvc(each, "import-url", sandbox.folder() + "/ext/dd", "-q").exits(0);
            sandbox.jdvc(each, "unfreeze", "f.dvc", "d.dvc", "dd.dvc").exits(0);
        }
        String[] status = {"status", "--json", "f.dvc"};
        same(status);
        same("status", "--json", "d.dvc");
        put("in/f", "more");
        put("in/d/new", "n");
        Bytes.write(sandbox.folder().resolve("ext/dd/1"), "else\n");
        same(status);
        same("status", "--json", "d.dvc");
        same("status", "--json", "dd.dvc");
        try (var bucket = new RawBucket(SERVER.endpoint(), "raw")) {
            bucket.delete("in/f");
        }
        same(status);
        sandbox.jdvc(root, "freeze", "f.dvc").exits(0);
        sandbox.jdvc(theirs, "freeze", "f.dvc").exits(0);
        same(status);
        sandbox.set("AWS_SECRET_ACCESS_KEY", "wrong");
        sandbox.jdvc(root, "status", "d.dvc").exits(1).says("cannot tell whether 'remote://m/d' has changed");
    }

    /** Nothing is left of what DVC leaves there under temporary names, and the cache here gets nothing. */
    @Test
    void sendsStraightToARemoteAsDvcDoes() throws IOException {
        for (var each : List.of(root, theirs)) {
            var store = "s3://other/" + each.getFileName();
            sandbox.jdvc(each, "remote", "add", "-qd", "up", store).exits(0);
            sandbox.jdvc(each, "remote", "modify", "up", "endpointurl", SERVER.endpoint())
                    .exits(0);
        }
        same("import-url", "--to-remote", "s3://raw/in/f", "-q");
        same("import-url", "--to-remote", "s3://raw/in/d", "-q");
        same("import-url", "--to-remote", "../ext/dd", "-q");
        same("update", "--to-remote", "f.dvc");
        put("in/d/b c", "not x");
        put("in/f", "once more");
        same("update", "--to-remote", "d.dvc", "f.dvc");
        assertEquals(data(theirs), data(root));
        assertEquals(List.of(), objects(root));
        var ours = keys("ours/");
        assertEquals(12, ours.size(), ours.toString()); // of before the change, too
        assertEquals(
                keys("theirs/").stream().filter(key -> !key.endsWith(".tmp")).toList(), ours);
        same("pull", "f", "-q");
        same("pull", "d", "-q");
        assertEquals(data(theirs), data(root));
    }

    private static List<String> keys(String prefix) {
        try (var bucket = new RawBucket(SERVER.endpoint(), "other")) {
            return bucket.keys().stream()
                    .filter(key -> key.startsWith(prefix))
                    .map(key -> key.substring(prefix.length()))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> objects(Path project) throws IOException {
        var cache = project.resolve(".dvc/cache/files");
        if (!Files.exists(cache)) return List.of();
        try (var all = Files.walk(cache)) {
            return all.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    @Test
    void settingsOfOneImportStayInItsDvcFile() throws IOException {
        String[] options = {"--fs-config", "endpointurl=" + SERVER.endpoint(), "region=us-east-1"};
        same("import-url", "-q", "s3://raw/in/f", "f", options[0], options[1], options[2]);
        put("in/f", "more");
        same("update", "f.dvc");
        assertEquals(data(theirs), data(root));
        sandbox.jdvc(root, "import-url", "s3://raw/in/one", "o", "--fs-config", "secret_access_key=abc")
                .exits(1)
                .says("a password or key would be written into the .dvc file");
        // what a .dvc file says is the word of whoever can commit
        var file = root.resolve("f.dvc");
        Bytes.write(file, Bytes.text(file).replace(SERVER.endpoint(), "http://s3.example.org"));
        sandbox.jdvc(root, "update", "f.dvc").exits(1).says("the line is not encrypted");
        assertEquals("more", Bytes.text(root.resolve("f")));
    }

    @Test
    void needsNoProject() throws IOException {
        var plain = Files.createDirectories(sandbox.folder().resolve("plain"));
        assertEquals(
                "ü#?%41\n",
                sandbox.jdvc(plain, "list-url", "s3://raw/in/d/sub").exits(0).out());
        sandbox.jdvc(plain, "get-url", "s3://raw/in/d/a").exits(0);
        assertEquals("aaa", Bytes.text(plain.resolve("a")));
        sandbox.jdvc(plain, "get-url", "remote://m/d").exits(1).says("remote 'm' doesn't exist");
        sandbox.jdvc(plain, "get-url", "file://" + sandbox.folder().resolve("ext/f"))
                .exits(0);
        assertEquals("hi\n", Bytes.text(plain.resolve("f")));
        assertEquals(List.of("a", "f"), names(plain));
    }

    @Test
    void whatIsNotDoneIsRefused() throws IOException {
        sandbox.jdvc(root, "get-url", "gs://example.org/x").exits(1).says("are not supported");
        sandbox.jdvc(root, "get-url", "s3://raw/in/f?versionId=1").exits(1).says("one version of an object");
        sandbox.jdvc(root, "import-url", "--version-aware", "s3://raw/in/f")
                .exits(1)
                .says("--version-aware");
        sandbox.jdvc(root, "import-url", "--version-aware", "--to-remote", "s3://raw/in/f")
                .exits(1)
                .says("cannot be combined with --to-remote");
        assertEquals(List.of(), names(root));
    }

    @Test
    void namesThatLeadOutAreRefusedBeforeTheFirstByte() throws IOException {
        var watched = Snapshot.of(sandbox.folder(), p -> false).tree();
        for (var key : List.of("in/../../evil", "in//etc/passwd", "in/./x", "in/a\0b", "in/ok/b")) {
            try (var server = new Listing("in/ok", key)) {
                sandbox.jdvc(root, "get-url", "s3://any/in", "--fs-config", "endpointurl=" + server.endpoint())
                        .exits(1);
                assertEquals(List.of("HEAD", "list"), server.asked, key);
            }
        }
        assertEquals(watched, Snapshot.of(sandbox.folder(), p -> false).tree());
    }

    /** A server that lists keys which no file system takes. */
    private static final class Listing implements AutoCloseable {
        final List<String> asked = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        Listing(String... keys) throws IOException {
            var text = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
            for (var key : keys) {
                text.append("<Contents><Key>").append(key).append("</Key><Size>1</Size></Contents>");
            }
            byte[] body = text.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                boolean head = exchange.getRequestMethod().equals("HEAD");
                boolean list =
                        String.valueOf(exchange.getRequestURI().getQuery()).contains("list-type");
                asked.add(head ? "HEAD" : list ? "list" : "GET");
                exchange.sendResponseHeaders(head ? 404 : 200, head ? -1 : body.length);
                if (!head) exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        String endpoint() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (var all = Files.list(directory)) {
            return all.map(p -> p.getFileName().toString())
                    .filter(n -> !n.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static String data(Path directory) {
        return Snapshot.of(directory, p -> p.startsWith(".")).tree();
    }
}
