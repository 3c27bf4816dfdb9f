package jdvc.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import jdvc.Progress;
import jdvc.Progress.Task;
import jdvc.Workers;
import jdvc.ui.TerminalProgress.LastLine;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {

    /** What may stand in a frame: text, carriage return, erase to the end of the line, newline, colours. */
    private static final Pattern ALLOWED = Pattern.compile("([^\\x00-\\x1f\\x7f]|\r|\n|\u001b\\[K|\u001b\\[[0-9;]*m)*");

    private final List<String> writes = new ArrayList<>();
    private final StringWriter err = new StringWriter() {
        @Override
        public void write(String text) {
            writes.add(text);
            super.write(text);
        }
    };

    private long millis;
    private int width = 80;
    private Optional<Runnable> tick = Optional.empty();
    private long period;

    @Test
    void saysNothingAboutWhatEndsAtOnce() {
        var progress = progress("xterm");
        var task = progress.start("Pushing", 3, 100);
        pass(199);
        task.bytes(100);
        task.close();
        assertEquals(List.of(), writes);
        assertTrue(tick.isEmpty(), "nothing ticks when nothing runs");
    }

    @Test
    void showsBytesFilesAndRateAndLeavesALastLine() {
        var progress = progress("xterm");
        var task = progress.start("Pushing", 4, 4 << 20);
        for (int i = 0; i < 10; i++) {
            task.bytes(200 << 10);
            pass(200);
        }
        task.files(2);
        assertEquals("Pushing  48%  2 s  0/4 files  2.0 MiB/4.0 MiB  1000 KiB/s  3.0 s left", frame(9));
        pass(200);
        assertTrue(frame(10).contains("2/4 files"), frame(10));
        task.close();
        assertEquals("\r\u001b[KPushing  2 files  2.0 MiB in 2.2 s  909 KiB/s\n", writes.get(11));
    }

    @Test
    void leavesNoLineOfWhatMovedNothing() {
        var task = progress("xterm").start("Collecting", 0, 0);
        pass(400);
        task.close();
        assertEquals("\r\u001b[K", writes.get(writes.size() - 1));
    }

    @Test
    void leavesNoLineWhereNoneIsWanted() {
        var progress = new TerminalProgress(err, look("xterm"), this::nanos, LastLine.VANISHES, this::ticker);
        var task = progress.start("Pushing", 0, 10);
        task.bytes(10);
        pass(400);
        task.close();
        assertEquals("\r\u001b[K", writes.get(writes.size() - 1));
    }

    @Test
    void drawsAtMostFiveTimesASecondAndAtLeastOnce() {
        var task = progress("xterm").start("Pushing", 0, 1L << 40);
        pass(200);
        int before = writes.size();
        for (int i = 0; i < 1000; i++) {
            task.bytes(1);
            pass(1);
        }
        int frames = writes.size() - before;
        assertTrue(frames <= 5, frames + " frames");
        for (int second = 0; second < 20; second++) {
            before = writes.size();
            pass(1000);
            assertTrue(writes.size() > before, "silent in second " + second + " of a stall");
        }
    }

    @Test
    void namesTheFileThatWaitsLongestWhenNothingMoves() {
        var task = progress("xterm").start("Pushing", 3, 4 << 20);
        var first = task.file("data/a", () -> 1 << 20);
        var second = task.file("data/b", () -> 2 << 20);
        first.bytes(256 << 10);
        pass(1000);
        second.bytes(1 << 20);
        pass(3000);
        assertFalse(lastFrame().contains("stalled"), lastFrame());
        pass(200);
        assertEquals(
                "Pushing  31%  4 s  stalled for 3 s: data/a 25%  0/3 files  1.3 MiB/4.0 MiB",
                lastFrame(), "no time left");
        first.bytes(768 << 10);
        first.close();
        task.files(1);
        pass(200);
        assertFalse(lastFrame().contains("stalled"), lastFrame());
        pass(5000);
        assertTrue(lastFrame().contains("stalled for 5 s: data/b 50%"), lastFrame());
        second.bytes(1 << 20);
        pass(200);
        pass(5000);
        assertTrue(lastFrame().contains("waiting for 5 s: data/b 100%"), lastFrame());
        second.close();
        pass(5000);
        assertFalse(lastFrame().contains("waiting"), "no file is open");
        task.close();
    }

    @Test
    void whatAnEarlierCommandDidIsNoRate() {
        var task = progress("xterm").start("Fetching", 1, 100 << 20);
        var file = task.file("data/a", () -> 100 << 20);
        file.kept(90 << 20);
        for (int i = 0; i < 10; i++) {
            file.bytes(200 << 10);
            pass(200);
        }
        assertTrue(lastFrame().contains("91%"), lastFrame());
        assertTrue(lastFrame().contains("1000 KiB/s"), lastFrame());
        assertTrue(lastFrame().contains("9.0 s left"), lastFrame());
        file.close();
        task.close();
        assertEquals("Fetching  2.0 MiB in 2.0 s  1000 KiB/s", lastFrame().strip());
    }

    @Test
    void aStallIsToldInAnyWidth() {
        var task = progress("xterm").start("Fetching", 9, 1 << 20);
        var file = task.file("models/\u6a21\u578b/a-rather-long-name-of-a-model-\u001b[2J.pkl", () -> -1);
        file.bytes(2048);
        pass(9000);
        for (int columns : new int[] {300, 80, 60, 40, 12}) {
            width = columns;
            pass(1000);
            var frame = lastFrame();
            assertTrue(Width.of(frame) < columns, columns + ": " + frame);
            assertEquals(columns >= 40, frame.contains("stalled for "), frame);
            assertEquals(columns >= 60, frame.contains("pkl 2.0 KiB"), frame);
            assertTrue(ALLOWED.matcher(writes.get(writes.size() - 1)).matches(), frame);
        }
    }

    @Test
    void smallFilesThatAreDoneAreNoStall() {
        var task = progress("xterm").start("Pushing", 100, 0);
        for (int i = 0; i < 10; i++) {
            try (var file = task.file("empty", () -> 0)) {
                pass(1000);
                file.files(1);
            }
            assertFalse(err.toString().contains("stalled"), err.toString());
        }
    }

    @Test
    void doesNotPromiseAnEndBeforeItHasSeenASecond() {
        var task = progress("xterm").start("Pushing", 1, 10 << 20);
        task.bytes(1 << 20);
        pass(800);
        assertFalse(err.toString().contains("left"), err.toString());
        task.bytes(1 << 20);
        pass(200);
        assertTrue(lastFrame().endsWith(" left"), lastFrame());
    }

    @Test
    void staysWithinTheWidthAlsoWhenItChanges() {
        var task = progress("xterm")
                .start(
                        "Pushing \u6a21\u578b\u6a21\u578b\u6a21\u578b\u6a21\u578b to a remote with a name",
                        1000,
                        1 << 30);
        for (int columns : new int[] {300, 40, 12, 80}) {
            width = columns;
            task.bytes(1 << 20);
            pass(200);
            assertTrue(Width.of(frame(writes.size() - 1)) < columns, frame(writes.size() - 1));
        }
    }

    @Test
    void showsTheNewestTask() {
        var progress = progress("xterm");
        var outer = progress.start("Pulling", 0, 0);
        pass(200);
        var inner = progress.start("Checking", 0, 0);
        pass(200);
        assertEquals("Checking  0 s", frame(1));
        inner.close();
        pass(200);
        assertEquals("Pulling  0 s", frame(2));
        outer.close();
    }

    @Test
    void makesRoomForOtherWords() {
        var progress = progress("xterm");
        var task = progress.start("Pushing", 0, 0);
        var ui = new Ui(err, err, look("xterm"), prompt -> Optional.of("y"), progress);
        pass(200);
        ui.print("moved %s", "x");
        progress.warn("slow\u001b[2J");
        assertEquals("Pushing  0 s\r\u001b[Kmoved x\n\u001b[95mWARNING\u001b[0m: slow\\x1b[2J\n", err.toString());
        pass(200);
        assertEquals("Pushing  0 s", frame(writes.size() - 1));
        ui.confirm("Go on?");
        task.close();
    }

    @Test
    void sendsOnlyWhatATerminalNeverAnswers() {
        var progress = progress("xterm");
        try (var task = progress.start("a\u001b[c\u001b[6n\u001b]0;x\u0007\u001bP+q", 0, 0)) {
            for (int i = 0; i < 30; i++) {
                task.bytes(1 << 20);
                pass(100);
            }
            progress.warn("\u001b[>c");
        }
        assertTrue(ALLOWED.matcher(err.toString()).matches(), err.toString());
    }

    @Test
    void drawsNothingAgainOnADumbTerminal() {
        var task = progress("dumb").start("Pushing", 0, 1000);
        task.bytes(500);
        pass(11_000);
        task.close();
        assertFalse(err.toString().contains("\r") || err.toString().contains("\u001b"), err.toString());
        assertEquals(4, err.toString().lines().count(), err.toString());
    }

    @Test
    void isSilentWithoutATerminal() {
        var look = Look.of(Map.of(), new Look.Terminals(true, false, true, false, () -> 80));
        var progress = new TerminalProgress(err, look, this::nanos, LastLine.STAYS, this::ticker);
        assertEquals(Task.NONE, progress.start("Pushing", 0, 0));
        progress.warn("but warnings are told");
        assertEquals("WARNING: but warnings are told\n", err.toString());
    }

    @Test
    void countsFromManyThreads() throws Exception {
        Progress progress = progress("xterm");
        try (var task = progress.start("Pushing", 4000, 4000);
                var workers = new Workers("test", 4)) {
            workers.forEach(List.of(1, 2, 3, 4), part -> {
                for (int i = 0; i < 1000; i++) {
                    task.bytes(1);
                    task.files(1);
                }
            });
            pass(200);
            assertTrue(frame(0).startsWith("Pushing  100%  0 s  4000/4000 files"), frame(0));
        }
    }

    private TerminalProgress progress(String term) {
        return new TerminalProgress(err, look(term), this::nanos, LastLine.STAYS, this::ticker);
    }

    private Look look(String term) {
        return Look.of(Map.of("TERM", term), new Look.Terminals(true, true, true, false, () -> width));
    }

    private String frame(int index) {
        return writes.get(index).replace("\r", "").replace("\u001b[K", "");
    }

    private String lastFrame() {
        return frame(writes.size() - 1);
    }

    private long nanos() {
        return millis * 1_000_000;
    }

    private Runnable ticker(long every, Runnable newTick) {
        period = every;
        tick = Optional.of(newTick);
        return () -> tick = Optional.empty();
    }

    private void pass(long duration) {
        for (long i = 0; i < duration; i++) {
            millis++;
            if (period > 0 && millis % period == 0) tick.ifPresent(Runnable::run);
        }
    }
}
