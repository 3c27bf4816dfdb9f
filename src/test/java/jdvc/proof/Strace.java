package jdvc.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Runs our program as a process of its own, watched by {@code strace}, and kills it at a chosen system call. */
final class Strace {

    /** The calls that change something; the state before each of them is one that a kill can leave. */
    private static final List<String> CHANGING = List.of(
            "rename",
            "renameat2",
            "unlink",
            "unlinkat",
            "rmdir",
            "mkdir",
            "mkdirat",
            "link",
            "linkat",
            "symlink",
            "symlinkat",
            "chmod",
            "fchmod",
            "fchmodat",
            "ftruncate",
            "write",
            "pwrite64",
            "sendfile",
            "copy_file_range");

    private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\(");
    private static final int KILLED = 128 + 9;

    private final Sandbox sandbox;
    private final List<String> program;

    /** @param sandbox whose environment the program sees */
    Strace(Sandbox sandbox) {
        this.sandbox = sandbox;
        program = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                "jdvc.cli.Main");
    }

    /** Skips the caller's tests if processes cannot be watched here. */
    static void require(Sandbox sandbox) {
        Lab.requireProgram("strace");
        var tried = sandbox.run(sandbox.folder(), List.of("strace", "-f", "-o", "/dev/null", "true"));
        Lab.skipUnless(
                tried.exit() == 0,
                "strace may not watch processes here: " + tried.err().strip());
    }

    /** The n-th call of that name by one thread. */
    record Point(String call, int n) {}

    /** Runs a command line to its end and returns the points at which it could have been killed. */
    List<Point> points(Path cwd, String... words) throws IOException {
        var log = Files.createTempFile(sandbox.folder(), "strace", ".log");
        run(cwd, List.of("-o", log.toString(), "-e", "trace=" + String.join(",", CHANGING)), words)
                .exits(0);
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (var line : Files.readAllLines(log)) {
            var call = CALL.matcher(line);
            if (call.lookingAt())
                counts.computeIfAbsent(call.group(2), c -> new HashMap<>()).merge(call.group(1), 1, Integer::sum);
        }
        var points = new ArrayList<Point>();
        counts.forEach((call, byThread) -> {
            for (int n = 1; n <= max(byThread.values()); n++) points.add(new Point(call, n));
        });
        Files.delete(log);
        return points;
    }

    private static int max(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(n -> n).max().orElse(0);
    }

    /** Runs a command line and kills it at a point; returns whether it came there. */
    boolean kill(Point point, Path cwd, String... words) {
        var inject = "inject=%s:signal=KILL:when=%d".formatted(point.call, point.n);
        return run(cwd, List.of("-o", "/dev/null", "-e", "trace=" + point.call, "-e", inject), words)
                        .exit()
                == KILLED;
    }

    private Outcome run(Path cwd, List<String> options, String... words) {
        // No --seccomp-bpf: with it the count of an injection never passes 1.
        var argv = new ArrayList<>(List.of("strace", "-f", "-qq"));
        argv.addAll(options);
        argv.addAll(program);
        argv.addAll(List.of(words));
        return sandbox.run(cwd, argv);
    }
}
