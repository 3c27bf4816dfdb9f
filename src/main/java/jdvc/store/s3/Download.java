package jdvc.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Supplier;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import jdvc.store.ObjectMissingException;
import jdvc.store.s3.Wire.Answer;
import org.jspecify.annotations.Nullable;

/**
 * An object in a bucket. Its bytes are not checked here but by whoever takes them in, which hashes them from the first to
 * the last; so a stream that breaks off may go on where it stopped. Of an object that is not named by its bytes it goes on
 * only while that is the same one.
 */
final class Download implements Content {

    private static final int CHANGED = 412;
    private static final int BEHIND_THE_END = 416;
    private static final int PART = 206;

    private final Bucket bucket;
    private final Attempts attempts;
    private final String name;
    private final Supplier<IOException> gone;
    private final boolean named;
    private final String expected;
    private final String location;
    private final String key;
    private volatile long length = -1;

    Download(Bucket bucket, Attempts attempts, ObjectId id, String location, String key) {
        this.bucket = bucket;
        this.attempts = attempts;
        this.location = location;
        this.key = key;
        name = "object " + id;
        gone = () -> new ObjectMissingException(id, location);
        named = true;
        expected = "";
    }

    /**
     * Any object, which somebody may replace while it is read.
     *
     * @param expected its ETag; empty for whatever it is when it is opened
     */
    Download(Bucket bucket, Attempts attempts, String location, String key, String expected) {
        this.expected = expected;
        this.bucket = bucket;
        this.attempts = attempts;
        this.location = location;
        this.key = key;
        name = "'" + key + "'";
        gone = () -> new NoSuchFileException(location);
        named = false;
    }

    /** Returns -1 until it has been opened: a question for the length alone would cost as much as a small object. */
    @Override
    public long length() {
        return length;
    }

    @Override
    public String place() {
        return location;
    }

    @Override
    public InputStream open() throws IOException {
        return new Stream(0, "");
    }

    @Override
    public Opened open(long start, String tag) throws IOException {
        var stream = new Stream(start, tag);
        return new Opened(stream, stream.position, length, stream.etag);
    }

    private Answer request(long from, String etag) throws IOException {
        try {
            var answer = attempts.run("cannot read from '" + location + "'", () -> get(from, etag));
            if (answer.isPresent()) return answer.get();
            throw gone.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking for " + name);
        }
    }

    /** Absent if there is no such object; from the start if it is another one by now. */
    private Optional<Answer> get(long from, String etag) throws IOException, InterruptedException {
        try {
            return Optional.of(bucket.get(key, from, etag));
        } catch (Refused e) {
            if (from > 0 && (e.status() == CHANGED || e.status() == BEHIND_THE_END)) return get(0, "");
            if (e.isMissing()) return Optional.empty();
            if (e.code().equals("AccessDenied") && isAbsent()) return Optional.empty();
            throw e;
        }
    }

    /** Without the right to list, S3 says "denied" of what is not there; with it, a listing tells the two apart. */
    private boolean isAbsent() throws IOException, InterruptedException {
        try {
            var page = bucket.list(key, Optional.empty(), 1);
            return page.items().stream().noneMatch(item -> item.key().equals(key));
        } catch (Refused e) {
            return false;
        }
    }

    private static String etag(Answer answer) {
        return Headers.unquote(answer.headers().firstValue("ETag").orElse(""));
    }

    private JdvcException replaced() {
        return JdvcException.of(Kind.CHANGED, "%s was replaced while it was read", location)
                .hint("run the command again");
    }

    private final class Stream extends InputStream {
        private final String etag;
        private @Nullable InputStream in;
        private long position;
        private int broken;

        /** Begins at {@code start} if what is there has that ETag, else at 0. */
        Stream(long start, String wanted) throws IOException {
            var answer = request(start, wanted);
            boolean same = start > 0 && answer.status() == PART && etag(answer).equals(wanted);
            if (start > 0 && answer.status() == PART && !same) { // a server that does not look at If-Match
                answer.body().close();
                answer = request(0, "");
            }
            position = same ? start : 0;
            long coming = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
            length = coming < 0 ? -1 : position + coming;
            etag = etag(answer);
            in = answer.body();
            if (!expected.isEmpty() && !etag.equals(expected)) throw replaced();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            while (true) {
                try {
                    int n = current().read(bytes, offset, count);
                    if (n > 0) position += n;
                    return n;
                } catch (ObjectMissingException | NoSuchFileException e) {
                    throw e;
                } catch (IOException e) {
                    broke(e);
                }
            }
        }

        private InputStream current() throws IOException {
            if (in == null) {
                var answer = request(position, etag);
                in = answer.body();
                if (!named && !etag(answer).equals(etag)) {
                    throw replaced();
                }
                if (answer.status() == 200) in.skipNBytes(position); // a server that knows no ranges
            }
            return in;
        }

        private void broke(IOException why) throws IOException {
            close();
            if (Thread.currentThread().isInterrupted()) throw why;
            try {
                attempts.again("cannot read from '" + location + "'", why, ++broken);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading " + name);
            }
        }

        @Override
        public void close() throws IOException {
            if (in != null) in.close();
            in = null;
        }
    }
}
