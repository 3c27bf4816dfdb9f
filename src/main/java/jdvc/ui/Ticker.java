package jdvc.ui;

/** Calls something again and again. */
interface Ticker {

    /** Calls {@code tick} every {@code millis}, the first time after as long; returns what ends it. */
    Runnable start(long millis, Runnable tick);

    /** A thread of its own, which does not keep the program alive. */
    Ticker THREAD = (millis, tick) -> {
        var thread = new Thread(() -> run(millis, tick), "jdvc-progress");
        thread.setDaemon(true);
        thread.start();
        return thread::interrupt;
    };

    private static void run(long millis, Runnable tick) {
        try {
            while (true) {
                Thread.sleep(millis);
                tick.run();
            }
        } catch (InterruptedException e) {
            return; // this is how it ends
        }
    }
}
