package jdvc.store.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdvc.Secret;
import jdvc.store.Finding;
import jdvc.store.Finding.Verdict;
import jdvc.store.s3.S3Settings.Access;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code remote check} finds: the broken link, and not another one. */
class CheckupTest {

    @RegisterExtension
    static final S3Server REAL = new S3Server();

    @RegisterExtension
    final FaultyServer faulty = new FaultyServer();

    @TempDir
    Path home;

    private TestWorld world;
    private RawBucket bucket;

    @BeforeEach
    void world() {
        world = new TestWorld(home);
        bucket = REAL.bucket("bucket");
    }

    @Test
    void everythingInOrderLeavesNothingBehind() throws Exception {
        assertEquals(List.of(), broken(check(real())));
        assertEquals(List.of(), bucket.keys());
        assertEquals(List.of(), bucket.openUploads());
    }

    @Test
    void noServer() throws Exception {
        String gone;
        try (var server = new RawServer(socket -> {})) {
            gone = server.endpoint();
        }
        var found = check(TestWorld.settings(gone, "s3://bucket"));
        assertEquals(List.of("endpoint"), broken(found));
        assertTrue(found.get("endpoint").text().contains("refuses connections"), found::toString);
        assertEquals(Verdict.UNKNOWN, found.get("write").verdict());
    }

    @Test
    void aServerThatSpeaksNoTls() throws Exception {
        try (var plain = new RawServer(socket -> {
            socket.getInputStream().read(new byte[64]);
            RawServer.write(socket, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        })) {
            var found = check(TestWorld.settings(plain.endpoint().replace("http:", "https:"), "s3://bucket"));
            assertEquals(List.of("tls"), broken(found));
            assertTrue(found.get("tls").cure().orElse("").contains(plain.endpoint()), found::toString);
        }
    }

    @Test
    void noBucket() throws Exception {
        var found = check(TestWorld.settings(REAL.endpoint(), "s3://nowhere"));
        assertEquals(List.of("bucket"), broken(found));
    }

    @Test
    void noCredentials() throws Exception {
        var found = check(real().with(Access.DEFAULT));
        assertEquals(List.of("credentials"), broken(found));
        assertEquals(Verdict.GOOD, found.get("endpoint").verdict());
        assertEquals(Verdict.UNKNOWN, found.get("list").verdict());
    }

    @Test
    void aSecretThatDoesNotFit() throws Exception {
        var found = check(real().with(Access.keys("lablab", Secret.of("CANARY-SECRET"))));
        assertEquals(List.of("credentials"), broken(found));
        assertTrue(!found.toString().contains("CANARY"), "a secret is shown");
    }

    @Test
    void noRightToWrite() throws Exception {
        faulty.plan("PUT", FaultyServer.refuse(403, "AccessDenied"));
        var found = check(fault());
        assertEquals(List.of("write"), broken(found));
        assertTrue(found.get("write").cure().orElse("").contains("ask for the right"), found::toString);
    }

    @Test
    void noRightToList() throws Exception {
        for (int i = 0; i < 3; i++) faulty.plan("LIST", FaultyServer.refuse(403, "AccessDenied"));
        var found = check(fault());
        assertEquals(List.of("list"), broken(found));
        assertEquals(Verdict.GOOD, found.get("read").verdict());
        assertEquals(Verdict.UNKNOWN, found.get("bucket").verdict());
    }

    @Test
    void noRightToRead() throws Exception {
        faulty.objects.put("something", new byte[1]);
        faulty.plan("HEAD something", FaultyServer.refuse(403, ""));
        assertEquals(List.of("read"), broken(check(fault())));
    }

    @Test
    void aServerThatIgnoresChecksumsIsLeftAsItWas() throws Exception {
        var found = check(fault());
        assertEquals(List.of(), broken(found));
        assertTrue(found.get("checksums").text().contains("does not compare"), found::toString);
        assertEquals(Map.of(), faulty.objects);
    }

    @Test
    void aServerThatSaysNothingOfWhatArrived() throws Exception {
        faulty.bendEtag();
        var found = check(fault());
        assertEquals(List.of("checksums"), broken(found));
        assertEquals(Map.of(), faulty.objects);
    }

    @Test
    void aClockThatIsOff() throws Exception {
        world.clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        var found = check(real());
        assertEquals(List.of("clock"), broken(found));
        assertTrue(found.get("clock").text().contains("60 min behind"), found::toString);
    }

    private S3Settings real() {
        return TestWorld.settings(REAL.endpoint(), "s3://bucket/team");
    }

    private S3Settings fault() {
        return TestWorld.settings(faulty.endpoint(), "s3://bucket");
    }

    private Map<String, Finding> check(S3Settings settings) throws Exception {
        var found = new TreeMap<String, Finding>();
        for (var each : world.open(settings).check()) found.put(each.link(), each);
        return found;
    }

    private static List<String> broken(Map<String, Finding> found) {
        return found.values().stream()
                .filter(each -> each.verdict() == Verdict.BAD)
                .map(Finding::link)
                .toList();
    }
}
