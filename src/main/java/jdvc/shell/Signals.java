package jdvc.shell;

/** The signals that a shell lives through. Where a parent has SIGINT ignored, the launcher has undone it; keys never depend on it. */
final class Signals {

    private final Runnable onInterrupt;
    private final Runnable onResize;
    private boolean listening;

    Signals(Runnable onInterrupt, Runnable onResize) {
        this.onInterrupt = onInterrupt;
        this.onResize = onResize;
    }

    synchronized void listen() {
        if (listening) return;
        listening = true;
        org.jline.utils.Signals.register("INT", onInterrupt);
        org.jline.utils.Signals.register("WINCH", onResize);
    }

    /** Listens from a thread of its own: it takes some milliseconds, and the prompt should not wait for them. */
    void listenSoon() {
        var thread = new Thread(this::listen, "jdvc-signals");
        thread.setDaemon(true);
        thread.start();
    }
}
