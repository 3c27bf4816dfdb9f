package jdvc.proof.pty;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A way to a server that can be held, in each direction: then only so many bytes get through, and no end of a connection. */
final class Gate implements AutoCloseable {

    /** From us to the server. */
    final Valve requests = new Valve();
    /** From the server to us. */
    final Valve answers = new Valve();

    private final ServerSocket door;
    private final int server;
    private final List<Socket> connections = new ArrayList<>();

    private Gate(int server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::serve);
    }

    /** Puts a gate between the example that a shell is in and its server. */
    static Gate before(Seat<?> shell) {
        var port = shell.run("!sed -n 's/.*127.0.0.1://p' .dvc/config.local | head -1")
                .get(0);
        var gate = new Gate(Integer.parseInt(port));
        var other = gate.door.getLocalPort();
        shell.run("!sed -i 's/127.0.0.1:" + port + "/127.0.0.1:" + other + "/' .dvc/config.local");
        return gate;
    }

    /** Loses what is held, with its connections, and lets everything through that comes from now on. */
    void openAnew() throws IOException {
        synchronized (connections) {
            for (var each : connections) each.close();
            connections.clear();
        }
        requests.allow(Long.MAX_VALUE);
        answers.allow(Long.MAX_VALUE);
    }

    /** One direction of all connections together. */
    static final class Valve {

        private long allowance = Long.MAX_VALUE;
        private int held;

        /** Lets so many more bytes through. */
        synchronized void allow(long bytes) {
            allowance = bytes;
            held = 0;
            notifyAll();
        }

        /** Waits until somebody is held. */
        synchronized void awaitHeld() {
            try {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (held == 0) {
                    if (System.nanoTime() > end) throw new AssertionError("nobody came to the gate");
                    wait(1000);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private synchronized int pass(int wanted) throws InterruptedException {
            if (allowance == 0) held++;
            notifyAll();
            while (allowance == 0) wait();
            int passed = (int) Math.min(wanted, allowance);
            allowance -= passed;
            return passed;
        }
    }

    private void serve() throws IOException {
        while (true) {
            var client = door.accept();
            var behind = new Socket(InetAddress.getLoopbackAddress(), server);
            synchronized (connections) {
                connections.addAll(List.of(client, behind));
            }
            thread(() -> forward(client.getInputStream(), requests, behind.getOutputStream()));
            thread(() -> forward(behind.getInputStream(), answers, client.getOutputStream()));
        }
    }

    private static void forward(InputStream from, Valve valve, OutputStream to)
            throws IOException, InterruptedException {
        var buffer = new byte[8192];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            for (int at = 0; at < count; ) {
                int passed = valve.pass(count - at);
                to.write(buffer, at, passed);
                at += passed;
            }
        }
        to.close();
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void thread(Task task) {
        var thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException | InterruptedException e) {
                        // a side that hangs up ends its connection
                    }
                },
                "gate");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
