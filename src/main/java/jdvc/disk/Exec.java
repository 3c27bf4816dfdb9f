package jdvc.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs programs, never by way of a shell. They are looked up in PATH without the current directory. */
public final class Exec {

    /** The exit of a program that could not be found, as shells have it. */
    public static final int NOT_FOUND = 127;

    /** Where the launcher keeps the user's LC_ALL, empty if there was none. */
    private static final String USER_LOCALE = "JDVC_USER_LC_ALL";

    private static final String DETACH = "trap '' HUP INT QUIT TSTP\n"
            + "if command -v setsid >/dev/null 2>&1; then exec setsid \"$@\"; fi\nexec \"$@\"";

    private Exec() {}

    /** What a program did. */
    public record Result(int exit, byte[] out, byte[] err) {

        /** Returns what it printed to stderr, without blanks around it. */
        public String text() {
            return new String(err, StandardCharsets.UTF_8).strip();
        }

        /** Returns what it printed to stdout. */
        public String output() {
            return new String(out, StandardCharsets.UTF_8);
        }

        /** Returns stdout split at NUL characters. */
        public List<String> names() {
            var names = new ArrayList<String>();
            var text = output();
            for (int start = 0, end = text.indexOf('\0'); end >= 0; start = end + 1, end = text.indexOf('\0', start)) {
                names.add(text.substring(start, end));
            }
            return names;
        }
    }

    /** Runs a program to its end, its stdin empty. */
    public static Result run(Path cwd, Map<String, String> vars, List<String> argv) throws IOException {
        return run(cwd, vars, argv, new byte[0]);
    }

    /**
     * Runs a program to its end. An interrupt ends it.
     *
     * @param vars added to the environment; one with an empty value is taken out of it
     */
    public static Result run(Path cwd, Map<String, String> vars, List<String> argv, byte[] stdin) throws IOException {
        Process process;
        try {
            process = start(cwd, vars, argv);
        } catch (IOException e) {
            return notFound(e);
        }
        // A program that answers while it reads (check-ignore) would block both sides: feed it from a thread.
        if (stdin.length > 1 << 12) thread("in", () -> feed(process.getOutputStream(), stdin));
        else feed(process.getOutputStream(), stdin);
        return finish(process, argv.get(0));
    }

    /** Runs a program to its end whose stdin and stderr are those of this process; only its stdout is in the result. */
    public static Result runOnTerminal(Path cwd, Map<String, String> vars, List<String> argv) throws IOException {
        try {
            var builder = builder(cwd, vars, argv)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            return finish(builder.start(), argv.get(0));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return notFound(e);
        }
    }

    /** Runs a program to its end on the streams of this process and returns its exit. */
    public static int attached(Path cwd, Map<String, String> vars, List<String> argv) throws IOException {
        return finish(builder(cwd, vars, argv).inheritIO().start(), argv.get(0)).exit();
    }

    /** Starts a program with pipes for its three streams; {@code vars} as for {@link #run}. */
    public static Process start(Path cwd, Map<String, String> vars, List<String> argv) throws IOException {
        return builder(cwd, vars, argv).start();
    }

    /**
     * Starts a program that outlives this process and its terminal: in a session of its own where there is {@code setsid},
     * and deaf to the terminal's signals everywhere. Nothing comes from its stdin.
     */
    public static void detached(Path cwd, Map<String, String> vars, List<String> argv, Path out, Path err)
            throws IOException {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", DETACH, "job"));
        command.addAll(argv);
        builder(cwd, vars, command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
                .start();
    }

    /**
     * Makes the environment of this process the user's again: the launcher gives the JVM a UTF-8 locale, without which it
     * cannot name files, and programs that we start speak the user's own.
     */
    public static void restoreLocale(Map<String, String> environment) {
        var own = environment.remove(USER_LOCALE);
        if (own == null) return;
        if (own.isEmpty()) environment.remove("LC_ALL");
        else environment.put("LC_ALL", own);
    }

    /**
     * Waits for the end of a program that {@link #start} started. An interrupt ends it.
     *
     * @param program its name, for the message then
     */
    public static Result finish(Process process, String program) throws IOException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        // in threads, because only waiting can be interrupted, reading cannot
        var readers = List.of(
                thread("out", () -> copy(process.getInputStream(), out)),
                thread("err", () -> copy(process.getErrorStream(), err)));
        try {
            for (var reader : readers) reader.join();
            return new Result(process.waitFor(), out.toByteArray(), err.toByteArray());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while running " + program);
        }
    }

    /** Starts a program with pipes for stdin and stdout that nobody reads the complaints of. */
    public static Process startQuietly(Path cwd, Map<String, String> vars, List<String> argv) throws IOException {
        return builder(cwd, vars, argv)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts a program as {@link #startQuietly}, whose stdin is fed while its stdout is read, and then ends. */
    public static Process startFed(Path cwd, Map<String, String> vars, List<String> argv, byte[] stdin)
            throws IOException {
        var process = startQuietly(cwd, vars, argv);
        thread("in", () -> feed(process.getOutputStream(), stdin));
        return process;
    }

    private static ProcessBuilder builder(Path cwd, Map<String, String> vars, List<String> argv) throws IOException {
        var builder = new ProcessBuilder().directory(cwd.toFile());
        var environment = builder.environment();
        restoreLocale(environment);
        vars.forEach((name, value) -> {
            if (value.isEmpty()) environment.remove(name);
            else environment.put(name, value);
        });
        var command = new ArrayList<>(argv);
        command.set(0, lookUp(argv.get(0), environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin")));
        return builder.command(command);
    }

    /** The system would also take an empty or relative entry of PATH, which leads into the user's project (safety 10.7). */
    private static String lookUp(String program, String path) throws IOException {
        if (program.indexOf('/') >= 0) return program;
        for (var directory : path.split(":")) {
            if (!directory.startsWith("/")) continue;
            var file = Path.of(directory, program);
            if (Files.isExecutable(file) && Files.isRegularFile(file)) return file.toString();
        }
        throw new NoSuchFileException(program, null, "no such program in PATH");
    }

    private static Result notFound(IOException e) {
        return new Result(NOT_FOUND, new byte[0], String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
    }

    private static Thread thread(String name, Runnable task) {
        var thread = new Thread(task, "jdvc-exec-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void feed(OutputStream to, byte[] bytes) {
        try (to) {
            to.write(bytes);
        } catch (IOException e) {
            // the program did not want to read it all: its exit tells
        }
    }

    private static void copy(InputStream from, OutputStream to) {
        try (from) {
            from.transferTo(to);
        } catch (IOException e) {
            // the stream ends when the process is destroyed
        }
    }
}
