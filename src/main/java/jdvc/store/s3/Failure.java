package jdvc.store.s3;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** The classes of failures that are treated alike (safety 11.4). */
enum Failure {
    /** May be gone in a moment. */
    TRANSIENT,
    /** The server is asked too much. */
    THROTTLED,
    /** There is one thing that may help: other credentials, another clock, another region. */
    CURABLE,
    PERMANENT;

    private static final Set<String> BUSY = Set.of(
            "SlowDown",
            "Throttling",
            "ThrottlingException",
            "RequestLimitExceeded",
            "TooManyRequests",
            "RequestThrottled");

    /** Damage on the way counts here: our own hash of the bytes was right. */
    private static final Set<String> PASSING = Set.of(
            "InternalError",
            "RequestTimeout",
            "ServiceUnavailable",
            "OperationAborted",
            "BadDigest",
            "XAmzContentChecksumMismatch",
            "IncompleteBody");

    private static final Set<String> CURABLES = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidToken",
            "TokenRefreshRequired",
            "RequestTimeTooSkewed",
            "RequestExpired",
            "AuthorizationHeaderMalformed",
            "PermanentRedirect",
            "TemporaryRedirect",
            "IllegalLocationConstraintException");

    /** @param answered whether the server has ever answered this store */
    static Failure of(IOException why, boolean answered) {
        if (why instanceof Refused refused) return of(refused);
        if (why instanceof SSLHandshakeException) return PERMANENT;
        if (why instanceof SSLException && !answered) return PERMANENT;
        if (why instanceof ProtocolException && !answered) return PERMANENT;
        return TRANSIENT;
    }

    private static Failure of(Refused refused) {
        int status = refused.status();
        String code = refused.code();
        if (CURABLES.contains(code) || status == 401 || status == 301 || status == 307) return CURABLE;
        // a HEAD is answered without a word
        if (code.isEmpty() && (status == 400 || status == 403)) return CURABLE;
        if (status == 429 || BUSY.contains(code)) return THROTTLED;
        if (status == 503 && refused.header("Retry-After").isPresent()) return THROTTLED;
        return status >= 500 && status != 501 || PASSING.contains(code) ? TRANSIENT : PERMANENT;
    }
}
