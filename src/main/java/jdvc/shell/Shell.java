package jdvc.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.Callable;
import jdvc.ui.Ask;
import jdvc.ui.Look;

/** An interactive shell around a command model. */
public final class Shell {

    /**
     * Where a shell lives.
     *
     * @param in standard input
     * @param out standard output
     * @param vars environment variables: TERM and the like
     * @param inTerminal whether standard input is a terminal; if not, lines are read as a script
     */
    public record Streams(InputStream in, OutputStream out, Map<String, String> vars, boolean inTerminal) {}

    private Shell() {}

    /** Opens the terminal: at once, so that a host can be built that uses it. */
    public static Shell open(Streams streams) {
        throw new UnsupportedOperationException(streams.toString());
    }

    /** Reads and runs lines until {@code exit} or the end of input; returns the exit code. */
    public <C> int run(ShellHost<C> host) {
        throw new UnsupportedOperationException(host.toString());
    }

    /** Returns what verbs may show here; its width follows the window. */
    public Look look() {
        throw new UnsupportedOperationException();
    }

    /** Returns where verbs get their answers; in a script nobody answers. */
    public Ask ask() {
        throw new UnsupportedOperationException();
    }

    /** Runs something that needs the terminal for itself, such as a program with an editor. */
    public <T> T lend(Callable<T> action) throws Exception {
        return action.call();
    }
}
