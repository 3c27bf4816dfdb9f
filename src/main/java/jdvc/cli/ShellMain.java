package jdvc.cli;

import java.io.PrintWriter;
import java.io.Writer;
import jdvc.Env;
import jdvc.disk.Disk;
import jdvc.shell.Shell;
import jdvc.ui.Sanitizer;
import jdvc.ui.TerminalProgress;
import jdvc.ui.Ui;

/** {@code jdvc-shell}: a shell whose lines are command lines. */
final class ShellMain {

    private static final String USAGE = """
            usage: jdvc-shell [--demo[=DIR]] [--plain]

            A shell whose lines are commands of jdvc, without `jdvc` before them; `help` in it says more.
            Without a terminal it runs the lines of its standard input, up to the first that fails.

              --demo      on an example with a server of its own, which goes when the shell ends
              --demo=DIR  the same, kept in DIR
              --plain     for screen readers: ASCII, no columns, no line drawn again
              --version   show the version and exit
              --help      show this help and exit
            """;

    private ShellMain() {}

    /** Answers a word that asks for something else than a shell, and returns the exit code. */
    static int answer(String word, Writer out, Writer err) {
        var answers = new PrintWriter(out);
        var complaints = new PrintWriter(err);
        int exit = 0;
        switch (word) {
            case "--version", "-V" -> answers.println(Main.VERSION);
            case "--help", "-h" -> answers.print(USAGE);
            default -> {
                complaints.println("ERROR: jdvc-shell takes no '" + Sanitizer.clean(word) + "'");
                complaints.println("hint: run `jdvc help`, or `jdvc-shell --help`");
                exit = Errors.USAGE;
            }
        }
        answers.flush();
        complaints.flush();
        return exit;
    }

    /** Runs the shell and returns its exit code. */
    static int run(Env env, Disk disk, Shell.Streams streams, Writer out, Writer err) {
        var shell = Shell.open(streams);
        try (var progress = new TerminalProgress(err, shell.look(), System::nanoTime)) {
            var ui = new Ui(out, err, shell.look(), shell.ask(), progress);
            Throwaway.warn(disk.durability(), ui);
            try (var host = new JdvcHost(env, disk, shell, ui)) {
                return shell.run(host);
            }
        }
    }
}
