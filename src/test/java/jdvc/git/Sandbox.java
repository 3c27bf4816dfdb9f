package jdvc.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jdvc.Env;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.disk.Exec;
import jdvc.disk.LocalDisk;

/** A real Git repository in a temporary directory, with a home of its own and no settings from outside. */
final class Sandbox {

    final Path root;
    final Disk disk = new LocalDisk(Durability.OFF, new Random(), 022);
    private final Map<String, String> vars;

    Sandbox(Path directory) throws IOException {
        var home = Files.createDirectories(directory.resolve("home"));
        root = Files.createDirectories(directory.resolve("repo")).toRealPath();
        Files.writeString(
                home.resolve(".gitconfig"),
                "[user]\n\tname = Ann\n\temail = ann@example.org\n[init]\n\tdefaultBranch = main\n");
        vars = Map.of(
                "HOME", home.toString(),
                "XDG_CONFIG_HOME", home.resolve("xdg").toString(),
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_CEILING_DIRECTORIES", directory.toString());
        git("init", "-q");
    }

    Env env() {
        return new Env(root, root, vars, Clock.systemUTC(), new Random(), 1);
    }

    Git open() throws IOException {
        return open("");
    }

    Git open(String project) throws IOException {
        return Git.find(root.resolve(project), disk, env()).orElseThrow();
    }

    /** Runs git, which must succeed, and returns what it prints. */
    String git(String... args) throws IOException {
        return gitIn(root, args);
    }

    String gitIn(Path directory, String... args) throws IOException {
        var argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(args));
        var result = Exec.run(directory, vars, argv);
        assertEquals(0, result.exit(), () -> argv + ": " + result.text() + result.output());
        return result.output().strip();
    }

    Path write(String path, String content) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** Writes a file, commits everything and returns the commit. */
    String commit(String path, String content) throws IOException {
        write(path, content);
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", path);
        return git("rev-parse", "HEAD");
    }

    /** Makes a hook that runs a shell script. */
    void hook(String name, String script) throws IOException {
        var hook = write(".git/hooks/" + name, "#!/bin/sh\n" + script + "\n");
        assertEquals(true, hook.toFile().setExecutable(true));
    }

    /** Makes a bare repository beside this one, known as a remote. */
    Path remote(String name) throws IOException {
        var bare = root.resolveSibling(name + ".git");
        gitIn(root, "init", "-q", "--bare", bare.toString());
        git("remote", "add", name, bare.toString());
        return bare;
    }

    /** Returns the text of a {@code .dvc} file. */
    static String dvc(int version, String path) {
        return "outs:\n- md5: %032x\n  size: 5\n  hash: md5\n  path: %s\n".formatted(version, path);
    }
}
