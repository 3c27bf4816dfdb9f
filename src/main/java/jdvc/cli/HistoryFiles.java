package jdvc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.disk.Disk;
import jdvc.repo.Repo;

/**
 * The stored lines of the shell: all of a user's, and those of each project, in {@code $XDG_STATE_HOME/jdvc}. Those of the
 * project are the newest, so that suggestions come from it first.
 */
final class HistoryFiles {

    private static final long MAX_BYTES = 8 << 20;
    private static final int MAX_LINES = 2000;

    private final Env env;
    private final Disk disk;

    HistoryFiles(Env env, Disk disk) {
        this.env = env;
        this.disk = disk;
    }

    /** Returns all lines, each ended by a newline, the project's last. */
    String load() {
        return read(global()) + ofProject();
    }

    private String ofProject() {
        var file = project();
        return file == null ? "" : read(file);
    }

    /** Adds the last line of {@code text}; silent if it cannot be. */
    void add(String text) {
        int start = text.lastIndexOf('\n', text.length() - 2) + 1;
        var line = text.substring(start);
        append(global(), line);
        var file = project();
        if (file != null) append(file, line);
    }

    private Path global() {
        return env.xdg("XDG_STATE_HOME", ".local/state").resolve("jdvc/history");
    }

    /** The project's path is the name, so that it can be told whose a file is; a long one is cut and numbered. */
    private @org.jspecify.annotations.Nullable Path project() {
        try {
            var root = Repo.findRoot(env, disk);
            if (root.isEmpty()) return null;
            var name = root.get().toString().replace('/', '%');
            if (name.length() > 80)
                name = name.substring(name.length() - 60) + "-" + Integer.toHexString(name.hashCode());
            return Disk.directoryOf(global()).resolve("history.d").resolve(name);
        } catch (IOException e) {
            return null; // a project that cannot be read has no history
        }
    }

    private String read(Path file) {
        try {
            var bytes = disk.read(file, MAX_BYTES);
            return bytes.isEmpty() ? "" : new String(bytes.get(), StandardCharsets.UTF_8);
        } catch (IOException | JdvcException e) {
            return "";
        }
    }

    private void append(Path file, String line) {
        var text = new StringBuilder();
        var lines = read(file).split("(?<=\n)");
        for (int i = Math.max(0, lines.length - MAX_LINES); i < lines.length; i++) {
            if (!lines[i].equals(line) && lines[i].endsWith("\n")) text.append(lines[i]);
        }
        byte[] bytes = text.append(line).toString().getBytes(StandardCharsets.UTF_8);
        try {
            disk.makeDirectories(Disk.directoryOf(file), 0700);
            disk.replaceState(file, out -> out.write(bytes));
        } catch (IOException e) {
            // a home that cannot be written has no history
        }
    }
}
