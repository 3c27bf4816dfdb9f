package jdvc.proof.pty;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The launchers around the classes of this build, installed as a user has them: tests run before anything is packaged, and
 * what lies in {@code target} may be old.
 */
final class Program {

    private final Path root;
    private final Path java = Path.of(System.getProperty("java.home"));

    private Program(Path root) {
        this.root = root;
    }

    /** Installs them into a new folder. */
    static Program install(Path root) throws IOException {
        var program = new Program(root);
        program.copyLaunchers();
        writeJar(root.resolve("jdvc.jar"));
        writeJar(Files.createDirectory(root.resolve("demo")).resolve("server.jar"));
        program.forgoArchive();
        return program;
    }

    Path jdvc() {
        return root.resolve("bin/jdvc");
    }

    Path shell() {
        return root.resolve("bin/jdvc-shell");
    }

    Path java() {
        return java;
    }

    private void copyLaunchers() throws IOException {
        var bin = Path.of("bin").toAbsolutePath();
        try (var files = Files.walk(bin)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, root.resolve("bin").resolve(bin.relativize(file)));
            }
        }
    }

    /** A jar that only names what tests have on their class path. */
    private static void writeJar(Path jar) throws IOException {
        var urls = new StringBuilder();
        var paths = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (var path : paths.split(File.pathSeparator))
            urls.append(Path.of(path).toUri()).append(' ');
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, urls.toString());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("empty"));
        }
    }

    /** Making one takes longer than these tests: notes that it was tried in vain. */
    private void forgoArchive() throws IOException {
        var version = Runtime.version();
        var note = List.of(
                java.toString(),
                System.getProperty("java.version"),
                root.resolve("jdvc.jar").toString(),
                "failed");
        Files.write(root.resolve("jdvc-" + version.feature() + ".note"), note);
    }
}
