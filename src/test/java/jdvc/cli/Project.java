package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import jdvc.Env;
import jdvc.Progress;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.disk.Exec;
import jdvc.disk.LocalDisk;
import jdvc.repo.Call;
import jdvc.repo.Repo;
import jdvc.ui.Look;
import jdvc.ui.Ui;

/** A project in a real Git repository with a bare {@code origin}, a data remote in a directory, and jdvc in-process. */
final class Project {

    final Path root;
    final Path origin;
    final Path store;
    private final Map<String, String> vars;

    /** What a command printed and returned. */
    record Ran(int exit, String out, String err) {}

    Project(Path directory) throws IOException {
        var home = Files.createDirectories(directory.resolve("home"));
        root = Files.createDirectories(directory.resolve("repo")).toRealPath();
        origin = directory.toRealPath().resolve("origin.git");
        store = directory.toRealPath().resolve("store");
        Files.writeString(
                home.resolve(".gitconfig"),
                "[user]\n\tname = Ann\n\temail = ann@example.org\n[init]\n\tdefaultBranch = dev\n");
        vars = Map.of(
                "HOME", home.toString(),
                "PATH", home.resolve("bin") + ":" + System.getenv("PATH"),
                "XDG_CONFIG_HOME", home.resolve("xdg").toString(),
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_CEILING_DIRECTORIES", directory.toRealPath().toString());
        git("init", "-q");
        git("init", "-q", "--bare", origin.toString());
        git("remote", "add", "origin", origin.toString());
        assertEquals(0, jdvc("init").exit());
        write(".dvc/config", "[core]\n    remote = store\n['remote \"store\"']\n    url = " + store + "\n");
    }

    /** Runs a command with nobody to answer. */
    Ran jdvc(String... words) {
        return answered(List.of(), words);
    }

    /** Runs a command that must succeed. */
    Ran succeeds(String... words) {
        return exits(0, words);
    }

    /** Runs a command that must fail. */
    Ran fails(String... words) {
        return exits(1, words);
    }

    private Ran exits(int exit, String... words) {
        return requireExit(exit, jdvc(words), words);
    }

    private static Ran requireExit(int exit, Ran ran, String... words) {
        assertEquals(exit, ran.exit(), () -> String.join(" ", words) + "\n" + ran.out() + ran.err());
        return ran;
    }

    /** Runs a command on a disk on which something else happens, with nobody to answer. */
    Ran jdvc(Disk disk, String... words) {
        return run(disk, Look.plain(), List.of(), words);
    }

    /** Runs a command on such a disk that must succeed. */
    Ran succeeds(Disk disk, String... words) {
        return requireExit(0, jdvc(disk, words), words);
    }

    /** Runs a command on such a disk that must fail. */
    Ran fails(Disk disk, String... words) {
        return requireExit(1, jdvc(disk, words), words);
    }

    /** Runs a command whose questions get these answers. */
    Ran answered(List<String> answers, String... words) {
        return run(disk(), Look.plain(), answers, words);
    }

    /** Runs a command on a terminal. */
    Ran onTerminal(int width, List<String> answers, String... words) {
        var terminals = new Look.Terminals(true, true, true, false, () -> width);
        return run(disk(), Look.of(Map.of("NO_COLOR", "1"), terminals), answers, words);
    }

    private Ran run(Disk disk, Look look, List<String> answers, String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        Deque<String> left = new ArrayDeque<>(answers);
        var ui = new Ui(out, err, look, prompt -> Optional.ofNullable(left.poll()), warningsTo(err));
        int exit = new Cli(env(), disk, ui).run(List.of(words));
        return new Ran(exit, out.toString(), err.toString());
    }

    private static Progress warningsTo(StringWriter err) {
        return new Progress() {
            @Override
            public Task start(String title, long files, long bytes) {
                return Task.NONE;
            }

            @Override
            public void warn(String message) {
                err.write("WARNING: " + message + "\n");
            }
        };
    }

    private Env env() {
        return new Env(root, root, vars, Clock.systemUTC(), new Random(), 1);
    }

    static LocalDisk disk() {
        return new LocalDisk(Durability.OFF, new Random(), 022);
    }

    /** Opens the project for the engine; the caller closes. */
    Repo open() throws IOException {
        return Repo.open(call());
    }

    Call call() {
        return new Call(env(), disk(), List.of("publish"), false);
    }

    /** Tells whether anything is there, be it a link to nothing. */
    boolean exists(String path) {
        return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    String text(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    void delete(String path) throws IOException {
        Files.delete(root.resolve(path));
    }

    /** Runs git, which must succeed, and returns what it prints. */
    String git(String... args) throws IOException {
        var result = gitTried(args);
        assertEquals(0, result.exit(), () -> List.of(args) + ": " + result.text() + result.output());
        return result.output().strip();
    }

    Exec.Result gitTried(String... args) throws IOException {
        var argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(args));
        return Exec.run(root, vars, argv);
    }

    Path write(String path, String content) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        return Files.writeString(file, content);
    }

    /** Puts a program {@code jdvc} into the PATH of what is run here: these classes in a Java of their own. */
    void program() throws IOException {
        var bin = Files.createDirectories(Path.of(vars.getOrDefault("HOME", "")).resolve("bin"));
        var java = Path.of(System.getProperty("java.home"), "bin/java");
        var program = Files.writeString(
                bin.resolve("jdvc"),
                "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 -XX:-UsePerfData -cp '"
                        + System.getProperty("java.class.path") + "' jdvc.cli.Main \"$@\"\n");
        assertEquals(true, program.toFile().setExecutable(true));
    }

    /** Writes the user's own settings of jdvc. */
    Path writeUserSettings(String content) throws IOException {
        var file = Path.of(vars.getOrDefault("XDG_CONFIG_HOME", "")).resolve("jdvc/jdvc.conf");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** Makes a hook that runs a shell script. */
    void hook(String name, String script) throws IOException {
        var hook = Files.writeString(root.resolve(".git/hooks").resolve(name), "#!/bin/sh\n" + script + "\n");
        assertEquals(true, hook.toFile().setExecutable(true));
    }

    /** Returns the md5 values that the {@code .dvc} files of a commit of {@code origin} name. */
    List<String> named(String commit) throws IOException {
        var named = new ArrayList<String>();
        for (var file : git("--git-dir", origin.toString(), "ls-tree", "-r", "--name-only", commit)
                .split("\n")) {
            if (!file.endsWith(".dvc")) continue;
            for (var line : git("--git-dir", origin.toString(), "show", commit + ":" + file)
                    .split("\n")) {
                int at = line.indexOf("md5: ");
                if (at >= 0 && line.length() >= at + 37) named.add(line.substring(at + 5));
            }
        }
        return named;
    }

    /** Returns where the store keeps an object. */
    Path object(String md5) {
        return store.resolve("files/md5").resolve(md5.substring(0, 2)).resolve(md5.substring(2));
    }

    /** What publish promises: no commit of {@code origin} names data that the store does not hold. */
    void requireNoCommitWithoutData() throws IOException {
        for (var commit :
                git("--git-dir", origin.toString(), "rev-list", "--all").split("\n")) {
            if (commit.isEmpty()) continue;
            for (var md5 : named(commit)) {
                assertEquals(true, Files.isRegularFile(object(md5)), commit + " names " + md5);
            }
        }
    }

    /** Returns the commits of a branch of {@code origin}, newest first, none if there is no such branch. */
    List<String> pushed(String branch) throws IOException {
        var result = gitTried("--git-dir", origin.toString(), "rev-list", "refs/heads/" + branch, "--");
        return result.exit() != 0 || result.output().isBlank()
                ? List.of()
                : List.of(result.output().strip().split("\n"));
    }
}
