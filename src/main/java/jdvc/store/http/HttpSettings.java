package jdvc.store.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import jdvc.Secret;

/**
 * What a remote's settings say of its server.
 *
 * @param remote its name
 * @param url without a slash at its end
 * @param method by which files are sent, in capitals
 * @param headers that the server wants with each request; no other server gets them
 */
public record HttpSettings(
        String remote, String url, String method, Map<String, Secret> headers, Server server, Pace pace) {

    /**
     * Whom to trust.
     *
     * @param verified whether the server's certificate must be right
     * @param ca a file of authorities
     */
    public record Server(boolean verified, Optional<Path> ca) {}

    /** How long to wait for a connection, and for bytes. */
    public record Pace(Optional<Duration> connect, Optional<Duration> read) {}
}
