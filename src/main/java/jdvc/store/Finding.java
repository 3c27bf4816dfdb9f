package jdvc.store;

import java.util.Optional;
import jdvc.JdvcException;

/**
 * What came of looking at one link of the chain between here and a store.
 *
 * @param link what was looked at, such as {@code endpoint} or {@code write}
 * @param text what was found, without a period
 * @param cure what to do about it
 */
public record Finding(String link, Verdict verdict, String text, Optional<String> cure) {

    /** Whether the link holds. */
    public enum Verdict {
        GOOD,
        BAD,
        /** It could not be looked at, because another one is broken or nothing is there to try it on. */
        UNKNOWN
    }

    public static Finding good(String link, String text) {
        return new Finding(link, Verdict.GOOD, text, Optional.empty());
    }

    /** Returns a link that holds, with advice. */
    public static Finding good(String link, String text, String advice) {
        return new Finding(link, Verdict.GOOD, text, Optional.of(advice));
    }

    public static Finding bad(String link, JdvcException why) {
        return new Finding(link, Verdict.BAD, String.valueOf(why.getMessage()), why.hint());
    }

    public static Finding bad(String link, String text, String cure) {
        return new Finding(link, Verdict.BAD, text, Optional.of(cure));
    }

    public static Finding unknown(String link, String why) {
        return new Finding(link, Verdict.UNKNOWN, why, Optional.empty());
    }
}
