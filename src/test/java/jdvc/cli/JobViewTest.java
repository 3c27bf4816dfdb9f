package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import jdvc.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The progress of one process, seen in another. */
class JobViewTest {

    @TempDir
    Path directory;

    private final List<String> seen = new ArrayList<>();

    @Test
    void showsWhatIsNewSinceTheLastLook() throws IOException {
        var file = directory.resolve("events");
        var nanos = new AtomicLong();
        try (var view = view(file)) {
            view.look();
            assertEquals(List.of(), seen);
            try (var out = Files.newOutputStream(file)) {
                var events = new JobEvents(out, () -> nanos.getAndAdd(2_000_000_000L));
                var task = events.start("Pushing", 2, 10);
                view.look();
                task.bytes(4);
                events.warn("slow \u2026");
                view.look();
                task.bytes(6);
            }
            view.look();
        }
        assertEquals(List.of("Pushing 2 10", "+0", "+4", "slow \u2026", "+6", "close"), seen);
    }

    @Test
    void knowsTheFilesThatAreUnderWay() throws IOException {
        var file = directory.resolve("events");
        var nanos = new AtomicLong();
        try (var view = view(file);
                var out = Files.newOutputStream(file)) {
            var task = new JobEvents(out, () -> nanos.getAndAdd(2_000_000_000L)).start("Pushing", 2, 10);
            var one = task.file("data/a", () -> 6);
            one.bytes(4);
            task.bytes(1);
            view.look();
            one.close();
            view.look();
        }
        seen.removeIf("+0"::equals);
        assertEquals(List.of("Pushing 2 10", "data/a begins", "data/a +4 of 6", "+1", "data/a ends", "close"), seen);
    }

    @Test
    void waitsForTheRestOfALine() throws IOException {
        var file = directory.resolve("events");
        byte[] line = "{\"warning\": \"\u2026\"}\n".getBytes(StandardCharsets.UTF_8);
        try (var view = view(file)) {
            for (byte each : line) {
                assertEquals(List.of(), seen);
                Files.write(file, new byte[] {each}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                view.look();
            }
        }
        assertEquals(List.of("\u2026"), seen);
    }

    private JobView view(Path file) throws IOException {
        return new JobView(new Project(directory.resolve("project")).call().disk(), file, new Progress() {
            @Override
            public Task start(String title, long files, long bytes) {
                seen.add(title + " " + files + " " + bytes);
                return new Told();
            }

            @Override
            public void warn(String message) {
                seen.add(message);
            }
        });
    }

    private class Told implements Progress.Task {
        @Override
        public void files(long done) {}

        @Override
        public void bytes(long done) {
            seen.add("+" + done);
        }

        @Override
        public Progress.Task file(String name, LongSupplier size) {
            seen.add(name + " begins");
            return new Told() {
                @Override
                public void bytes(long done) {
                    if (done > 0) seen.add(name + " +" + done + " of " + size.getAsLong());
                }

                @Override
                public void close() {
                    seen.add(name + " ends");
                }
            };
        }

        @Override
        public void close() {
            seen.add("close");
        }
    }
}
