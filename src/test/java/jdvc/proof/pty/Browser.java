package jdvc.proof.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JupyterLab in a browser ({@code dev/jupyterlab.mjs}), with the shell's tile in its Launcher. When it is closed, its terminals
 * must have sent what was typed and not a byte more.
 */
final class Browser extends Seat<Browser> {

    private final String shell;

    Browser(Process process, String shell) {
        super(process);
        this.shell = shell;
    }

    @Override
    Browser self() {
        return this;
    }

    /** Opens the Launcher in a folder below the server's and clicks the tile. */
    Browser openShellIn(String folder) {
        step("command", "launcher:create", Map.of("cwd", folder));
        step("tile", "jdvc shell");
        return this;
    }

    /** Goes on in another page, from 0; a new one shows the terminal that is there. Returns its columns. */
    int view(int number) {
        return ((Long) ((List<?>) step("view", number)).get(0)).intValue();
    }

    /** Changes the page's size, in pixels. */
    Browser window(int width, int height) {
        step("window", width, height);
        return this;
    }

    Browser reload() {
        step("reload");
        return this;
    }

    /** Takes the network away. */
    Browser cut() {
        step("cut");
        return this;
    }

    /** Gives the network back. */
    Browser mend() {
        step("mend");
        return this;
    }

    Browser theme(String name) {
        step("command", "apputils:change-theme", Map.of("theme", name));
        return this;
    }

    /** Waits until the terminal's tab has a label. */
    Browser labelled(String label) {
        step("labelled", label);
        return this;
    }

    Palette palette() {
        return Palette.of((Map<?, ?>) step("palette"));
    }

    /** Returns all that was written to the terminals. */
    String received() {
        return (String) step("received");
    }

    Browser screenshot(Path file) {
        step("screenshot", file.toAbsolutePath().toString());
        return this;
    }

    @Override
    public void close() {
        try {
            var sent = ((String) step("sent")).replace(" '" + shell + "'\r", ""); // by the tile
            assertEquals(step("typed"), sent, "sent by the terminal");
            assertEquals(Optional.empty(), Sequences.firstForbidden(received()), "written to the terminal");
        } finally {
            end();
        }
    }
}
