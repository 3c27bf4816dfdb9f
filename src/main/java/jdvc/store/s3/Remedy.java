package jdvc.store.s3;

import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import jdvc.Progress;

/** What helps once against a refusal: the server's clock, its region, fresh credentials. Safe for use by many threads. */
final class Remedy {

    /** A clock further off than this may be why a request was refused; S3 itself takes 15 minutes. */
    static final Duration TOLERANCE = Duration.ofMinutes(4);

    private final Requests requests;
    private final Keys keys;
    private final S3Settings settings;
    private final Clock clock;
    private final Progress progress;

    Remedy(Requests requests, Keys keys, S3Settings settings, Clock clock, Progress progress) {
        this.requests = requests;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.progress = progress;
    }

    /** Returns remedies that can each be taken once. */
    Once once() {
        return new Once();
    }

    /** The remedies of one action. */
    final class Once {
        private boolean corrected;
        private boolean moved;
        private boolean refreshed;

        /** Takes the remedy that fits; false if there is none, or it was taken already. */
        boolean cure(IOException why) throws IOException {
            if (!(why instanceof Refused refused)) return false;
            if (!moved && move(refused)) return moved = true;
            if (!corrected && correct(refused)) return corrected = true;
            if (!refreshed && isAboutTokens(refused) && keys.refresh()) return refreshed = true;
            return false;
        }
    }

    private static boolean isAboutTokens(Refused refused) {
        return refused.status() == 401 || refused.code().contains("Token");
    }

    private boolean move(Refused refused) {
        var region = refused.region().filter(Remedy::isRegion);
        var now = requests.endpoint();
        if (region.isEmpty() || region.get().equals(now.region()) || refused.status() == 403) return false;
        requests.move(now.in(region.get(), settings));
        return true;
    }

    /** The name becomes part of a host name. */
    private static boolean isRegion(String text) {
        return text.length() < 40
                && text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }

    private synchronized boolean correct(Refused refused) {
        var skew = skew(refused);
        if (skew.isEmpty()) return false;
        var change = skew.get().minus(requests.skew()).abs();
        if (change.compareTo(TOLERANCE) < 0) return false;
        requests.correct(skew.get());
        progress.warn("the clock of this machine is " + shown(skew.get()) + " the server's; requests are dated by the"
                + " server's clock");
        return true;
    }

    /** Returns by how much the server's clock is ahead of ours, as its answer says. */
    Optional<Duration> skew(Refused refused) {
        return refused.header("Date").flatMap(Remedy::parse).map(date -> Duration.between(clock.instant(), date));
    }

    static String shown(Duration skew) {
        return Text.of(skew) + (skew.isNegative() ? " ahead of" : " behind");
    }

    /** Returns the time in a {@code Date} header; absent if it is none. */
    static Optional<Instant> parse(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
