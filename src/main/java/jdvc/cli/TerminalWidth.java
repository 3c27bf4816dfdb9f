package jdvc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import jdvc.disk.Exec;

/** The columns of the terminal now: asked of the terminal itself, at most once a second. */
final class TerminalWidth implements IntSupplier {

    private static final int USUAL = 80;

    private final boolean terminal;
    private final Map<String, String> vars;
    private int columns;
    private long asked;

    /**
     * @param terminal whether the process has one
     */
    TerminalWidth(boolean terminal, Map<String, String> vars) {
        this.terminal = terminal;
        this.vars = vars;
    }

    @Override
    public synchronized int getAsInt() {
        long now = System.nanoTime();
        if (columns == 0 || now - asked > TimeUnit.SECONDS.toNanos(1)) {
            columns = ask();
            asked = now;
        }
        return columns;
    }

    private int ask() {
        if (terminal) {
            try {
                var size = Exec.run(Path.of("/"), Map.of(), List.of("stty", "-F", "/dev/tty", "size"));
                var words = size.output().strip().split(" ");
                if (size.exit() == 0 && words.length == 2) return Math.max(20, Integer.parseInt(words[1]));
            } catch (IOException | NumberFormatException e) {
                // as without a terminal
            }
        }
        try {
            return Math.max(20, Integer.parseInt(vars.getOrDefault("COLUMNS", "")));
        } catch (NumberFormatException e) {
            return USUAL;
        }
    }
}
