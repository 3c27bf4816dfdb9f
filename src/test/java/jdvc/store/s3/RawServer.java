package jdvc.store.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A peer that does whatever a test says with each connection, bytes as they are; it is no server of anything. */
final class RawServer implements Closeable {

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);

    /** What happens on a connection; it is closed afterwards. */
    @FunctionalInterface
    interface Conversation {
        void hold(Socket peer) throws IOException, InterruptedException;
    }

    RawServer(Conversation conversation) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(() -> {
            while (true) {
                var peer = socket.accept();
                threads.submit(() -> {
                    try (peer) {
                        conversation.hold(peer);
                    }
                    return null;
                });
            }
        });
    }

    String endpoint() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Keeps a connection open until the test is over. */
    void hang() throws InterruptedException {
        end.await();
    }

    /** Reads up to the end of a request's head. */
    static void readHead(Socket peer) throws IOException {
        var in = peer.getInputStream();
        int matched = 0;
        while (matched < 4) {
            int c = in.read();
            if (c < 0) return;
            matched = c == "\r\n\r\n".charAt(matched) ? matched + 1 : c == '\r' ? 1 : 0;
        }
    }

    static void write(Socket peer, String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(ISO_8859_1));
        peer.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        socket.close();
        threads.shutdownNow();
    }
}
