package jdvc.repo;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import jdvc.JdvcException;
import jdvc.store.ObjectStore;
import jdvc.store.s3.S3Store;

/** Uploads in parts that nobody went on with for a day: the server keeps, and bills, their parts until it is told. */
final class ForgottenUploads {

    private static final Duration KEPT = Duration.ofHours(24);

    private final Uploads uploads;
    private final Clock clock;

    ForgottenUploads(Uploads uploads, Clock clock) {
        this.uploads = uploads;
        this.clock = clock;
    }

    /** Drops those to {@code remote} that we remember (safety 11.8); what cannot be dropped now is left for later. */
    void drop(ObjectStore remote) throws InterruptedException {
        if (!(remote instanceof S3Store store)) return;
        try {
            dropBefore(store, clock.instant().minus(KEPT));
        } catch (IOException | JdvcException e) {
            // The transfer that follows says what is wrong with this remote, and its success does not hang on this.
        }
    }

    /** Drops those to {@code remote} whoever began them; costs a request, so it is done at most once a day. */
    void dropEverybodys(ObjectStore remote) throws InterruptedException {
        if (!(remote instanceof S3Store store)) return;
        drop(store);
        try {
            var now = clock.instant();
            if (now.minus(KEPT).isBefore(uploads.looked(store.location()))) return;
            uploads.noteLooked(store.location(), now);
            store.dropForgotten(now.minus(KEPT));
        } catch (IOException | JdvcException e) {
            // as above
        }
    }

    /** Drops all to {@code remote} that we remember, so that they begin anew. */
    void dropAll(ObjectStore remote) throws IOException, InterruptedException {
        if (remote instanceof S3Store store) dropBefore(store, Instant.MAX);
    }

    private void dropBefore(S3Store store, Instant time) throws IOException, InterruptedException {
        for (var each : uploads.before(store.location(), time).entrySet()) {
            store.abandon(each.getKey(), each.getValue());
        }
    }
}
