package jdvc.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.Json;
import jdvc.Progress;
import jdvc.disk.Disk;

/** What {@link JobEvents} wrote, as progress of this process. */
final class JobView implements AutoCloseable {

    private final Disk disk;
    private final Path file;
    private final Progress progress;
    private final Map<Object, Seen> tasks = new HashMap<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private Optional<InputStream> events = Optional.empty();

    JobView(Disk disk, Path file, Progress progress) {
        this.disk = disk;
        this.file = file;
        this.progress = progress;
    }

    /** Shows what was added since the last look; nothing while the file is not there. */
    void look() throws IOException {
        if (events.isEmpty()) events = open();
        if (events.isEmpty()) return;
        for (byte each : events.get().readAllBytes()) {
            if (each != '\n') {
                begun.write(each);
                continue;
            }
            event(begun.toString(StandardCharsets.UTF_8));
            begun.reset();
        }
    }

    private Optional<InputStream> open() throws IOException {
        try {
            return Optional.of(disk.open(file));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // the job has a process first
        }
    }

    private void event(String line) {
        try {
            var event = Json.parseObject(line);
            if (event.get("warning") instanceof String warning) progress.warn(warning);
            if (event.get("task") != null) counted(event);
        } catch (Json.BadJsonException e) {
            return; // of a version that we do not know
        }
    }

    private void counted(Map<String, Object> event) {
        tasks.computeIfAbsent(
                        event.get("task"),
                        key -> new Seen(progress.start(
                                String.valueOf(event.get("title")), number(event, "files"), number(event, "bytes"))))
                .count(event);
    }

    /** A task, and how much of it and of its open files has been told. */
    private static final class Seen {
        private final Progress.Task task;
        private final Map<String, OpenFile> open = new HashMap<>();
        private long files;
        private long bytes;

        Seen(Progress.Task task) {
            this.task = task;
        }

        void count(Map<String, Object> event) {
            long newFiles = number(event, "filesDone") - files;
            long newBytes = number(event, "bytesDone") - bytes;
            files += newFiles;
            bytes += newBytes;
            task.files(newFiles);
            var now = event.get("open") instanceof Map<?, ?> map ? map : Map.of();
            for (var each : now.entrySet()) {
                boolean good = each.getValue() instanceof List<?> row
                        && row.size() == 2
                        && row.get(0) instanceof Long
                        && row.get(1) instanceof Long;
                if (!good) continue;
                var row = (List<?>) each.getValue();
                newBytes -= open.computeIfAbsent(String.valueOf(each.getKey()), name -> new OpenFile(task, name))
                        .upTo((Long) row.get(0), (Long) row.get(1));
            }
            task.bytes(newBytes);
            open.entrySet().removeIf(each -> {
                boolean ended = !now.containsKey(each.getKey());
                if (ended) each.getValue().task.close();
                return ended;
            });
        }
    }

    private static final class OpenFile {
        private final Progress.Task task;
        private long bytes;
        private volatile long size;

        OpenFile(Progress.Task whole, String name) {
            task = whole.file(name, () -> size);
        }

        /** Returns how many bytes are new. */
        long upTo(long now, long all) {
            long more = now - bytes;
            bytes = now;
            size = all;
            task.bytes(more);
            return more;
        }
    }

    private static long number(Map<String, Object> event, String key) {
        return event.get(key) instanceof Long value ? value : 0;
    }

    @Override
    public void close() throws IOException {
        for (var each : tasks.values()) each.task.close();
        if (events.isPresent()) events.get().close();
    }
}
