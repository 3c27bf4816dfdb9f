package jdvc.cli;

import java.util.List;
import java.util.Optional;

/** Lines as the history may keep them: secrets are left out (safety 10.9). */
final class Remembered {

    private static final List<String> SECRETS =
            List.of("secret_access_key", "session_token", "sse_customer_key", "password", "access_key_id", "token");

    private Remembered() {}

    /** Returns the line without the value of a secret that it sets. */
    static Optional<String> of(String line) {
        for (var secret : SECRETS) {
            int at = line.indexOf(secret);
            if (at >= 0) return Optional.of(line.substring(0, at + secret.length()));
        }
        return Optional.of(line);
    }
}
