package jdvc.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import jdvc.Env;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.disk.Exec;
import jdvc.disk.LocalDisk;
import jdvc.repo.Settings;
import jdvc.shell.Shell;
import jdvc.ui.Ask;
import jdvc.ui.Look;
import jdvc.ui.TerminalProgress;
import jdvc.ui.Ui;

/** The process: the only place that reads its streams, environment and clock, and that ends it. */
public final class Main {

    /** What {@code --version} prints; a test compares it with the build's. */
    static final String VERSION = "0.1.0";

    private static final String PLAIN = "--plain";

    private Main() {}

    /** Runs the command that the arguments name. */
    public static void main(String[] argv) {
        // Before anything else is loaded: scripts ask this, and it is how the launcher tries an archive.
        if (argv.length == 1 && (argv[0].equals("--version") || argv[0].equals("-V"))) {
            System.out.println(VERSION);
            return;
        }
        var stop = new OrderlyStop(Thread.currentThread(), Runtime.getRuntime()::halt);
        Runtime.getRuntime().addShutdownHook(stop);
        int exit = run(List.of(argv));
        stop.ended();
        System.exit(exit);
    }

    private static int run(List<String> words) {
        var vars = System.getenv();
        var out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
        var err = new OutputStreamWriter(System.err, StandardCharsets.UTF_8);
        if (!words.isEmpty() && words.get(0).equals("shell")) {
            boolean plain = words.size() == 2 && words.get(1).equals(PLAIN);
            if (words.size() > 1 && !plain) return ShellMain.answer(words.get(1), out, err);
            return shell(vars, plain, out, err);
        }
        var answer = new OutputStreamWriter(LocalDisk.standardOutput(), StandardCharsets.UTF_8);
        var look = Look.of(vars, terminals(vars, Cli.leads(words, PLAIN)));
        try (var progress = new TerminalProgress(err, look, System::nanoTime)) {
            var ui = new Ui(answer, err, look, ask(err), progress);
            var env = env(vars);
            boolean quiet = words.contains("-q") || words.contains("--quiet");
            var warned = quiet ? ui.at(Ui.Level.QUIET) : ui;
            return new Cli(env, disk(env, durability -> Throwaway.warn(durability, warned)), ui).run(words);
        }
    }

    private static int shell(Map<String, String> vars, boolean plain, Writer out, Writer err) {
        var terminals = terminals(vars, plain);
        boolean in = System.getProperty("jdvc.tty", "").contains("0");
        var streams = new Shell.Streams(
                LocalDisk.standardInput(),
                System.out,
                in,
                vars.getOrDefault("TERM", ""),
                Look.of(vars, terminals),
                Main::stty);
        var env = env(vars);
        return ShellMain.run(env, disk(env, durability -> {}), streams, out, err);
    }

    private static Optional<String> stty(String script) {
        try {
            var result = Exec.runOnTerminal(Path.of("/"), Map.of(), List.of("/bin/sh", "-c", script));
            return result.exit() == 0 ? Optional.of(result.output()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Env env(Map<String, String> vars) {
        return new Env(
                Path.of("").toAbsolutePath(),
                Path.of(vars.getOrDefault("HOME", System.getProperty("user.home")))
                        .toAbsolutePath(),
                vars,
                Clock.systemUTC(),
                new SplittableRandom(seed()),
                Runtime.getRuntime().availableProcessors());
    }

    private static long seed() {
        return System.nanoTime() ^ ProcessHandle.current().pid() << 40 ^ System.identityHashCode(new Object());
    }

    /**
     * Returns the disk, on which as much is made to last as the user's settings ask. They are read when something first is:
     * what only looks at files does not pay for them.
     *
     * @param told is given what they ask
     */
    static LocalDisk disk(Env env, Consumer<Durability> told) {
        Function<Disk, Durability> wanted = disk -> {
            var durability = Settings.durability(env, disk);
            told.accept(durability);
            return durability;
        };
        return new LocalDisk(wanted, new SplittableRandom(seed()), umask());
    }

    /** The launcher says it, because Java cannot ask. */
    private static int umask() {
        try {
            return Integer.parseInt(System.getProperty("jdvc.umask", "022"), 8);
        } catch (NumberFormatException e) {
            return 022;
        }
    }

    private static Look.Terminals terminals(Map<String, String> vars, boolean plain) {
        var ttys = System.getProperty("jdvc.tty", ""); // the launcher looks, because Java cannot for each stream
        return new Look.Terminals(
                ttys.contains("1"), ttys.contains("2"), isUtf8(vars), plain, new TerminalWidth(!ttys.isEmpty(), vars));
    }

    /** The user's own locale, before the launcher gave the JVM one that can name every file. */
    private static boolean isUtf8(Map<String, String> vars) {
        for (var name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            var value = vars.containsKey("JDVC_USER_" + name) ? vars.get("JDVC_USER_" + name) : vars.get(name);
            if (value != null && !value.isEmpty())
                return value.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
        }
        return false;
    }

    private static Ask ask(OutputStreamWriter err) {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return prompt -> {
            try {
                err.write(prompt);
                err.flush();
                return Optional.ofNullable(in.readLine());
            } catch (IOException e) {
                return Optional.empty();
            }
        };
    }
}
