package jdvc.config;

/** Where a setting comes from, weakest first: a later level overrides an earlier one key by key. */
public enum Level {
    /** For everybody on this machine. */
    SYSTEM,
    /** For this user. */
    GLOBAL,
    /** {@code .dvc/config}: tracked, the same for everybody who works on the project. */
    PROJECT,
    /** {@code .dvc/config.local}: this clone only; the place for secrets. */
    LOCAL
}
