package jdvc.store.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;
import jdvc.store.s3.S3Settings.AwsFiles;
import jdvc.store.s3.S3Settings.Chosen;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * AWS's own files: {@code ~/.aws/credentials} and {@code ~/.aws/config}, or others in their place.
 *
 * <p>The SDK reads those that the user chose, with all they can do, such as running a program for credentials. From one
 * that the repository chose only keys and a region are taken, by a parser that knows nothing else (safety 10.3).
 */
final class Profiles {

    private static final long LIMIT = 1 << 20;
    private static final Set<String> HARMLESS =
            Set.of("aws_access_key_id", "aws_secret_access_key", "aws_session_token", "region");

    private final Disk disk;
    private final Env env;
    private final Chosen credentials;
    private final Chosen config;
    private final String name;
    private final boolean named;
    private final Map<String, String> plain = new HashMap<>();
    private @Nullable ProfileFile file;
    private @Nullable JdvcException damage;
    private boolean found;

    private Profiles(Env env, Disk disk, AwsFiles files) {
        this.env = env;
        this.disk = disk;
        credentials = chosen("AWS_SHARED_CREDENTIALS_FILE", files.credentials(), ".aws/credentials");
        config = chosen("AWS_CONFIG_FILE", files.config(), ".aws/config");
        named = files.profile().isPresent();
        name = files.profile()
                .or(() -> env.var("AWS_PROFILE"))
                .or(() -> env.var("AWS_DEFAULT_PROFILE"))
                .orElse("default");
    }

    static Profiles read(Env env, Disk disk, AwsFiles files) throws IOException {
        var profiles = new Profiles(env, disk, files);
        profiles.reload();
        return profiles;
    }

    /** Reads the files again: somebody may have logged in meanwhile. One that cannot be understood is left out. */
    void reload() throws IOException {
        plain.clear();
        found = false;
        damage = null;
        var aggregate = ProfileFile.aggregator();
        boolean any = false;
        for (var each : new Chosen[] {config, credentials}) {
            var content = disk.read(each.path(), LIMIT);
            if (content.isEmpty()) continue;
            if (each.by() == Chosen.By.REPOSITORY) {
                readPlain(new String(content.get(), StandardCharsets.UTF_8));
                continue;
            }
            try {
                aggregate.addFile(parsed(each, content.get()));
                any = true;
            } catch (IllegalArgumentException e) {
                damage = damaged(each.path(), e);
            }
        }
        file = any ? aggregate.build() : null;
        found |= file != null && file.profile(name).isPresent();
    }

    private ProfileFile parsed(Chosen chosen, byte[] content) {
        return ProfileFile.builder()
                .content(new ByteArrayInputStream(content))
                .type(chosen == config ? ProfileFile.Type.CONFIGURATION : ProfileFile.Type.CREDENTIALS)
                .build();
    }

    private static JdvcException damaged(Path file, IllegalArgumentException why) {
        return JdvcException.of(Kind.CONFIG, "'%s' is damaged: %s", file, Text.clean(String.valueOf(why.getMessage())))
                .hint("mend that line, or move the file away")
                .cause(why);
    }

    /** Returns why a file is left out. */
    Optional<JdvcException> damage() {
        return Optional.ofNullable(damage);
    }

    /** @throws JdvcException of kind CONFIG if a file is left out, which may have said what is needed now */
    void requireWhole() {
        if (damage != null) throw damage;
    }

    /** Tells whether the profile stands in one of the files. */
    boolean found() {
        return found;
    }

    /** Tells whether the remote's settings ask for this profile by name. */
    boolean named() {
        return named;
    }

    String name() {
        return name;
    }

    /** Returns where the profile was looked for, for messages. */
    String place() {
        return "'" + credentials.path() + "' and '" + config.path() + "'";
    }

    /** Returns a setting of the profile. */
    Optional<String> value(String key) {
        var own = Optional.ofNullable(plain.get(key));
        if (own.isPresent() || file == null) return own;
        return file.profile(name).flatMap(p -> p.property(key));
    }

    /** Returns a key of the profile's {@code s3 =} block, such as {@code addressing_style}. */
    Optional<String> s3Value(String key) {
        for (var line : value("s3").orElse("").split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.substring(0, equals).strip().equals(key)) {
                return Optional.of(line.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }

    /** Returns keys that stand in a file of the repository's choice. */
    Optional<Keys.Pair> plainKeys() {
        var id = plain.get("aws_access_key_id");
        var secret = plain.get("aws_secret_access_key");
        if (id == null || secret == null) return Optional.empty();
        return Optional.of(new Keys.Pair(id, secret, Optional.ofNullable(plain.get("aws_session_token"))));
    }

    /** Returns what gets credentials as the user's own files say: keys, a program, a role. */
    Optional<AwsCredentialsProvider> provider() {
        if (file == null || file.profile(name).isEmpty()) return Optional.empty();
        return Optional.of(ProfileCredentialsProvider.builder()
                .profileFile(file)
                .profileName(name)
                .build());
    }

    private Chosen chosen(String variable, Optional<Chosen> setting, String underHome) {
        return env.var(variable)
                .map(path -> new Chosen(expand(path), Chosen.By.USER))
                .or(() -> setting)
                .orElse(new Chosen(env.home().resolve(underHome), Chosen.By.USER));
    }

    private Path expand(String path) {
        return path.startsWith("~/")
                ? env.home().resolve(path.substring(2))
                : env.cwd().resolve(path);
    }

    private void readPlain(String text) {
        boolean inside = false;
        for (var raw : text.split("\n")) {
            var line = raw.strip();
            if (line.startsWith("[")) inside = isOurs(line);
            int equals = line.indexOf('=');
            if (!inside || equals < 0 || raw.startsWith(" ") || raw.startsWith("\t")) continue;
            var key = line.substring(0, equals).strip();
            if (HARMLESS.contains(key))
                plain.put(key, line.substring(equals + 1).strip());
        }
    }

    private boolean isOurs(String header) {
        int end = header.indexOf(']');
        var section = header.substring(1, end < 0 ? header.length() : end).strip();
        if (section.startsWith("profile "))
            section = section.substring("profile ".length()).strip();
        boolean ours = section.equals(name);
        found |= ours;
        return ours;
    }
}
