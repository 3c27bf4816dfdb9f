package jdvc.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings that one command lays over those of a repository from which it takes data.
 *
 * @param file whose settings count before the repository's own; absolute
 * @param values further ones, as sections of sections of texts; they count before those of the file
 * @param remote the default remote instead of the repository's
 * @param options of that remote, or of the one that is the default
 * @param trust whose word all of it is
 */
public record Overlay(
        Optional<Path> file,
        Map<String, @Nullable Object> values,
        Optional<String> remote,
        Map<String, String> options,
        Trust trust) {

    /** Nothing: the repository's own settings count. */
    public static final Overlay NONE = new Overlay(Optional.empty(), Map.of(), Optional.empty(), Map.of(), Trust.USER);

    /** Tells whether the repository's own settings count; by its fields, as the equality of a record is slow at its first use. */
    boolean isEmpty() {
        return file.isEmpty() && values.isEmpty() && remote.isEmpty() && options.isEmpty();
    }

    /** Tells whether an option, such as of a remote, is a key, token or password, or has one in it. */
    public static boolean isSecret(String option, String value) {
        return Secrets.isSecret(KeyName.of("remote", "any", option), value);
    }

    /** Tells whether a URL has a password in it. */
    public static boolean hasPassword(String url) {
        return Urls.hasPassword(url);
    }
}
