package jdvc.ui;

import java.io.IOException;
import java.io.Writer;

/** A writer that keeps what goes through it, up to a limit. */
final class Copied extends Writer {

    private static final int MAX_CHARS = 4 << 20;

    private final Writer to;
    private final StringBuilder copy;

    Copied(Writer to, StringBuilder copy) {
        this.to = to;
        this.copy = copy;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        to.write(chars, offset, length);
        copy.append(chars, offset, Math.max(0, Math.min(length, MAX_CHARS - copy.length())));
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        to.close();
    }
}
