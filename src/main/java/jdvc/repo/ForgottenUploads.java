package jdvc.repo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import jdvc.JdvcException;
import jdvc.store.ObjectStore;
import jdvc.store.s3.S3Store;

/** Uploads in parts that nobody went on with for a day: the server keeps, and bills, their parts until it is told. */
final class ForgottenUploads {

    private static final Duration KEPT = Duration.ofHours(24);

    private ForgottenUploads() {}

    /** Drops those to {@code remote} (safety 11.8); what cannot be dropped now is left for a later command. */
    static void drop(Uploads uploads, ObjectStore remote, Instant now) throws InterruptedException {
        if (!(remote instanceof S3Store store)) return;
        try {
            for (var each : uploads.before(store.location(), now.minus(KEPT)).entrySet()) {
                store.abandon(each.getKey(), each.getValue());
            }
        } catch (IOException | JdvcException e) {
            // The transfer that follows says what is wrong with this remote, and its success does not hang on this.
        }
    }
}
