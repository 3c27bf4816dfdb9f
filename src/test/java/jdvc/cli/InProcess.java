package jdvc.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import jdvc.Env;
import jdvc.command.Verb;
import jdvc.disk.Disk;
import jdvc.shell.Shell;
import jdvc.ui.Look;
import jdvc.ui.Ui;

/** The door by which tests of other packages run a command line in this process. */
public final class InProcess {

    private InProcess() {}

    /** Runs {@code jdvc WORDS…} and returns its exit code. */
    public static int run(Env env, Disk disk, Ui ui, List<String> words) {
        return new Cli(env, disk, ui).run(words);
    }

    /** Returns the names of all verbs that help lists. */
    public static List<String> verbs() {
        return Verbs.all().stream()
                .filter(verb -> !verb.hidden())
                .map(Verb::name)
                .toList();
    }

    /** Runs a line as {@code jdvc-shell} reads it from a script and returns the shell's exit code. */
    public static int shell(Env env, Disk disk, String line, Writer out, Writer err) {
        var in = new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8));
        var streams = new Shell.Streams(
                in, OutputStream.nullOutputStream(), false, "", Look.plain(), script -> Optional.empty());
        return ShellMain.run(env, disk, streams, out, err);
    }
}
