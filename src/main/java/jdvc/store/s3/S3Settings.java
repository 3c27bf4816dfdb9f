package jdvc.store.s3;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Secret;

/**
 * What a remote's settings say about S3.
 *
 * @param remote the remote's name, for messages
 * @param bucket the bucket's name
 * @param prefix where in the bucket, without a slash at its end; empty for the bucket itself
 */
public record S3Settings(
        String remote, String bucket, String prefix, Server server, Access access, Marks marks, Pace pace) {

    /** Returns the settings of a remote that has nothing but a URL. */
    public static S3Settings of(String remote, String url) {
        return new S3Settings(
                remote, bucketOf(remote, url), prefixOf(url), Server.DEFAULT, Access.DEFAULT, Marks.NONE, Pace.DEFAULT);
    }

    public S3Settings with(Server newServer) {
        return new S3Settings(remote, bucket, prefix, newServer, access, marks, pace);
    }

    public S3Settings with(Access newAccess) {
        return new S3Settings(remote, bucket, prefix, server, newAccess, marks, pace);
    }

    public S3Settings with(Marks newMarks) {
        return new S3Settings(remote, bucket, prefix, server, access, newMarks, pace);
    }

    public S3Settings with(Pace newPace) {
        return new S3Settings(remote, bucket, prefix, server, access, marks, newPace);
    }

    /** Returns the place as users write it. */
    public String url() {
        return prefix.isEmpty() ? "s3://" + bucket : "s3://" + bucket + "/" + prefix;
    }

    /**
     * The server.
     *
     * @param endpoint {@code endpointurl}
     * @param useSsl whether a server without a scheme of its own is asked by https
     * @param ca {@code ssl_verify} with a path
     */
    public record Server(
            Optional<String> endpoint, Optional<String> region, boolean useSsl, Verify verify, Optional<Path> ca) {

        public static final Server DEFAULT =
                new Server(Optional.empty(), Optional.empty(), true, Verify.YES, Optional.empty());

        /** Returns the server at {@code endpoint}, everything else by default. */
        public static Server at(String endpoint) {
            return new Server(Optional.of(endpoint), Optional.empty(), true, Verify.YES, Optional.empty());
        }
    }

    /** Whether a server's certificate is checked. */
    public enum Verify {
        YES,
        NO
    }

    /** Who is asking. */
    public record Access(
            Login login,
            Optional<String> keyId,
            Optional<Secret> secretKey,
            Optional<Secret> sessionToken,
            AwsFiles files) {

        public static final Access DEFAULT =
                new Access(Login.SIGNED, Optional.empty(), Optional.empty(), Optional.empty(), AwsFiles.DEFAULT);

        /** Returns the access by a pair of keys. */
        public static Access keys(String keyId, Secret secretKey) {
            return new Access(
                    Login.SIGNED, Optional.of(keyId), Optional.of(secretKey), Optional.empty(), AwsFiles.DEFAULT);
        }
    }

    /** Whether requests carry a signature. */
    public enum Login {
        SIGNED,
        ANONYMOUS
    }

    /**
     * Which of AWS's own files and which part of them count.
     *
     * @param credentials {@code credentialpath}
     * @param config {@code configpath}
     */
    public record AwsFiles(Optional<String> profile, Optional<Chosen> credentials, Optional<Chosen> config) {
        public static final AwsFiles DEFAULT = new AwsFiles(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A file, and who chose it: from one that the repository chose only keys and a region are read (safety 10.3). */
    public record Chosen(Path path, By by) {
        public enum By {
            USER,
            REPOSITORY
        }
    }

    /**
     * What objects are marked with when they are written.
     *
     * @param grants {@code grant_read} and the like, without their {@code grant_}: {@code read}, {@code full_control}
     */
    public record Marks(
            Optional<String> acl,
            Map<String, String> grants,
            Optional<String> sse,
            Optional<String> kmsKeyId,
            Customer customer) {

        public static final Marks NONE =
                new Marks(Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), Customer.NONE);

        public Marks {
            grants = Map.copyOf(grants);
            if (acl.isPresent() && !grants.isEmpty()) throw exclude("acl", "grant_*");
            if (kmsKeyId.isPresent() && customer.key().isPresent()) throw exclude("sse_kms_key_id", "sse_customer_key");
        }
    }

    /** The user's own encryption key. */
    public record Customer(Optional<String> algorithm, Optional<Secret> key) {
        public static final Customer NONE = new Customer(Optional.empty(), Optional.empty());
    }

    /** How fast, and how patient; {@code jobs} is what the remote or the user says. */
    public record Pace(Optional<Duration> connectTimeout, Optional<Duration> readTimeout, OptionalInt jobs) {
        public static final Pace DEFAULT = new Pace(Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    private static JdvcException exclude(String one, String other) {
        return JdvcException.of(Kind.CONFIG, "`%s` and `%s` exclude each other", one, other);
    }

    /** Returns what stands before an object's path in its key. */
    String keyPrefix() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    /** The path is taken as it stands (format spec 7.1): only a query is cut off, and slashes at the end. */
    private static String prefixOf(String url) {
        String rest = withoutQuery(url.substring("s3://".length()));
        int slash = rest.indexOf('/');
        int end = rest.length();
        while (end > slash + 1 && rest.charAt(end - 1) == '/') end--;
        return slash < 0 ? "" : rest.substring(slash + 1, end);
    }

    private static String bucketOf(String remote, String url) {
        String rest = url.startsWith("s3://") ? withoutQuery(url.substring("s3://".length())) : "";
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        bucket = bucket.substring(bucket.indexOf('@') + 1);
        int colon = bucket.indexOf(':');
        if (colon >= 0) bucket = bucket.substring(0, colon);
        if (bucket.isEmpty()) {
            throw JdvcException.of(Kind.CONFIG, "remote '%s': '%s' names no bucket", remote, url)
                    .hint("run `jdvc remote modify %s url s3://BUCKET/PREFIX`", remote);
        }
        return bucket;
    }

    private static String withoutQuery(String text) {
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }
}
