package jdvc.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
        private final Set<OneFile> open = ConcurrentHashMap.newKeySet();

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
        public Task file(String name, LongSupplier size) {
            var file = new OneFile(this, name, size);
            open.add(file);
            write(false);
            return file;
        }

        @Override
        public void close() {
            write(true);
        }

        /** Returns name, bytes done and size of what is under way. */
        private Map<String, Object> files() {
            var files = new LinkedHashMap<String, Object>();
            for (var each : open) files.put(each.name, List.of(each.done.get(), each.size.getAsLong()));
            return files;
        }

        void write(boolean now) {
            var event = new LinkedHashMap<String, Object>();
            event.put("task", (long) number);
            event.put("title", title);
            event.put("files", files);
            event.put("bytes", bytes);
            event.put("filesDone", filesDone.get());
            event.put("bytesDone", bytesDone.get());
            event.put("open", files());
            JobEvents.this.write(event, now);
        }
    }

    /** One file that is under way, so that whoever attaches is told which one stalls. */
    private static final class OneFile implements Task {

        private final Counted whole;
        private final String name;
        private final LongSupplier size;
        private final AtomicLong done = new AtomicLong();

        OneFile(Counted whole, String name, LongSupplier size) {
            this.whole = whole;
            this.name = name;
            this.size = size;
        }

        @Override
        public void files(long count) {
            whole.files(count);
        }

        @Override
        public void bytes(long count) {
            done.addAndGet(count);
            whole.bytes(count);
        }

        @Override
        public void close() {
            whole.open.remove(this);
            whole.write(false);
        }
    }
}
