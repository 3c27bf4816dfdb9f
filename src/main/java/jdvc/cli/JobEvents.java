package jdvc.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import jdvc.Json;
import jdvc.Progress;

/** The progress of a job as lines of JSON, one a second at most, for whoever attaches. */
final class JobEvents implements Progress {

    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final OutputStream out;
    private final LongSupplier nanos;
    private long lastNanos;
    private int tasks;

    JobEvents(OutputStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        lastNanos = nanos.getAsLong() - PAUSE_NANOS;
    }

    @Override
    public synchronized Task start(String title, long files, long bytes) {
        var task = new Counted(++tasks, title, files, bytes);
        task.write(true);
        return task;
    }

    @Override
    public void warn(String message) {
        write(Map.of("warning", message), true);
    }

    private synchronized void write(Map<String, Object> event, boolean now) {
        long at = nanos.getAsLong();
        if (!now && at - lastNanos < PAUSE_NANOS) return;
        lastNanos = at;
        try {
            out.write((Json.format(event) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            return; // the work matters more than what is told of it
        }
    }

    private final class Counted implements Task {

        private final int number;
        private final String title;
        private final long files;
        private final long bytes;
        private final AtomicLong filesDone = new AtomicLong();
        private final AtomicLong bytesDone = new AtomicLong();

        Counted(int number, String title, long files, long bytes) {
            this.number = number;
            this.title = title;
            this.files = files;
            this.bytes = bytes;
        }

        @Override
        public void files(long done) {
            filesDone.addAndGet(done);
            write(false);
        }

        @Override
        public void bytes(long done) {
            bytesDone.addAndGet(done);
            write(false);
        }

        @Override
        public void close() {
            write(true);
        }

        void write(boolean now) {
            var event = new LinkedHashMap<String, Object>();
            event.put("task", (long) number);
            event.put("title", title);
            event.put("files", files);
            event.put("bytes", bytes);
            event.put("filesDone", filesDone.get());
            event.put("bytesDone", bytesDone.get());
            JobEvents.this.write(event, now);
        }
    }
}
