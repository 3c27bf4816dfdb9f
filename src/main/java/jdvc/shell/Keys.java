package jdvc.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.utils.NonBlockingReader;

/**
 * The keys that are pressed. A thread reads them, but only while somebody waits for one or a verb runs: then Ctrl-C is seen
 * at once and everything else is kept for the next prompt. While the terminal is lent nothing is read.
 */
final class Keys extends NonBlockingReader {

    static final int CTRL_C = 3;
    /** A read that ends without a key before this time did not time out: there is nothing more to read. */
    private static final long SHORT_NANOS = 20_000_000;
    /** So many short reads in a row are the end of input. */
    private static final int SHORT_READS = 5;

    private final InputStream in;
    private final Object guard = new Object();
    private final StringBuilder typed = new StringBuilder();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(8192);
    /** So many of the bytes to come were typed before the line was raw, when Enter made a newline. */
    private int early;
    /** How many keys have been handed out. */
    private long handedOut;

    private boolean started;
    private boolean wanted;
    private boolean lent;
    private boolean reading;
    private boolean ended;
    private Optional<Runnable> interrupt = Optional.empty();

    Keys(InputStream in) {
        this.in = in;
    }

    /**
     * Takes the keys of a line that has just become raw, and tells whether some were pressed before: these have newlines
     * where Enter was.
     */
    boolean begin() {
        synchronized (guard) {
            early = waiting();
            return early > 0;
        }
    }

    private int waiting() {
        try {
            return in.available();
        } catch (IOException e) {
            return 0; // the next read will meet it
        }
    }

    /** Returns what presses a key, as long as no other one has been pressed. */
    Runnable unlessTyping(char key) {
        synchronized (guard) {
            long now = handedOut;
            return () -> press(key, now);
        }
    }

    private void press(char key, long expected) {
        synchronized (guard) {
            if (handedOut != expected || typed.length() > 0) return;
            typed.append(key);
            guard.notifyAll();
        }
    }

    /** Reads on while a verb runs; {@code onInterrupt} is called for each Ctrl-C, and what was typed before is dropped. */
    void watch(Runnable onInterrupt) {
        synchronized (guard) {
            interrupt = Optional.of(onInterrupt);
            start();
        }
    }

    void unwatch() {
        synchronized (guard) {
            interrupt = Optional.empty();
        }
    }

    /** Stops reading, so that another program can; returns when it has stopped. */
    void lend() {
        synchronized (guard) {
            lent = true;
            boolean interrupted = false;
            while (reading) {
                try {
                    guard.wait();
                } catch (InterruptedException e) {
                    interrupted = true; // the line must be free all the same
                }
            }
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    void takeBack() {
        synchronized (guard) {
            early = waiting();
            lent = false;
            guard.notifyAll();
        }
    }

    @Override
    protected int read(long timeoutMillis, boolean isPeek) throws IOException {
        synchronized (guard) {
            await(timeoutMillis);
            if (typed.length() == 0) return ended ? EOF : READ_EXPIRED;
            char c = typed.charAt(0);
            if (isPeek) return c;
            typed.deleteCharAt(0);
            handedOut++;
            return c;
        }
    }

    @Override
    public int readBuffered(char[] chars, int offset, int length, long timeoutMillis) throws IOException {
        synchronized (guard) {
            await(timeoutMillis);
            if (typed.length() == 0) return ended ? EOF : 0;
            int count = Math.min(length, typed.length());
            typed.getChars(0, count, chars, offset);
            typed.delete(0, count);
            handedOut += count;
            return count;
        }
    }

    @Override
    public int available() {
        synchronized (guard) {
            return typed.length();
        }
    }

    /** Waits for a key, as long as it takes if the timeout is 0; the caller holds the lock. */
    private void await(long timeoutMillis) throws IOException {
        if (typed.length() > 0 || ended) return;
        long end = System.nanoTime() + timeoutMillis * 1_000_000;
        wanted = true;
        start();
        try {
            while (typed.length() == 0 && !ended) {
                long left = timeoutMillis <= 0 ? 0 : (end - System.nanoTime()) / 1_000_000;
                if (timeoutMillis > 0 && left <= 0) return;
                guard.wait(left);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        } finally {
            wanted = false;
        }
    }

    private void start() {
        guard.notifyAll();
        if (started) return;
        started = true;
        var thread = new Thread(this::pump, "jdvc-keys");
        thread.setDaemon(true);
        thread.start();
    }

    private void pump() {
        int shortReads = 0;
        try {
            while (shortReads < SHORT_READS) {
                awaitTurn();
                long before = System.nanoTime();
                int count = readBytes();
                boolean isShort = count <= 0 && System.nanoTime() - before < SHORT_NANOS;
                shortReads = isShort ? shortReads + 1 : 0;
                endTurn(count);
            }
        } catch (InterruptedException e) {
            // nobody interrupts this thread but to end it
        }
        synchronized (guard) {
            ended = true;
            guard.notifyAll();
        }
    }

    /** Returns what was read, or -1; an error, as of a terminal that hung up, looks like the end. */
    private int readBytes() {
        try {
            return in.read(bytes.array(), bytes.position(), bytes.remaining());
        } catch (IOException e) {
            return -1;
        }
    }

    private void awaitTurn() throws InterruptedException {
        synchronized (guard) {
            while (lent || !wanted && interrupt.isEmpty()) guard.wait();
            reading = true;
        }
    }

    private void endTurn(int count) {
        Optional<Runnable> pressed = Optional.empty();
        synchronized (guard) {
            reading = false;
            if (count > 0) pressed = take(count);
            guard.notifyAll();
        }
        pressed.ifPresent(Runnable::run);
    }

    /** Takes over new bytes; returns what to call if Ctrl-C was among them while a verb runs. */
    private Optional<Runnable> take(int count) {
        for (int i = bytes.position(); early > 0 && i < bytes.position() + count; i++, early--) {
            if (bytes.get(i) == '\n') bytes.put(i, (byte) '\r');
        }
        bytes.position(bytes.position() + count);
        bytes.flip();
        Optional<Runnable> pressed = Optional.empty();
        for (int i = bytes.limit() - 1; i >= bytes.position() && interrupt.isPresent(); i--) {
            if (bytes.get(i) != CTRL_C) continue;
            bytes.position(i + 1);
            typed.setLength(0);
            pressed = interrupt;
            break;
        }
        var chars = CharBuffer.allocate(bytes.remaining() + 1);
        decoder.decode(bytes, chars, false);
        typed.append(chars.flip());
        bytes.compact();
        wanted &= typed.length() == 0; // what ends a line may be followed by a program that wants to read itself
        return pressed;
    }
}
