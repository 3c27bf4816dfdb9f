package jdvc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verbs say of a server that denies everything, and of one that is none of S3. */
class OddServersTest {

    private static final String DENIED = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>";
    private static final String PAGE = "<!DOCTYPE html>\n<html><body><h1>Nothing here</h1></body></html>";

    @TempDir
    Path directory;

    private Project project;
    private HttpServer server;
    private int status;
    private String type = "application/xml";
    private String answer = "";

    @BeforeEach
    void trackAFile() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        project = new Project(directory);
        project.write("model", "a");
        project.succeeds("add", "model");
        project.git("add", ".");
        project.git("commit", "-qm", "model");
        project.write(".dvc/config", "[core]\n    remote = store\n['remote \"store\"']\n    url = s3://b-a\n");
        project.write(
                ".dvc/config.local",
                "['remote \"store\"']\n    endpointurl = " + endpoint()
                        + "\n    access_key_id = lablab\n    secret_access_key = lablablab\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void denyEverything() {
        status = 403;
        answer = DENIED;
    }

    private void emptyTheCache() throws IOException {
        project.delete(".dvc/cache/files/md5/0c/c175b9c0f1b6a831c399e269772661");
    }

    private void fails(String text, String... words) {
        var ran = project.jdvc(words);
        assertTrue(ran.exit() != 0, () -> ran.out() + ran.err());
        assertTrue(ran.err().contains(text), () -> String.join(" ", words) + ": " + ran.out() + ran.err());
        assertFalse(ran.err().contains("neither in the cache"), ran.err());
        assertFalse(ran.err().contains("mistake in jdvc"), ran.err());
    }

    @Test
    void aKeyWithoutRightsIsDeniedAlsoWhereTheCacheIsEmpty() throws IOException {
        denyEverything();
        fails("access denied to the key from", "push");
        fails("access denied to the key from", "status", "-c");
        fails("access denied to the key from", "fsck", "-c");
        emptyTheCache();
        for (var verb : List.of("push", "fetch", "pull")) fails("access denied to the key from", verb);
        fails("access denied to the key from", "status", "-c");
        fails("access denied to the key from", "fsck", "-c");
        fails("access denied to the key from", "publish", "-y", "-m", "x");
    }

    @Test
    void aWebPageIsNoAnswerOfS3() throws IOException {
        type = "text/html; charset=utf-8";
        answer = PAGE;
        for (int each : new int[] {404, 200, 403, 405}) {
            status = each;
            requireNoPage("push");
        }
        emptyTheCache();
        status = 404;
        for (var verb : List.of("push", "fetch", "pull")) requireNoPage(verb);
        requireNoPage("status", "-c");
    }

    private void requireNoPage(String... words) {
        fails("there is no S3 server at " + endpoint() + ": it answers status " + status + ": a web page", words);
        assertFalse(project.jdvc(words).err().contains("Nothing here"));
    }

    @Test
    void noteOfAServerWithoutPagesIsShown() throws IOException {
        status = 404;
        type = "text/plain";
        answer = "404 page not found\n";
        emptyTheCache();
        for (var verb : List.of("push", "fetch", "pull")) {
            fails("there is no S3 server at " + endpoint() + ": it answers status 404: 404 page not found", verb);
        }
    }
}
