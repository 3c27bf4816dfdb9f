package jdvc.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import jdvc.JdvcException;
import jdvc.Secret;

/** One remote's settings, all levels merged. */
public final class RemoteConfig {

    /** What serves a remote, by the scheme of its URL. */
    public enum Kind {
        S3,
        LOCAL,
        HTTP,
        /** Known to DVC, not to us. */
        UNSUPPORTED
    }

    /** One option: its value, and the level that is to answer for it. */
    record Option(IniValue value, Level level) {}

    private static final String EXCLUSION = "AWS S3 config options are mutually exclusive";

    private final String name;
    private final String url;
    private final Map<String, Option> options;
    private final Config config;

    RemoteConfig(String name, String url, Map<String, Option> options, Config config) {
        this.name = name;
        this.url = url;
        this.options = Map.copyOf(options);
        this.config = config;
    }

    public String name() {
        return name;
    }

    /** Returns the URL, or for a local remote the absolute path. */
    public String url() {
        return url;
    }

    public Kind kind() {
        return switch (Urls.scheme(url)) {
            case "s3" -> Kind.S3;
            case "" -> Kind.LOCAL;
            case "http", "https" -> Kind.HTTP;
            default -> Kind.UNSUPPORTED;
        };
    }

    /** Returns the directory of a local remote. */
    public Path directory() {
        if (kind() != Kind.LOCAL) throw new IllegalStateException(this + " is not local");
        return Path.of(url);
    }

    /**
     * Returns an option's value; paths come absolute.
     *
     * @throws IllegalArgumentException if the option is a secret: ask {@link #secret}
     */
    public Optional<String> value(String option) {
        if (Secrets.isSecretOption(option)) throw new IllegalArgumentException(option + " is a secret");
        return text(option);
    }

    /** Returns a key, token or password. */
    public Optional<Secret> secret(String option) {
        return text(option).map(Secret::of);
    }

    private Optional<String> text(String option) {
        var found = options.get(option);
        return found == null ? Optional.empty() : Optional.of(found.value().toString());
    }

    /** Returns a yes-or-no option, or what DVC takes without it. */
    public boolean flag(String option) {
        return Config.flag(
                key(option), text(option), Schema.remote(Urls.scheme(url)).orElse(List.of()));
    }

    public OptionalInt number(String option) {
        return Config.number(key(option), text(option));
    }

    /** Returns {@code type} of a local remote in its order; empty if unset. */
    public List<String> linkTypes() {
        var type = options.get("type");
        return type == null ? List.of() : Values.links(type.value());
    }

    /** Returns the level that set an option; absent if none did. */
    public Optional<Level> origin(String option) {
        return Optional.ofNullable(options.get(option)).map(Option::level);
    }

    /**
     * Returns whose word an option is; USER if it is unset.
     *
     * @param trackedByGit asked at most once, for {@code config.local}
     */
    public Trust trust(String option, Predicate<Path> trackedByGit) throws IOException {
        var found = options.get(option);
        return found == null ? Trust.USER : config.trust(found.level(), trackedByGit);
    }

    /** Tells whether the bucket's own versions hold the data, which we only read. */
    public boolean versionAware() {
        return flag("version_aware") || flag("worktree");
    }

    /** Returns transfers at a time, if the remote says. */
    public OptionalInt jobs() {
        return number("jobs");
    }

    private KeyName key(String option) {
        return KeyName.of("remote", name, option);
    }

    /** Options of S3 that exclude each other fail here, as they do in DVC when the remote is used. */
    RemoteConfig checked() {
        if (kind() == Kind.S3) {
            for (var grant : List.of("grant_full_control", "grant_read", "grant_read_acp", "grant_write_acp")) {
                exclude("acl", grant);
            }
            exclude("sse_kms_key_id", "sse_customer_key");
        } else if (kind() == Kind.LOCAL && Urls.isUrl(url)) {
            throw JdvcException.of(
                    JdvcException.Kind.CONFIG, "the URL of remote '%s', '%s', names no bucket or host", name, url);
        }
        return this;
    }

    private void exclude(String one, String other) {
        if (!options.containsKey(one) || !options.containsKey(other)) return;
        throw JdvcException.of(
                        JdvcException.Kind.CONFIG, "`%s` and `%s` of remote '%s': %s", one, other, name, EXCLUSION)
                .hint("run `jdvc remote modify -u %s %s`", name, other);
    }

    /** Tells whether a failure is that options of S3 exclude each other. */
    public static boolean isExclusion(JdvcException e) {
        return String.valueOf(e.getMessage()).endsWith(EXCLUSION);
    }

    @Override
    public String toString() {
        return "remote " + name;
    }
}
