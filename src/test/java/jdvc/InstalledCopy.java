package jdvc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A copy of the launchers in a folder of its own, with Javas that only say how they were called. */
final class InstalledCopy {

    /** What a launcher did: the lines of the Java that it became, or its own words and exit. */
    record Run(int exit, String out, String err) {

        /** Returns the value of the line {@code NAME VALUE} that the Java printed. */
        String said(String name) {
            for (var line : out.split("\n")) if (line.startsWith(name + " ")) return line.substring(name.length() + 1);
            throw new AssertionError("no '" + name + "' in:\n" + out + err);
        }

        /** Returns the arguments behind the main class. */
        List<String> words() {
            var words = new ArrayList<String>();
            for (var line : out.split("\n")) if (line.startsWith("arg ")) words.add(line.substring(4));
            return words.subList(words.indexOf("jdvc.cli.Main") + 1, words.size());
        }

        boolean hasFlag(String flag) {
            return out.contains("\narg " + flag + "\n");
        }
    }

    private static final String JAVA = """
            #!/bin/sh
            echo "home ${0%/bin/java}"
            printf 'arg %s\\n' "$@"
            echo "pid $$"
            echo "LC_ALL ${LC_ALL-unset}"
            echo "JDVC_USER_LC_ALL ${JDVC_USER_LC_ALL-unset}"
            case "$*" in *exit-with-42) exit 42 ;; esac
            """;

    final Path root;
    final Path jar;
    private final Path box;
    private final Map<String, String> vars = new HashMap<>();

    /** Makes the copy below {@code box}, in a folder with blanks in its name. */
    InstalledCopy(Path box) throws IOException {
        this.box = box.toRealPath();
        root = Files.createDirectories(this.box.resolve("a  copy"));
        var bin = Path.of("bin").toAbsolutePath();
        try (var files = Files.walk(bin)) {
            for (var file : (Iterable<Path>) files::iterator)
                Files.copy(file, root.resolve("bin").resolve(bin.relativize(file)));
        }
        jar = Files.writeString(root.resolve("jdvc.jar"), "");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        vars.put("PATH", "/usr/bin:/bin");
        vars.put("HOME", Files.createDirectories(this.box.resolve("home")).toString());
    }

    InstalledCopy with(String variable, Object value) {
        vars.put(variable, value.toString());
        return this;
    }

    InstalledCopy without(String variable) {
        vars.remove(variable);
        return this;
    }

    /** Makes a Java of that version; it is noted as one for which no archive could be made, so that none is tried. */
    Path java(String version) throws IOException {
        return java(version, JAVA);
    }

    Path java(String version, String program) throws IOException {
        var home = box.resolve("java " + version);
        script(home.resolve("bin/java"), program);
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        note(home, version, "failed");
        return home;
    }

    /** Writes the note beside the archive for a Java. */
    Path note(Path home, String version, String end) throws IOException {
        var major = version.split("[^0-9]")[0];
        var note = (Files.isDirectory(root.resolve("target")) ? root.resolve("target") : root)
                .resolve("jdvc-" + major + ".note");
        return Files.writeString(note, String.join("\n", home.toString(), version, jar.toString(), end, ""));
    }

    static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setAttribute(file, "unix:mode", 0755);
        return file;
    }

    Run jdvc(String... words) throws IOException, InterruptedException {
        return run(box, root.resolve("bin/jdvc"), words);
    }

    Run run(Path cwd, Path program, String... words) throws IOException, InterruptedException {
        var process = start(cwd, program, words);
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), out, Files.readString(box.resolve("stderr")));
    }

    Process start(Path cwd, Path program, String... words) throws IOException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command)
                .directory(cwd.toFile())
                .redirectError(box.resolve("stderr").toFile());
        builder.environment().clear();
        builder.environment().putAll(vars);
        return builder.start();
    }
}
