package jdvc.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs programs, never by way of a shell. They are looked up in PATH without the current directory. */
public final class Exec {

    /** The exit of a program that could not be found, as shells have it. */
    public static final int NOT_FOUND = 127;

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

    /** Runs a program to its end; {@code vars} are added to the environment. An interrupt ends it. */
    public static Result run(Path cwd, Map<String, String> vars, List<String> argv, byte[] stdin) throws IOException {
        Process process;
        try {
            process = start(cwd, vars, argv);
        } catch (IOException e) {
            return new Result(
                    NOT_FOUND, new byte[0], String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
        var err = new ByteArrayOutputStream();
        var reader = new Thread(() -> copy(process.getErrorStream(), err), "jdvc-exec-err");
        reader.setDaemon(true);
        reader.start();
        var out = new ByteArrayOutputStream();
        try {
            // A program that answers while it reads (check-ignore) would block both sides: feed it from a thread.
            if (stdin.length > 1 << 15) {
                var feeder = new Thread(() -> feed(process.getOutputStream(), stdin), "jdvc-exec-in");
                feeder.setDaemon(true);
                feeder.start();
            } else {
                feed(process.getOutputStream(), stdin);
            }
            copy(process.getInputStream(), out);
            reader.join();
            return new Result(process.waitFor(), out.toByteArray(), err.toByteArray());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while running " + argv.get(0));
        }
    }

    /** Starts a program with pipes for its three streams. */
    public static Process start(Path cwd, Map<String, String> vars, List<String> argv) throws IOException {
        var builder = new ProcessBuilder(argv).directory(cwd.toFile());
        builder.environment().putAll(vars);
        return builder.start();
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
