package jdvc.cli;

import java.util.function.IntConsumer;

/**
 * What Ctrl-C and SIGTERM do to a single command (safety 13.5): it is interrupted, has a moment to leave nothing half done,
 * and the process ends with 252 or 143 whether it did or not. A hook at the end of the JVM, because the signals themselves
 * are in no public interface; it costs nothing where none comes.
 */
final class OrderlyStop extends Thread {

    /** The prompt is to be back within a second. */
    private static final long GRACE_MILLIS = 800;

    private final Thread worker;
    private final IntConsumer halt;
    private boolean ended;

    /**
     * @param worker the thread that runs the command
     * @param halt ends the JVM at once
     */
    OrderlyStop(Thread worker, IntConsumer halt) {
        super("jdvc-stop");
        this.worker = worker;
        this.halt = halt;
    }

    /** Says that the command has ended by itself, and that its exit code counts. */
    synchronized void ended() {
        ended = true;
        notifyAll();
    }

    @Override
    public void run() {
        if (hasEnded()) return;
        worker.interrupt();
        awaitEnd();
        if (isInterrupt()) halt.accept(Errors.INTERRUPTED);
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    private synchronized void awaitEnd() {
        long end = System.nanoTime() + GRACE_MILLIS * 1_000_000;
        try {
            for (long left = GRACE_MILLIS; !ended && left > 0; left = (end - System.nanoTime()) / 1_000_000) wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The JVM names the thread that began to end it after the signal; if ever it does not, 130 is what is returned. */
    private static boolean isInterrupt() {
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("SIGINT")) return true;
        }
        return false;
    }
}
