package jdvc.shell;

import java.util.Optional;
import org.jline.terminal.Size;

/**
 * The settings of the terminal's line: raw while the shell reads or a verb runs, as it was while it is lent. Output keeps
 * its newlines, and Ctrl-C is a character: a parent may have had SIGINT ignored, and then no handler would ever run.
 */
final class TerminalModes {

    /** A read returns after a tenth of a second without a key, so that the line can be lent at any time. */
    private static final String RAW = "stty -icanon -echo -isig -iexten -ixon -icrnl -inlcr -igncr min 0 time 1";

    private static final Size UNKNOWN = new Size(80, 24);

    private final Stty stty;
    private final Thread starter;
    private volatile String saved = "";
    private volatile Size size = UNKNOWN;

    /** Begins to save the settings and to go raw, on a thread of its own: starting a program takes its time. */
    TerminalModes(Stty stty) {
        this.stty = stty;
        starter = new Thread(this::start, "jdvc-stty");
        starter.setDaemon(true);
        starter.start();
    }

    /** Waits until the settings are known; false if the line cannot be made raw. */
    boolean await() {
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !saved.isEmpty();
    }

    Size size() {
        return size;
    }

    void raw() {
        run(RAW);
    }

    void restore() {
        if (!saved.isEmpty()) run("stty " + saved);
    }

    /** Asks for the size of the window; what is known stays if there is no answer. */
    void measure() {
        run("stty size").ifPresent(this::parseSize);
    }

    /** An interrupt, which is for a verb, must not leave the line in a state that is neither. */
    private Optional<String> run(String script) {
        boolean interrupted = Thread.interrupted();
        try {
            return stty.run("exec 2>/dev/null; " + script);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private void start() {
        Optional<String> answer = run("stty -g && stty size && " + RAW);
        if (answer.isEmpty()) return;
        String[] lines = answer.get().split("\n");
        if (lines.length < 2 || !isSettings(lines[0])) return;
        parseSize(lines[1]);
        saved = lines[0];
    }

    /** The settings are handed back to a shell: nothing but what stty prints may pass. */
    private static boolean isSettings(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == ':' || c == '=';
            if (!plain) return false;
        }
        return !text.isEmpty();
    }

    private void parseSize(String line) {
        int blank = line.indexOf(' ');
        if (blank < 0) return;
        try {
            int rows = Integer.parseInt(line.substring(0, blank));
            int columns = Integer.parseInt(line.substring(blank + 1).strip());
            if (rows > 0 && columns > 0) size = new Size(columns, rows);
        } catch (NumberFormatException e) {
            return; // not an answer: what is known stays
        }
    }
}
