package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import jdvc.Env;
import jdvc.cli.InProcess;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.ui.Ask;
import jdvc.ui.Look;
import jdvc.ui.TerminalProgress;
import jdvc.ui.Ui;

/** A world of its own below one folder: a home, an environment, and programs that see nothing else of the user's. */
public final class Sandbox {

    /** Files get modes by this mask; it must be that of the process. */
    static final int UMASK = 022;

    private final Path folder;
    private final Map<String, String> vars = new HashMap<>();
    private Clock clock = Clock.systemUTC();

    public Sandbox(Path folder) {
        try {
            this.folder = folder.toRealPath();
            Files.createDirectories(home());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        vars.putAll(Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", home().toString(),
                "XDG_CONFIG_HOME", home().resolve(".config").toString(),
                "XDG_STATE_HOME", home().resolve(".local/state").toString(),
                "DVC_GLOBAL_CONFIG_DIR", home().resolve("dvc-global").toString(),
                "DVC_SYSTEM_CONFIG_DIR", home().resolve("dvc-system").toString(),
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_TERMINAL_PROMPT", "0",
                "LC_ALL", "C.UTF-8"));
        Bytes.write(
                home().resolve(".gitconfig"),
                "[user]\n\tname = Ada\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n[core]\n\tquotePath = false\n"
                        + "[protocol \"file\"]\n\tallow = always\n");
    }

    public Path folder() {
        return folder;
    }

    public Path home() {
        return folder.resolve("home");
    }

    Map<String, String> vars() {
        return vars;
    }

    public Sandbox set(String variable, String value) {
        vars.put(variable, value);
        return this;
    }

    Sandbox at(Clock fixed) {
        clock = fixed;
        return this;
    }

    Clock clock() {
        return clock;
    }

    Disk disk() {
        return new LocalDisk(Durability.OFF, new SplittableRandom(folder.hashCode() ^ System.nanoTime()), UMASK);
    }

    /** Runs {@code jdvc WORDS…} in this process. */
    public Outcome jdvc(Path cwd, String... words) {
        return jdvc(disk(), cwd, List.of(words));
    }

    Outcome jdvc(Disk disk, Path cwd, List<String> words) {
        var env = new Env(cwd, home(), vars, clock, new SplittableRandom(System.nanoTime()), 2);
        var out = new StringWriter();
        var err = new StringWriter();
        var all = new ArrayList<>(List.of("jdvc"));
        all.addAll(words);
        try (var progress = new TerminalProgress(err, Look.plain(), System::nanoTime)) {
            var ui = new Ui(out, err, Look.plain(), Ask.NEVER, progress);
            int exit = InProcess.run(env, disk, ui, words);
            return new Outcome(all, exit, out.toString(), err.toString());
        }
    }

    /** Runs a program; of the environment it sees only this sandbox's. */
    public Outcome run(Path cwd, List<String> argv) {
        try {
            var builder = new ProcessBuilder(argv).directory(cwd.toFile());
            builder.environment().clear();
            builder.environment().putAll(vars);
            var process = builder.start();
            process.getOutputStream().close();
            var err = CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
            var out = all(process.getInputStream());
            return new Outcome(argv, process.waitFor(), out, err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs {@code git ARGS…}, which must succeed, and returns its stdout. */
    String git(Path cwd, String... args) {
        var argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(args));
        var outcome = run(cwd, argv);
        assertEquals(0, outcome.exit(), outcome::toString);
        return outcome.out();
    }

    /** Makes an empty Git repository below the folder. */
    Path gitRepository(String name) {
        try {
            var root = Files.createDirectories(folder.resolve(name));
            git(root, "init", "-q");
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a project by {@code jdvc init} in a new Git repository. */
    Path project(String name) {
        var root = gitRepository(name);
        jdvc(root, "init").exits(0);
        return root;
    }

    private static String all(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
