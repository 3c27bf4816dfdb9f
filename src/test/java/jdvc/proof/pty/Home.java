package jdvc.proof.pty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A user with nothing but this: a home, an environment, a terminal of some size, and a place to stand in. */
final class Home {

    private final Path folder;
    private final Program program;
    private final Map<String, String> vars = new LinkedHashMap<>();
    private int columns = 80;
    private int rows = 24;
    private Path cwd;

    Home(Path folder, Program program) {
        this.folder = folder;
        this.program = program;
        cwd = folder;
        vars.put("PATH", System.getenv("PATH"));
        vars.put("HOME", folder.toString());
        vars.put("JDVC_JAVA", program.java().toString());
        vars.put("SHELL", "/bin/sh");
        vars.put("TMPDIR", folder.resolve("tmp").toString());
        vars.put("GIT_CONFIG_NOSYSTEM", "1");
        vars.put("GIT_PAGER", "cat"); // a pager has a screen of its own
        vars.put("TERM", "xterm-256color");
        vars.put("LC_ALL", "C.UTF-8");
        make();
    }

    private void make() {
        try {
            Files.createDirectories(folder.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(".gitconfig", """
                [user]
                    name = Ada
                    email = ada@example.org
                [init]
                    defaultBranch = main
                """);
    }

    Path folder() {
        return folder;
    }

    Path cwd() {
        return cwd;
    }

    Home at(Path directory) {
        cwd = directory;
        return this;
    }

    Home set(String variable, String value) {
        vars.put(variable, value);
        return this;
    }

    /** Puts the installed {@code jdvc} on this user's PATH. */
    Home programOnPath() {
        vars.put("PATH", program.jdvc().getParent() + ":" + vars.get("PATH"));
        return this;
    }

    Home window(int newColumns, int newRows) {
        columns = newColumns;
        rows = newRows;
        return this;
    }

    /** Writes a file below where this user stands. */
    Home write(String path, String text) {
        try {
            var file = cwd.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String path) {
        try {
            return Files.readString(cwd.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String path) {
        return Files.exists(cwd.resolve(path));
    }

    String shellProgram() {
        return program.shell().toString();
    }

    String program() {
        return program.jdvc().toString();
    }

    /** Opens {@code jdvc-shell} in a terminal. */
    Pty shell(String... args) {
        var command = new ArrayList<>(List.of(program.shell().toString()));
        command.addAll(List.of(args));
        return terminal(command);
    }

    /** Opens a terminal in which a program runs. */
    Pty terminal(List<String> command) {
        var argv = new ArrayList<>(List.of("node", "dev/pty.mjs", "--cols", "" + columns, "--rows", "" + rows));
        argv.addAll(served());
        argv.add("--");
        argv.addAll(command);
        return new Pty(start(argv));
    }

    /** Opens JupyterLab on the folder where this user stands, in a browser. */
    Browser jupyterLab(String... args) {
        var argv = new ArrayList<>(List.of("node", "dev/jupyterlab.mjs"));
        argv.addAll(List.of(args));
        argv.addAll(served());
        return new Browser(start(argv), shellProgram());
    }

    /**
     * Puts the tile into JupyterLab's Launcher. The classes of this build belong to the source tree, whose launcher would
     * build: the tile is told of the installed one.
     */
    void installTile() {
        exec(List.of(program(), "jupyter", "install"), "");
        var tree = Path.of("bin/jdvc-shell").toAbsolutePath();
        var entry = folder + "/.local/share/jupyter/labextensions/jdvc/static/remoteEntry.*.js";
        exec(List.of("sh", "-c", "sed -i 's|" + tree + "|" + shellProgram() + "|' " + entry), "");
    }

    private List<String> served() {
        var argv = new ArrayList<>(List.of("--serve", "--timeout", "60", "--cwd", cwd.toString(), "--clear-env"));
        vars.forEach((name, value) -> argv.addAll(List.of("--env", name + "=" + value)));
        return argv;
    }

    private static Process start(List<String> argv) {
        try {
            return new ProcessBuilder(argv)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code jdvc-shell} on a script without a terminal; it must succeed, and what it prints is returned. */
    String script(String text) {
        return exec(List.of(program.shell().toString()), text);
    }

    String git(String... args) {
        var argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(args));
        return exec(argv, "");
    }

    String exec(List<String> argv, String stdin) {
        return World.exec(cwd, argv, vars, stdin);
    }
}
