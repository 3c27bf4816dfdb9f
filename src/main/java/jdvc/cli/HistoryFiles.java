package jdvc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.disk.Disk;
import jdvc.repo.Repo;
import jdvc.shell.HistoryText;

/**
 * The stored lines of the shell: all of a user's, and those of each project, in {@code $XDG_STATE_HOME/jdvc}. Those of the
 * project are the newest, so that suggestions come from it first.
 */
final class HistoryFiles {

    private static final long MAX_BYTES = 8 << 20;

    private final Env env;
    private final Disk disk;

    HistoryFiles(Env env, Disk disk) {
        this.env = env;
        this.disk = disk;
    }

    /** Returns all lines, each ended by a newline, the project's last. */
    String load() {
        return read(global()) + project().map(this::read).orElse("");
    }

    /** Adds a line; silent if it cannot be. */
    void add(String line) {
        append(global(), line);
        project().ifPresent(file -> append(file, line));
    }

    private Path global() {
        return env.xdg("XDG_STATE_HOME", ".local/state").resolve("jdvc/history");
    }

    /**
     * Returns the file of the project's lines; absent outside of projects. The project's path is its name, so that it can be
     * told whose a file is; a long one is cut and numbered.
     */
    Optional<Path> project() {
        try {
            return Repo.findRoot(env, disk)
                    .map(root -> global().resolveSibling("history.d").resolve(name(root)));
        } catch (IOException e) {
            return Optional.empty(); // a project that cannot be read has no history
        }
    }

    private static String name(Path root) {
        var name = root.toString().replace('/', '%');
        return name.length() > 80
                ? name.substring(name.length() - 60) + "-" + Integer.toHexString(name.hashCode())
                : name;
    }

    private String read(Path file) {
        try {
            var bytes = disk.read(file, MAX_BYTES);
            return bytes.isEmpty() ? "" : new String(bytes.get(), StandardCharsets.UTF_8);
        } catch (IOException | JdvcException e) {
            return "";
        }
    }

    /** The file is read again first: another shell of this user may have added to it. */
    private void append(Path file, String line) {
        var lines = HistoryText.plus(HistoryText.parse(read(file)), line);
        byte[] bytes = HistoryText.format(lines).getBytes(StandardCharsets.UTF_8);
        try {
            disk.makeDirectories(Disk.directoryOf(file), 0700);
            disk.replaceState(file, out -> out.write(bytes));
        } catch (IOException e) {
            // a home that cannot be written has no history
        }
    }
}
