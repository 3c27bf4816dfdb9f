package jdvc.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
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
    private final Map<Object, Progress.Task> tasks = new HashMap<>();
    private final Map<Object, long[]> done = new HashMap<>();
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
        var number = event.get("task");
        var task = tasks.computeIfAbsent(
                number,
                key -> progress.start(
                        String.valueOf(event.get("title")), number(event, "files"), number(event, "bytes")));
        var before = done.computeIfAbsent(number, key -> new long[2]);
        task.files(number(event, "filesDone") - before[0]);
        task.bytes(number(event, "bytesDone") - before[1]);
        before[0] = number(event, "filesDone");
        before[1] = number(event, "bytesDone");
    }

    private static long number(Map<String, Object> event, String key) {
        return event.get(key) instanceof Long value ? value : 0;
    }

    @Override
    public void close() throws IOException {
        tasks.values().forEach(Progress.Task::close);
        if (events.isPresent()) events.get().close();
    }
}
