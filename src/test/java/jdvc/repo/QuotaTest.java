package jdvc.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import jdvc.JdvcException;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.store.s3.OpenUploads;
import jdvc.store.s3.S3Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaTest {

    private static final Instant NOON = Instant.parse("2026-01-03T12:00:00Z");

    private final LocalDisk disk = new LocalDisk(Durability.OFF, new Random(1), 022);
    private final AtomicInteger listings = new AtomicInteger();

    @TempDir
    Path dir;

    private FakeBucket bucket;
    private S3Store store;

    @BeforeEach
    void aBucketOf700Bytes() throws IOException {
        bucket = new FakeBucket(exchange -> {
            listings.incrementAndGet();
            byte[] page =
                    ("<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a</Key><Size>300</Size></Contents>"
                                    + "<Contents><Key>b</Key><Size>400</Size></Contents></ListBucketResult>")
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        store = bucket.store("s3://bucket", disk, dir, OpenUploads.NONE);
    }

    @AfterEach
    void stop() {
        bucket.close();
    }

    private Quota at(Instant time) {
        return new Quota(disk, dir, Clock.fixed(time, ZoneOffset.UTC));
    }

    @Test
    void refusesWhatWouldPassTheLimit() throws Exception {
        at(NOON).require("origin", store, 1000, 300);
        at(NOON).note(store, 300);
        var refused = assertThrows(JdvcException.class, () -> at(NOON).require("origin", store, 1000, 1));
        assertEquals(JdvcException.Kind.NOSPACE, refused.kind());
        assertTrue(String.valueOf(refused.getMessage()).contains("1000 bytes: 1000 are used, and 1 more"));
    }

    @Test
    void listsOnceADay() throws Exception {
        at(NOON).require("origin", store, 1000, 100);
        at(NOON.plusSeconds(86_399)).require("origin", store, 1000, 100);
        assertEquals(1, listings.get());
        at(NOON.plusSeconds(86_400)).require("origin", store, 1000, 300);
        assertEquals(2, listings.get());
    }

    @Test
    void countsWhatWasSentAndNotWhatWasAskedFor() throws Exception {
        for (int i = 0; i < 3; i++) at(NOON).require("origin", store, 1000, 300);
        at(NOON).note(store, 200);
        at(NOON).require("origin", store, 1000, 100);
        assertThrows(JdvcException.class, () -> at(NOON).require("origin", store, 1000, 101));
    }

    @Test
    void aDamagedNoteIsListedAnew() throws Exception {
        Files.writeString(dir.resolve("used"), "{");
        at(NOON).require("origin", store, 1000, 300);
        assertEquals(1, listings.get());
    }
}
