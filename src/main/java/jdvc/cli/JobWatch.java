package jdvc.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdvc.JdvcException;
import jdvc.repo.Call;
import jdvc.repo.Jobs;
import jdvc.repo.Repo;

/**
 * Looks every second whether a job of the project has ended, and says so: whichever shell or command began it. What had ended
 * before the first look is old news.
 */
final class JobWatch implements AutoCloseable {

    private static final long PAUSE_MILLIS = 1000;

    private final Supplier<Call> call;
    private final Consumer<String> announce;
    private final Thread thread = new Thread(this::run, "jdvc-jobs");
    private final Set<String> ended = new HashSet<>();
    private final Set<String> begun = new HashSet<>();
    private volatile int count;

    JobWatch(Supplier<Call> call, Consumer<String> announce) {
        this.call = call;
        this.announce = announce;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Returns how many jobs ran when it looked last. */
    int count() {
        return count;
    }

    private void run() {
        try {
            while (true) {
                look();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            return; // this is how it ends
        }
    }

    /** Looks once; a job that ran before and has ended is announced. */
    void look() {
        try {
            if (Repo.findRoot(call.get().env(), call.get().disk()).isEmpty()) return;
            var jobs = Jobs.open(call.get());
            boolean first = begun.add(jobs.place(0).toString());
            int now = 0;
            for (var job : jobs.all()) {
                var key = jobs.place(job.id()).toString();
                if (ended.contains(key)) continue;
                if (jobs.isRunning(job)) {
                    now++;
                } else if (ended.add(key) && !first) {
                    announce.accept("Job " + job.id() + " (" + job.line() + "): " + JobsCommand.state(jobs, job));
                }
            }
            count = now;
        } catch (IOException | JdvcException e) {
            return; // the next look may tell more
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
