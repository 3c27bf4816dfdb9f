package jdvc.config;

import java.nio.file.Path;

/**
 * One value as one file sets it.
 *
 * @param key such as {@code core.remote} or {@code remote.NAME.url}
 * @param value paths are absolute; a list looks as Python prints it, as in DVC
 * @param level whose file it is
 * @param file absolute
 */
public record Setting(String key, String value, Level level, Path file) {

    /** Shows no value: it may be a secret. */
    @Override
    public String toString() {
        return key + " (" + file + ")";
    }
}
