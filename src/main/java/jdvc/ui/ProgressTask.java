package jdvc.ui;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import jdvc.Progress.Task;

/** A task that counts, and its words. Counting is safe for use by many threads, the rest needs the owner's lock. */
final class ProgressTask implements Task {

    /** How much a new measurement of the rate counts: it follows changes within about two seconds. */
    private static final double FRESH = 0.1;

    private final TerminalProgress owner;
    private final String title;
    private final long files;
    private final long bytes;
    private final long startNanos;
    private final AtomicLong filesDone = new AtomicLong();
    private final AtomicLong bytesDone = new AtomicLong();
    private boolean seen;
    private double rate;
    private long measuredBytes;
    private long measuredMillis;

    ProgressTask(TerminalProgress owner, String title, long files, long bytes, long startNanos) {
        this.owner = owner;
        this.title = title;
        this.files = files;
        this.bytes = bytes;
        this.startNanos = startNanos;
    }

    @Override
    public void files(long done) {
        filesDone.addAndGet(done);
    }

    @Override
    public void bytes(long done) {
        bytesDone.addAndGet(done);
    }

    @Override
    public void close() {
        owner.end(this);
    }

    long startNanos() {
        return startNanos;
    }

    boolean wasSeen() {
        return seen;
    }

    void seen() {
        seen = true;
    }

    boolean movedBytes() {
        return bytesDone.get() > 0;
    }

    /** Returns {@code Pushing  45%  4 s  12/100 files  3.4 MiB/10.0 MiB  2.3 MiB/s  3.0 s left}, as much as fits. */
    String line(Duration elapsed, int width) {
        measure(elapsed.toMillis());
        var line = new StringBuilder(Width.cut(title, width, Look.plain()));
        int left = width - Width.of(line.toString());
        for (var part : parts(elapsed)) {
            if (part.isEmpty() || part.length() + 2 > left) continue;
            line.append("  ").append(part);
            left -= part.length() + 2;
        }
        return line.toString();
    }

    /** What has passed moves every second, also when nothing else does: it must not fall off a narrow terminal. */
    private String[] parts(Duration elapsed) {
        return new String[] {percent(), elapsed.toSeconds() + " s", filesPart(), bytesPart(), ratePart(), leftPart()};
    }

    /** Returns {@code Pushing  100 files  10.0 MiB in 4.2 s  2.4 MiB/s}. */
    String lastLine(Duration elapsed) {
        long moved = Math.max(0, bytesDone.get());
        long average = moved * 1000 / Math.max(1, elapsed.toMillis());
        String count = filesDone.get() > 0 ? "  " + Amount.count(filesDone.get(), "file") : "";
        return title + count + "  " + Amount.size(moved) + " in " + Amount.duration(elapsed) + "  "
                + Amount.size(average) + "/s";
    }

    private void measure(long millis) {
        long moved = Math.max(0, bytesDone.get());
        long span = millis - measuredMillis;
        if (span <= 0) return;
        double now = Math.max(0, moved - measuredBytes) * 1000.0 / span;
        rate = measuredMillis == 0 ? now : rate + FRESH * (now - rate);
        measuredBytes = moved;
        measuredMillis = millis;
    }

    private String percent() {
        if (bytes > 0) return Math.min(100, Math.max(0, bytesDone.get()) * 100 / bytes) + "%";
        return files > 0 ? Math.min(100, filesDone.get() * 100 / files) + "%" : "";
    }

    private String filesPart() {
        long done = filesDone.get();
        if (files > 0) return done + "/" + Amount.count(files, "file");
        return done > 0 ? Amount.count(done, "file") : "";
    }

    private String bytesPart() {
        long done = Math.max(0, bytesDone.get());
        if (bytes > 0) return Amount.size(done) + "/" + Amount.size(bytes);
        return done > 0 ? Amount.size(done) : "";
    }

    private String ratePart() {
        return bytesDone.get() > 0 ? Amount.size((long) rate) + "/s" : "";
    }

    private String leftPart() {
        long left = bytes - bytesDone.get();
        boolean known = bytes > 0 && left > 0 && rate >= 1 && left / rate < 360_000;
        return known ? Amount.duration(Duration.ofSeconds((long) Math.ceil(left / rate))) + " left" : "";
    }
}
