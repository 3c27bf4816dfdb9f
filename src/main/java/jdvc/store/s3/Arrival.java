package jdvc.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream that does not wait for ever. An interrupt ends a read; closing early drops the
 * connection.
 */
public final class Arrival extends InputStream implements Flow.Subscriber<List<ByteBuffer>> {

    /** A peer that sends less than this in the time of a stall is dripping: it counts as stalled. */
    static final int DRIP = 1024;

    /** Pieces asked for ahead of the reader; each is what one read of the socket gave, at most 16 KiB. */
    private static final int AHEAD = 4;

    private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
    private final long stallNanos;
    private final Pulse pulse;
    private final LongSupplier nanos;
    private Flow.@Nullable Subscription subscription;
    private Iterator<ByteBuffer> pieces = List.<ByteBuffer>of().iterator();
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private boolean ended;
    private long waitedNanos;
    private long arrived;

    /** Both mark the end of the queue. */
    private record End(@Nullable Throwable why) {}

    /** @param nanos a clock as {@link System#nanoTime} */
    Arrival(Duration stall, Pulse pulse, LongSupplier nanos) {
        stallNanos = stall.toNanos();
        this.pulse = pulse;
        this.nanos = nanos;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(AHEAD);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        queue.add(item);
    }

    @Override
    public void onError(Throwable why) {
        queue.add(new End(why));
    }

    @Override
    public void onComplete() {
        queue.add(new End(null));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) return 0;
        while (!piece.hasRemaining()) {
            if (pieces.hasNext()) piece = pieces.next();
            else if (!next()) return -1;
        }
        int n = Math.min(count, piece.remaining());
        piece.get(bytes, offset, n);
        arrived += n;
        return n;
    }

    @SuppressWarnings("unchecked")
    private boolean next() throws IOException {
        if (ended) return false;
        var item = take();
        if (item instanceof End end) {
            ended = true;
            if (end.why() != null)
                throw new IOException("the answer broke off: " + end.why().getMessage(), end.why());
            return false;
        }
        pulse.beat();
        if (subscription != null) subscription.request(1);
        pieces = ((List<ByteBuffer>) item).iterator();
        return true;
    }

    private Object take() throws IOException {
        var ready = queue.poll();
        if (ready != null) return ready;
        long start = nanos.getAsLong();
        try {
            var item = queue.poll(stallNanos, TimeUnit.NANOSECONDS);
            waitedNanos += nanos.getAsLong() - start;
            if (item == null || isDripping()) throw new HttpTimeoutException("the answer stalled");
            return item;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading an answer");
        } finally {
            if (waitedNanos > stallNanos) {
                waitedNanos = 0;
                arrived = 0;
            }
        }
    }

    private boolean isDripping() {
        return waitedNanos > stallNanos && arrived < DRIP;
    }

    @Override
    public void close() {
        if (!ended && subscription != null) subscription.cancel();
        ended = true;
    }
}
