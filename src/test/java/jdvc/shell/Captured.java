package jdvc.shell;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** What is written to a terminal, which can be waited for. */
final class Captured extends OutputStream {

    private final StringBuilder bytes = new StringBuilder();

    @Override
    public synchronized void write(int b) {
        bytes.append((char) (b & 0xff));
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] from, int offset, int length) {
        for (int i = 0; i < length; i++) bytes.append((char) (from[offset + i] & 0xff));
        notifyAll();
    }

    /** Returns everything so far. */
    synchronized String text() {
        return new String(bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Returns everything so far without escape sequences and redrawing. */
    String words() {
        return text().replaceAll("\u001b\\][^\u0007]*\u0007", "").replaceAll("\u001b\\[[0-9;?]*[A-Za-z@]", "");
    }

    /** Waits until the words fulfil a condition. */
    synchronized void await(String what, Predicate<String> condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        try {
            while (!condition.test(words())) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) fail("no " + what + " in: " + text());
                wait(left);
            }
        } catch (InterruptedException e) {
            fail(e);
        }
    }
}
