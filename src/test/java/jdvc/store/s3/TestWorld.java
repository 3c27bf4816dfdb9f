package jdvc.store.s3;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jdvc.Env;
import jdvc.Progress;
import jdvc.Secret;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;

/** The world of a store under test: nobody's home, no waiting, and a note of every warning and every pause. */
final class TestWorld {

    private static final long SEED = 11;

    final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    final Map<String, String> vars = new HashMap<>(Map.of("AWS_EC2_METADATA_DISABLED", "true"));
    OpenUploads uploads = OpenUploads.NONE;
    Clock clock = Clock.systemUTC();
    long part = Sending.THRESHOLD;
    private final Path home;

    TestWorld(Path home) {
        this.home = home;
    }

    S3Store open(S3Settings settings) throws Exception {
        var random = new Random(SEED);
        var env = new Env(home, home, vars, clock, random, 2);
        var disk = new LocalDisk(Durability.OFF, random, 022);
        var progress = new Progress() {
            @Override
            public Task start(String title, long files, long bytes) {
                return Task.NONE;
            }

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
        return new S3Store(settings, new S3Store.Around(disk, env, uploads, progress, pauses::add), part);
    }

    /** Returns settings for a server with the usual keys. */
    static S3Settings settings(String endpoint, String url) {
        return S3Settings.of("origin", url)
                .with(S3Settings.Server.at(endpoint))
                .with(S3Settings.Access.keys("lablab", Secret.of("lablablab")));
    }
}
