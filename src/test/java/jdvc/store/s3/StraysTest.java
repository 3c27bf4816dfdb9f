package jdvc.store.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that no state remembers: those under names of objects go when nobody feeds them. */
class StraysTest {

    private static final String OBJECT = "files/md5/ab/cdef0123456789abcdef0123456789";
    private static final Instant LATER = Instant.now().plus(Duration.ofHours(1));
    private static final Instant BEFORE = Instant.now().minus(Duration.ofHours(1));

    @RegisterExtension
    static final S3Server REAL = new S3Server();

    @RegisterExtension
    final FaultyServer faulty = new FaultyServer();

    @TempDir
    Path home;

    private RawBucket bucket;
    private S3Store store;

    @BeforeEach
    void anEmptyBucket() throws Exception {
        bucket = REAL.bucket("bucket");
        store = new TestWorld(home).open(TestWorld.settings(REAL.endpoint(), "s3://bucket/team"));
    }

    @Test
    void objectsBelowOurPrefixGo() throws Exception {
        bucket.begin("team/" + OBJECT);
        bucket.begin("team/ab/cdef0123456789abcdef0123456789.dir");
        for (var other : List.of("team/report.pdf", "team/" + OBJECT + "x", OBJECT)) bucket.begin(other);
        assertEquals(2, store.dropForgotten(LATER));
        assertEquals(List.of(OBJECT, "team/" + OBJECT + "x", "team/report.pdf"), bucket.openUploads());
        for (var key : bucket.openUploads()) bucket.abortAll(key);
    }

    @Test
    void youngOnesStay() throws Exception {
        bucket.begin("team/" + OBJECT);
        assertEquals(0, store.dropForgotten(BEFORE));
        assertEquals(List.of("team/" + OBJECT), bucket.openUploads());
        bucket.abortAll("team/" + OBJECT);
    }

    @Test
    void anOldOneThatStillGetsPartsStays() throws Exception {
        faulty.plan(
                "LIST-UPLOADS",
                uploads("team/" + OBJECT, "fed", "2026-01-01T00:00:00Z"),
                uploads("team/" + OBJECT, "starved", "2026-01-01T00:00:00Z"));
        faulty.plan("PARTS", parts("2026-01-09T00:00:00Z"), parts("2026-01-02T00:00:00Z"));
        var patient = new TestWorld(home).open(TestWorld.settings(faulty.endpoint(), "s3://bucket/team"));
        assertEquals(0, patient.dropForgotten(Instant.parse("2026-01-08T00:00:00Z")));
        assertEquals(1, patient.dropForgotten(Instant.parse("2026-01-08T00:00:00Z")));
        assertEquals(1, faulty.count("ABORT"));
    }

    @Test
    void whoMayNotListThemDropsNone() throws Exception {
        faulty.plan("LIST-UPLOADS", FaultyServer.refuse(403, "AccessDenied"));
        var poor = new TestWorld(home).open(TestWorld.settings(faulty.endpoint(), "s3://bucket/team"));
        assertEquals(0, poor.dropForgotten(LATER));
    }

    @Test
    void allPagesAreRead() throws Exception {
        faulty.plan(
                "LIST-UPLOADS",
                exchange -> {
                    String first =
                            "<ListMultipartUploadsResult><IsTruncated>true</IsTruncated><NextKeyMarker>k</NextKeyMarker>"
                                    + "<NextUploadIdMarker>u</NextUploadIdMarker></ListMultipartUploadsResult>";
                    FaultyServer.send(exchange, 200, first);
                },
                uploads("team/" + OBJECT, "second", "2026-01-01T00:00:00Z"));
        faulty.plan("PARTS", parts("2026-01-01T00:00:00Z"));
        var far = new TestWorld(home).open(TestWorld.settings(faulty.endpoint(), "s3://bucket/team"));
        assertEquals(1, far.dropForgotten(LATER));
        assertTrue(faulty.count("LIST-UPLOADS") == 2, faulty.log()::toString);
    }

    private static FaultyServer.Fault uploads(String key, String id, String begun) {
        return exchange -> FaultyServer.send(
                exchange,
                200,
                "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated><Upload><Key>" + key + "</Key><UploadId>"
                        + id + "</UploadId><Initiator><ID>x</ID></Initiator><Initiated>" + begun
                        + "</Initiated></Upload></ListMultipartUploadsResult>");
    }

    private static FaultyServer.Fault parts(String sent) {
        return exchange -> FaultyServer.send(
                exchange,
                200,
                "<ListPartsResult><IsTruncated>false</IsTruncated><Part><PartNumber>1</PartNumber><LastModified>" + sent
                        + "</LastModified><ETag>x</ETag><Size>5</Size></Part></ListPartsResult>");
    }
}
