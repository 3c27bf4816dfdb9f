package jdvc.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;

/**
 * Values that are paths: relative to their file in the file, absolute in memory. URLs, absolute paths and what begins
 * with a {@code ~} that stands for a home directory stay as they are written.
 */
final class PathValues {

    private static final Path USERS = Path.of("/etc/passwd");
    private static final int MAX_USERS = 1 << 20;

    private final Disk disk;
    private final Env env;

    PathValues(Disk disk, Env env) {
        this.disk = disk;
        this.env = env;
    }

    static boolean isPath(KeyName key) {
        var option = key.option();
        return switch (key.section()) {
            case "cache" -> key.path().size() == 2 && option.equals("dir");
            case "remote" -> key.path().size() == 3 && isRemotePath(option);
            case "machine" ->
                key.path().size() == 3 && (option.equals("startup_script") || option.equals("setup_script"));
            default -> false;
        };
    }

    private static boolean isRemotePath(String option) {
        return switch (option) {
            case "url",
                    "credentialpath",
                    "configpath",
                    "keyfile",
                    "cert_path",
                    "key_path",
                    "gdrive_user_credentials_file",
                    "gdrive_service_account_json_file_path" -> true;
            default -> false;
        };
    }

    /** Returns what a value means that stands in a file of {@code directory}. */
    String resolve(Path directory, String value) {
        if (Urls.isUrl(value) || value.startsWith("/")) return value;
        var expanded = expand(value);
        return expanded.startsWith("/") ? expanded : path(directory, value).toString();
    }

    /** Returns how a file of {@code directory} holds a value that was meant from {@code base} on. */
    String stored(Path directory, Path base, String value) {
        if (Urls.isUrl(value) || value.startsWith("/") || !expand(value).equals(value)) return value;
        var relative = directory.relativize(path(base, value)).toString();
        return relative.isEmpty() ? "." : relative;
    }

    private static Path path(Path base, String value) {
        try {
            return base.resolve(value).normalize();
        } catch (InvalidPathException e) {
            throw JdvcException.of(Kind.CONFIG, "'%s' cannot be a path", value).cause(e);
        }
    }

    /** Replaces {@code ~} and {@code ~user} at the beginning; the text itself if there is no such user. */
    private String expand(String value) {
        if (!value.startsWith("~")) return value;
        int slash = value.indexOf('/');
        int end = slash < 0 ? value.length() : slash;
        var home = end == 1 ? Optional.of(env.home().toString()) : home(value.substring(1, end));
        if (home.isEmpty()) return value;
        var directory = home.get().equals("/") ? "" : home.get();
        var expanded = directory + value.substring(end);
        return expanded.isEmpty() ? "/" : expanded;
    }

    private Optional<String> home(String user) {
        byte[] content;
        try {
            content = disk.read(USERS, MAX_USERS).orElse(new byte[0]);
        } catch (IOException | JdvcException e) {
            return Optional.empty(); // as if there were no such user
        }
        var users = '\n' + new String(content, StandardCharsets.UTF_8);
        int line = users.indexOf('\n' + user + ':');
        int end = line < 0 ? -1 : users.indexOf('\n', line + 1);
        if (end < 0) return Optional.empty();
        var fields = users.substring(line + 1, end); // name:x:uid:gid:comment:home:shell
        int last = fields.lastIndexOf(':');
        return last < 0 ? Optional.empty() : Optional.of(fields.substring(fields.lastIndexOf(':', last - 1) + 1, last));
    }
}
