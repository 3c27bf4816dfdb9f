package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdvc.proof.Lab;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the shells of a test class live in: an installed program, homes, and a project to copy. Removed at the end. */
final class World implements BeforeAllCallback, AfterAllCallback {

    private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));

    /** What a shell had under way when its terminal was closed may still make a file. */
    private static final String REMOVE = "for i in $(seq 300); do rm -rf \"$1\" && exit; sleep 0.1; done; exit 1";

    private Path box;
    private Program program;
    private Path example;
    private int homes;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Lab.require("NODE_PATH");
        Lab.requireProgram("node");
        Lab.requireProgram("python3");
        box = Files.createTempDirectory("jdvc-pty").toRealPath();
        program = Program.install(Files.createDirectory(box.resolve("program")));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (box != null) exec(Path.of("/"), List.of("sh", "-c", REMOVE, "rm", box.toString()), PATH, "");
    }

    /** Makes a user who stands in an empty home. */
    Home home() {
        return new Home(box.resolve("home-" + ++homes), program);
    }

    /**
     * Makes a user who stands in a project where all is saved: {@code model.pkl} in two versions, a directory {@code data},
     * a Git remote, and a folder as the data remote.
     */
    Home project() {
        if (example == null) example = makeExample();
        var home = home();
        exec(Path.of("/"), List.of("cp", "-a", example + "/.", home.folder().toString()), PATH, "");
        return home.at(home.folder().resolve("project"));
    }

    private Path makeExample() {
        var home = home();
        home.git("init", "-q", "--bare", "origin.git");
        home.git("init", "-q", "project");
        home.at(home.folder().resolve("project"))
                .write("model.pkl", "first model\n")
                .write("data/train.csv", "a,b\n1,2\n")
                .write("data/test.csv", "a,b\n3,4\n")
                .write("data/images/caf\u00e9.png", "png\n")
                .write("notes.txt", "notes\n")
                .script("""
                        init -q
                        remote add -q -d store ../../store
                        add -q model.pkl data
                        push
                        git remote add origin ../origin.git
                        git add .
                        git commit -q -m "first model"
                        git push -q -u origin main
                        !echo "second model" >model.pkl
                        publish -y -m "second model"
                        """);
        return home.folder();
    }

    /** Runs a program to its end, which must be good, and returns its output. */
    static String exec(Path cwd, List<String> argv, Map<String, String> vars, String stdin) {
        try {
            var builder = new ProcessBuilder(argv).directory(cwd.toFile()).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(vars);
            var process = builder.start();
            process.getOutputStream().write(stdin.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), () -> argv + ": " + output);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
