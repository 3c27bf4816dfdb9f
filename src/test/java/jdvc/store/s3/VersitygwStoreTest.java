package jdvc.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Secret;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import jdvc.store.CorruptObjectException;
import jdvc.store.Finding;
import jdvc.store.LocalStore;
import jdvc.store.Memo;
import jdvc.store.ObjectStore;
import jdvc.store.ObjectStoreContract;
import jdvc.store.s3.S3Settings.Access;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a strict server, and what only such a one has: users with fewer rights, parts of a least size. */
class VersitygwStoreTest extends ObjectStoreContract {

    private static final int LEAST_PART = 5 << 20;

    @RegisterExtension
    static final LabServer SERVER = new LabServer("versitygw", "--bucket", "bucket", "--user", "reader:readersecret");

    @TempDir
    Path home;

    private TestWorld world;
    private S3Store store;
    private RawBucket bucket;

    @BeforeEach
    void open() throws Exception {
        bucket = new RawBucket(SERVER.endpoint(), "bucket");
        bucket.empty();
        world = new TestWorld(home);
        world.part = LEAST_PART;
        store = world.open(settings());
    }

    private static S3Settings settings() {
        return TestWorld.settings(SERVER.endpoint(), "s3://bucket/a b/é%20+&=x");
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void bigObjectsGoInParts() throws Exception {
        byte[] big = new byte[2 * LEAST_PART + 77];
        new Random(2).nextBytes(big);
        var id = Hasher.hash(big, Layout.V3);
        store.write(id, Content.of(big));
        assertArrayEquals(big, bucket.get("a b/é%20+&=x/" + id.path()));
        big[5] ^= 1;
        store.delete(List.of(id));
        assertThrows(CorruptObjectException.class, () -> store.write(id, Content.of(big)));
        assertEquals(List.of(), bucket.keys());
        assertEquals(List.of(), bucket.openUploads());
    }

    /** Wrong first bytes tell whether they were taken: only with the tag that the server has now. */
    @Test
    void aDownloadIsGoneOnWithWhileTheObjectIsTheSame() throws Exception {
        byte[] big = new byte[2 * LEAST_PART + 77];
        new Random(3).nextBytes(big);
        var id = Hasher.hash(big, Layout.V3);
        store.write(id, Content.of(big));
        String tag = tag(id);
        assertTrue(tag.endsWith("-3"), "in parts: " + tag);
        byte[] right = Arrays.copyOf(big, LEAST_PART);
        byte[] wrong = right.clone();
        wrong[7] ^= 1;
        assertTrue(isTaken(id, tag, right));
        assertThrows(CorruptObjectException.class, () -> isTaken(id, tag, wrong));
        assertTrue(isTaken(id, tag.replace("-3", "-4"), wrong), "another object's first bytes were taken");
    }

    private String tag(ObjectId id) throws Exception {
        try (var opened = store.read(id).open(0, "")) {
            return opened.tag();
        }
    }

    /** Fetches what an earlier command left a part of; tells whether it is right then. */
    private boolean isTaken(ObjectId id, String etag, byte[] first) throws Exception {
        long length = 2 * LEAST_PART + 77;
        var root = home.resolve("cache");
        var left = Files.createDirectories(root.resolve(".jdvc/partial/.jdvc-left"));
        Files.write(left.resolve(id.path().replace('/', '_') + "+" + length + "+" + etag), first);
        var disk = new LocalDisk(Durability.OFF, new Random(), 022);
        try (var cache = new LocalStore(disk, root, Memo.NONE, false, 1)) {
            cache.write(id, store.read(id));
            cache.flush();
            boolean there = Files.size(root.resolve(id.path())) == length;
            cache.delete(List.of(id));
            return there;
        }
    }

    @Test
    void aReaderReadsAndIsToldThatItMayNotWrite() throws Exception {
        byte[] bytes = "x".getBytes(UTF_8);
        var id = Hasher.hash(bytes, Layout.V3);
        store.write(id, Content.of(bytes));
        bucket.allow("reader", "s3:GetObject", "s3:ListBucket");
        var reader = world.open(settings().with(Access.keys("reader", Secret.of("readersecret"))));
        assertArrayEquals(bytes, reader.read(id).open().readAllBytes());
        var other = Hasher.hash("y".getBytes(UTF_8), Layout.V3);
        assertEquals(1, reader.missing(List.of(other, id)).size());
        var e = assertThrows(JdvcException.class, () -> reader.write(other, Content.of("y".getBytes(UTF_8))));
        assertEquals(Kind.AUTH, e.kind());
        assertTrue(
                e.getMessage().contains("access denied to the key from the remote's `access_key_id`"), e.getMessage());
    }

    @Test
    void whoMayOnlyGetIsServedToo() throws Exception {
        byte[] bytes = "x".getBytes(UTF_8);
        var id = Hasher.hash(bytes, Layout.V3);
        store.write(id, Content.of(bytes));
        bucket.allow("reader", "s3:GetObject");
        var reader = world.open(settings().with(Access.keys("reader", Secret.of("readersecret"))));
        assertArrayEquals(bytes, reader.read(id).open().readAllBytes());
        var other = Hasher.hash("y".getBytes(UTF_8), Layout.V3);
        assertEquals(Set.of(other), reader.missing(List.of(other, id)));
    }

    @Test
    void aCheckFindsTheRightsOfAReaderAndLeavesNothing() throws Exception {
        assertEquals(List.of(), broken(store));
        bucket.allow("reader", "s3:GetObject", "s3:ListBucket");
        var reader = world.open(settings().with(Access.keys("reader", Secret.of("readersecret"))));
        assertEquals(List.of("write"), broken(reader));
        bucket.allow("reader", "s3:PutObject", "s3:GetObject");
        assertEquals(List.of("list"), broken(reader));
        assertEquals(List.of(), bucket.keys());
        assertEquals(List.of(), bucket.openUploads());
    }

    private static List<String> broken(S3Store store) throws Exception {
        return store.check().stream()
                .filter(each -> each.verdict() == Finding.Verdict.BAD)
                .map(Finding::link)
                .toList();
    }

    @Test
    void uploadsThatNobodyRemembersGo() throws Exception {
        bucket.begin("a b/é%20+&=x/files/md5/ab/cdef0123456789abcdef0123456789");
        assertEquals(1, store.dropForgotten(Instant.now().plus(Duration.ofHours(1))));
        assertEquals(List.of(), bucket.openUploads());
    }

    @Test
    void keysAreThoseOfDvc2() throws Exception {
        var plain = world.open(TestWorld.settings(SERVER.endpoint(), "s3://bucket"));
        byte[] bytes = Files.readAllBytes(Files.writeString(home.resolve("m"), "model\r\n"));
        var id = Hasher.hash(bytes, Layout.LEGACY);
        plain.write(id, Content.of(bytes));
        assertEquals(List.of(id.hex().substring(0, 2) + "/" + id.hex().substring(2)), bucket.keys());
    }
}
