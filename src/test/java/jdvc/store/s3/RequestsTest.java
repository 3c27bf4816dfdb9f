package jdvc.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How many requests of which kind are made: the speed of a remote, without a stopwatch. */
class RequestsTest {

    private static final long SEED = 3;

    @RegisterExtension
    final FaultyServer server = new FaultyServer();

    @TempDir
    Path home;

    private S3Store store;

    @BeforeEach
    void open() throws Exception {
        store = new TestWorld(home).open(TestWorld.settings(server.endpoint(), "s3://bucket/pre"));
    }

    @Test
    void opensWithoutARequest() {
        assertEquals(List.of(), server.log());
    }

    @Test
    void asksNothingAboutNothing() throws Exception {
        assertEquals(Set.of(), store.missing(List.of()));
        store.delete(List.of());
        assertEquals(List.of(), server.log());
    }

    @Test
    void threeNewObjectsCostThreeHeadsAndThreePuts() throws Exception {
        var bytes = List.of("a".getBytes(UTF_8), "b".getBytes(UTF_8), "c".getBytes(UTF_8));
        for (var id :
                store.missing(bytes.stream().map(b -> Hasher.hash(b, Layout.V3)).toList())) {
            for (var each : bytes) if (Hasher.hash(each, Layout.V3).equals(id)) store.write(id, Content.of(each));
        }
        assertTrue(server.count("HEAD") <= 3, server.log().toString());
        assertEquals(3, server.count("PUT"));
        assertTrue(server.count("LIST") <= 1, "one listing tells a missing bucket from missing objects");
        assertEquals(3, server.objects.size());
    }

    @Test
    void oneObjectThatIsThereCostsOneHead() throws Exception {
        var id = plant("x");
        assertEquals(Map.of(id, 1L), store.lengths(List.of(id)));
        assertEquals(List.of("HEAD pre/" + id.path()), server.log());
    }

    @Test
    void readingCostsOneGet() throws Exception {
        var id = plant("x");
        try (var in = store.read(id).open()) {
            assertEquals("x", new String(in.readAllBytes(), UTF_8));
        }
        assertEquals(List.of("GET pre/" + id.path()), server.log());
    }

    @Test
    void manyObjectsOfASmallRemoteCostTwoListings() throws Exception {
        plant("x");
        var asked = absent(1000);
        assertEquals(new HashSet<>(asked), store.missing(asked));
        assertEquals(List.of("LIST pre/files/md5/00/0", "LIST pre/files/md5/"), server.log());
    }

    @Test
    void fewObjectsOfABigRemoteAreAskedForOneByOne() throws Exception {
        // three keys of the sample stand for 12,288; a 150th of that is 81
        for (int i = 0; i < 3; i++) server.objects.put("pre/files/md5/00/0" + "a".repeat(28) + i, new byte[1]);
        var asked = absent(50);
        assertEquals(new HashSet<>(asked), store.missing(asked));
        assertEquals(50, server.count("HEAD"));
    }

    @Test
    void manyObjectsOfABigRemoteAreListedSideBySide() throws Exception {
        for (int i = 0; i < 3; i++) server.objects.put("pre/files/md5/00/0" + "a".repeat(28) + i, new byte[1]);
        var asked = absent(500);
        assertEquals(new HashSet<>(asked), store.missing(asked));
        assertEquals(0, server.count("HEAD"));
        assertEquals(32, server.count("LIST"));
    }

    @Test
    void followsAListingOverManyPages() throws Exception {
        var there = new ArrayList<ObjectId>();
        var random = new Random(SEED);
        System.out.println("seed " + SEED);
        for (int i = 0; i < 20_000; i++) {
            var id = ObjectId.of(random.nextLong(), random.nextLong(), i % 2 == 0 ? Layout.V3 : Layout.LEGACY);
            server.objects.put("pre/" + id.path(), new byte[0]);
            there.add(id);
        }
        var absent = absent(300);
        var asked = new ArrayList<>(there);
        asked.addAll(absent);
        assertEquals(new HashSet<>(absent), store.missing(asked));
        assertEquals(0, server.count("HEAD"));
    }

    @Test
    void ignoresForeignKeys() throws Exception {
        for (var foreign :
                List.of("runs/ab/cd", "files/md5/ab/.x.tmp", "files/md5/zz/0", "ab/short", "readme & more")) {
            server.objects.put("pre/" + foreign, new byte[1]);
            server.objects.put(foreign, new byte[1]);
        }
        var asked = absent(200);
        assertEquals(new HashSet<>(asked), store.missing(asked));
    }

    @Test
    void refusesAServerThatRepeatsAPage() {
        var page = (FaultyServer.Fault) exchange -> FaultyServer.send(
                exchange,
                200,
                "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>same</NextContinuationToken>"
                        + "</ListBucketResult>");
        for (int i = 0; i < 200; i++) server.plan("LIST", page);
        var e = assertThrows(JdvcException.class, () -> store.missing(absent(200)));
        assertTrue(String.valueOf(e.getMessage()).contains("repeats a page"), e.getMessage());
    }

    @Test
    void forbiddenToAskListsInstead() throws Exception {
        var id = plant("x");
        for (int i = 0; i < 4; i++) server.plan("HEAD", FaultyServer.refuse(403, ""));
        assertEquals(Map.of(id, 1L), store.lengths(List.of(id)));
    }

    /** So S3 answers where a session has expired, and of bytes that are kept under a key which was not shown. */
    @Test
    void aBadQuestionListsInstead() throws Exception {
        var id = plant("x");
        for (int i = 0; i < 2; i++) server.plan("HEAD", FaultyServer.refuse(400, ""));
        assertEquals(Map.of(id, 1L), store.lengths(List.of(id)));
        server.plan("LIST", FaultyServer.refuse(400, "ExpiredToken"));
        var e = assertThrows(JdvcException.class, () -> store.missing(List.of(id)));
        assertTrue(String.valueOf(e.getMessage()).endsWith("has expired"), e.getMessage());
    }

    @Test
    void forbiddenToAskAndToListIsDeniedNotMissing() throws Exception {
        var id = plant("x");
        for (int i = 0; i < 4; i++) server.plan("HEAD", FaultyServer.refuse(403, ""));
        for (int i = 0; i < 4; i++) server.plan("LIST", FaultyServer.refuse(403, "AccessDenied"));
        var e = assertThrows(JdvcException.class, () -> store.missing(List.of(id)));
        assertEquals(JdvcException.Kind.AUTH, e.kind());
        assertTrue(String.valueOf(e.getMessage()).contains("access denied"), e.getMessage());
    }

    @Test
    void whatIsForbiddenBesideWhatIsThereIsMissing() throws Exception {
        var there = plant("x");
        var absent = Hasher.hash("y".getBytes(UTF_8), Layout.V3);
        server.plan("HEAD " + "p/" + absent.path(), FaultyServer.refuse(403, ""));
        server.plan("HEAD " + absent.path(), FaultyServer.refuse(403, ""));
        for (int i = 0; i < 4; i++) server.plan("LIST", FaultyServer.refuse(403, "AccessDenied"));
        assertEquals(Set.of(absent), store.missing(List.of(there, absent)));
    }

    @Test
    void sendsTheMd5AndNothingElseOfItsOwn() throws Exception {
        byte[] bytes = "x".getBytes(UTF_8);
        store.write(Hasher.hash(bytes, Layout.V3), Content.of(bytes));
        var headers = server.lastHeaders();
        assertEquals(
                "nd1uWPuFXcjFzkCfjtG5NQ==".length(), headers.get("content-md5").length());
        assertEquals("UNSIGNED-PAYLOAD", headers.get("x-amz-content-sha256"));
        assertTrue(headers.get("authorization").contains("content-md5"), headers.toString());
        assertEquals("1", headers.get("content-length"));
        assertEquals(null, headers.get("x-amz-acl"));
    }

    @Test
    void sendsWhatTheOptionsAsk() throws Exception {
        var marks = new S3Settings.Marks(
                Optional.empty(),
                Map.of("read", "id=1", "full_control", "id=2"),
                Optional.of("aws:kms"),
                Optional.of("key-1"),
                S3Settings.Customer.NONE);
        var marked = new TestWorld(home)
                .open(TestWorld.settings(server.endpoint(), "s3://bucket").with(marks));
        byte[] bytes = "x".getBytes(UTF_8);
        marked.write(Hasher.hash(bytes, Layout.V3), Content.of(bytes));
        var headers = server.lastHeaders();
        assertEquals("id=1", headers.get("x-amz-grant-read"));
        assertEquals("id=2", headers.get("x-amz-grant-full-control"));
        assertEquals("aws:kms", headers.get("x-amz-server-side-encryption"));
        assertEquals("key-1", headers.get("x-amz-server-side-encryption-aws-kms-key-id"));
    }

    /** Some servers say so of each answer that has nothing in it. */
    @Test
    void anEmptyAnswerIsNoWebPageWhateverItsType() throws Exception {
        server.plan("PUT", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            FaultyServer.send(exchange, 200, "");
        });
        byte[] bytes = "x".getBytes(UTF_8);
        store.write(Hasher.hash(bytes, Layout.V3), Content.of(bytes));
        assertEquals(1, server.count("PUT"));
    }

    @Test
    void asksAnonymouslyWithoutASignature() throws Exception {
        var access = new S3Settings.Access(
                S3Settings.Login.ANONYMOUS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                S3Settings.AwsFiles.DEFAULT);
        var id = plant("x");
        var open = new TestWorld(home)
                .open(TestWorld.settings(server.endpoint(), "s3://bucket/pre").with(access));
        assertEquals(Set.of(), open.missing(List.of(id)));
        assertEquals(null, server.lastHeaders().get("authorization"));
    }

    @Test
    void deletesAThousandAtATime() throws Exception {
        var id = plant("x");
        var ids = new ArrayList<>(absent(1500));
        ids.add(id);
        store.delete(ids);
        assertEquals(List.of("DELETE-MANY", "DELETE-MANY"), server.log());
        assertTrue(server.objects.isEmpty());
    }

    private ObjectId plant(String text) {
        var id = Hasher.hash(text.getBytes(UTF_8), Layout.V3);
        server.objects.put("pre/" + id.path(), text.getBytes(UTF_8));
        return id;
    }

    private static List<ObjectId> absent(int count) {
        var random = new Random(SEED + count);
        var ids = new ArrayList<ObjectId>();
        for (int i = 0; i < count; i++) ids.add(ObjectId.of(random.nextLong(), random.nextLong(), Layout.V3));
        return ids;
    }
}
