package jdvc.proof;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The real peers that {@code dev/lab} installs. What is not there skips the tests that need it, and they say so. */
public final class Lab {

    private static final Map<String, String> FOUND = ask();

    private Lab() {}

    /** Skips the caller's tests if one of these is not installed. */
    public static void require(String... names) {
        for (var name : names) {
            skipUnless(!FOUND.getOrDefault(name, "").isEmpty(), name.toLowerCase() + " is not installed; run dev/lab");
        }
    }

    /** Returns where something that is installed is. */
    public static String path(String name) {
        return FOUND.getOrDefault(name, "");
    }

    /** Skips the caller's tests if a program of the system is missing. */
    public static void requireProgram(String name) {
        skipUnless(isInPath(name), "there is no program " + name + "; run dev/lab, which names its package");
    }

    static void skipUnless(boolean condition, String reason) {
        if (!condition) System.out.println("skipped: " + reason);
        assumeTrue(condition, "skipped: " + reason);
    }

    private static boolean isInPath(String program) {
        for (var directory : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(directory, program))) return true;
        }
        return false;
    }

    private static Map<String, String> ask() {
        try {
            var process = new ProcessBuilder("dev/lab", "--print").start();
            var found = new HashMap<String, String>();
            for (var line : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                int equals = line.indexOf('=');
                if (equals > 0) found.put(line.substring(0, equals), line.substring(equals + 1));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
