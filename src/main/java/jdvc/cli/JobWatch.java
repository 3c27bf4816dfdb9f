package jdvc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdvc.JdvcException;
import jdvc.repo.Call;
import jdvc.repo.Jobs;
import jdvc.repo.Jobs.Job;
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
    /** The numbers of jobs that have ended, by the directory of a project that was looked at. */
    private final Map<Path, Set<Integer>> ended = new HashMap<>();

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
            boolean first = !ended.containsKey(jobs.directory());
            var known = ended.computeIfAbsent(jobs.directory(), key -> new HashSet<>());
            int now = 0;
            for (var job : without(known, jobs)) {
                if (jobs.isRunning(job)) {
                    now++;
                } else if (known.add(job.id()) && !first) {
                    announce.accept("Job " + job.id() + " (" + job.line() + "): " + JobsCommand.state(jobs, job));
                }
            }
            count = now;
        } catch (IOException | JdvcException e) {
            return; // the next look may tell more
        }
    }

    /** Reads the jobs but those: a second is short, and all that ever ran are kept. */
    private static List<Job> without(Set<Integer> known, Jobs jobs) throws IOException {
        var some = new ArrayList<Job>();
        for (var id : jobs.ids()) if (!known.contains(id)) jobs.find(id).ifPresent(some::add);
        return some;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
