package jdvc.ui;

import java.io.Writer;
import java.util.function.LongSupplier;
import jdvc.Progress;

/** Progress on the terminal, one line on stderr that is drawn again. Safe for use by many threads. */
public final class TerminalProgress implements Progress, AutoCloseable {

    /**
     * @param err where it is drawn; nothing at all if the look says that it is no terminal
     * @param nanos a clock as {@link System#nanoTime}
     */
    public TerminalProgress(Writer err, Look look, LongSupplier nanos) {
        throw new UnsupportedOperationException(look.toString() + nanos + err);
    }

    @Override
    public Task start(String title, long files, long bytes) {
        throw new UnsupportedOperationException(title);
    }

    @Override
    public void warn(String message) {
        throw new UnsupportedOperationException(message);
    }

    /** Erases what is drawn and stops. */
    @Override
    public void close() {}
}
