package jdvc.store.s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real S3 server of the lab for a class of tests, which is skipped where it is not installed. It ends with this process. */
public final class LabServer implements BeforeAllCallback, AfterAllCallback {

    private final String kind;
    private final List<String> options;
    private Path directory;
    private Process process;
    private final Map<String, String> said = new HashMap<>();

    /** @param kind as {@code dev/s3} knows it */
    public LabServer(String kind, String... options) {
        this.kind = kind;
        this.options = List.of(options);
    }

    public String endpoint() {
        return said.get("S3_ENDPOINT");
    }

    /** Returns where it keeps buckets; those of versitygw are directories, their objects plain files. */
    public Path buckets() {
        return directory.resolve("data");
    }

    /** Returns the certificate of the server's authority, with {@code --tls}. */
    Optional<Path> ca() {
        return Optional.ofNullable(said.get("S3_CA")).map(Path::of);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        boolean installed = lines(List.of("dev/lab", "--print")).stream()
                .anyMatch(line -> line.startsWith(kind.toUpperCase(Locale.ROOT) + "=/"));
        if (!installed) System.out.println("skipped: needs " + kind + ": run dev/lab " + kind);
        Assumptions.assumeTrue(installed, "skipped: needs " + kind + ": run dev/lab " + kind);
        directory = Files.createTempDirectory("jdvc-" + kind);
        var command = new ArrayList<>(List.of("dev/s3", kind, directory.toString()));
        command.addAll(options);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        for (var line : read(process)) said.put(line.split("=", 2)[0], line.split("=", 2)[1]);
        if (endpoint() == null) throw new IOException(kind + " did not start");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (process == null) return;
        process.getOutputStream().close();
        process.destroyForcibly();
        try (var all = Files.walk(directory)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
        }
    }

    private static List<String> lines(List<String> command) throws IOException {
        return read(new ProcessBuilder(command).start());
    }

    private static List<String> read(Process process) throws IOException {
        var lines = new ArrayList<String>();
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = reader.readLine(); line != null; line = reader.readLine()) lines.add(line);
        return lines;
    }
}
