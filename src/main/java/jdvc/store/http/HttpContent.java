package jdvc.store.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.store.Content;
import jdvc.store.s3.Wire.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A file on a server. A stream that breaks off goes on where it stopped, if it is still the same file; whether the bytes
 * are right, whoever takes them in finds out.
 */
final class HttpContent implements Content {

    private static final int PART = 206;
    private static final int MOST = 10;

    private final Web web;
    private final URI uri;
    private final String place;
    private final String expected;
    private final Function<IOException, IOException> gone;
    private volatile long length;

    /**
     * @param length -1 if that is not known
     * @param expected the tag that it must have; empty if any will do
     * @param gone the failure if there is no such file
     */
    HttpContent(Web web, URI uri, String place, long length, String expected, Function<IOException, IOException> gone) {
        this.web = web;
        this.uri = uri;
        this.place = place;
        this.length = length;
        this.expected = expected;
        this.gone = gone;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public InputStream open() throws IOException {
        return new Stream(0, "");
    }

    @Override
    public Opened open(long start, String tag) throws IOException {
        var stream = new Stream(start, tag);
        return new Opened(stream, stream.position, length, stream.tag);
    }

    private Answer request(long from, String tag) throws IOException {
        Map<String, String> headers = from == 0 ? Map.of() : Map.of("Range", "bytes=" + from + "-", "If-Range", tag);
        try {
            return web.ask("GET", uri, headers, Web.Body.NONE);
        } catch (Web.Gone e) {
            throw gone.apply(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking for '" + place + "'");
        }
    }

    private final class Stream extends InputStream {
        private final String tag;
        private @Nullable InputStream in;
        private long position;
        private int broken;

        /** Begins at {@code start} if what is there has that tag, else at 0. */
        Stream(long start, String wanted) throws IOException {
            boolean part = start > 0 && wanted.startsWith("\""); // a weak tag promises nothing
            var answer = request(part ? start : 0, wanted);
            position = part && answer.status() == PART ? start : 0;
            long coming = Web.length(answer);
            if (coming >= 0) length = position + coming;
            tag = Web.tag(answer);
            in = answer.body();
            if (!expected.isEmpty() && !tag.equals(expected)) {
                throw JdvcException.of(Kind.CHANGED, "'%s' was replaced while it was read", place)
                        .hint("run the command again");
            }
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
                    if (n < 0 && length >= 0 && position < length) throw new IOException("the answer broke off");
                    if (n > 0) position += n;
                    return n;
                } catch (IOException e) {
                    broke(e);
                }
            }
        }

        private InputStream current() throws IOException {
            if (in == null) {
                var answer = request(position, tag);
                in = answer.body();
                if (answer.status() != PART) {
                    if (!Web.tag(answer).equals(tag)) {
                        throw JdvcException.of(Kind.CHANGED, "'%s' was replaced while it was read", place);
                    }
                    in.skipNBytes(position); // a server that knows no ranges
                }
            }
            return in;
        }

        private void broke(IOException why) throws IOException {
            close();
            if (Thread.currentThread().isInterrupted() || tag.isEmpty() || ++broken >= MOST) throw why;
            try {
                Web.pause(Math.min(broken, 5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading '" + place + "'");
            }
        }

        @Override
        public void close() throws IOException {
            if (in != null) in.close();
            in = null;
        }
    }
}
