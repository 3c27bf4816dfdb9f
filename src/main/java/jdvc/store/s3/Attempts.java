package jdvc.store.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import jdvc.Env;
import jdvc.JdvcException;
import org.jspecify.annotations.Nullable;

/**
 * The one place that repeats what failed (safety 11.2 to 11.5), and says it in words when that does not help. Safe for use
 * by many threads.
 */
final class Attempts {

    private static final Logger LOG = System.getLogger("jdvc.store.s3");

    /** For one object, once the server is known to be there. */
    static final int MOST = 10;

    /** While nothing has ever answered, a wrong setting is the likeliest cause, and it must be told at once. */
    static final int MOST_UNANSWERED = 3;

    private static final Duration UNANSWERED = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMinutes(15);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Remedy remedy;
    private final Diagnosis diagnosis;
    private final Clock clock;
    private final RandomGenerator random;
    private final Pause pause;
    private final Pulse pulse;
    private final Gate gate;
    private final AtomicLong repeats = new AtomicLong();
    private volatile boolean answered;
    private volatile @Nullable JdvcException broken;

    /** Waits; tests do not. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    /** How requests go in time. */
    record Rhythm(Pause pause, Pulse pulse, Gate gate) {}

    /** Something that talks to the server once. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException, InterruptedException;
    }

    Attempts(Remedy remedy, Diagnosis diagnosis, Env env, Rhythm rhythm) {
        this.remedy = remedy;
        this.diagnosis = diagnosis;
        clock = env.clock();
        random = env.random();
        pause = rhythm.pause;
        pulse = rhythm.pulse;
        gate = rhythm.gate;
    }

    /** Returns how often something was repeated so far. */
    long repeats() {
        return repeats.get();
    }

    /**
     * Runs an action until it succeeds or there is no point in going on.
     *
     * @param what for messages, such as {@code cannot list 's3://bucket'}
     * @throws JdvcException if the server refuses or cannot be reached
     * @throws IOException if the bytes to send are at fault
     */
    <T> T run(String what, Action<T> action) throws IOException, InterruptedException {
        var tries = new Tries(what, remedy.once(), clock.millis());
        while (true) {
            var dead = broken;
            if (dead != null) throw dead;
            try {
                return once(action);
            } catch (SourceException e) {
                throw e.why();
            } catch (IOException e) {
                failed(tries, e);
            }
        }
    }

    private <T> T once(Action<T> action) throws IOException, InterruptedException {
        gate.enter();
        try {
            T result = action.run();
            alive();
            gate.widen();
            return result;
        } catch (Refused e) {
            alive();
            throw e;
        } catch (InterruptedIOException e) {
            if (Thread.currentThread().isInterrupted()) throw new InterruptedException();
            throw e;
        } finally {
            gate.leave();
        }
    }

    private void alive() {
        answered = true;
        pulse.beat();
    }

    /** The tries of one action. */
    private static final class Tries {
        private final String what;
        private final Remedy.Once once;
        private final long start;
        private int failed;

        Tries(String what, Remedy.Once once, long start) {
            this.what = what;
            this.once = once;
            this.start = start;
        }
    }

    private void failed(Tries tries, IOException why) throws IOException, InterruptedException {
        tries.failed++;
        var kind = Failure.of(why, answered);
        boolean again = switch (kind) {
            case TRANSIENT, THROTTLED -> isWorthwhile(tries);
            case CURABLE -> tries.once.cure(why);
            case PERMANENT -> false;
        };
        if (!again) throw giveUp(tries, why);
        repeats.incrementAndGet();
        LOG.log(Level.DEBUG, "{0}: {1}; try {2}", tries.what, why, tries.failed + 1);
        if (kind == Failure.CURABLE) return;
        if (kind == Failure.THROTTLED) gate.narrow();
        pause.sleep(pauseAfter(tries.failed, why));
    }

    /**
     * Waits before an answer that broke off is asked for again.
     *
     * @param failures how often that happened to this object
     * @throws JdvcException if there is no point in going on
     */
    void again(String what, IOException why, int failures) throws InterruptedException {
        if (failures >= MOST) throw diagnosis.explain(what, why, failures);
        repeats.incrementAndGet();
        pause.sleep(pauseAfter(failures, why));
    }

    private boolean isWorthwhile(Tries tries) {
        if (!answered) {
            return tries.failed < MOST_UNANSWERED && clock.millis() - tries.start < UNANSWERED.toMillis();
        }
        return tries.failed < MOST && !isSilent();
    }

    private boolean isSilent() {
        return pulse.silence().compareTo(SILENCE) >= 0;
    }

    private JdvcException giveUp(Tries tries, IOException why) {
        var words = diagnosis.explain(tries.what, why, tries.failed);
        // what concerns the server as a whole is not tried again for each of ten thousand objects
        if (!(why instanceof Refused) && (!answered || isSilent())) broken = words;
        return words;
    }

    /** Waits somewhere between nothing and an interval that doubles, so that many clients do not come back as one. */
    private Duration pauseAfter(int failures, IOException why) {
        if (why instanceof Refused refused) {
            var asked = refused.header("Retry-After").flatMap(Attempts::seconds);
            if (asked.isPresent()) return asked.get().compareTo(SILENCE) < 0 ? asked.get() : SILENCE;
        }
        long most = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10));
        synchronized (random) {
            return Duration.ofMillis(random.nextLong(most + 1));
        }
    }

    private static Optional<Duration> seconds(String text) {
        boolean number = !text.isEmpty() && text.length() < 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }
}
