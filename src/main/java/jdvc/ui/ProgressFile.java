package jdvc.ui;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import jdvc.Progress.Task;

/** One file of a task. Counting is safe for use by many threads, the rest needs the task's lock. */
final class ProgressFile implements Task {

    private final ProgressTask whole;
    private final String name;
    private final LongSupplier bytes;
    private final AtomicLong bytesDone = new AtomicLong();
    private long measuredBytes = -1;
    private long movedMillis;

    ProgressFile(ProgressTask whole, String name, LongSupplier bytes) {
        this.whole = whole;
        this.name = name;
        this.bytes = bytes;
    }

    @Override
    public void files(long done) {
        whole.files(done);
    }

    @Override
    public void bytes(long done) {
        bytesDone.addAndGet(done);
        whole.bytes(done);
    }

    @Override
    public void kept(long done) {
        bytesDone.addAndGet(done);
        whole.kept(done);
    }

    boolean isComplete() {
        return bytes.getAsLong() > 0 && bytesDone.get() >= bytes.getAsLong();
    }

    @Override
    public void close() {
        whole.ended(this);
    }

    void measure(long millis) {
        if (bytesDone.get() != measuredBytes) movedMillis = millis;
        measuredBytes = bytesDone.get();
    }

    /** Returns when it was seen to move last, from the beginning of the task. */
    long movedMillis() {
        return movedMillis;
    }

    /** Returns {@code data/model.pkl 45%}, or how many bytes are done if nobody knows of how many. */
    String words(int width) {
        long done = Math.max(0, bytesDone.get());
        long all = bytes.getAsLong();
        var part = all > 0 ? Math.min(100, done * 100 / all) + "%" : Amount.size(done);
        return Width.cutMiddle(name, width - part.length() - 1, Look.plain()) + " " + part;
    }
}
