package jdvc.shell;

import java.util.Optional;
import java.util.concurrent.Callable;
import jdvc.ui.Ui;

/** A verb on a thread of its own, so that Ctrl-C brings the prompt back also when the verb does not listen. */
final class VerbRun {

    /** The exit of what was interrupted (commands spec 1.2). */
    static final int INTERRUPTED = 252;

    static final int UNEXPECTED = 255;
    /** How long an interrupted verb may take to tidy up. */
    private static final long GRACE_MILLIS = 1000;

    private final Callable<Integer> action;
    private final Thread thread;
    private boolean done;
    private int exit = UNEXPECTED;
    private long interruptedNanos;
    private boolean interrupted;
    private Optional<Throwable> failure = Optional.empty();

    VerbRun(Callable<Integer> action) {
        this.action = action;
        thread = new Thread(this::run, "jdvc-verb");
        thread.setDaemon(true);
    }

    /** Runs the verb on this thread and returns its exit. */
    int here(Ui ui) {
        run();
        return told(ui);
    }

    /** Starts the verb and returns its exit, or 252 if it was interrupted and does not end. */
    synchronized int await(Ui ui) {
        thread.start();
        while (!done) {
            long left = interrupted ? GRACE_MILLIS - (System.nanoTime() - interruptedNanos) / 1_000_000 : 0;
            if (interrupted && left <= 0) {
                ui.note("Interrupted; what is under way ends in the background.");
                return INTERRUPTED;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                interrupt();
            }
        }
        return told(ui);
    }

    private synchronized int told(Ui ui) {
        failure.ifPresent(e -> ui.error("unexpected error - " + e));
        return exit;
    }

    /** Interrupts the verb; for many threads. */
    synchronized void interrupt() {
        if (!interrupted) interruptedNanos = System.nanoTime();
        interrupted = true;
        thread.interrupt();
        notifyAll();
    }

    private void run() {
        int result = UNEXPECTED;
        Throwable escaped = null;
        try {
            result = action.call();
        } catch (InterruptedException e) {
            result = INTERRUPTED;
        } catch (Throwable e) { // a mistake in a verb must not end the shell
            escaped = e;
        }
        synchronized (this) {
            exit = result;
            failure = Optional.ofNullable(escaped);
            done = true;
            notifyAll();
        }
    }
}
