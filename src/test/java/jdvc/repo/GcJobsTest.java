package jdvc.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import jdvc.Env;
import jdvc.Progress;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.store.s3.S3Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcJobsTest {

    private static final byte[] NOTHING =
            "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path root;

    private static Gc gc(OptionalInt jobs) {
        var keep = new KeptScope(
                true, Revs.WORKSPACE, false, Optional.empty(), OptionalInt.empty(), Optional.empty(), List.of());
        var where = new Gc.Where(true, false, Optional.empty(), jobs);
        return new Gc(keep, where, new Gc.Options(false, false, false));
    }

    @Test
    void theRemoteGetsSoManyRequestsAtATimeAsTheUserSays() throws Exception {
        try (var bucket = new FakeBucket(exchange -> {
            exchange.sendResponseHeaders(200, NOTHING.length);
            exchange.getResponseBody().write(NOTHING);
            exchange.close();
        })) {
            Files.createDirectories(root.resolve(".dvc/tmp"));
            Files.writeString(
                    root.resolve(".dvc/config"),
                    "[core]\n    no_scm = true\n    remote = r\n['remote \"r\"']\n    url = s3://b-a\n    jobs = 5\n");
            assertEquals(5, jobsOf(bucket, OptionalInt.empty()));
            assertEquals(2, jobsOf(bucket, OptionalInt.of(2)));
        }
    }

    /** Returns what the store was opened with that the plan has asked. */
    private int jobsOf(FakeBucket bucket, OptionalInt jobs) throws Exception {
        var env = new Env(root, root, bucket.vars(), Clock.systemUTC(), new Random(1), 1);
        var disk = new LocalDisk(Durability.OFF, new Random(), 022);
        try (var repo = Repo.open(new Call(env, disk, List.of("gc"), false))) {
            var plan = gc(jobs).plan(repo, Progress.NONE);
            assertTrue(plan.isEmpty());
            return ((S3Store) repo.remote("r", Progress.NONE)).jobs();
        }
    }
}
