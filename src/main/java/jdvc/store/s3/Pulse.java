package jdvc.store.s3;

import java.time.Clock;
import java.time.Duration;

/** When bytes last moved, on any connection, in either direction. Safe for use by many threads. */
public final class Pulse {

    private final Clock clock;
    private volatile long last;

    public Pulse(Clock clock) {
        this.clock = clock;
        last = clock.millis();
    }

    void beat() {
        last = clock.millis();
    }

    /** Returns for how long nothing has moved. */
    Duration silence() {
        return Duration.ofMillis(clock.millis() - last);
    }
}
