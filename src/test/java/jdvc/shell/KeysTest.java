package jdvc.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.NonBlockingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeysTest {

    private final Typist typist = new Typist();
    private final Keys keys = new Keys(typist);

    @Test
    void putsCharactersTogetherThatArriveInParts() throws IOException {
        var split = new InputStream() {
            private final byte[] text = "\u00e4\u6a21\ud83d\ude00!".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            private int at;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (at == text.length) return -1;
                into[offset] = text[at++];
                return 1;
            }
        };
        var slow = new Keys(split);
        var read = new StringBuilder();
        for (int c = slow.read(); c >= 0; c = slow.read()) read.append((char) c);
        assertEquals("\u00e4\u6a21\ud83d\ude00!", read.toString());
    }

    @Test
    void looksAtAKeyWithoutTakingIt() throws IOException {
        typist.type("ab");
        assertEquals('a', keys.peek(0));
        assertEquals('a', keys.read());
        assertEquals('b', keys.read());
        assertEquals(NonBlockingReader.READ_EXPIRED, keys.read(1L));
    }

    @Test
    void enterIsEnterAlsoBeforeTheLineWasRaw() throws IOException {
        typist.type("a\n");
        keys.begin();
        typist.type("b\n");
        var read = new StringBuilder();
        while (read.length() < 4) read.append((char) keys.read());
        assertEquals("a\rb\n", read.toString());
    }

    @Test
    void aKeyOfOursIsPressedOnlyIfTheUserHasNotGoneOn() throws IOException {
        var first = keys.unlessTyping('\t');
        first.run();
        first.run();
        assertEquals('\t', keys.read());
        var second = keys.unlessTyping('\t');
        typist.type("x");
        assertEquals('x', keys.read());
        second.run();
        assertEquals(NonBlockingReader.READ_EXPIRED, keys.read(1L));
    }

    @Test
    void ctrlCDropsWhatWasTypedBeforeIt() throws Exception {
        var pressed = new CountDownLatch(1);
        keys.watch(pressed::countDown);
        typist.type("before\u0003after");
        assertTrue(pressed.await(20, TimeUnit.SECONDS));
        keys.unwatch();
        assertEquals('a', keys.read());
    }

    @Test
    void readsNothingWhileTheTerminalIsLent() throws IOException {
        var reads = new AtomicInteger();
        var counted = new Keys(new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                reads.incrementAndGet();
                return typist.read(into, offset, length);
            }
        });
        counted.watch(() -> {});
        counted.lend();
        int before = reads.get();
        typist.type("for another");
        assertEquals(NonBlockingReader.READ_EXPIRED, counted.read(1L));
        assertEquals(before, reads.get());
        counted.takeBack();
        assertEquals('f', counted.read());
    }

    @Test
    void anInterruptEndsTheWaiting() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, keys::read);
    }

    @Test
    void endsWhenTheTerminalHangsUp() throws IOException {
        typist.type("x");
        typist.hangUp();
        assertEquals('x', keys.read());
        assertEquals(NonBlockingReader.EOF, keys.read());
    }
}
