package jdvc.cli;

import java.util.concurrent.TimeUnit;

/**
 * How often a prompt that nobody leaves is looked at again: soon after something changed, more and more seldom while nothing
 * does, and never for more than a twentieth of a processor's time.
 */
final class PromptPace {

    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(16);
    private static final int SHARE = 20;
    /** Marks that are older than this may have become wrong unseen. */
    private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(30);

    private long quiet = FIRST_NANOS;
    private long took;

    /** A look took so long, and found another state than the one before or the same. */
    void looked(long nanos, boolean changed) {
        took = nanos;
        quiet = changed ? FIRST_NANOS : Math.min(LAST_NANOS, 2 * quiet);
    }

    /** The user did something: more may follow. */
    void acted() {
        quiet = FIRST_NANOS;
    }

    /** Returns how long to wait before the next look. */
    long pause() {
        return Math.max(quiet, SHARE * took);
    }

    /** Tells whether marks of this age are to be shown as old. */
    static boolean isOld(long nanos) {
        return nanos > OLD_NANOS;
    }
}
