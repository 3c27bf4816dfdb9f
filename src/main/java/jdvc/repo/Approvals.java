package jdvc.repo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.config.RemoteConfig;
import jdvc.config.Trust;
import jdvc.disk.Disk;
import jdvc.object.Hasher;
import jdvc.object.Layout;

/**
 * Settings that came with the repository and say where the user's keys go (safety 10.4). Over an open line they need the
 * user's word once, kept for this user in {@code approvals}; elsewhere they are told of once for each endpoint, which the
 * clone keeps in {@code endpoints} of its state folder.
 */
final class Approvals {

    private static final long MAX_BYTES = 1 << 20;

    private final Repo repo;

    Approvals(Repo repo) {
        this.repo = repo;
    }

    /** @throws JdvcException of kind UNTRUSTED if the remote needs an approval and has none */
    void require(RemoteConfig remote) throws IOException {
        var risk = risk(remote);
        if (risk.isEmpty() || read(file()).contains(key(remote))) return;
        var refused = JdvcException.of(
                Kind.UNTRUSTED,
                "remote '%s' (%s): %s, as the repository's own settings say",
                remote.name(),
                remote.value("endpointurl").orElse(remote.url()),
                risk.get());
        if (remote.name().contains("://")) {
            throw refused.hint("make it a remote of your own, and import from remote://NAME/PATH");
        }
        if (repo.name().equals(repo.root().toString())) {
            throw refused.hint("if you trust it, run `jdvc remote check %s --trust`", remote.name());
        }
        throw refused.hint(
                "if you trust it, say so yourself: --remote %s --remote-config endpointurl=URL", remote.name());
    }

    /** Says once to which server the user's own keys are shown because the repository's settings say so. */
    void tell(RemoteConfig remote, Progress progress) throws IOException {
        var endpoint = endpoint(remote);
        var tracked = repo.trackedByGit();
        if (endpoint.isEmpty()
                || isAnonymous(remote)
                || remote.trust(place(remote), tracked) == Trust.USER
                || remote.trust(isServer(remote) ? "password" : "access_key_id", tracked) == Trust.REPO
                || !remember(endpoint.get(), repo.state().resolve("endpoints"))) {
            return;
        }
        progress.warn("remote '" + remote.name() + "' is at " + endpoint.get()
                + ", as the repository's own settings say: your credentials are used there");
    }

    /** Keeps the user's word for a remote as it is set now. */
    void approve(RemoteConfig remote) throws IOException {
        remember(key(remote), file());
    }

    /** Adds a line to a file of lines; false if it is there. */
    private boolean remember(String line, Path file) throws IOException {
        var all = read(file);
        if (!all.add(line)) return false;
        repo.disk().makeDirectories(Disk.directoryOf(file), 0700);
        byte[] bytes = (String.join("\n", all) + "\n").getBytes(StandardCharsets.UTF_8);
        repo.disk().replaceState(file, out -> out.write(bytes));
        return true;
    }

    private static boolean isServer(RemoteConfig remote) {
        return remote.kind() == RemoteConfig.Kind.HTTP;
    }

    /** Returns the option that names the server to which the user's keys go. */
    private static String place(RemoteConfig remote) {
        return isServer(remote) ? "url" : "endpointurl";
    }

    /** Absent if it is that of the cloud, or gets no keys. */
    private static Optional<String> endpoint(RemoteConfig remote) {
        if (!isServer(remote)) return remote.value("endpointurl");
        return remote.value("auth").isPresent() ? Optional.of(remote.url()) : Optional.empty();
    }

    private static boolean isAnonymous(RemoteConfig remote) {
        return !isServer(remote) && remote.flag("allow_anonymous_login");
    }

    private Optional<String> risk(RemoteConfig remote) throws IOException {
        boolean far = remote.kind() == RemoteConfig.Kind.S3 || remote.kind() == RemoteConfig.Kind.HTTP;
        if (!far) return Optional.empty();
        var tracked = repo.trackedByGit();
        boolean unverified =
                remote.value("ssl_verify").map(v -> v.equalsIgnoreCase("false")).orElse(false);
        if (unverified && remote.trust("ssl_verify", tracked) == Trust.REPO) {
            return Optional.of("the server's certificate is not checked");
        }
        var endpoint = endpoint(remote);
        if (endpoint.isEmpty() || remote.trust(place(remote), tracked) != Trust.REPO) return Optional.empty();
        boolean open = endpoint.get().toLowerCase(Locale.ROOT).startsWith("http:");
        return open && !isNear(endpoint.get()) ? Optional.of("the line is not encrypted") : Optional.empty();
    }

    /** Tells whether a server is on this machine, or at a private address. */
    private static boolean isNear(String endpoint) {
        try {
            var host = URI.create(endpoint).getHost();
            if (host == null) return false;
            for (var each : InetAddress.getAllByName(host)) {
                if (!each.isLoopbackAddress() && !each.isSiteLocalAddress() && !each.isLinkLocalAddress()) return false;
            }
            return true;
        } catch (IllegalArgumentException | UnknownHostException e) {
            return false;
        }
    }

    private String key(RemoteConfig remote) {
        var text = repo.name() + "\n" + remote.name() + "\n" + remote.url() + "\n"
                + remote.value("endpointurl").orElse("") + "\n"
                + remote.value("ssl_verify").orElse("");
        return Hasher.hash(text.getBytes(StandardCharsets.UTF_8), Layout.V3).hex();
    }

    private TreeSet<String> read(Path file) throws IOException {
        var content = repo.disk().read(file, MAX_BYTES);
        var lines = new TreeSet<String>();
        if (content.isPresent())
            lines.addAll(
                    new String(content.get(), StandardCharsets.UTF_8).lines().toList());
        return lines;
    }

    private Path file() {
        return repo.env().xdg("XDG_STATE_HOME", ".local/state").resolve("jdvc/approvals");
    }
}
