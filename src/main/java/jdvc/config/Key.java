package jdvc.config;

import java.util.List;

/**
 * A setting that can be made: what help and completion show.
 *
 * @param name the option alone, or with its section: {@code core.remote}, {@code remote.NAME.url}
 * @param type what values it takes
 * @param byDefault the value without it; empty if there is none or it is computed
 * @param choices the only values, if it has a fixed set
 * @param description one line
 */
public record Key(String name, Type type, String byDefault, List<String> choices, String description) {

    public Key {
        choices = List.copyOf(choices);
    }

    /** What values a setting takes. */
    public enum Type {
        /** {@code true} or {@code false}, in any case. */
        FLAG,
        /** A whole number. */
        INTEGER,
        /** A whole number, at least 1. */
        COUNT,
        /** A whole number from 0 to 100. */
        PERCENT,
        /** A number. */
        DECIMAL,
        /** A number, not below 0. */
        SECONDS,
        /** Anything. */
        TEXT,
        /** Anything; letters are made small. */
        LOWER,
        /** A file or directory; relative to the configuration file. */
        PATH,
        /** One of {@link Key#choices()}. */
        CHOICE,
        /** A comma separated list of {@link Key#choices()}. */
        LINKS,
        /** Bytes, such as {@code 5 MiB} or {@code 50GB}. */
        SIZE,
        /** Cannot be set from a file: DVC itself refuses every text for it. */
        NONE
    }

    Key named(String fullName) {
        return new Key(fullName, type, byDefault, choices, description);
    }
}
