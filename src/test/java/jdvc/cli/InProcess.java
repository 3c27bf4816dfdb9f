package jdvc.cli;

import java.util.List;
import jdvc.Env;
import jdvc.disk.Disk;
import jdvc.ui.Ui;

/** The door by which tests of other packages run a command line in this process. */
public final class InProcess {

    private InProcess() {}

    /** Runs {@code jdvc WORDS…} and returns its exit code. */
    public static int run(Env env, Disk disk, Ui ui, List<String> words) {
        return new Cli(env, disk, ui).run(words);
    }
}
