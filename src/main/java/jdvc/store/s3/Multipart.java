package jdvc.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.disk.Disk;
import jdvc.disk.Stat;
import jdvc.object.Hasher;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import jdvc.store.CorruptObjectException;
import jdvc.store.Pump;
import jdvc.store.s3.Bucket.Part;
import jdvc.store.s3.Bucket.State;
import jdvc.store.s3.OpenUploads.Upload;

/**
 * Writes a big object in parts, several at a time, read straight from its file while another thread hashes the whole. The
 * object appears only if that hash is right; what breaks off is gone on with by the next write (safety 5.4, 11.8). Safe
 * for use by many threads.
 */
final class Multipart {

    /** Parts of one object at a time; more do not make it faster. */
    private static final int AT_A_TIME = 4;

    /** S3's own limit. */
    private static final int MOST_PARTS = 10_000;

    private static final long MIB = 1 << 20;

    /** Stands for the hash of the whole among the numbers of parts. */
    private static final int WHOLE = 0;

    private final Bucket bucket;
    private final Attempts attempts;
    private final Site site;
    private final Disk disk;
    private final long leastPart;

    /** Where objects go, and where uploads are remembered. */
    record Site(String location, String prefix, OpenUploads uploads, Clock clock) {}

    /** @param leastPart bytes of a part, unless that makes too many parts */
    Multipart(Bucket bucket, Attempts attempts, Site site, Disk disk, long leastPart) {
        this.bucket = bucket;
        this.attempts = attempts;
        this.site = site;
        this.disk = disk;
        this.leastPart = leastPart;
    }

    void write(ObjectId id, Content content, Progress.Task task) throws IOException, InterruptedException {
        var before = stat(content);
        var upload = resume(id, content);
        var parts = upload.isPresent() ? partsOf(id, upload.get()) : Optional.<Map<Integer, Part>>empty();
        var open = parts.isPresent() ? upload.get() : begin(id, content.length());
        var job = new Job(id, content, open, parts.orElse(Map.of()), task);
        try {
            job.send();
            if (!before.equals(stat(content))) throw new IOException("object " + id + " changed while it was sent");
        } catch (CorruptObjectException e) {
            abort(id, open);
            throw e;
        }
        complete(job);
    }

    /** Drops an upload that is not gone on with. */
    void abort(ObjectId id, Upload upload) throws IOException, InterruptedException {
        attempts.run("cannot end an upload to '" + site.location + "'", () -> {
            bucket.abort(key(id), upload.uploadId());
            return true;
        });
        site.uploads.forget(site.location, id);
    }

    static long partSize(long length, long least) {
        long even = (length + MOST_PARTS - 1) / MOST_PARTS;
        return Math.max(least, (even + MIB - 1) / MIB * MIB);
    }

    private Optional<Stat> stat(Content content) throws IOException {
        return content.file().isEmpty()
                ? Optional.empty()
                : disk.stat(content.file().get());
    }

    private String key(ObjectId id) {
        return site.prefix + id.path();
    }

    private Optional<Upload> resume(ObjectId id, Content content) throws IOException {
        return site.uploads.find(site.location, id).filter(u -> u.length() == content.length());
    }

    /** Returns what an earlier run sent; absent if the server has forgotten the upload. */
    private Optional<Map<Integer, Part>> partsOf(ObjectId id, Upload upload) throws IOException, InterruptedException {
        return attempts.run("cannot go on with an upload to '" + site.location + "'", () -> {
            try {
                return Optional.of(bucket.parts(key(id), upload.uploadId()));
            } catch (Refused e) {
                if (e.status() == 404 && !e.code().equals("NoSuchBucket")) return Optional.empty();
                throw e;
            }
        });
    }

    private Upload begin(ObjectId id, long length) throws IOException, InterruptedException {
        String uploadId = attempts.run("cannot write to '" + site.location + "'", () -> bucket.begin(key(id)));
        var upload = new Upload(uploadId, length, partSize(length, leastPart), site.clock.instant());
        site.uploads.remember(site.location, id, upload);
        return upload;
    }

    /** One object on its way. */
    private final class Job {
        private final ObjectId id;
        private final Content content;
        private final Upload upload;
        private final Map<Integer, Part> there;
        private final Progress.Task task;
        private final String[] etags;

        Job(ObjectId id, Content content, Upload upload, Map<Integer, Part> there, Progress.Task task) {
            this.id = id;
            this.content = content;
            this.upload = upload;
            this.there = there;
            this.task = task;
            etags = new String[(int) ((upload.length() + upload.partSize() - 1) / upload.partSize())];
        }

        void send() throws IOException, InterruptedException {
            var numbers = new ArrayList<Integer>();
            for (int i = WHOLE; i <= etags.length; i++) numbers.add(i);
            try (var workers = new Workers("part", AT_A_TIME + 1)) {
                workers.forEach(numbers, number -> {
                    if (number == WHOLE) hash();
                    else etags[number - 1] = part(number);
                });
            }
        }

        private void hash() throws IOException {
            var hasher = new Hasher(id.layout());
            Pump.hash(content, hasher, Progress.Task.NONE);
            Sending.checked(id, hasher, content);
        }

        private String part(int number) throws IOException, InterruptedException {
            long start = (number - 1) * upload.partSize();
            long length = Math.min(upload.partSize(), upload.length() - start);
            var old = there.get(number);
            if (old != null && old.length() == length && Headers.isMd5(old.etag())) {
                var md5 = new PartMd5();
                hash(start, length, md5);
                if (md5.hex().equals(old.etag())) {
                    task.bytes(length);
                    return old.etag();
                }
            }
            return attempts.run("cannot write to '" + site.location + "'", () -> send(number, start, length));
        }

        private void hash(long start, long length, PartMd5 md5) throws IOException {
            try (var out = new Outgoing(open(start), length, md5, Progress.Task.NONE)) {
                byte[] buffer = new byte[1 << 17];
                int n = out.read(buffer);
                while (n >= 0) n = out.read(buffer);
            }
        }

        private String send(int number, long start, long length) throws IOException, InterruptedException {
            var md5 = new PartMd5();
            var sent =
                    bucket.part(key(id), upload.uploadId(), number, () -> new Outgoing(open(start), length, md5, task));
            if (sent.md5().isPresent() && !sent.md5().get().equals(md5.hex())) {
                throw new IOException("part " + number + " was damaged on its way");
            }
            return sent.etag();
        }

        private InputStream open(long start) throws IOException {
            var file = content.file();
            var in = file.isPresent() ? disk.open(file.get()) : content.open();
            try {
                in.skipNBytes(start);
                return in;
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }
    }

    /** The MD5 of a part, known when its last byte has been taken. */
    private static final class PartMd5 implements Outgoing.Check {
        private final MessageDigest digest;
        private volatile String hex = "";

        PartMd5() {
            try {
                digest = MessageDigest.getInstance("MD5");
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every JDK has MD5", e);
            }
        }

        String hex() {
            return hex;
        }

        @Override
        public void update(byte[] bytes, int offset, int count) {
            digest.update(bytes, offset, count);
        }

        @Override
        public void end() {
            hex = HexFormat.of().formatHex(digest.digest());
        }
    }

    /** An answer may get lost: an upload that is gone has succeeded if the object is there (safety 11.4). */
    private void complete(Job job) throws IOException, InterruptedException {
        String what = "cannot write to '" + site.location + "'";
        String key = key(job.id);
        attempts.run(what, () -> {
            try {
                bucket.complete(key, job.upload.uploadId(), List.of(job.etags));
            } catch (Refused e) {
                if (!e.code().equals("NoSuchUpload")) throw e;
            }
            return true;
        });
        var head = attempts.run(what, () -> bucket.head(key));
        if (head.state() == State.MISSING || head.state() == State.THERE && head.length() != job.upload.length()) {
            site.uploads.forget(site.location, job.id);
            throw new IOException("object " + job.id + " is not whole in " + site.location + " after its upload");
        }
        site.uploads.forget(site.location, job.id);
    }
}
