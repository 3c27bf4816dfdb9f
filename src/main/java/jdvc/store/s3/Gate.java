package jdvc.store.s3;

/**
 * Lets so many requests run at a time: half of it when the server is throttling, growing again slowly (safety 11.4). Safe
 * for use by many threads.
 */
final class Gate {

    /** Requests in a row without a complaint that earn one more at a time. */
    private static final int EARNED = 20;

    private final int most;
    private int width;
    private int inside;
    private int good;

    Gate(int most) {
        this.most = most;
        width = most;
    }

    synchronized void enter() throws InterruptedException {
        while (inside >= width) wait();
        inside++;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** Takes note of a request that went well. */
    synchronized void widen() {
        if (width == most || ++good < EARNED) return;
        good = 0;
        width++;
        notifyAll();
    }

    /** Takes note of a server that is asked too much. */
    synchronized void narrow() {
        good = 0;
        width = Math.max(1, width / 2);
    }

    synchronized int width() {
        return width;
    }
}
