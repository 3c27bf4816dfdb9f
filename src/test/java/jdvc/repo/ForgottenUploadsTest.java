package jdvc.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.s3.OpenUploads.Upload;
import jdvc.store.s3.S3Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgottenUploadsTest {

    private static final String PLACE = "s3://bucket/p";
    private static final Instant NOW = Instant.parse("2026-01-03T12:00:00Z");
    private static final ObjectId OLD = Hasher.hash(new byte[] {1}, Layout.V3);
    private static final ObjectId YOUNG = Hasher.hash(new byte[] {2}, Layout.LEGACY);

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final LocalDisk disk = new LocalDisk(Durability.OFF, new Random(1), 022);

    @TempDir
    Path dir;

    private FakeBucket bucket;
    private Uploads uploads;
    private int answer = 204;

    @BeforeEach
    void twoUploadsAreOpen() throws IOException {
        bucket = new FakeBucket(exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        uploads = new Uploads(disk, dir.resolve("uploads"));
        uploads.remember(PLACE, OLD, new Upload("old", 9, 5, NOW.minus(Duration.ofHours(25))));
        uploads.remember(PLACE, YOUNG, new Upload("young", 9, 5, NOW.minus(Duration.ofHours(23))));
        uploads.remember("s3://bucket/other", OLD, new Upload("other", 9, 5, NOW.minus(Duration.ofHours(99))));
    }

    @AfterEach
    void stop() {
        bucket.close();
    }

    private S3Store store() throws IOException {
        return bucket.store(PLACE, disk, dir, uploads);
    }

    private ForgottenUploads forgotten() {
        return new ForgottenUploads(uploads, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void areDroppedAfterADayOnTheirRemoteAlone() throws Exception {
        forgotten().drop(store());
        assertEquals(List.of("DELETE /bucket/p/" + OLD.path() + "?uploadId=old"), asked);
        assertEquals(Optional.empty(), uploads.find(PLACE, OLD));
        assertEquals(Set.of(YOUNG), uploads.before(PLACE, NOW).keySet());
        assertEquals(Set.of(OLD), uploads.before("s3://bucket/other", NOW).keySet());
    }

    @Test
    void stayRememberedIfTheServerRefuses() throws Exception {
        answer = 403;
        forgotten().drop(store());
        assertEquals("old", uploads.find(PLACE, OLD).orElseThrow().uploadId());
    }

    @Test
    void thoseOfEverybodyAreLookedForOnceADay() throws Exception {
        answer = 403;
        forgotten().dropEverybodys(store());
        forgotten().dropEverybodys(store());
        assertEquals(1, asked.stream().filter(line -> line.startsWith("GET")).count(), asked::toString);
        assertEquals("old", uploads.find(PLACE, OLD).orElseThrow().uploadId());
    }

    @Test
    void allAreDroppedIfTheUserWantsToBeginAnew() throws Exception {
        forgotten().dropAll(store());
        assertEquals(Set.of(), uploads.before(PLACE, NOW).keySet());
        assertEquals(Set.of(OLD), uploads.before("s3://bucket/other", NOW).keySet());
    }
}
