package jdvc.ui;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import jdvc.Progress.Task;

/** A task that counts, and its words. Counting is safe for use by many threads, the rest needs the owner's lock. */
final class ProgressTask implements Task {

    /** How much a new measurement of the rate counts: it follows changes within about two seconds. */
    private static final double FRESH = 0.1;
    /** So long a rate is watched before it says when all will be done. */
    private static final long SURE_MILLIS = 1000;
    /** So long without a byte is told. */
    private static final long STALL_MILLIS = 3000;

    /** A name of less cannot be guessed. */
    private static final int LEAST_NAME = 16;

    private final TerminalProgress owner;
    private final String title;
    private final long files;
    private final long bytes;
    private final long startNanos;
    private final AtomicLong filesDone = new AtomicLong();
    private final AtomicLong bytesDone = new AtomicLong();
    private final AtomicLong bytesKept = new AtomicLong();
    private boolean seen;
    private double rate;
    private long measuredBytes;
    private long measuredMillis;
    private long measuredFiles;
    private long movedMillis;
    private final Set<ProgressFile> open = new LinkedHashSet<>();

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
    public void kept(long done) {
        bytesKept.addAndGet(done);
        bytes(done);
    }

    @Override
    public Task file(String name, LongSupplier size) {
        var file = new ProgressFile(this, Sanitizer.clean(name), size);
        synchronized (open) {
            open.add(file);
        }
        return file;
    }

    void ended(ProgressFile file) {
        synchronized (open) {
            open.remove(file);
        }
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
        return moved() > 0;
    }

    private long moved() {
        return Math.max(0, bytesDone.get() - bytesKept.get());
    }

    /**
     * Returns {@code Pushing  45%  4 s  12/100 files  3.4 MiB/10.0 MiB  2.3 MiB/s  3.0 s left}, as much as fits; when nothing
     * moves {@code Pushing  45%  9 s  stalled for 5 s: data/model.pkl 12%  12/100 files  3.4 MiB/10.0 MiB}; {@code waiting}
     * if all of its bytes have moved, and the other side has to say that it has them.
     */
    String line(Duration elapsed, int width) {
        measure(elapsed.toMillis());
        var slowest = stalled();
        var line = new StringBuilder(Width.cut(title, width, Look.plain()));
        add(line, percent(), width);
        // What has passed moves every second, also when nothing else does: it must not fall off a narrow terminal.
        add(line, elapsed.toSeconds() + " s", width);
        slowest.ifPresent(file -> add(line, stalledPart(file, width - Width.of(line.toString()) - 2), width));
        add(line, filesPart(), width);
        add(line, bytesPart(), width);
        if (slowest.isPresent()) return line.toString();
        add(line, ratePart(), width);
        add(line, leftPart(), width);
        return line.toString();
    }

    private static void add(StringBuilder line, String part, int width) {
        if (part.isEmpty() || Width.of(line.toString()) + 2 + Width.of(part) > width) return;
        line.append("  ").append(part);
    }

    /** Returns {@code Pushing  100 files  10.0 MiB in 4.2 s  2.4 MiB/s}. */
    String lastLine(Duration elapsed) {
        long moved = moved();
        long average = moved * 1000 / Math.max(1, elapsed.toMillis());
        String count = filesDone.get() > 0 ? "  " + Amount.count(filesDone.get(), "file") : "";
        return title + count + "  " + Amount.size(moved) + " in " + Amount.duration(elapsed) + "  "
                + Amount.size(average) + "/s";
    }

    private void measure(long millis) {
        synchronized (open) {
            for (var file : open) file.measure(millis);
        }
        long moved = moved();
        long span = millis - measuredMillis;
        if (span <= 0) return;
        if (moved != measuredBytes || filesDone.get() != measuredFiles) movedMillis = millis;
        double now = Math.max(0, moved - measuredBytes) * 1000.0 / span;
        rate = measuredMillis == 0 ? now : rate + FRESH * (now - rate);
        measuredBytes = moved;
        measuredFiles = filesDone.get();
        measuredMillis = millis;
    }

    /** Returns the file that has waited longest if nothing moves at all. */
    private Optional<ProgressFile> stalled() {
        if (measuredMillis - movedMillis < STALL_MILLIS) return Optional.empty();
        synchronized (open) {
            return open.stream().min(Comparator.comparingLong(ProgressFile::movedMillis));
        }
    }

    private String stalledPart(ProgressFile slowest, int room) {
        var stalled =
                (slowest.isComplete() ? "waiting for " : "stalled for ") + (measuredMillis - movedMillis) / 1000 + " s";
        int left = room - stalled.length() - 2;
        return left < LEAST_NAME ? stalled : stalled + ": " + slowest.words(left);
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
        return moved() > 0 ? Amount.size((long) rate) + "/s" : "";
    }

    private String leftPart() {
        long left = bytes - bytesDone.get();
        boolean known = bytes > 0 && left > 0 && measuredMillis >= SURE_MILLIS && rate >= 1 && left / rate < 360_000;
        return known ? Amount.duration(Duration.ofSeconds((long) Math.ceil(left / rate))) + " left" : "";
    }
}
