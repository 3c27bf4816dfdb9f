package jdvc.ui;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import jdvc.Progress;

/**
 * Progress on the terminal: the newest task on one line of stderr that is drawn again. Only a ticker draws, five times a
 * second, so that tasks cost nothing and what ends before the first tick is never seen. Safe for use by many threads.
 */
public final class TerminalProgress implements Progress, AutoCloseable {

    /** Five frames a second; also how long nothing is shown. */
    private static final long FRAME_MILLIS = 200;
    /** Without redrawing every line stays, so there are few. */
    private static final long PLAIN_NANOS = 5_000_000_000L;

    private static final String ERASE = "\r\u001b[K";

    /** What becomes of the line of a task that moved bytes. */
    public enum LastLine {
        STAYS,
        VANISHES
    }

    private final Writer err;
    private final Look look;
    private final LongSupplier nanos;
    private final LastLine lastLine;
    private final Ticker ticker;
    private final Deque<ProgressTask> tasks = new ArrayDeque<>();
    private Optional<Runnable> ticking = Optional.empty();
    private String drawn = "";
    private long plainAt;
    private boolean paused;

    /**
     * @param err where it is drawn; only warnings if the look says that it is no terminal
     * @param nanos a clock as {@link System#nanoTime}
     */
    public TerminalProgress(Writer err, Look look, LongSupplier nanos) {
        this(err, look, nanos, LastLine.STAYS);
    }

    public TerminalProgress(Writer err, Look look, LongSupplier nanos, LastLine lastLine) {
        this(err, look, nanos, lastLine, Ticker.THREAD);
    }

    TerminalProgress(Writer err, Look look, LongSupplier nanos, LastLine lastLine, Ticker ticker) {
        this.err = err;
        this.look = look;
        this.nanos = nanos;
        this.lastLine = lastLine;
        this.ticker = ticker;
    }

    @Override
    public synchronized Task start(String title, long files, long bytes) {
        if (!look.errTerminal()) return Task.NONE;
        var task = new ProgressTask(this, Sanitizer.clean(title), files, bytes, nanos.getAsLong());
        tasks.push(task);
        if (ticking.isEmpty()) ticking = Optional.of(ticker.start(FRAME_MILLIS, this::tick));
        return task;
    }

    @Override
    public void warn(String message) {
        String line = Text.fill(look.errColour(), "%s: %s", Style.MAGENTA.of("WARNING"), message) + "\n";
        above(() -> put(line));
    }

    /** Erases what is drawn and stops. */
    @Override
    public synchronized void close() {
        tasks.clear();
        stop();
        erase();
    }

    /** Writes something while no progress stands on the screen. */
    synchronized void above(Runnable writing) {
        erase();
        writing.run();
    }

    /** Draws nothing until {@link #resume}: the user is asked something. */
    synchronized void pause() {
        erase();
        paused = true;
    }

    synchronized void resume() {
        paused = false;
    }

    synchronized void end(ProgressTask task) {
        if (!tasks.remove(task)) return;
        if (task.wasSeen() && task.movedBytes() && lastLine == LastLine.STAYS) {
            String line = Width.cut(task.lastLine(elapsed(task)), room(), look) + "\n";
            put(drawn.isEmpty() ? line : ERASE + line);
            drawn = "";
        }
        if (!tasks.isEmpty()) return;
        stop();
        erase();
    }

    private synchronized void tick() {
        var task = tasks.peek();
        if (task == null || paused) return;
        long now = nanos.getAsLong();
        String line = task.line(elapsed(task), room());
        if (look.redraw()) {
            if (!line.equals(drawn)) put((drawn.isEmpty() ? "" : "\r") + line + (drawn.isEmpty() ? "" : "\u001b[K"));
            drawn = line;
        } else if (!task.wasSeen() || now - plainAt >= PLAIN_NANOS) {
            put(line + "\n");
            plainAt = now;
        }
        task.seen();
    }

    private Duration elapsed(ProgressTask task) {
        return Duration.ofNanos(nanos.getAsLong() - task.startNanos());
    }

    /** The last column stays free: some terminals break the line when it is used. */
    private int room() {
        return Math.max(10, look.width().getAsInt() - 1);
    }

    private void stop() {
        ticking.ifPresent(Runnable::run);
        ticking = Optional.empty();
    }

    private void erase() {
        if (drawn.isEmpty()) return;
        put(ERASE);
        drawn = "";
    }

    /** One write, so that a frame is never seen in halves. Nothing can be told to a user whose stderr is closed. */
    private void put(String text) {
        try {
            err.write(text);
            err.flush();
        } catch (IOException e) {
            return;
        }
    }
}
