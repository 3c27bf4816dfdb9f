package jdvc.repo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.object.Layout;

/**
 * Deletes what nothing uses that is to be kept, from the cache and, if asked, from remotes. The plan is for the user to see
 * and agree to; only what it names is deleted.
 *
 * @param keep what is kept
 * @param where from where
 * @param options how
 */
public record Gc(KeptScope keep, Where where, Options options) {

    /**
     * From where.
     *
     * @param cloud also from the remote
     * @param notInRemote from the cache also what is used and is on the remote
     * @param remote the remote instead of the default one
     * @param jobs requests at a time to a remote; as its settings say, or a default, if absent
     */
    public record Where(boolean cloud, boolean notInRemote, Optional<String> remote, OptionalInt jobs) {}

    /**
     * How.
     *
     * @param now also objects of shared stores that are younger than a day
     * @param noTrash what leaves the cache is freed at once
     * @param skipFailed commits that cannot be read are passed over
     */
    public record Options(boolean now, boolean noTrash, boolean skipFailed) {}

    /** What goes from one store, of one layout, trees first; and what stays there although nothing uses it. */
    public record Share(Place place, String location, Layout layout, List<Victim> victims, Spared spared) {

        public Share {
            victims = List.copyOf(victims);
        }

        /** Returns the sum of the lengths. */
        public long bytes() {
            long bytes = 0;
            for (var each : victims) bytes += each.bytes();
            return bytes;
        }
    }

    /** The two kinds of stores. */
    public enum Place {
        CACHE,
        REMOTE
    }

    /**
     * An object that goes.
     *
     * @param path where it is, below the store's location
     * @param name the path that it had in the project, the last one that is known
     */
    public record Victim(String path, long bytes, Optional<String> name) {}

    /**
     * Unused objects that stay.
     *
     * @param young younger than a day, so that somebody may be about to name them
     * @param leased needed by a command that is running
     */
    public record Spared(long young, long leased) {}

    /**
     * What would go.
     *
     * @param shares of the cache first, the 3.x layout before the older one
     * @param trashed whether what leaves the cache goes to its trash
     */
    public record Plan(List<Share> shares, boolean trashed) {

        public Plan {
            shares = List.copyOf(shares);
        }

        public boolean isEmpty() {
            return shares.stream().allMatch(each -> each.victims().isEmpty());
        }
    }

    /**
     * What went.
     *
     * @param shares as in a plan
     * @param trash where the objects of the cache are now, if they are kept
     */
    public record Report(List<Share> shares, Optional<String> trash) {

        public Report {
            shares = List.copyOf(shares);
        }
    }

    /** @throws JdvcException if the words contradict each other; before anything is asked or read */
    public void validate() {
        if (where.notInRemote() && where.cloud()) {
            throw JdvcException.user("`--not-in-remote` and `--cloud` are mutually exclusive");
        }
        keep.validate();
    }

    /** Returns what would go; changes nothing. */
    public Plan plan(Repo repo, Progress progress) throws IOException, InterruptedException {
        validate();
        try (var run = new GcRun(repo, this, progress)) {
            return run.plan();
        }
    }

    /** Deletes what the plan names, as far as nothing has come to use it since. */
    public Report run(Repo repo, Plan shown, Progress progress) throws IOException, InterruptedException {
        try (var run = new GcRun(repo, this, progress)) {
            return run.run(Optional.of(shown));
        }
    }

    /** Deletes without a question. */
    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        validate();
        try (var run = new GcRun(repo, this, progress)) {
            return run.run(Optional.empty());
        }
    }
}
