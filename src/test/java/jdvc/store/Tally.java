package jdvc.store;

import java.util.concurrent.atomic.AtomicLong;
import jdvc.Progress;

/** Adds up the bytes that it is told of. */
final class Tally implements Progress.Task {

    private final AtomicLong bytes = new AtomicLong();

    long bytes() {
        return bytes.get();
    }

    @Override
    public void bytes(long done) {
        bytes.addAndGet(done);
    }

    @Override
    public void files(long done) {}

    @Override
    public void close() {}
}
