package jdvc.repo;

import java.util.List;
import jdvc.Env;
import jdvc.disk.Disk;

/**
 * How a command was called.
 *
 * @param argv the words after {@code jdvc}, secrets left out: for locks and the journal
 * @param waitForLock wait for the project's lock without limit
 */
public record Call(Env env, Disk disk, List<String> argv, boolean waitForLock) {

    public Call {
        argv = List.copyOf(argv);
    }

    /** Returns the command as other processes see it, such as {@code jdvc add data}. */
    String commandLine() {
        return "jdvc " + String.join(" ", argv);
    }
}
