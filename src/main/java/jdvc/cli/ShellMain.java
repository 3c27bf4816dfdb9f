package jdvc.cli;

import java.io.Writer;
import jdvc.Env;
import jdvc.disk.Disk;
import jdvc.shell.Shell;
import jdvc.ui.TerminalProgress;
import jdvc.ui.Ui;

/** {@code jdvc-shell}: a shell whose lines are command lines. */
final class ShellMain {

    private ShellMain() {}

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
