package jdvc.store.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Secret;
import jdvc.store.s3.S3Settings.Access;
import jdvc.store.s3.S3Settings.Login;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The credentials, from the first source that has some: the remote's options, its profile, the environment, the default
 * profile, the container, the machine. Remembers where it looked. Safe for use by many threads.
 */
final class Keys {

    private final String remote;
    private final Access access;
    private final Env env;
    private final Profiles profiles;
    private final List<String> looked = new ArrayList<>();
    private @Nullable AwsCredentialsProvider provider;
    private String source = "";
    private boolean fixed;

    /** A pair of keys as some file or variable has it. */
    record Pair(String id, String secret, Optional<String> token) {

        @Override
        public String toString() {
            return "***";
        }

        AwsCredentialsProvider provider() {
            var credentials = token.isPresent()
                    ? AwsSessionCredentials.create(id, secret, token.get())
                    : AwsBasicCredentials.create(id, secret);
            return StaticCredentialsProvider.create(credentials);
        }
    }

    Keys(String remote, Access access, Env env, Profiles profiles) {
        this.remote = remote;
        this.access = access;
        this.env = env;
        this.profiles = profiles;
    }

    boolean anonymous() {
        return access.login() == Login.ANONYMOUS;
    }

    /** Tells whether there are keys that go before all that AWS's files may say. */
    boolean goBeforeFiles() {
        if (anonymous() || access.keyId().isPresent()) return true;
        return !profiles.named() && env.var("AWS_ACCESS_KEY_ID").isPresent();
    }

    /** Returns where the credentials come from, for messages. */
    synchronized String source() {
        return source;
    }

    /**
     * Returns the credentials to sign with.
     *
     * @throws JdvcException of kind AUTH if no source has any
     */
    synchronized AwsCredentialsIdentity resolve() {
        if (provider == null) provider = choose();
        try {
            return provider.resolveCredentials();
        } catch (SdkException | IllegalStateException | IllegalArgumentException | UncheckedIOException e) {
            throw noneFrom(source, e);
        }
    }

    /** Asks the source again for credentials; false if they cannot be others than before. */
    synchronized boolean refresh() throws IOException {
        if (fixed) return false;
        profiles.reload();
        provider = null;
        return true;
    }

    private AwsCredentialsProvider choose() {
        looked.clear();
        fixed = false;
        var first = option();
        if (first == null && profiles.named()) first = requiredProfile();
        if (first == null) first = environment();
        if (first == null) first = webIdentity();
        if (first == null) first = profile();
        if (first == null) first = container();
        if (first == null) first = machine();
        if (first == null) throw none();
        return first;
    }

    private @Nullable AwsCredentialsProvider option() {
        var id = access.keyId();
        var secret = access.secretKey();
        if (id.isPresent() != secret.isPresent()) {
            throw partial(id.isPresent() ? "secret_access_key" : "access_key_id", "the remote's options");
        }
        if (id.isEmpty()) return missed("the remote's `access_key_id`: not set");
        fixed = true;
        var token = access.sessionToken().map(Secret::reveal);
        return taken(
                "the remote's `access_key_id`", new Pair(id.get(), secret.get().reveal(), token).provider());
    }

    private @Nullable AwsCredentialsProvider environment() {
        var id = env.var("AWS_ACCESS_KEY_ID");
        var secret = env.var("AWS_SECRET_ACCESS_KEY");
        if (id.isPresent() != secret.isPresent()) {
            throw partial(id.isPresent() ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID", "the environment");
        }
        if (id.isEmpty()) return missed("AWS_ACCESS_KEY_ID: not set");
        fixed = true;
        return taken("AWS_ACCESS_KEY_ID", new Pair(id.get(), secret.get(), env.var("AWS_SESSION_TOKEN")).provider());
    }

    private @Nullable AwsCredentialsProvider webIdentity() {
        var file = env.var("AWS_WEB_IDENTITY_TOKEN_FILE");
        var role = env.var("AWS_ROLE_ARN");
        if (file.isEmpty() || role.isEmpty()) return null;
        return taken(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                WebIdentityTokenFileCredentialsProvider.builder()
                        .roleArn(role.get())
                        .webIdentityTokenFile(Path.of(file.get()))
                        .build());
    }

    private AwsCredentialsProvider requiredProfile() {
        profiles.requireWhole();
        if (!profiles.found()) {
            throw JdvcException.of(
                            Kind.CONFIG,
                            "profile '%s' is neither in %s",
                            profiles.name(),
                            profiles.place().replace("' and", "' nor in"))
                    .hint("name an existing profile in the remote's option `profile`");
        }
        var provider = profile();
        if (provider == null) throw none();
        return provider;
    }

    private @Nullable AwsCredentialsProvider profile() {
        var source = "profile '" + profiles.name() + "' in " + profiles.place();
        var plain = profiles.plainKeys();
        if (plain.isPresent()) return taken(source, plain.get().provider());
        profiles.requireWhole();
        var own = profiles.provider();
        if (own.isEmpty()) return missed(source + ": not there");
        try {
            own.get().resolveCredentials();
            return taken(source, own.get());
        } catch (SdkException | IllegalStateException | IllegalArgumentException e) {
            if (profiles.named()) throw noneFrom(source, e);
            return missed(source + ": " + Text.clean(String.valueOf(e.getMessage())));
        }
    }

    private @Nullable AwsCredentialsProvider container() {
        if (env.var("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").isEmpty()
                && env.var("AWS_CONTAINER_CREDENTIALS_FULL_URI").isEmpty()) {
            return missed("the container's credentials: none offered");
        }
        return taken(
                "the container's credentials",
                ContainerCredentialsProvider.builder().build());
    }

    private @Nullable AwsCredentialsProvider machine() {
        var disabled = env.var("AWS_EC2_METADATA_DISABLED").orElse("");
        if (disabled.equalsIgnoreCase("true")) return missed("the machine's role: AWS_EC2_METADATA_DISABLED is set");
        var machine = InstanceProfileCredentialsProvider.builder().build();
        try {
            machine.resolveCredentials();
            return taken("the machine's role", machine);
        } catch (SdkException | IllegalStateException e) {
            machine.close();
            return missed("the machine's role: no answer");
        }
    }

    private AwsCredentialsProvider taken(String from, AwsCredentialsProvider taken) {
        source = from;
        return taken;
    }

    private @Nullable AwsCredentialsProvider missed(String why) {
        looked.add(why);
        return null;
    }

    private JdvcException none() {
        return JdvcException.of(Kind.AUTH, "no credentials for S3; looked at %s", String.join("; ", looked))
                .hint(
                        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run"
                                + " `jdvc remote modify --local %s access_key_id …` and the same for secret_access_key",
                        remote);
    }

    private static JdvcException partial(String lacking, String where) {
        return JdvcException.of(Kind.CONFIG, "partial credentials in %s: `%s` is missing", where, lacking)
                .hint("set both keys, or none of them");
    }

    private static JdvcException noneFrom(String source, RuntimeException why) {
        return JdvcException.of(
                        Kind.AUTH, "no credentials from %s: %s", source, Text.clean(String.valueOf(why.getMessage())))
                .hint("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name another `profile`")
                .cause(why);
    }

    /** Returns an address of the environment or a profile, if it is one. */
    static Optional<URI> address(String text) {
        try {
            return Optional.of(URI.create(text)).filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
