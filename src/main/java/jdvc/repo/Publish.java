package jdvc.repo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jdvc.Progress;

/**
 * From disk to a pushed Git commit: add, push, verify, commit, Git push, each step only where it is missing, and none
 * before the one before it is done. A commit without its data never leaves this machine.
 *
 * @param targets as typed; all changed outputs if empty
 */
public record Publish(List<String> targets, Options options) {

    /**
     * How it is done.
     *
     * @param message of the commit; one that names the outputs if absent
     * @param way which remote, how many transfers
     * @param stagedToo the commit takes what else is staged
     * @param gitPush whether the commit is pushed
     * @param gitMayAsk whether there is a terminal on which Git can ask for a password
     */
    public record Options(
            Optional<String> message, Choice.Way way, boolean stagedToo, boolean gitPush, boolean gitMayAsk) {}

    /** The steps in their order. */
    public enum Step {
        ADD("add"),
        PUSH("push"),
        VERIFY("verify"),
        STAGE("git add"),
        COMMIT("git commit"),
        GIT_PUSH("git push");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        /** Returns how users call it. */
        public String words() {
            return words;
        }
    }

    /** Hears of the steps as they go. */
    public interface Listener {

        /** A step is done; {@code what} says how much it was. */
        void done(Step step, String what, Duration took);

        /** A step failed: none follows. The failure itself is thrown. */
        void stopped(Step step, String state);

        /** Git or a hook refused, and said this, in lines; nothing if the terminal has shown it. */
        void said(String text);
    }

    /**
     * The answer.
     *
     * @param commit the commit that was made
     * @param pushedTo the Git remote and its branch, such as {@code origin/main}, if something was pushed
     * @param uploaded objects that were sent to the data remote
     * @param bytes of these
     */
    public record Report(Optional<String> commit, Optional<String> pushedTo, long uploaded, long bytes) {}

    public Publish {
        targets = List.copyOf(targets);
    }

    /**
     * Returns what is missing, read from the present state; changes nothing.
     *
     * @throws jdvc.JdvcException if something stands in the way, so that nothing is begun that could not end
     */
    public PublishPlan plan(Repo repo, Progress progress) throws IOException, InterruptedException {
        return new PublishPlanner(repo, this, progress).plan();
    }

    /** Does what the plan says. After a failure a new plan goes on where this one stopped. */
    public Report run(Repo repo, PublishPlan plan, Listener listener, Progress progress)
            throws IOException, InterruptedException {
        return new PublishRun(repo, this, plan, listener, progress).run();
    }
}
