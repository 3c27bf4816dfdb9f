package jdvc.store.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
import jdvc.store.s3.S3Settings.Customer;
import jdvc.store.s3.S3Settings.Marks;
import jdvc.store.s3.S3Settings.Server;
import jdvc.store.s3.S3Settings.Verify;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What real servers make of {@code sse}, {@code acl} and the like, small and in parts. */
class MarksTest {

    private static final int LEAST_PART = 5 << 20;
    private static final byte[] SMALL = bytes(1000);
    private static final byte[] BIG = bytes(LEAST_PART + 1000);

    @TempDir
    Path home;

    private TestWorld world;

    @BeforeEach
    void world() {
        world = new TestWorld(home);
        world.part = LEAST_PART;
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static ObjectId id(byte[] bytes) {
        return Hasher.hash(bytes, Layout.V3);
    }

    private static void writesAndReads(S3Store store) throws Exception {
        for (var bytes : List.of(SMALL, BIG)) {
            store.write(id(bytes), Content.of(bytes));
            assertEquals(Map.of(id(bytes), (long) bytes.length), store.lengths(List.of(id(bytes))));
            assertArrayEquals(bytes, store.read(id(bytes)).open().readAllBytes());
        }
    }

    private static Marks sse(String kind, Optional<String> kmsKeyId) {
        return new Marks(Optional.empty(), Map.of(), Optional.of(kind), kmsKeyId, Customer.NONE);
    }

    private static Marks customer(Optional<String> algorithm, Optional<String> key) {
        return new Marks(
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                new Customer(algorithm, key.map(Secret::of)));
    }

    /** MinIO has a key of KMS, {@code lab-key}. */
    @Nested
    class OnAServerThatEncrypts {

        @RegisterExtension
        static final LabServer SERVER = new LabServer("minio", "--bucket", "bucket");

        private S3Store store(Marks marks) throws Exception {
            return world.open(
                    TestWorld.settings(SERVER.endpoint(), "s3://bucket").with(marks));
        }

        private static void assertKept(String how) {
            try (var bucket = new RawBucket(SERVER.endpoint(), "bucket")) {
                for (var bytes : List.of(SMALL, BIG))
                    assertEquals(how, bucket.encryption(id(bytes).path()));
            }
        }

        @Test
        void underItsOwnKey() throws Exception {
            writesAndReads(store(sse("AES256", Optional.empty())));
            assertKept("AES256");
        }

        @Test
        void underAKeyOfKms() throws Exception {
            writesAndReads(store(sse("aws:kms", Optional.of("lab-key"))));
            assertKept("aws:kms arn:aws:kms:lab-key");
        }

        @Test
        void underAKeyOfKmsThatIsTheBucketsDefault() throws Exception {
            try (var bucket = new RawBucket(SERVER.endpoint(), "default")) {
                bucket.make();
                bucket.encryptByDefault("lab-key");
                writesAndReads(world.open(TestWorld.settings(SERVER.endpoint(), "s3://default")));
                assertEquals("aws:kms arn:aws:kms:lab-key", bucket.encryption(id(BIG).path()));
            }
        }

        @Test
        void aKeyThatIsNotThereIsRefused() {
            var e = assertThrows(
                    JdvcException.class,
                    () -> store(sse("aws:kms", Optional.of("nobodys"))).write(id(SMALL), Content.of(SMALL)));
            assertTrue(e.getMessage().contains("answers kms:KeyNotFound"), e.getMessage());
        }
    }

    /** A key of the user's own is shown over https only. */
    @Nested
    class UnderTheUsersKey {

        @RegisterExtension
        static final LabServer SERVER = new LabServer("minio", "--tls", "--bucket", "bucket");

        private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        private static final String OTHER = "RkVEQ0JBOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

        private S3Store store(Marks marks) throws Exception {
            var server = new Server(Optional.of(SERVER.endpoint()), Optional.empty(), true, Verify.YES, SERVER.ca());
            return world.open(TestWorld.settings(SERVER.endpoint(), "s3://bucket")
                    .with(server)
                    .with(marks));
        }

        @Test
        void noOtherKeyReadsIt() throws Exception {
            writesAndReads(store(customer(Optional.empty(), Optional.of(KEY))));
            for (var marks : List.of(Marks.NONE, customer(Optional.of("AES256"), Optional.of(OTHER)))) {
                var other = store(marks);
                for (var bytes : List.of(SMALL, BIG)) {
                    assertThrows(
                            JdvcException.class, () -> other.read(id(bytes)).open());
                    assertEquals(Map.of(id(bytes), (long) bytes.length), other.lengths(List.of(id(bytes))));
                }
            }
        }

        @Test
        void anAlgorithmWithoutItsKeyStoresNothing() throws Exception {
            var store = store(customer(Optional.of("AES256"), Optional.empty()));
            for (int count : new int[] {1001, LEAST_PART + 1001}) {
                var bytes = bytes(count);
                var e = assertThrows(JdvcException.class, () -> store.write(id(bytes), Content.of(bytes)));
                assertTrue(e.getMessage().contains("answers InvalidArgument"), e.getMessage());
                assertEquals(Set.of(id(bytes)), store(Marks.NONE).missing(List.of(id(bytes))));
            }
        }
    }

    /** moto keeps lists of who may do what with an object, which the other servers do not. */
    @Nested
    class ForOtherPeople {

        @RegisterExtension
        static final LabServer SERVER = new LabServer("moto");

        private List<String> grants(byte[] bytes, Marks marks) throws Exception {
            try (var bucket = new RawBucket(SERVER.endpoint(), "bucket")) {
                bucket.make();
                writesAndReads(world.open(
                        TestWorld.settings(SERVER.endpoint(), "s3://bucket").with(marks)));
                return bucket.grants(id(bytes).path());
            }
        }

        @Test
        void anAcl() throws Exception {
            var marks =
                    new Marks(Optional.of("public-read"), Map.of(), Optional.empty(), Optional.empty(), Customer.NONE);
            for (var bytes : List.of(SMALL, BIG)) {
                var grants = grants(bytes, marks);
                assertTrue(grants.contains("http://acs.amazonaws.com/groups/global/AllUsers READ"), grants::toString);
            }
        }

        @Test
        void grants() throws Exception {
            var marks = new Marks(
                    Optional.empty(),
                    Map.of("read", "id=1", "read_acp", "id=2", "write_acp", "id=3", "full_control", "id=4"),
                    Optional.empty(),
                    Optional.empty(),
                    Customer.NONE);
            for (var bytes : List.of(SMALL, BIG)) {
                assertEquals(List.of("1 READ", "2 READ_ACP", "3 WRITE_ACP", "4 FULL_CONTROL"), grants(bytes, marks));
            }
        }
    }
}
