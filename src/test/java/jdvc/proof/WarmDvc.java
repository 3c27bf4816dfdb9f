package jdvc.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import jdvc.Json;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Real DVC behind {@code dev/dvc-warm} for a class of tests, which is skipped where it is not installed: started once,
 * forked per command. Safe for use by many threads.
 */
public final class WarmDvc implements BeforeAllCallback, AfterAllCallback {

    private static final int MAX_STRING = 16 << 20;

    private final int major;
    private Process process;
    private final Map<String, CompletableFuture<Outcome>> running = new ConcurrentHashMap<>();
    private final Map<String, List<String>> words = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    /** @param major 3 or 2 */
    public WarmDvc(int major) {
        this.major = major;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Lab.require("DVC" + major);
        open();
    }

    /** Starts it. */
    public void open() throws IOException {
        process = new ProcessBuilder("dev/dvc-warm", "dvc" + major)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var answers = process.inputReader(StandardCharsets.UTF_8);
        answers.readLine(); // its version
        var reader = new Thread(() -> read(answers), "dvc-answers");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(BufferedReader answers) {
        try {
            for (var line = answers.readLine(); line != null; line = answers.readLine()) answer(line);
        } catch (IOException | Json.BadJsonException e) {
            running.values().forEach(f -> f.completeExceptionally(e));
        }
        running.values().forEach(f -> f.completeExceptionally(new IOException("the warm dvc is gone")));
    }

    private void answer(String line) throws Json.BadJsonException {
        @SuppressWarnings("unchecked") // an answer is an object
        var answer = (Map<String, Object>) Json.parse(line, MAX_STRING);
        var id = String.valueOf(answer.get("id"));
        var future = running.remove(id);
        if (future == null) return;
        if (!(answer.get("exit") instanceof Long exit)) {
            future.completeExceptionally(new IOException(line));
            return;
        }
        var out = String.valueOf(answer.getOrDefault("out", ""));
        var err = String.valueOf(answer.getOrDefault("err", ""));
        future.complete(new Outcome(words.remove(id), exit.intValue(), out, err));
    }

    /** Runs {@code dvc WORDS…} in the sandbox's world. */
    public Outcome run(Sandbox sandbox, Path cwd, String... argv) {
        return start(sandbox, cwd, argv).outcome();
    }

    Running start(Sandbox sandbox, Path cwd, String... argv) {
        var id = "r" + count.incrementAndGet();
        var all = new ArrayList<>(List.of("dvc"));
        all.addAll(List.of(argv));
        words.put(id, all);
        var future = new CompletableFuture<Outcome>();
        running.put(id, future);
        var vars = new HashMap<>(sandbox.vars());
        vars.remove("PATH");
        send(Map.of(
                "id",
                id,
                "argv",
                List.of(argv),
                "cwd",
                cwd.toString(),
                "home",
                sandbox.home().toString(),
                "umask",
                Sandbox.UMASK,
                "env",
                vars));
        return new Running(id, future);
    }

    private synchronized void send(Map<String, Object> request) {
        try {
            process.getOutputStream().write((Json.format(request) + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command that may still be at work. */
    final class Running {
        private final String id;
        private final CompletableFuture<Outcome> future;

        private Running(String id, CompletableFuture<Outcome> future) {
            this.id = id;
            this.future = future;
        }

        Outcome outcome() {
            return future.join();
        }

        boolean isDone() {
            return future.isDone();
        }

        void kill() {
            send(Map.of("id", id, "signal", "KILL"));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Ends it, and what it runs. */
    public void close() {
        if (process == null) return;
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
