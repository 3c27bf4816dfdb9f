package jdvc.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import jdvc.store.CorruptObjectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is repeated, how often, and after what pause: safety 11.2 to 11.5. */
class AttemptsTest {

    private static final byte[] BYTES = "abc".getBytes(UTF_8);
    private static final ObjectId ID = Hasher.hash(BYTES, Layout.V3);

    @RegisterExtension
    final FaultyServer server = new FaultyServer();

    @TempDir
    Path home;

    private TestWorld world;
    private S3Store store;

    @BeforeEach
    void open() throws Exception {
        world = new TestWorld(home);
        store = world.open(TestWorld.settings(server.endpoint(), "s3://bucket"));
    }

    @Test
    void repeatsAnInternalError() throws Exception {
        server.plan("PUT", FaultyServer.refuse(500, "InternalError"), FaultyServer.refuse(502, ""));
        store.write(ID, Content.of(BYTES));
        assertArrayEquals(BYTES, server.objects.get(ID.path()));
        assertEquals(2, store.repeats());
        assertEquals(2, world.pauses.size());
        assertTrue(world.pauses.get(0).compareTo(Duration.ofMillis(500)) <= 0, "full jitter below half a second");
        assertTrue(world.pauses.get(1).compareTo(Duration.ofSeconds(1)) <= 0, "then below a second");
    }

    @Test
    void repeatsWhatTheConnectionLost() throws Exception {
        server.plan("HEAD", FaultyServer.hangUp());
        assertEquals(Set.of(ID), store.missing(List.of(ID)));
        server.plan("PUT", FaultyServer.hangUp());
        store.write(ID, Content.of(BYTES));
        assertArrayEquals(BYTES, server.objects.get(ID.path()));
    }

    @Test
    void givesUpAfterTenTries() throws Exception {
        store.missing(List.of(ID));
        for (int i = 0; i < 20; i++) server.plan("PUT", FaultyServer.refuse(500, "InternalError"));
        var e = assertThrows(JdvcException.class, () -> store.write(ID, Content.of(BYTES)));
        assertEquals(Kind.NETWORK, e.kind());
        assertEquals(Attempts.MOST, server.count("PUT"));
        assertEquals(Attempts.MOST - 1, world.pauses.size());
        var longest = world.pauses.stream().max(Duration::compareTo).orElseThrow();
        assertTrue(longest.compareTo(Duration.ofSeconds(60)) <= 0, longest.toString());
    }

    @Test
    void doesNotRepeatWhatIsDenied() {
        server.plan("PUT", FaultyServer.refuse(403, "AccessDenied"));
        var e = assertThrows(JdvcException.class, () -> store.write(ID, Content.of(BYTES)));
        assertEquals(Kind.AUTH, e.kind());
        assertEquals(1, server.count("PUT"));
    }

    @Test
    void obeysRetryAfter() throws Exception {
        server.plan("PUT", FaultyServer.refuse(503, "SlowDown", "Retry-After", "7"));
        store.write(ID, Content.of(BYTES));
        server.plan("PUT", FaultyServer.refuse(503, "SlowDown", "Retry-After", "9999"));
        store.write(ID, Content.of(BYTES));
        assertEquals(List.of(Duration.ofSeconds(7), Duration.ofMinutes(15)), world.pauses);
    }

    @Test
    void saysSoWhenItIsThrottledForGood() {
        for (int i = 0; i < 20; i++) server.plan("PUT", FaultyServer.refuse(503, "SlowDown"));
        var e = assertThrows(JdvcException.class, () -> store.write(ID, Content.of(BYTES)));
        assertEquals(Kind.THROTTLED, e.kind());
    }

    @Test
    void halvesItsWidthWhenThrottledAndGrowsSlowly() throws Exception {
        var gate = new Gate(16);
        gate.narrow();
        gate.narrow();
        assertEquals(4, gate.width());
        for (int i = 0; i < 20; i++) gate.widen();
        assertEquals(5, gate.width());
        for (int i = 0; i < 10; i++) gate.narrow();
        assertEquals(1, gate.width());
    }

    @Test
    void correctsItsClockOnceAndSaysSo() throws Exception {
        var slow = openWithClock(Duration.ofHours(-1));
        server.plan("PUT", FaultyServer.refuse(403, "RequestTimeTooSkewed"));
        slow.write(ID, Content.of(BYTES));
        assertEquals(1, world.warnings.size());
        assertTrue(world.warnings.get(0).contains("60 min behind the server's"), world.warnings.get(0));
        var sent = LocalDateTime.parse(
                        server.lastHeaders().get("x-amz-date"), DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'"))
                .toInstant(ZoneOffset.UTC);
        var off = Duration.between(sent, Instant.now()).abs();
        assertTrue(off.compareTo(Duration.ofMinutes(2)) < 0, "dated by the server's clock, not " + off + " off");
    }

    @Test
    void findsAWrongClockBehindAWordlessRefusal() throws Exception {
        var fast = openWithClock(Duration.ofHours(2));
        server.plan("HEAD", FaultyServer.refuse(403, ""));
        server.plan("LIST", FaultyServer.refuse(403, "RequestTimeTooSkewed"));
        assertEquals(Set.of(ID), fast.missing(List.of(ID)));
        assertEquals(1, world.warnings.size());
        assertTrue(world.warnings.get(0).contains("2 h ahead of the server's"), world.warnings.get(0));
    }

    private S3Store openWithClock(Duration off) throws Exception {
        world.clock = Clock.offset(Clock.systemUTC(), off);
        return world.open(TestWorld.settings(server.endpoint(), "s3://bucket"));
    }

    @Test
    void followsTheServerToItsRegion() throws Exception {
        server.plan(
                "PUT",
                exchange -> FaultyServer.send(
                        exchange,
                        400,
                        "<Error><Code>AuthorizationHeaderMalformed</Code><Message>m</Message><Region>eu-west-7</Region></Error>"));
        store.write(ID, Content.of(BYTES));
        assertTrue(server.lastHeaders().get("authorization").contains("/eu-west-7/s3/"));
    }

    @Test
    void neverFollowsARedirectToAnotherHost() {
        server.plan("PUT", FaultyServer.refuse(307, "TemporaryRedirect", "Location", "http://127.0.0.2:1/steal"));
        var e = assertThrows(JdvcException.class, () -> store.write(ID, Content.of(BYTES)));
        assertEquals(1, server.count("PUT"));
        assertTrue(String.valueOf(e.getMessage()).contains("TemporaryRedirect"), e.getMessage());
    }

    @Test
    void doesNotRepeatWhenTheSourceCannotBeRead() {
        var broken = new Content() {
            @Override
            public long length() {
                return 1_000_000;
            }

            @Override
            public InputStream open() throws IOException {
                throw new IOException("Input/output error");
            }
        };
        var e = assertThrows(IOException.class, () -> store.write(ID, broken));
        assertEquals("Input/output error", e.getMessage());
        assertEquals(0, store.repeats());
    }

    @Test
    void neverCompletesARequestWhoseBytesAreWrong() {
        byte[] big = bytes(1_000_000);
        var wrong = big.clone();
        wrong[999_999] ^= 1;
        var id = Hasher.hash(big, Layout.V3);
        assertThrows(CorruptObjectException.class, () -> store.write(id, Content.of(wrong)));
        assertEquals(Set.of(), server.objects.keySet());
        assertEquals(0, store.repeats());
    }

    @Test
    void anEtagThatIsNotTheMd5IsTriedOnceMore() throws Exception {
        server.bendEtag();
        store.write(ID, Content.of(BYTES));
        assertEquals(2, server.count("PUT"));
        server.bendEtag();
        server.bendEtag();
        assertThrows(CorruptObjectException.class, () -> store.write(ID, Content.of(BYTES)));
        assertEquals(4, server.count("PUT"));
    }

    @Test
    void goesOnWhereABodyBrokeOff() throws Exception {
        byte[] big = bytes(300_000);
        var id = Hasher.hash(big, Layout.V3);
        server.objects.put(id.path(), big);
        server.plan("GET", exchange -> {
            exchange.sendResponseHeaders(200, big.length);
            exchange.getResponseBody().write(big, 0, 100_000);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        try (var in = store.read(id).open()) {
            assertArrayEquals(big, in.readAllBytes());
        }
        assertEquals(2, server.count("GET"));
        assertTrue(server.lastHeaders().get("range").startsWith("bytes="));
    }

    @Test
    void goesOnEvenWithAServerThatKnowsNoRanges() throws Exception {
        byte[] big = bytes(300_000);
        var id = Hasher.hash(big, Layout.V3);
        server.plan(
                "GET",
                exchange -> {
                    exchange.sendResponseHeaders(200, big.length);
                    exchange.getResponseBody().write(big, 0, 100_000);
                    exchange.getResponseBody().flush();
                    exchange.close();
                },
                exchange -> {
                    exchange.sendResponseHeaders(200, big.length);
                    exchange.getResponseBody().write(big);
                    exchange.close();
                });
        try (var in = store.read(id).open()) {
            assertArrayEquals(big, in.readAllBytes());
        }
    }

    @Test
    void doesNotWaitForAPeerThatFallsSilent() throws Exception {
        var peer = new RawServer[1];
        try (var silent = peer[0] = new RawServer(socket -> {
            RawServer.readHead(socket);
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx");
            peer[0].hang();
        })) {
            var patient = open(silent.endpoint(), Duration.ofMillis(100));
            var e = assertThrows(
                    JdvcException.class, () -> patient.read(ID).open().readAllBytes());
            assertEquals(Kind.NETWORK, e.kind());
            assertTrue(String.valueOf(e.getMessage()).contains("went silent"), e.getMessage());
        }
    }

    @Test
    void doesNotWaitForAPeerThatTakesNothing() throws Exception {
        var connections = new AtomicInteger();
        var peer = new RawServer[1];
        try (var silent = peer[0] = new RawServer(socket -> {
            connections.incrementAndGet();
            peer[0].hang();
        })) {
            var patient = open(silent.endpoint(), Duration.ofMillis(200));
            var huge = new Content() {
                @Override
                public long length() {
                    return 60L << 20;
                }

                @Override
                public InputStream open() {
                    return new InputStream() {
                        @Override
                        public int read() {
                            return 0;
                        }

                        @Override
                        public int read(byte[] bytes, int offset, int count) {
                            return count;
                        }
                    };
                }
            };
            var e = assertThrows(JdvcException.class, () -> patient.write(ID, huge));
            assertEquals(Kind.NETWORK, e.kind());
            assertEquals(Attempts.MOST_UNANSWERED, connections.get());
        }
    }

    @Test
    void asksAServerThatNeverAnsweredNoMoreThanThreeTimesForAll() throws Exception {
        var connections = new AtomicInteger();
        try (var rude = new RawServer(socket -> connections.incrementAndGet())) {
            var impatient = open(rude.endpoint(), Duration.ofSeconds(5));
            for (int i = 0; i < 5; i++) {
                assertThrows(JdvcException.class, () -> impatient.write(ID, Content.of(BYTES)));
            }
            assertTrue(connections.get() <= 2 * Attempts.MOST_UNANSWERED, "the HTTP client itself repeats once");
        }
    }

    private S3Store open(String endpoint, Duration patience) throws Exception {
        var pace = new S3Settings.Pace(Optional.of(patience), Optional.of(patience), OptionalInt.empty());
        return world.open(TestWorld.settings(endpoint, "s3://bucket").with(pace));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(5).nextBytes(bytes);
        return bytes;
    }
}
