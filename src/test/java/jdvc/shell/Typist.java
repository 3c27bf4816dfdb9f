package jdvc.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keys as a raw terminal gives them: a read returns what is there, or nothing after a tenth of a second. */
final class Typist extends InputStream {

    private final LinkedBlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();
    private volatile boolean hungUp;

    void type(String text) {
        typed.add(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int available() {
        int count = 0;
        for (var each : typed) count += each.length;
        return count;
    }

    void hangUp() {
        hungUp = true;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            byte[] next = typed.poll(hungUp ? 0 : 100, TimeUnit.MILLISECONDS);
            if (next == null) return -1;
            if (next.length > length) throw new IOException("typed too much at once");
            System.arraycopy(next, 0, into, offset, next.length);
            return next.length;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
