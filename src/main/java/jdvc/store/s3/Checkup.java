package jdvc.store.s3;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.store.Finding;
import jdvc.store.s3.Bucket.Item;
import jdvc.store.s3.Bucket.State;
import jdvc.store.s3.S3Settings.Verify;

/**
 * Looks at each link of the chain between here and a bucket, and goes on past a broken one as far as that makes sense.
 * Leaves nothing in the bucket: the right to write shows in an upload that the server must refuse as damaged.
 */
final class Checkup {

    private static final List<String> LINKS = List.of(
            "endpoint", "tls", "credentials", "region", "bucket", "list", "read", "write", "clock", "checksums");

    /** The answer is dated in seconds, and takes its time. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final byte[] BYTES = {'j', 'd', 'v', 'c'};
    private static final byte[] WRONG_MD5 = new byte[16];

    private final S3Settings settings;
    private final Parts parts;
    private final Env env;
    private final String prefix;
    private final Map<String, Finding> found = new LinkedHashMap<>();

    /** What the chain is made of. */
    record Parts(Requests requests, Keys keys, Trust trust, Bucket bucket, Attempts attempts) {}

    Checkup(S3Settings settings, Parts parts, Env env) {
        this.settings = settings;
        this.parts = parts;
        this.env = env;
        prefix = settings.keyPrefix();
    }

    List<Finding> run() throws IOException, InterruptedException {
        found.clear();
        boolean known = knowsCredentials();
        if (reaches() && known) lookInside();
        var all = new ArrayList<Finding>();
        for (var link : LINKS) all.add(found.getOrDefault(link, Finding.unknown(link, "not looked at")));
        return all;
    }

    private void note(Finding finding) {
        found.put(finding.link(), finding);
    }

    private boolean knowsCredentials() {
        if (parts.keys.anonymous()) {
            note(Finding.good("credentials", "none, as `allow_anonymous_login` says"));
            return true;
        }
        try {
            var id = Text.clean(parts.keys.resolve().accessKeyId());
            // Enough to tell keys apart; some take the id for half of the secret.
            var shown = id.length() > 8 ? id.substring(0, 4) + "…" : id;
            note(Finding.good("credentials", "key " + shown + " from " + parts.keys.source()));
            return true;
        } catch (JdvcException e) {
            note(Finding.bad("credentials", e));
            return false;
        }
    }

    private boolean reaches() throws IOException, InterruptedException {
        var server = parts.requests.endpoint().server();
        try {
            var answer = parts.attempts.run("cannot reach '" + settings.url() + "'", parts.requests::greet);
            answer.body().close();
            note(Finding.good("endpoint", server + " answers"));
            note(tls());
            answer.headers()
                    .firstValue("Date")
                    .flatMap(Remedy::parse)
                    .ifPresentOrElse(
                            date -> note(clock(Duration.between(env.clock().instant(), date))),
                            () -> note(Finding.unknown("clock", "the server does not say what time it is")));
            return true;
        } catch (JdvcException e) {
            boolean connected = Diagnosis.has(e, SSLException.class) || Diagnosis.has(e, CertificateException.class);
            if (connected) note(Finding.good("endpoint", server + " takes connections"));
            note(Finding.bad(connected ? "tls" : "endpoint", e));
            return false;
        }
    }

    private Finding tls() {
        if (!parts.requests.endpoint().secure()) return Finding.good("tls", "none: the endpoint is http");
        if (settings.server().verify() == Verify.NO) {
            return Finding.good(
                    "tls",
                    "encrypted, and nobody looks whose certificate that is",
                    "run `jdvc remote modify " + settings.remote()
                            + " ssl_verify FILE` with the authority's certificate");
        }
        return Finding.good("tls", "the certificate is in order by " + parts.trust.shown());
    }

    private static Finding clock(Duration skew) {
        if (skew.abs().compareTo(Remedy.TOLERANCE) > 0) {
            return Finding.bad(
                    "clock",
                    "the clock of this machine is " + Remedy.shown(skew) + " the server's",
                    "set the clock right: `date` shows it");
        }
        return Finding.good("clock", skew.abs().compareTo(SOON) < 0 ? "right" : Remedy.shown(skew) + " the server's");
    }

    private void lookInside() throws IOException, InterruptedException {
        Optional<Item> any = Optional.empty();
        boolean listed = false;
        try {
            var page = parts.attempts.run(
                    "cannot list '" + settings.url() + "'", () -> parts.bucket.list(prefix, Optional.empty(), 1));
            listed = true;
            any = page.items().stream().findFirst();
            note(Finding.good("list", "allowed"));
            isThere();
        } catch (JdvcException e) {
            note(Finding.bad(blamed(e), e));
            if (!found.containsKey("list")) return;
            note(Finding.unknown("bucket", "cannot be told without the right to list it"));
        }
        read(any, listed);
        write();
    }

    private void isThere() {
        note(Finding.good("bucket", settings.bucket() + " is there"));
        var before = settings.server().region();
        var now = parts.requests.endpoint().region();
        boolean moved = before.isPresent() && !before.get().equals(now);
        note(
                moved
                        ? Finding.good(
                                "region",
                                "the bucket is in " + now + ", and the settings say " + before.get(),
                                "run `jdvc remote modify " + settings.remote() + " region " + now + "`")
                        : Finding.good("region", now));
    }

    /** Returns the link that a refusal to list is about. */
    private static String blamed(JdvcException why) {
        if (!(why.getCause() instanceof Refused refused)) return "endpoint";
        return switch (refused.code()) {
            case "NoSuchBucket", "InvalidBucketName" -> "bucket";
            case "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "ExpiredToken",
                    "ExpiredTokenException",
                    "InvalidToken",
                    "TokenRefreshRequired" -> "credentials";
            case "RequestTimeTooSkewed" -> "clock";
            case "AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException" -> "region";
            case "AccessDenied", "AllAccessDisabled", "AccountProblem" -> "list";
            default -> refused.status() == 403 ? "list" : "endpoint";
        };
    }

    private void read(Optional<Item> any, boolean listed) throws IOException, InterruptedException {
        var key = any.map(Item::key).orElse(probe());
        try {
            var head = parts.attempts.run("cannot read from '" + settings.url() + "'", () -> parts.bucket.head(key));
            if (head.state() != State.FORBIDDEN) note(Finding.good("read", "allowed"));
            else if (any.isEmpty() && !listed) {
                note(Finding.unknown("read", "cannot be told without an object, or the right to list them"));
            } else {
                note(Finding.bad("read", "access denied", right("read")));
            }
        } catch (JdvcException e) {
            note(Finding.bad("read", e));
        }
    }

    private String right(String what) {
        return "ask for the right to " + what + " objects below '" + settings.url() + "', or use another key";
    }

    private String probe() {
        byte[] random = new byte[12];
        env.random().nextBytes(random);
        return prefix + ".jdvc-check-" + HexFormat.of().formatHex(random);
    }

    /** Bytes that do not fit their checksum: who may not write is told so, who may is told that they are damaged. */
    private void write() throws IOException, InterruptedException {
        var key = probe();
        try {
            var stored = parts.attempts.run("cannot write to '" + settings.url() + "'", () -> put(key));
            if (stored.isEmpty()) {
                note(Finding.good("checksums", "the server checks the MD5 of what arrives"));
            } else {
                parts.attempts.run("cannot delete from '" + settings.url() + "'", () -> {
                    parts.bucket.delete(List.of(key));
                    return true;
                });
                note(etag(stored.get()));
            }
            note(Finding.good("write", "allowed"));
        } catch (JdvcException e) {
            note(Finding.bad("write", e));
        }
    }

    /** Returns the ETag, empty if it is none of MD5, of what was stored all the same; absent if it was not. */
    private Optional<String> put(String key) throws IOException, InterruptedException {
        try {
            return Optional.of(parts.bucket.put(key, WRONG_MD5, Body.of(BYTES)).orElse(""));
        } catch (Refused e) {
            if (e.code().equals("BadDigest") || e.code().equals("InvalidDigest")) return Optional.empty();
            throw e;
        }
    }

    private static Finding etag(String etag) {
        if (etag.equals(HexFormat.of().formatHex(Bucket.md5(BYTES)))) {
            return Finding.good("checksums", "the server says the MD5 of what arrived, and does not compare it itself");
        }
        return Finding.bad(
                "checksums",
                "the server neither checks nor says what arrived: damage on the way up would not be noticed",
                "after a push, `jdvc fsck -c` reads what is there");
    }
}
