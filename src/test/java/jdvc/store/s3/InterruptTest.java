package jdvc.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C ends whatever waits for a peer that does not move (safety 11.10). */
@Timeout(60)
class InterruptTest {

    private static final ObjectId ID = Hasher.hash("abc".getBytes(UTF_8), Layout.V3);

    @TempDir
    Path home;

    /** Something that waits for the peer. */
    private interface Work {
        void run(S3Store store) throws Exception;
    }

    @Test
    void endsWaitingForAnAnswer() throws Exception {
        interrupts("", store -> store.missing(List.of(ID)));
    }

    @Test
    void endsReadingABody() throws Exception {
        interrupts(
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nabc",
                store -> store.read(ID).open().readAllBytes());
    }

    @Test
    void endsReadingABodyInChunks() throws Exception {
        interrupts(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                store -> store.read(ID).open().readAllBytes());
    }

    @Test
    void endsReadingAListing() throws Exception {
        var many = new ArrayList<ObjectId>();
        for (int i = 0; i < 40; i++) many.add(ObjectId.of(i, i, Layout.V3));
        interrupts("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<Li\r\n", store -> store.missing(many));
    }

    @Test
    void endsSendingABody() throws Exception {
        interrupts(
                null,
                store -> store.write(ID, new Content() {
                    @Override
                    public long length() {
                        return 60L << 20;
                    }

                    @Override
                    public InputStream open() {
                        return new Zeros();
                    }
                }));
    }

    private static final class Zeros extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) {
            return count;
        }
    }

    /** @param answer what the peer says to a request before it hangs; null if it does not even read */
    private void interrupts(String answer, Work work) throws Exception {
        var asked = new CountDownLatch(1);
        var peer = new RawServer[1];
        try (var server = peer[0] = new RawServer(socket -> {
            if (answer != null) {
                RawServer.readHead(socket);
                RawServer.write(socket, answer);
            }
            asked.countDown();
            peer[0].hang();
        })) {
            var store = new TestWorld(home).open(TestWorld.settings(server.endpoint(), "s3://bucket"));
            var outcome = new AtomicReference<Exception>();
            var thread = new Thread(() -> {
                try {
                    work.run(store);
                } catch (Exception e) {
                    outcome.set(e);
                }
            });
            thread.start();
            assertTrue(asked.await(30, TimeUnit.SECONDS));
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(10));
            assertFalse(thread.isAlive(), "still waiting");
            assertTrue(outcome.get() != null, "it failed");
        }
    }
}
