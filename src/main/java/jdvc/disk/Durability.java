package jdvc.disk;

import java.util.Locale;
import java.util.Optional;

/** How hard the disk is asked to keep what is written (safety 3.6). */
public enum Durability {
    /** No sync at all; for throw-away machines. */
    OFF,
    /** One file-system-wide sync for a batch of objects; metafiles one by one. */
    BATCH,
    /** Every object is synced by itself. */
    FULL;

    /** Parses a setting's value, in any case. */
    public static Optional<Durability> parse(String text) {
        for (var each : values()) {
            if (each.name().equals(text.toUpperCase(Locale.ROOT))) return Optional.of(each);
        }
        return Optional.empty();
    }
}
