package jdvc.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import jdvc.Env;
import jdvc.command.Words;
import jdvc.disk.Disk;
import jdvc.disk.Exec;
import jdvc.ui.Ui;

/** Lines that are for other programs: {@code git …}, and {@code !cmd} for the user's own shell. */
final class Foreign {

    private Foreign() {}

    static boolean is(String line) {
        var text = line.strip();
        return text.startsWith("!") || text.equals("git") || text.startsWith("git ");
    }

    /** Runs it on the terminal, which must be free for it, and returns its exit code. */
    static int run(String line, Env env, Disk disk, Ui ui) {
        var text = line.strip();
        List<String> argv;
        if (text.startsWith("!")) {
            // The user typed this for a shell; nothing of it comes from a repository.
            argv = List.of(
                    env.var("SHELL").orElse("/bin/sh"), "-c", text.substring(1).strip());
        } else {
            argv = new Expansion(env, disk).of(Words.split(text).words());
        }
        try {
            return Exec.attached(env.cwd(), Map.of(), argv);
        } catch (IOException e) {
            ui.error("cannot run '" + argv.get(0) + "': " + e.getMessage());
            return Exec.NOT_FOUND;
        }
    }
}
