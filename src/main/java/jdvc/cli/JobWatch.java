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
    /** The projects that were looked at, by their root: each is opened once. */
    private final Map<Path, Seen> projects = new HashMap<>();

    private volatile int count;

    /**
     * What is known of a project.
     *
     * @param ended the numbers of jobs that have ended
     */
    private record Seen(Jobs jobs, Set<Integer> ended) {}

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
            var here = call.get();
            var root = Repo.findRoot(here.env(), here.disk());
            if (root.isEmpty()) return;
            var seen = projects.get(root.get());
            boolean first = seen == null;
            if (seen == null) {
                seen = new Seen(Jobs.open(here), new HashSet<>());
                projects.put(root.get(), seen);
            }
            count = look(seen.jobs(), seen.ended(), first);
        } catch (IOException | JdvcException e) {
            return; // the next look may tell more
        }
    }

    /** Returns how many run; of the others those that were not known to have ended are announced, if this is not the first look. */
    private int look(Jobs jobs, Set<Integer> ended, boolean first) throws IOException {
        int running = 0;
        for (var job : without(ended, jobs)) {
            if (jobs.isRunning(job)) {
                running++;
            } else if (ended.add(job.id()) && !first) {
                announce.accept("Job " + job.id() + " (" + job.line() + "): " + JobsCommand.state(jobs, job));
            }
        }
        return running;
    }

    /** Reads the jobs but those: a second is short, and many that have ended are kept. */
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
