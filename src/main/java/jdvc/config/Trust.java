package jdvc.config;

/** Who decided on a setting (safety 10.1), and with it what it may do. */
public enum Trust {
    /** The user: environment, system and user files, and a {@code config.local} that is really theirs. */
    USER,
    /** Whoever can commit: everything that a clone brings along. */
    REPO
}
