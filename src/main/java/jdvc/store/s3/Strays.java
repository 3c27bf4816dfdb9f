package jdvc.store.s3;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.object.ObjectId;
import jdvc.store.s3.Bucket.Part;
import jdvc.store.s3.UploadListing.Open;

/** Uploads of objects that some clone, or another program, began and forgot: the server keeps, and bills, their parts. */
final class Strays {

    private final Bucket bucket;
    private final UploadListing listing;
    private final Attempts attempts;
    private final Multipart.Site site;

    Strays(Bucket bucket, UploadListing listing, Attempts attempts, Multipart.Site site) {
        this.bucket = bucket;
        this.listing = listing;
        this.attempts = attempts;
        this.site = site;
    }

    /**
     * Drops those under names of objects that were begun before {@code time} and got no part since then (safety 11.8).
     *
     * @return how many; 0 also without the right to list them
     */
    int drop(Instant time) throws IOException, InterruptedException {
        int dropped = 0;
        for (var each : open()) {
            if (!each.begun().isBefore(time) || !isObject(each.key()) || isFed(each, time)) continue;
            attempts.run("cannot end an upload to '" + site.location() + "'", () -> {
                bucket.abort(each.key(), each.uploadId());
                return true;
            });
            dropped++;
        }
        return dropped;
    }

    private List<Open> open() throws IOException, InterruptedException {
        return attempts.run("cannot list the uploads of '" + site.location() + "'", () -> {
            try {
                return listing.below(site.prefix());
            } catch (Refused e) {
                if (e.status() == 403 || e.status() == 501) return List.of();
                throw e;
            }
        });
    }

    private boolean isObject(String key) {
        return key.startsWith(site.prefix())
                && ObjectId.parsePath(key.substring(site.prefix().length())).isPresent();
    }

    /** A big object on a slow line may take days, and it may be somebody else who is patient. */
    private boolean isFed(Open upload, Instant since) throws IOException, InterruptedException {
        var parts = attempts.run("cannot look at an upload to '" + site.location() + "'", () -> {
            try {
                return Optional.of(bucket.parts(upload.key(), upload.uploadId()));
            } catch (Refused e) {
                if (e.status() == 404) return Optional.<Map<Integer, Part>>empty();
                throw e;
            }
        });
        return parts.isEmpty()
                || parts.get().values().stream().anyMatch(part -> !part.sent().isBefore(since));
    }
}
