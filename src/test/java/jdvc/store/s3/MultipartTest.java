package jdvc.store.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.Secret;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import jdvc.store.CorruptObjectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Big objects: in parts, all or nothing, and gone on with after a break. */
class MultipartTest {

    private static final int MIB = 1 << 20;
    private static final byte[] BYTES = bytes();
    private static final ObjectId ID = Hasher.hash(BYTES, Layout.V3);

    @RegisterExtension
    final FaultyServer server = new FaultyServer();

    @TempDir
    Path home;

    private final Remembered uploads = new Remembered();
    private TestWorld world;
    private S3Store store;

    /** Uploads in memory. */
    private static final class Remembered implements OpenUploads {
        private final Map<ObjectId, Upload> open = new HashMap<>();

        @Override
        public Optional<Upload> find(String location, ObjectId id) {
            return Optional.ofNullable(open.get(id));
        }

        @Override
        public void remember(String location, ObjectId id, Upload upload) {
            open.put(id, upload);
        }

        @Override
        public void forget(String location, ObjectId id) {
            open.remove(id);
        }
    }

    @BeforeEach
    void open() throws Exception {
        world = new TestWorld(home);
        world.part = MIB;
        world.uploads = uploads;
        store = world.open(TestWorld.settings(server.endpoint(), "s3://bucket"));
    }

    @Test
    void goesInPartsAndIsForgotten() throws Exception {
        store.write(ID, file(BYTES));
        assertArrayEquals(BYTES, server.objects.get(ID.path()));
        assertEquals(4, server.count("PART"));
        assertEquals(1, server.count("COMPLETE"));
        assertEquals("HEAD " + ID.path(), server.log().get(server.log().size() - 1));
        assertEquals(Map.of(), uploads.open);
    }

    @Test
    void goesInPartsWithoutAFile() throws Exception {
        store.write(ID, Content.of(BYTES));
        assertArrayEquals(BYTES, server.objects.get(ID.path()));
    }

    @Test
    void isSentWholeBelowTheThreshold() throws Exception {
        byte[] small = new byte[MIB - 1];
        store.write(Hasher.hash(small, Layout.V3), Content.of(small));
        assertEquals(0, server.count("BEGIN"));
    }

    @Test
    void wrongBytesAreNeverCompletedAndTheirPartsDropped() throws Exception {
        var wrong = BYTES.clone();
        wrong[0] ^= 1;
        assertThrows(CorruptObjectException.class, () -> store.write(ID, file(wrong)));
        assertEquals(0, server.count("COMPLETE"));
        assertEquals(1, server.count("ABORT"));
        assertTrue(server.objects.isEmpty() && server.uploads.isEmpty() && uploads.open.isEmpty());
    }

    @Test
    void aPartThatFailsIsSentAgain() throws Exception {
        server.plan("PART 2", FaultyServer.refuse(500, "InternalError"), FaultyServer.hangUp());
        store.write(ID, file(BYTES));
        assertArrayEquals(BYTES, server.objects.get(ID.path()));
    }

    /** A bucket may have a key of KMS by default, of which no option tells: then ETags of parts are not their MD5s. */
    @Test
    void partsThatTheBucketKeepsUnderAKeyOfItsOwnAreBelieved() throws Exception {
        server.useKeyOfKms();
        store.write(ID, file(BYTES));
        assertArrayEquals(BYTES, server.objects.get(ID.path()));
        assertEquals(4, server.count("PART"));
    }

    @Test
    void aPartWhoseEtagIsThatOfOtherBytesIsSentAgain() throws Exception {
        server.plan("PART 2", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"0123456789abcdef0123456789abcdef\"");
            FaultyServer.send(exchange, 200, "");
        });
        store.write(ID, file(BYTES));
        assertArrayEquals(BYTES, server.objects.get(ID.path()));
        assertEquals(5, server.count("PART"));
    }

    /** As DVC 3.67.1 sends them for an object in parts. */
    @Test
    void marksGoWithTheBeginningAndTheUsersKeyWithEachRequest() throws Exception {
        var marks = new S3Settings.Marks(
                Optional.of("private"),
                Map.of(),
                Optional.of("AES256"),
                Optional.empty(),
                new S3Settings.Customer(Optional.empty(), Optional.of(Secret.of("a2V5"))));
        world.open(TestWorld.settings(server.endpoint(), "s3://bucket").with(marks))
                .write(ID, file(BYTES));
        for (var request : List.of("BEGIN", "PART 1", "PART 4", "COMPLETE", "HEAD")) {
            var headers = server.headersOf(request);
            assertEquals("a2V5", headers.get("x-amz-server-side-encryption-customer-key"), request);
            assertEquals("AES256", headers.get("x-amz-server-side-encryption-customer-algorithm"), request);
            assertEquals(
                    "PG4LipwVIkqCKLmpjKFTHQ==", headers.get("x-amz-server-side-encryption-customer-key-md5"), request);
            boolean begins = request.equals("BEGIN");
            assertEquals(begins ? "private" : null, headers.get("x-amz-acl"), request);
            assertEquals(begins ? "AES256" : null, headers.get("x-amz-server-side-encryption"), request);
        }
    }

    @Test
    void goesOnWithWhatAnEarlierRunSent() throws Exception {
        server.plan("PART 4", FaultyServer.refuse(403, "AccessDenied"));
        var content = file(BYTES);
        assertThrows(JdvcException.class, () -> store.write(ID, content));
        assertEquals(Set.of(ID), uploads.open.keySet());
        int sent = server.uploads.get("upload-1").size();
        long before = server.count("PART");

        world.open(TestWorld.settings(server.endpoint(), "s3://bucket")).write(ID, content);
        assertArrayEquals(BYTES, server.objects.get(ID.path()));
        assertEquals(1, server.count("BEGIN"));
        assertEquals(4 - sent, server.count("PART") - before);
        assertEquals(Map.of(), uploads.open);
    }

    @Test
    void sendsAPartAgainThatIsNotWhatItShouldBe() throws Exception {
        leaveOpen();
        server.uploads.get("upload-1").put(1, new byte[MIB]);
        store.write(ID, file(BYTES));
        assertArrayEquals(BYTES, server.objects.get(ID.path()));
    }

    @Test
    void beginsAnewWhenTheServerForgot() throws Exception {
        leaveOpen();
        server.uploads.clear();
        store.write(ID, file(BYTES));
        assertArrayEquals(BYTES, server.objects.get(ID.path()));
        assertEquals(2, server.count("BEGIN"));
    }

    @Test
    void canBeAbandoned() throws Exception {
        leaveOpen();
        store.abandon(ID, uploads.open.get(ID));
        assertTrue(server.uploads.isEmpty() && uploads.open.isEmpty());
    }

    @Test
    void anErrorUnderStatus200IsAnError() throws Exception {
        server.plan(
                "COMPLETE",
                exchange -> FaultyServer.send(
                        exchange, 200, "\n\n<Error><Code>InternalError</Code><Message>We broke</Message></Error>"));
        store.write(ID, file(BYTES));
        assertEquals(2, server.count("COMPLETE"));
        assertArrayEquals(BYTES, server.objects.get(ID.path()));
    }

    @Test
    void aLostAnswerToTheCompletionIsNoFailure() throws Exception {
        server.plan("COMPLETE", exchange -> {
            server.objects.put(ID.path(), BYTES);
            server.uploads.clear();
            exchange.close();
        });
        store.write(ID, file(BYTES));
        assertArrayEquals(BYTES, server.objects.get(ID.path()));
    }

    @Test
    void anObjectOfTheWrongLengthAfterwardsIsAFailure() {
        server.plan("HEAD", exchange -> {
            exchange.getResponseHeaders().set("Content-Length", "5");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        var e = assertThrows(IOException.class, () -> store.write(ID, file(BYTES)));
        assertTrue(e.getMessage().contains("not whole"), e.getMessage());
    }

    @Test
    void aSourceThatShrinksIsNotRepeated() {
        var shrunk = new Content() {
            @Override
            public long length() {
                return BYTES.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(BYTES, 0, BYTES.length - 10);
            }
        };
        assertThrows(IOException.class, () -> store.write(ID, shrunk));
        assertEquals(0, server.count("COMPLETE"));
        assertFalse(server.objects.containsKey(ID.path()));
    }

    @Test
    void neverNeedsMoreThanTenThousandParts() {
        long least = Sending.THRESHOLD;
        for (long length : List.of(1L, least, least * 10_000, least * 10_000 + 1, 5L << 40)) {
            long size = Multipart.partSize(length, least);
            assertTrue(size >= least && (length + size - 1) / size <= 10_000, length + " in parts of " + size);
        }
    }

    private void leaveOpen() throws IOException {
        server.plan("PART 4", FaultyServer.refuse(403, "AccessDenied"));
        var content = file(BYTES);
        assertThrows(JdvcException.class, () -> store.write(ID, content));
    }

    private Content file(byte[] bytes) throws IOException {
        var file = home.resolve("object");
        Files.write(file, bytes);
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public Optional<Path> file() {
                return Optional.of(file);
            }
        };
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[3 * MIB + 12345];
        new Random(9).nextBytes(bytes);
        return bytes;
    }
}
