package jdvc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A bounded pool of threads for one operation: the only place that starts threads for work. */
public final class Workers implements AutoCloseable {

    /** Work on one item. */
    @FunctionalInterface
    public interface Action<T> {
        void accept(T item) throws IOException, InterruptedException;
    }

    private final ExecutorService pool;
    private final int jobs;

    /** Opens a pool of {@code jobs} threads named {@code jdvc-NAME-1} and so on. */
    public Workers(String name, int jobs) {
        this.jobs = jobs;
        var count = new AtomicInteger();
        pool = Executors.newFixedThreadPool(jobs, task -> {
            var thread = new Thread(task, "jdvc-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs {@code action} on every item, {@code jobs} at a time, in no defined order, and waits. The first failure stops
     * the taking of new items and is thrown when those under way have ended; collect failures inside {@code action} to
     * go on past them.
     */
    public <T> void forEach(Iterable<T> items, Action<? super T> action) throws IOException, InterruptedException {
        Iterator<T> source = items.iterator();
        var failure = new AtomicReference<Throwable>();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < jobs; i++) running.add(pool.submit(() -> drain(source, action, failure)));
        try {
            for (var each : running) each.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            for (var each : running) each.cancel(true);
            throw e;
        }
        rethrow(failure.get());
    }

    private static <T> void drain(Iterator<T> source, Action<? super T> action, AtomicReference<Throwable> failure) {
        while (failure.get() == null && !Thread.currentThread().isInterrupted()) {
            T item;
            synchronized (source) {
                if (!source.hasNext()) return;
                item = source.next();
            }
            try {
                action.accept(item);
            } catch (Throwable e) { // handed to the caller's thread, whatever it is
                failure.compareAndSet(null, e);
            }
        }
    }

    private static void rethrow(@org.jspecify.annotations.Nullable Throwable failure)
            throws IOException, InterruptedException {
        if (failure == null) return;
        if (failure instanceof IOException e) throw e;
        if (failure instanceof InterruptedException e) throw e;
        if (failure instanceof RuntimeException e) throw e;
        if (failure instanceof Error e) throw e;
        throw new AssertionError(failure);
    }

    /** Interrupts the threads and waits until they have ended: what is theirs to change is not the caller's before. */
    @Override
    public void close() {
        pool.shutdownNow();
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
