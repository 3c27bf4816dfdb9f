package jdvc.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import jdvc.Progress;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one request on their way out: counted, and checked before the last of them leaves. A check that fails
 * makes the request end short, so that the server never takes it for complete (safety 5.4).
 */
public final class Outgoing extends InputStream {

    /** For bytes that need no check. */
    static final Check UNCHECKED = new Check() {
        @Override
        public void update(byte[] bytes, int offset, int count) {}

        @Override
        public void end() {}
    };

    private final InputStream in;
    private final long length;
    private final Check check;
    private final Progress.Task task;
    private final byte @Nullable [] whole;
    private volatile long sent;
    private volatile @Nullable IOException failure;

    /** Looks at bytes as they go by. */
    public interface Check {

        /** Takes the next bytes. */
        void update(byte[] bytes, int offset, int count);

        /** Decides when the last bytes have been seen and before they are sent. */
        void end() throws IOException;
    }

    /**
     * @param length how many bytes {@code in} must have, neither more nor less
     * @param task told of the bytes as they go
     */
    public Outgoing(InputStream in, long length, Check check, Progress.Task task) {
        this.in = in;
        this.length = length;
        this.check = check;
        this.task = task;
        whole = null;
    }

    /** Bytes at hand that need no check; they count as sent when the request begins. */
    public Outgoing(byte[] bytes) {
        in = InputStream.nullInputStream();
        length = bytes.length;
        check = UNCHECKED;
        task = Progress.Task.NONE;
        whole = bytes;
    }

    /** Returns what the HTTP client reads. */
    public BodyPublisher publisher() {
        if (length == 0) return BodyPublishers.noBody();
        if (whole != null) {
            sent = length;
            return BodyPublishers.ofByteArray(whole);
        }
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> this), length);
    }

    /** Returns how many bytes the HTTP client has taken. */
    long sent() {
        return sent;
    }

    boolean isAllSent() {
        return sent >= length;
    }

    /** Takes back what the task was told: the bytes did not arrive. */
    public void lost() {
        if (whole == null) task.bytes(-sent);
    }

    /** Returns what went wrong with the bytes themselves. */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes; others only look
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (sent == length) return -1;
        try {
            int n = in.read(bytes, offset, (int) Math.min(count, length - sent));
            if (n < 0) throw new IOException("the source ended after " + sent + " of " + length + " bytes");
            check.update(bytes, offset, n);
            if (sent + n == length) check.end();
            sent += n;
            task.bytes(n);
            return n;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // it was only read: nothing is lost
        }
    }
}
