package jdvc.store.s3;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;

/** Says in one line what is wrong between us and a bucket, and what cures it. */
final class Diagnosis {

    private final S3Settings settings;
    private final Requests requests;
    private final Keys keys;
    private final Trust trust;
    private final Proxies proxies;
    private final Remedy remedy;

    /** What is between us and the bucket. */
    record Parts(Requests requests, Keys keys, Trust trust, Proxies proxies, Remedy remedy) {}

    Diagnosis(S3Settings settings, Parts parts) {
        this.settings = settings;
        requests = parts.requests;
        keys = parts.keys;
        trust = parts.trust;
        proxies = parts.proxies;
        remedy = parts.remedy;
    }

    /** Returns the failure to throw; {@code what} says what could not be done. */
    JdvcException explain(String what, IOException why, int tries) {
        var explained = why instanceof Refused refused ? refused(what, refused) : unreachable(what, why, tries);
        return explained.cause(why);
    }

    private JdvcException refused(String what, Refused why) {
        return switch (why.code()) {
            case "NoSuchBucket" ->
                JdvcException.of(Kind.CONFIG, "%s: bucket '%s' does not exist at %s", what, settings.bucket(), server())
                        .hint("make the bucket, or correct it: `jdvc remote modify %s url s3://BUCKET/PREFIX`", name());
            case "InvalidAccessKeyId" ->
                auth(what, "the server does not know the access key id from " + keys.source())
                        .hint("correct `access_key_id`, or ask the server's owner for a key");
            case "SignatureDoesNotMatch" ->
                auth(what, "the secret key does not fit the access key id from " + keys.source())
                        .hint(
                                "correct `secret_access_key`: `jdvc remote modify --local %s secret_access_key …`",
                                name());
            case "ExpiredToken", "ExpiredTokenException", "InvalidToken", "TokenRefreshRequired" ->
                auth(what, "the session from " + keys.source() + " has expired")
                        .hint("log in again, or renew `session_token`");
            case "RequestTimeTooSkewed" -> skewed(what, why);
            case "AccessDenied", "AllAccessDisabled", "AccountProblem" -> denied(what);
            case "SlowDown", "TooManyRequests", "Throttling" ->
                JdvcException.of(Kind.THROTTLED, "%s: the server is asked too much (%s)", what, why.word())
                        .hint("try again later, or with fewer transfers at a time: `-j 4`");
            case "EntityTooLarge", "QuotaExceeded", "XMinioStorageFull" ->
                JdvcException.of(Kind.NOSPACE, "%s: the server has no room: %s", what, said(why));
            case "" -> wordless(what, why);
            default -> JdvcException.of(Kind.NETWORK, "%s: %s answers %s", what, server(), said(why));
        };
    }

    /** An answer without S3's error document is no answer of S3, or one to HEAD. */
    private JdvcException wordless(String what, Refused why) {
        if (remedy.skew(why)
                .filter(s -> s.abs().compareTo(Remedy.TOLERANCE) > 0)
                .isPresent()) return skewed(what, why);
        if (isHttps(why)) return wrongScheme(what, "https");
        boolean denied = why.status() == 403 || why.status() == 401;
        if (denied && !why.isPage()) return denied(what);
        if (why.status() >= 500) {
            return JdvcException.of(Kind.NETWORK, "%s: %s answers %s", what, server(), said(why))
                    .hint("try again later; what was transferred stays");
        }
        return notS3(what, "it answers " + said(why));
    }

    private static boolean isHttps(Refused why) {
        return String.valueOf(why.getMessage()).contains("HTTPS server");
    }

    private JdvcException denied(String what) {
        return auth(
                        what,
                        keys.anonymous()
                                ? "access denied to everybody"
                                : "access denied to the key from " + keys.source())
                .hint("ask for the right to list, read and write '%s', or use another key", settings.url());
    }

    private JdvcException skewed(String what, Refused why) {
        String off = remedy.skew(why)
                .map(skew -> "the clock of this machine is " + Remedy.shown(skew) + " the server's")
                .orElse("the clocks of this machine and the server differ");
        return auth(what, off).hint("set the clock right: `date` shows it");
    }

    private JdvcException auth(String what, String why) {
        return JdvcException.of(Kind.AUTH, "%s: %s", what, why);
    }

    private JdvcException unreachable(String what, IOException why, int tries) {
        if (has(why, CertificateException.class)) return untrusted(what, why);
        if (why instanceof SSLException) return badTls(what, why);
        if (why instanceof ProtocolException) return notS3(what, "it does not speak HTTP");
        return JdvcException.of(Kind.NETWORK, "%s: %s%s", what, network(why), tries > 1 ? " (" + tries + " tries)" : "")
                .hint("%s", hint(why));
    }

    private String network(IOException why) {
        String via = proxies.shown(URI.create(requests.endpoint().server()))
                .map(p -> " by way of the proxy " + p)
                .orElse("");
        if (has(why, UnresolvedAddressException.class) || has(why, UnknownHostException.class)) {
            return "there is no host '" + host() + "'" + via;
        }
        if (why instanceof HttpConnectTimeoutException) return server() + " does not take connections" + via;
        if (why instanceof ConnectException) return server() + " refuses connections" + via;
        if (why instanceof HttpTimeoutException) return server() + " went silent: " + why.getMessage();
        return "the connection to " + server() + " broke: " + Text.clean(String.valueOf(why.getMessage()));
    }

    private String hint(IOException why) {
        if (why instanceof HttpConnectTimeoutException && requests.endpoint().secure()) {
            return "is the server running, and does it speak https? `jdvc remote modify " + name()
                    + " endpointurl URL`";
        }
        if (has(why, EOFException.class) && !requests.endpoint().secure()) {
            return "does it speak https, perhaps? `jdvc remote modify " + name() + " endpointurl " + speaking("https")
                    + "`";
        }
        return requests.endpoint().own()
                ? "is the server running? The address is the remote's `endpointurl`: `jdvc remote modify " + name()
                        + " endpointurl URL`"
                : "is there a network? A server other than AWS is named by `jdvc remote modify " + name()
                        + " endpointurl URL`";
    }

    private JdvcException untrusted(String what, IOException why) {
        String said = String.valueOf(why.getMessage());
        if (said.contains("subject alternative") || said.contains("No name matching")) {
            return JdvcException.of(Kind.NETWORK, "%s: the certificate of %s is for another host", what, server())
                    .hint("use the name that stands in the certificate in `endpointurl`");
        }
        if (said.contains("NotAfter") || said.contains("expired")) {
            return JdvcException.of(Kind.NETWORK, "%s: the certificate of %s has expired", what, server());
        }
        return JdvcException.of(
                        Kind.NETWORK,
                        "%s: the certificate of %s is signed by an authority that is not in %s",
                        what,
                        server(),
                        trust.shown())
                .hint(
                        "get the authority's certificate as a PEM file and run `jdvc remote modify %s ssl_verify FILE`",
                        name());
    }

    private JdvcException badTls(String what, IOException why) {
        String said = String.valueOf(why.getMessage());
        if (said.contains("Unsupported or unrecognized SSL message") || said.contains("plaintext connection")) {
            return wrongScheme(what, "http");
        }
        return JdvcException.of(Kind.NETWORK, "%s: no secure connection to %s: %s", what, server(), Text.clean(said));
    }

    private JdvcException wrongScheme(String what, String right) {
        return JdvcException.of(Kind.CONFIG, "%s: %s speaks %s", what, server(), right)
                .hint("run `jdvc remote modify %s endpointurl %s`", name(), speaking(right));
    }

    private String speaking(String scheme) {
        return server().replaceFirst("^https?", scheme);
    }

    private JdvcException notS3(String what, String why) {
        return JdvcException.of(Kind.CONFIG, "%s: there is no S3 server at %s: %s", what, server(), why)
                .hint("is the port right? `jdvc remote modify %s endpointurl URL`", name());
    }

    private static String said(Refused why) {
        String message = String.valueOf(why.getMessage());
        return message.isEmpty() ? why.word() : why.word() + ": " + message;
    }

    private String server() {
        return requests.endpoint().server();
    }

    private String host() {
        return String.valueOf(URI.create(server()).getHost());
    }

    private String name() {
        return settings.remote();
    }

    /** Tells whether a failure is of a type, or was caused by one that is. */
    static boolean has(Throwable why, Class<?> type) {
        for (Throwable each = why; each != null; each = each.getCause()) if (type.isInstance(each)) return true;
        return false;
    }
}
