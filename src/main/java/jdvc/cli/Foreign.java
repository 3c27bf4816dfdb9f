package jdvc.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import jdvc.Env;
import jdvc.command.Words;
import jdvc.disk.Exec;
import jdvc.shell.Shell;
import jdvc.ui.Ui;

/** Lines that are for other programs: {@code git …}, and {@code !cmd} for the user's own shell. */
final class Foreign {

    private final Shell shell;

    Foreign(Shell shell) {
        this.shell = shell;
    }

    static boolean is(String line) {
        var text = line.strip();
        return text.startsWith("!") || text.equals("git") || text.startsWith("git ");
    }

    /** Runs it with the terminal lent and returns its exit code. */
    int run(String line, Env env, Ui ui) {
        var text = line.strip();
        List<String> argv;
        if (text.startsWith("!")) {
            // The user typed this for a shell; nothing of it comes from a repository.
            argv = List.of(env.var("SHELL").orElse("/bin/sh"), "-c", text.substring(1).strip());
        } else {
            argv = Words.split(text).texts();
        }
        try {
            return shell.lend(() -> Exec.attached(env.cwd(), Map.of(), argv));
        } catch (IOException e) {
            ui.error("cannot run '" + argv.get(0) + "': " + e.getMessage());
            return Exec.NOT_FOUND;
        } catch (Exception e) { // the terminal itself failed
            return Errors.tell(e, "", ui);
        }
    }
}
