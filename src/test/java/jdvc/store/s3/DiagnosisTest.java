package jdvc.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Secret;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import jdvc.store.s3.S3Settings.Access;
import jdvc.store.s3.S3Settings.AwsFiles;
import jdvc.store.s3.S3Settings.Login;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every usual mistake gives one line that says what is wrong, and a hint that cures it. */
class DiagnosisTest {

    private static final byte[] BYTES = "abc".getBytes(UTF_8);
    private static final ObjectId ID = Hasher.hash(BYTES, Layout.V3);

    @RegisterExtension
    static final S3Server REAL = new S3Server();

    @RegisterExtension
    final FaultyServer faulty = new FaultyServer();

    @TempDir
    Path home;

    private TestWorld world;

    @BeforeEach
    void world() {
        world = new TestWorld(home);
        REAL.bucket("bucket").close();
    }

    @Test
    void noSuchBucket() throws Exception {
        var store = world.open(TestWorld.settings(REAL.endpoint(), "s3://nowhere/x"));
        for (var e : failures(store)) {
            assertEquals(Kind.CONFIG, e.kind());
            says(e, "bucket 'nowhere' does not exist at " + REAL.endpoint());
            hints(e, "jdvc remote modify origin url s3://BUCKET/PREFIX");
        }
    }

    @Test
    void wrongKeyId() throws Exception {
        var access = Access.keys("wrongid", Secret.of("lablablab"));
        for (var e : failures(world.open(real().with(access)))) {
            assertEquals(Kind.AUTH, e.kind());
            says(e, "the server does not know the access key id from the remote's `access_key_id`");
        }
    }

    @Test
    void wrongSecret() throws Exception {
        var access = Access.keys("lablab", Secret.of("CANARY-SECRET"));
        for (var e : failures(world.open(real().with(access)))) {
            assertEquals(Kind.AUTH, e.kind());
            says(e, "the secret key does not fit the access key id from the remote's `access_key_id`");
            hints(e, "secret_access_key");
            assertFalse(everything(e).contains("CANARY"), "a secret is shown");
        }
    }

    @Test
    void wrongKeysOfTheEnvironmentAreCalledSo() throws Exception {
        world.vars.put("AWS_ACCESS_KEY_ID", "lablab");
        world.vars.put("AWS_SECRET_ACCESS_KEY", "CANARY");
        for (var e : failures(world.open(real().with(Access.DEFAULT)))) says(e, "from AWS_ACCESS_KEY_ID");
    }

    @Test
    void noCredentialsAtAll() throws Exception {
        for (var e : failures(world.open(real().with(Access.DEFAULT)))) {
            assertEquals(Kind.AUTH, e.kind());
            says(e, "no credentials for S3; looked at");
            for (var place : List.of(
                    "the remote's `access_key_id`: not set",
                    "AWS_ACCESS_KEY_ID: not set",
                    "profile 'default' in '" + home.resolve(".aws/credentials"),
                    "the container's credentials: none offered",
                    "AWS_EC2_METADATA_DISABLED")) {
                says(e, place);
            }
            hints(e, "AWS_ACCESS_KEY_ID");
            hints(e, "jdvc remote modify --local origin access_key_id");
        }
    }

    @Test
    void halfOfTheCredentials() throws Exception {
        var access = new Access(Login.SIGNED, Optional.of("id"), Optional.empty(), Optional.empty(), AwsFiles.DEFAULT);
        for (var e : failures(world.open(real().with(access)))) {
            assertEquals(Kind.CONFIG, e.kind());
            says(e, "`secret_access_key` is missing");
        }
    }

    @Test
    void serverDown() throws Exception {
        String endpoint;
        try (var gone = new RawServer(socket -> {})) {
            endpoint = gone.endpoint();
        }
        for (var e : failures(world.open(TestWorld.settings(endpoint, "s3://bucket")))) {
            assertEquals(Kind.NETWORK, e.kind());
            says(e, endpoint + " refuses connections");
            hints(e, "jdvc remote modify origin endpointurl URL");
        }
    }

    @Test
    void unknownHost() throws Exception {
        var store = world.open(TestWorld.settings("http://no-such-host.invalid:9000", "s3://bucket"));
        var e = failure(store);
        assertEquals(Kind.NETWORK, e.kind());
        says(e, "there is no host 'no-such-host.invalid'");
    }

    @Test
    void wrongPortWithAnotherWebServer() throws Exception {
        var page =
                (FaultyServer.Fault) exchange -> FaultyServer.send(exchange, 404, "<html><body>Not here</body></html>");
        for (var verb : List.of("HEAD", "LIST", "PUT", "GET")) for (int i = 0; i < 9; i++) faulty.plan(verb, page);
        var store = world.open(TestWorld.settings(faulty.endpoint(), "s3://bucket"));
        var e = failure(store);
        assertEquals(Kind.CONFIG, e.kind());
        says(e, "there is no S3 server at " + faulty.endpoint());
        hints(e, "endpointurl");
    }

    @Test
    void wrongPortWithSomethingElse() throws Exception {
        try (var ssh = new RawServer(socket -> {
            RawServer.write(socket, "SSH-2.0-OpenSSH_9.2\r\n");
            RawServer.readHead(socket);
        })) {
            var e = failure(world.open(TestWorld.settings(ssh.endpoint(), "s3://bucket")));
            assertEquals(Kind.CONFIG, e.kind());
            says(e, "there is no S3 server at " + ssh.endpoint());
        }
    }

    @Test
    void httpsToAnHttpPort() throws Exception {
        try (var plain = new RawServer(socket -> {
            socket.getInputStream().read(new byte[64]);
            RawServer.write(socket, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        })) {
            var secure = plain.endpoint().replace("http:", "https:");
            var e = failure(world.open(TestWorld.settings(secure, "s3://bucket")));
            says(e, secure + " speaks http");
            assertEquals(Kind.CONFIG, e.kind());
            hints(e, "jdvc remote modify origin endpointurl " + plain.endpoint());
        }
    }

    @Test
    void httpToAnHttpsPort() throws Exception {
        // what servers written in Go say
        try (var secure = new RawServer(socket -> {
            RawServer.readHead(socket);
            RawServer.write(
                    socket, "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");
        })) {
            var e = failure(world.open(TestWorld.settings(secure.endpoint(), "s3://bucket")), Ask.WRITE);
            says(e, secure.endpoint() + " speaks https");
        }
    }

    /** What other servers do, when they cannot make sense of what comes. */
    @Test
    void httpToAPortThatHangsUp() throws Exception {
        try (var secure = new RawServer(socket -> RawServer.readHead(socket))) {
            var e = failure(world.open(TestWorld.settings(secure.endpoint(), "s3://bucket")), Ask.WRITE);
            says(e, "the connection to " + secure.endpoint() + " broke");
            hints(
                    e,
                    "https, perhaps? `jdvc remote modify origin endpointurl "
                            + secure.endpoint().replace("http:", "https:"));
        }
    }

    @Test
    void noRightToWriteThoughReadingWorks() throws Exception {
        faulty.plan("PUT", FaultyServer.refuse(403, "AccessDenied"));
        var store = world.open(TestWorld.settings(faulty.endpoint(), "s3://bucket/x"));
        assertEquals(1, store.missing(List.of(ID)).size());
        var e = failure(store, Ask.WRITE);
        assertEquals(Kind.AUTH, e.kind());
        assertEquals(
                "cannot write to 's3://bucket/x': access denied to the key from the remote's `access_key_id`",
                e.getMessage());
    }

    @Test
    void clockThatStaysWrong() throws Exception {
        world.clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        for (int i = 0; i < 3; i++) faulty.plan("PUT", FaultyServer.refuse(403, "RequestTimeTooSkewed"));
        var e = failure(world.open(TestWorld.settings(faulty.endpoint(), "s3://bucket")), Ask.WRITE);
        assertEquals(Kind.AUTH, e.kind());
        says(e, "the clock of this machine is 60 min behind the server's");
        hints(e, "set the clock right");
    }

    @Test
    void clockOffByAnHourIsCorrectedOnARealServer() throws Exception {
        for (int hours : new int[] {-1, 1}) {
            world.clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(hours));
            var store = world.open(real());
            store.write(ID, Content.of(BYTES));
            assertEquals(0, store.missing(List.of(ID)).size());
        }
        assertEquals(2, world.warnings.size(), world.warnings.toString());
    }

    @Test
    void serverTextIsBoundedAndHarmless() throws Exception {
        String evil = "\u001b]0;owned\u0007\u202e" + "x".repeat(5000);
        faulty.plan(
                "PUT",
                exchange -> FaultyServer.send(
                        exchange, 400, "<Error><Code>Odd</Code><Message>" + evil + "</Message></Error>"));
        var e = failure(world.open(TestWorld.settings(faulty.endpoint(), "s3://bucket")), Ask.WRITE);
        assertTrue(e.getMessage().length() < 1500, e.getMessage());
        for (char bad : new char[] {'\u001b', '\u0007', '\u202e', '\n'})
            assertTrue(e.getMessage().indexOf(bad) < 0);
        says(e, "\\u001B]0;owned\\u0007\\u202E");
    }

    @Test
    void endpointThatIsNone() {
        var e = assertThrows(JdvcException.class, () -> world.open(TestWorld.settings("ftp://x/", "s3://bucket")));
        assertEquals(Kind.CONFIG, e.kind());
        says(e, "'ftp://x/' is no address of a server");
    }

    private enum Ask {
        EXISTENCE,
        WRITE,
        READ
    }

    private S3Settings real() {
        return TestWorld.settings(REAL.endpoint(), "s3://bucket");
    }

    /** Returns what every kind of use fails with: one line each. */
    private static List<JdvcException> failures(S3Store store) {
        var failures = new ArrayList<JdvcException>();
        for (var ask : Ask.values()) failures.add(failure(store, ask));
        return failures;
    }

    private static JdvcException failure(S3Store store) {
        return failure(store, Ask.EXISTENCE);
    }

    private static JdvcException failure(S3Store store, Ask ask) {
        return assertThrows(
                JdvcException.class,
                () -> {
                    switch (ask) {
                        case EXISTENCE -> store.missing(List.of(ID));
                        case WRITE -> store.write(ID, Content.of(BYTES));
                        case READ -> store.read(ID).open().close();
                    }
                },
                ask.toString());
    }

    private static void says(JdvcException e, String text) {
        assertTrue(e.getMessage().contains(text), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), "one line");
    }

    private static void hints(JdvcException e, String text) {
        assertTrue(e.hint().orElse("").contains(text), e.hint().orElse("no hint"));
    }

    private static String everything(Throwable e) {
        var text = new StringBuilder();
        for (Throwable each = e; each != null; each = each.getCause()) text.append(each);
        return text.toString();
    }
}
