package jdvc.store.s3;

import java.io.IOException;
import java.util.HexFormat;
import jdvc.Progress;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import jdvc.store.CorruptObjectException;
import jdvc.store.Pump;

/** Writes one object: in one request below the threshold, in parts above it. Safe for use by many threads. */
final class Sending {

    /** From here on an object goes in parts (safety 11.8). */
    static final long THRESHOLD = 64L << 20;

    /** Up to here an object is read and hashed before the request begins; memory for it is this times the jobs. */
    private static final int SMALL = 256 << 10;

    private final Bucket bucket;
    private final Attempts attempts;
    private final Multipart multipart;
    private final String location;
    private final String prefix;
    private final long threshold;

    /** Where objects go, and from how many bytes on in parts. */
    record Target(String location, String prefix, long threshold) {}

    Sending(Bucket bucket, Attempts attempts, Multipart multipart, Target target) {
        this.bucket = bucket;
        this.attempts = attempts;
        this.multipart = multipart;
        location = target.location;
        prefix = target.prefix;
        threshold = target.threshold;
    }

    void write(ObjectId id, Content content, Progress.Task task) throws IOException, InterruptedException {
        long length = content.length();
        if (length < 0) writeUnmeasured(id, content);
        else if (length >= threshold) multipart.write(id, content, task);
        else if (length <= SMALL) writeBytes(id, content, read(content, SMALL), length);
        else writeStream(id, content, task);
    }

    /** S3 wants the length first, so what comes without one is kept in memory. */
    private void writeUnmeasured(ObjectId id, Content content) throws IOException, InterruptedException {
        var bytes = read(content, (int) THRESHOLD);
        if (bytes.length >= THRESHOLD)
            throw new IOException("object " + id + " is too long to be sent without a length");
        writeBytes(id, content, bytes, bytes.length);
    }

    private static byte[] read(Content content, int most) throws IOException {
        try (var in = content.open()) {
            return in.readNBytes(most + 1);
        }
    }

    private void writeBytes(ObjectId id, Content content, byte[] bytes, long length)
            throws IOException, InterruptedException {
        if (bytes.length != length) {
            throw new IOException("object " + id + " has " + bytes.length + " bytes, not " + length);
        }
        var hasher = new Hasher(id.layout());
        hasher.update(bytes, 0, bytes.length);
        put(id, checked(id, hasher, content), Body.of(bytes));
    }

    /** Returns the plain MD5, known before the bytes are read: the name itself, or for legacy names a pass of its own. */
    private static byte[] plainMd5(ObjectId id, Content content) throws IOException {
        if (id.layout() == Layout.V3) return HexFormat.of().parseHex(id.hex());
        var hasher = new Hasher(id.layout());
        Pump.hash(content, hasher, Progress.Task.NONE);
        return checked(id, hasher, content);
    }

    /** Ends a hash; returns the plain MD5 of what it saw. */
    static byte[] checked(ObjectId id, Hasher hasher, Content content) throws CorruptObjectException {
        var names = hasher.all();
        if (!names.match(id))
            throw new CorruptObjectException(id, content.place(), names.id().toString());
        return names.md5();
    }

    private void writeStream(ObjectId id, Content content, Progress.Task task)
            throws IOException, InterruptedException {
        byte[] md5 = plainMd5(id, content);
        put(
                id,
                md5,
                () -> new Outgoing(content.open(), content.length(), new PlainMd5(id, md5, content.place()), task));
    }

    /** Holds the last bytes back if they are not those of the name. */
    private static final class PlainMd5 implements Outgoing.Check {
        private final ObjectId id;
        private final byte[] expected;
        private final String place;
        private final Hasher hasher = new Hasher(Layout.V3);

        PlainMd5(ObjectId id, byte[] expected, String place) {
            this.id = id;
            this.expected = expected;
            this.place = place;
        }

        @Override
        public void update(byte[] bytes, int offset, int count) {
            hasher.update(bytes, offset, count);
        }

        @Override
        public void end() throws IOException {
            var found = hasher.id();
            if (!found.equals(ObjectId.of(expected, Layout.V3))) {
                throw new CorruptObjectException(id, place, found.hex());
            }
        }
    }

    private void put(ObjectId id, byte[] md5, Body body) throws IOException, InterruptedException {
        String expected = HexFormat.of().formatHex(md5);
        var refutations = new int[1];
        attempts.run("cannot write to '" + location + "'", () -> {
            var etag = bucket.put(prefix + id.path(), md5, body);
            if (etag.isPresent() && !etag.get().equals(expected)) {
                var why = new CorruptObjectException(id, location, etag.get());
                if (refutations[0]++ > 0) throw new SourceException(why);
                throw why; // perhaps it was the way; once more
            }
            return true;
        });
    }
}
