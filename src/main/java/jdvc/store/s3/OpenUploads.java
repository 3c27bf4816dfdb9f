package jdvc.store.s3;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import jdvc.object.ObjectId;

/**
 * Remembers multipart uploads while they are open, so that the next push of the same object goes on where this one
 * stopped (safety 11.8). Safe for use by many threads.
 */
public interface OpenUploads {

    /** Remembers nothing: every upload starts anew. */
    OpenUploads NONE = new OpenUploads() {
        @Override
        public Optional<Upload> find(String location, ObjectId id) {
            return Optional.empty();
        }

        @Override
        public void remember(String location, ObjectId id, Upload upload) {}

        @Override
        public void forget(String location, ObjectId id) {}
    };

    /**
     * An upload that was begun and neither completed nor aborted.
     *
     * @param uploadId the server's name for it
     * @param length the object's, in bytes
     * @param partSize bytes of every part but the last
     * @param started when, by our clock
     */
    record Upload(String uploadId, long length, long partSize, Instant started) {}

    /** Returns what was remembered; {@code location} is the store's. */
    Optional<Upload> find(String location, ObjectId id) throws IOException;

    /** Keeps an upload, in place of an older one of the same object. */
    void remember(String location, ObjectId id, Upload upload) throws IOException;

    void forget(String location, ObjectId id) throws IOException;
}
