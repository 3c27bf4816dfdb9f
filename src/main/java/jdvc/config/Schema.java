package jdvc.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What DVC 3 accepts in its settings, built section by section when a section is there to check. Only keys that mean
 * something to jdvc have a description.
 */
final class Schema {

    /** DVC's order, in which it writes sections that a file did not have yet. */
    static final List<String> SECTIONS = List.of(
            "core", "cache", "remote", "state", "index", "machine", "feature", "plots", "exp", "parsing", "hydra",
            "studio", "db");

    private static final List<String> FLAGS = List.of("true", "false");
    private static final List<String> LINKS = List.of("reflink", "hardlink", "symlink", "copy");

    private Schema() {}

    /** Returns the keys of a plain section, or of each section of a kind ({@code machine}, {@code db}). */
    static Optional<List<Key>> section(String section) {
        return Optional.ofNullable(
                switch (section) {
                    case "core" -> core();
                    case "cache" -> cache();
                    case "state" -> keys("dir row_limit:count row_cleanup_quota:percent");
                    case "index" -> keys("dir");
                    case "machine" -> machine();
                    case "feature" -> keys("machine:flag");
                    case "plots" -> keys("html_template auto_open:flag out_dir");
                    case "exp" -> keys("code data models metrics params plots live auto_push:flag git_remote");
                    case "parsing" -> parsing();
                    case "hydra" -> keys("enabled:flag config_dir config_module config_name plugins_path");
                    case "studio" -> keys("token url repo_url offline:flag");
                    case "db" -> keys("url username password");
                    default -> null;
                });
    }

    /** Returns the keys of a remote by its URL's scheme, empty for a path; absent for a scheme that DVC does not know. */
    static Optional<List<Key>> remote(String scheme) {
        var own = switch (scheme) {
            case "" -> local();
            case "s3" -> s3();
            case "gs" -> keys("projectname credentialpath endpointurl verify:flag allow_anonymous_login:flag");
            case "ssh" ->
                keys("type:links port:integer user password ask_password:flag passphrase"
                        + " ask_passphrase:flag keyfile timeout:integer gss_auth:flag allow_agent:flag"
                        + " max_sessions:integer verify:flag");
            case "hdfs" -> keys("user kerb_ticket replication:none");
            case "webhdfs" ->
                keys("kerberos:flag kerberos_principal proxy_to ssl_verify token use_https:flag"
                        + " user password data_proxy_target verify:flag");
            case "azure" ->
                keys("connection_string sas_token account_name account_key tenant_id client_id"
                        + " client_secret allow_anonymous_login:flag exclude_environment_credential:flag"
                        + " exclude_visual_studio_code_credential:flag exclude_shared_token_cache_credential:flag"
                        + " exclude_managed_identity_credential:flag verify:flag timeout:integer"
                        + " read_timeout:integer connection_timeout:integer");
            case "oss" -> keys("oss_key_id oss_key_secret oss_endpoint verify:flag=true");
            case "gdrive" ->
                keys("profile gdrive_use_service_account:flag gdrive_client_id"
                        + " gdrive_client_secret gdrive_user_credentials_file gdrive_service_account_user_email"
                        + " gdrive_service_account_json_file_path gdrive_trash_only:flag"
                        + " gdrive_acknowledge_abuse:flag verify:flag=true");
            case "http", "https" -> http();
            case "webdav", "webdavs" ->
                keys("user password ask_password:flag token bearer_token_command"
                        + " custom_auth_header cert_path key_path timeout:integer ssl_verify verify:flag");
            default -> null;
        };
        if (own == null) return Optional.empty();
        var all = new ArrayList<>(common());
        all.addAll(own);
        return Optional.of(all);
    }

    /** Returns the keys of jdvc's own files. */
    static List<Key> ours() {
        return List.of(
                choice(
                        "format",
                        "auto",
                        List.of("auto", "2", "3"),
                        "Shape of new outputs: DVC 2's, DVC 3's, or as the project has it"),
                new Key(
                        "propose_size",
                        Key.Type.SIZE,
                        "5 MiB",
                        List.of(),
                        "From which size on untracked files are proposed"),
                choice(
                        "durability",
                        "batch",
                        List.of("off", "batch", "full"),
                        "How hard written objects are synced to disk"),
                text("mlflow", "URL of MLflow's tracking server, for mlflow:RUN_ID/PATH"),
                new Key("trash_days", Key.Type.COUNT, "7", List.of(), "Days that displaced files can be brought back"),
                new Key(
                        "trash_percent",
                        Key.Type.PERCENT,
                        "5",
                        List.of(),
                        "Share of the disk that the trash may take"));
    }

    /** Returns the keys of jdvc's own sections for remotes. */
    static List<Key> oursForRemote() {
        return List.of(new Key("quota", Key.Type.SIZE, "", List.of(), "Bytes that the remote may hold"));
    }

    /** Returns every setting worth offering, with its full name; {@code NAME} stands for a remote's name. */
    static List<Key> offered() {
        var all = new ArrayList<Key>();
        offer(all, "core.", core());
        offer(all, "cache.", cache());
        var remote = new LinkedHashMap<String, Key>();
        for (var scheme : List.of("s3", "")) {
            for (var key : remote(scheme).orElseThrow()) remote.putIfAbsent(key.name(), key);
        }
        offer(all, "remote.NAME.", remote.values());
        offer(all, "jdvc.", ours());
        offer(all, "jdvc.remote.NAME.", oursForRemote());
        return all;
    }

    private static void offer(List<Key> all, String prefix, Iterable<Key> keys) {
        for (var key : keys) {
            if (!key.description().isEmpty()) all.add(key.named(prefix + key.name()));
        }
    }

    /** Returns a key by its place; of remotes the widest known one. */
    static Optional<Key> find(KeyName name) {
        var keys = switch (name.section()) {
            case "jdvc" -> ours();
            case "remote" -> name.ours() ? oursForRemote() : remote("s3").orElseThrow();
            default -> section(name.section()).orElse(List.of());
        };
        return find(keys, name.option());
    }

    static Optional<Key> find(List<Key> keys, String option) {
        for (var key : keys) {
            if (key.name().equals(option)) return Optional.of(key);
        }
        return Optional.empty();
    }

    private static List<Key> core() {
        return List.of(
                new Key("remote", Key.Type.LOWER, "", List.of(), "Remote to use where none is named"),
                new Key("autostage", Key.Type.FLAG, "false", FLAGS, "Run `git add` on changed .dvc files"),
                new Key("checksum_jobs", Key.Type.COUNT, "", List.of(), "Files hashed at a time"),
                new Key(
                        "hardlink_lock",
                        Key.Type.FLAG,
                        "false",
                        FLAGS,
                        "Lock by hard links, for network disks without flock"),
                new Key("no_scm", Key.Type.FLAG, "false", FLAGS, "The project is not in Git"),
                text("site_cache_dir", "Where DVC keeps its state for this machine"),
                new Key("analytics", Key.Type.FLAG, "true", FLAGS, "Usage reports of DVC; jdvc sends none"),
                new Key("check_update", Key.Type.FLAG, "true", FLAGS, "Update checks of DVC; jdvc makes none"),
                new Key("interactive", Key.Type.FLAG, "false", FLAGS, ""),
                new Key("experiments", Key.Type.FLAG, "", FLAGS, ""),
                new Key("machine", Key.Type.LOWER, "", List.of(), ""));
    }

    private static List<Key> cache() {
        var keys = new ArrayList<Key>();
        keys.add(new Key("dir", Key.Type.PATH, "", List.of(), "Directory of the cache; .dvc/cache by default"));
        keys.addAll(local());
        keys.addAll(keys("local s3 gs hdfs webhdfs ssh azure"));
        return keys;
    }

    private static List<Key> local() {
        return List.of(
                new Key("type", Key.Type.LINKS, "", LINKS, "How files are placed in the workspace, best first"),
                choice("shared", "", List.of("group"), "Give the group write access to the cache"),
                new Key("slow_link_warning", Key.Type.FLAG, "true", FLAGS, "Say when files have to be copied"),
                new Key("verify", Key.Type.FLAG, "false", FLAGS, "Hash objects again when they arrive"),
                new Key("protected", Key.Type.FLAG, "false", FLAGS, ""));
    }

    private static List<Key> common() {
        return List.of(
                new Key("url", Key.Type.PATH, "", List.of(), "s3://bucket/path, or a directory"),
                new Key("jobs", Key.Type.COUNT, "", List.of(), "Objects transferred at a time"),
                new Key("checksum_jobs", Key.Type.COUNT, "", List.of(), "Files hashed at a time"),
                new Key("version_aware", Key.Type.FLAG, "false", FLAGS, "The bucket's own versions hold the data"),
                new Key("worktree", Key.Type.FLAG, "false", FLAGS, "The bucket mirrors the workspace"),
                new Key("no_traverse", Key.Type.FLAG, "", FLAGS, ""));
    }

    private static List<Key> s3() {
        return List.of(
                text("endpointurl", "Address of an S3-compatible server"),
                text("region", "Region that requests are signed for"),
                text("profile", "Profile in the AWS files"),
                new Key("credentialpath", Key.Type.PATH, "", List.of(), "AWS credentials file"),
                new Key("configpath", Key.Type.PATH, "", List.of(), "AWS config file"),
                text("access_key_id", "Access key; its secret belongs in config.local"),
                text("secret_access_key", "Secret key: set it with --local"),
                text("session_token", "Session token: set it with --local"),
                new Key("use_ssl", Key.Type.FLAG, "true", FLAGS, "Speak TLS"),
                text("ssl_verify", "false, or a file with the certificates to trust"),
                new Key("allow_anonymous_login", Key.Type.FLAG, "false", FLAGS, "Send unsigned requests"),
                text("sse", "Server-side encryption: AES256 or aws:kms"),
                text("sse_kms_key_id", "Key for aws:kms"),
                text("sse_customer_algorithm", "Algorithm of the customer's key; AES256 by default"),
                text("sse_customer_key", "Customer's key, base64: set it with --local"),
                text("acl", "Canned access list of new objects"),
                text("grant_read", "Who may read new objects"),
                text("grant_read_acp", "Who may read their access list"),
                text("grant_write_acp", "Who may change their access list"),
                text("grant_full_control", "Who may do everything with them"),
                new Key("read_timeout", Key.Type.INTEGER, "", List.of(), "Seconds to wait for an answer"),
                new Key("connect_timeout", Key.Type.INTEGER, "", List.of(), "Seconds to wait for a connection"),
                new Key("verify", Key.Type.FLAG, "false", FLAGS, "Hash objects again when they arrive"),
                new Key("cache_regions", Key.Type.NONE, "", List.of(), ""),
                new Key("listobjects", Key.Type.FLAG, "false", FLAGS, ""));
    }

    private static List<Key> http() {
        var keys = new ArrayList<Key>();
        keys.add(choice("auth", "", List.of("basic", "digest", "custom"), ""));
        keys.addAll(keys("custom_auth_header user password ask_password:flag ssl_verify method"
                + " connect_timeout:seconds read_timeout:seconds verify:flag"));
        return keys;
    }

    private static List<Key> machine() {
        var keys = new ArrayList<Key>();
        keys.add(choice("cloud", "", List.of("aws", "azure"), ""));
        keys.add(choice("region", "", List.of("us-west", "us-east", "eu-west", "eu-north"), ""));
        keys.addAll(keys("image spot:flag spot_price:decimal instance_hdd_size:integer instance_type:lower"
                + " instance_gpu:lower ssh_private startup_script setup_script"));
        return keys;
    }

    private static List<Key> parsing() {
        return List.of(
                choice("bool", "", List.of("store_true", "boolean_optional"), ""),
                choice("list", "", List.of("nargs", "append"), ""));
    }

    private static Key text(String name, String description) {
        return new Key(name, Key.Type.TEXT, "", List.of(), description);
    }

    private static Key choice(String name, String byDefault, List<String> choices, String description) {
        return new Key(name, Key.Type.CHOICE, byDefault, choices, description);
    }

    /** Builds keys from words such as {@code user port:integer verify:flag=true}. */
    private static List<Key> keys(String words) {
        var keys = new ArrayList<Key>();
        for (int start = 0; start < words.length(); ) {
            int end = words.indexOf(' ', start);
            if (end < 0) end = words.length();
            keys.add(key(words.substring(start, end)));
            start = end + 1;
        }
        return keys;
    }

    private static Key key(String word) {
        int colon = word.indexOf(':');
        if (colon < 0) return text(word, "");
        var name = word.substring(0, colon);
        return switch (word.substring(colon + 1)) {
            case "flag" -> new Key(name, Key.Type.FLAG, "false", FLAGS, "");
            case "flag=true" -> new Key(name, Key.Type.FLAG, "true", FLAGS, "");
            case "integer" -> new Key(name, Key.Type.INTEGER, "", List.of(), "");
            case "count" -> new Key(name, Key.Type.COUNT, "", List.of(), "");
            case "percent" -> new Key(name, Key.Type.PERCENT, "", List.of(), "");
            case "decimal" -> new Key(name, Key.Type.DECIMAL, "", List.of(), "");
            case "seconds" -> new Key(name, Key.Type.SECONDS, "", List.of(), "");
            case "lower" -> new Key(name, Key.Type.LOWER, "", List.of(), "");
            case "links" -> new Key(name, Key.Type.LINKS, "", LINKS, "");
            case "none" -> new Key(name, Key.Type.NONE, "", List.of(), "");
            default -> throw new AssertionError(word);
        };
    }
}
