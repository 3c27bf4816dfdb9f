package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.Secret;
import jdvc.config.RemoteConfig;
import jdvc.config.Trust;
import jdvc.store.LocalStore;
import jdvc.store.ObjectStore;
import jdvc.store.http.HttpFile;
import jdvc.store.http.HttpSettings;
import jdvc.store.http.HttpStore;
import jdvc.store.s3.S3Files;
import jdvc.store.s3.S3Settings;
import jdvc.store.s3.S3Settings.Access;
import jdvc.store.s3.S3Settings.AwsFiles;
import jdvc.store.s3.S3Settings.Chosen;
import jdvc.store.s3.S3Settings.Customer;
import jdvc.store.s3.S3Settings.Login;
import jdvc.store.s3.S3Settings.Marks;
import jdvc.store.s3.S3Settings.Pace;
import jdvc.store.s3.S3Settings.Server;
import jdvc.store.s3.S3Settings.Verify;
import jdvc.store.s3.S3Store;

/** Opens the store behind a remote's settings. */
final class RemoteStores {

    private static final List<String> GRANTS = List.of("full_control", "read", "read_acp", "write_acp");

    private final Repo repo;
    private final RemoteConfig config;
    private final OptionalInt jobs;

    private RemoteStores(Repo repo, RemoteConfig config, OptionalInt jobs) {
        this.repo = repo;
        this.config = config;
        this.jobs = jobs;
    }

    /**
     * Opens it.
     *
     * @param jobs requests at a time; as the remote's settings say if absent
     * @throws JdvcException of kind CONFIG if jdvc cannot talk to such a remote
     */
    static ObjectStore open(Repo repo, RemoteConfig config, OptionalInt jobs, Progress progress) throws IOException {
        return new RemoteStores(repo, config, jobs).open(progress);
    }

    private ObjectStore open(Progress progress) throws IOException {
        if (config.versionAware()) {
            throw JdvcException.of(
                    Kind.CONFIG,
                    "remote '%s' keeps versions in the bucket itself (version_aware, worktree), which jdvc only preserves",
                    config.name());
        }
        return switch (config.kind()) {
            case LOCAL ->
                new LocalStore(
                        repo.disk(),
                        config.directory(),
                        repo.workspace().hashes(),
                        config.value("shared").filter("group"::equalsIgnoreCase).isPresent(),
                        repo.env().cpus());
            case S3 -> {
                var approvals = new Approvals(repo);
                approvals.require(config);
                approvals.tell(config, progress);
                yield S3Store.open(settings(), repo.disk(), repo.env(), repo.uploads(), progress);
            }
            case HTTP -> {
                var approvals = new Approvals(repo);
                approvals.require(config);
                approvals.tell(config, progress);
                var atATime = jobs.isPresent() ? jobs : config.jobs();
                yield HttpStore.open(web(), atATime.orElse(0), repo.disk(), repo.env());
            }
            case UNSUPPORTED ->
                throw JdvcException.of(
                        Kind.CONFIG, "remote '%s': URLs such as '%s' are not supported", config.name(), config.url());
        };
    }

    /**
     * Opens the part of a bucket that a URL names.
     *
     * @param judged the remote whose settings lead there, if one's do: it is that which the user approved
     */
    static S3Files files(Repo repo, RemoteConfig config, RemoteConfig judged, Progress progress) throws IOException {
        var approvals = new Approvals(repo);
        approvals.require(judged);
        approvals.tell(judged, progress);
        return S3Store.open(settings(repo, config), repo.disk(), repo.env(), repo.uploads(), progress)
                .files();
    }

    /** Opens the file on a server that a URL names; {@code judged} as for a bucket. */
    static HttpFile page(Repo repo, RemoteConfig config, RemoteConfig judged, Progress progress) throws IOException {
        var approvals = new Approvals(repo);
        approvals.require(judged);
        approvals.tell(judged, progress);
        return HttpFile.open(new RemoteStores(repo, config, OptionalInt.empty()).web(), repo.disk(), repo.env());
    }

    private HttpSettings web() {
        var url = config.url().endsWith("/")
                ? config.url().substring(0, config.url().length() - 1)
                : config.url();
        var server = server();
        return new HttpSettings(
                config.name(),
                url,
                config.value("method").orElse("POST").toUpperCase(Locale.ROOT),
                login(),
                new HttpSettings.Server(server.verify() == Verify.YES, server.ca()),
                new HttpSettings.Pace(seconds("connect_timeout"), seconds("read_timeout")));
    }

    /** Returns the headers by which the user is known. */
    private Map<String, Secret> login() {
        var auth = config.value("auth");
        if (auth.isEmpty()) return Map.of();
        var password = config.secret("password");
        if (auth.get().equals("basic")) {
            var user = config.value("user");
            if (user.isEmpty() || password.isEmpty()) throw incomplete("basic", "user", "password");
            byte[] both = (user.get() + ":" + password.get().reveal()).getBytes(StandardCharsets.UTF_8);
            return Map.of(
                    "Authorization", Secret.of("Basic " + Base64.getEncoder().encodeToString(both)));
        }
        if (auth.get().equals("custom")) {
            var header = config.value("custom_auth_header");
            if (header.isEmpty() || password.isEmpty()) throw incomplete("custom", "custom_auth_header", "password");
            return Map.of(header.get(), password.get());
        }
        throw JdvcException.of(
                Kind.CONFIG, "remote '%s': auth method '%s' is not supported", config.name(), auth.get());
    }

    private JdvcException incomplete(String auth, String one, String other) {
        return JdvcException.of(
                        Kind.CONFIG,
                        "remote '%s': HTTP '%s' authentication requires both '%s' and '%s'",
                        config.name(),
                        auth,
                        one,
                        other)
                .hint("set them by `jdvc remote modify --local %s %s …`", config.name(), other);
    }

    /** Returns what a remote's options say about S3. */
    static S3Settings settings(Repo repo, RemoteConfig config) throws IOException {
        return new RemoteStores(repo, config, OptionalInt.empty()).settings();
    }

    private S3Settings settings() throws IOException {
        return S3Settings.of(config.name(), config.url())
                .with(server())
                .with(access())
                .with(marks())
                .with(new Pace(
                        seconds("connect_timeout"), seconds("read_timeout"), jobs.isPresent() ? jobs : config.jobs()));
    }

    private Optional<Duration> seconds(String option) {
        var number = config.number(option);
        return number.isPresent() ? Optional.of(Duration.ofSeconds(number.getAsInt())) : Optional.empty();
    }

    /** {@code ssl_verify} is yes, no, or the file of an authority. */
    private Server server() {
        var verify = config.value("ssl_verify").orElse("true");
        boolean off = verify.equalsIgnoreCase("false");
        boolean file = !off && !verify.equalsIgnoreCase("true");
        return new Server(
                config.value("endpointurl"),
                config.value("region"),
                config.flag("use_ssl"),
                off ? Verify.NO : Verify.YES,
                file ? Optional.of(repo.env().cwd().resolve(verify)) : Optional.empty());
    }

    private Access access() throws IOException {
        return new Access(
                config.flag("allow_anonymous_login") ? Login.ANONYMOUS : Login.SIGNED,
                config.value("access_key_id"),
                config.secret("secret_access_key"),
                config.secret("session_token"),
                new AwsFiles(config.value("profile"), chosen("credentialpath"), chosen("configpath")));
    }

    private Optional<Chosen> chosen(String option) throws IOException {
        var path = config.value(option);
        if (path.isEmpty()) return Optional.empty();
        boolean user = config.trust(option, repo.trackedByGit()) == Trust.USER;
        return Optional.of(new Chosen(Path.of(path.get()), user ? Chosen.By.USER : Chosen.By.REPOSITORY));
    }

    private Marks marks() {
        Map<String, String> grants = new HashMap<>();
        for (var each : GRANTS) config.value("grant_" + each).ifPresent(who -> grants.put(each, who));
        var key = config.secret("sse_customer_key");
        return new Marks(
                config.value("acl"),
                grants,
                config.value("sse"),
                config.value("sse_kms_key_id"),
                new Customer(config.value("sse_customer_algorithm"), key));
    }
}
