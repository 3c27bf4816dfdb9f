package jdvc.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.AbstractTerminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * A terminal for JLine that costs nothing to make: no program is run, no library unpacked, no description of a terminal
 * read. It speaks the dozen sequences that every terminal of the last forty years knows, none of which is answered.
 */
final class Screen extends AbstractTerminal {

    /** How a sequence is written in terminfo, which JLine expands. */
    private static final Object[][] STRINGS = {
        {Capability.carriage_return, "\\r"},
        {Capability.clr_eol, "\\E[K"},
        {Capability.clear_screen, "\\E[H\\E[2J"},
        {Capability.cursor_up, "\\E[A"},
        {Capability.cursor_down, "\\n"},
        {Capability.cursor_right, "\\E[C"},
        {Capability.cursor_left, "\\b"},
        {Capability.parm_up_cursor, "\\E[%p1%dA"},
        {Capability.parm_down_cursor, "\\E[%p1%dB"},
        {Capability.parm_right_cursor, "\\E[%p1%dC"},
        {Capability.parm_left_cursor, "\\E[%p1%dD"},
        {Capability.parm_ich, "\\E[%p1%d@"},
        {Capability.parm_dch, "\\E[%p1%dP"},
        {Capability.parm_insert_line, "\\E[%p1%dL"},
        {Capability.parm_delete_line, "\\E[%p1%dM"},
        {Capability.key_up, "\\E[A"},
        {Capability.key_down, "\\E[B"},
        {Capability.key_right, "\\E[C"},
        {Capability.key_left, "\\E[D"},
        {Capability.back_tab, "\\E[Z"},
    };

    private static final int CTRL_D = 4;

    private final NonBlockingReader keys;
    private final PrintWriter writer;
    private final OutputStream out;
    private final Supplier<Size> size;

    Screen(NonBlockingReader keys, OutputStream out, Supplier<Size> size) throws IOException {
        super("jdvc", "xterm", StandardCharsets.UTF_8, SignalHandler.SIG_DFL);
        this.keys = keys;
        this.out = out;
        this.size = size;
        writer = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        bools.add(Capability.auto_right_margin);
        bools.add(Capability.eat_newline_glitch);
        ints.put(Capability.max_colors, 8);
        for (var each : STRINGS) strings.put((Capability) each[0], (String) each[1]);
    }

    @Override
    public NonBlockingReader reader() {
        return keys;
    }

    @Override
    public PrintWriter writer() {
        return writer;
    }

    @Override
    public InputStream input() {
        return InputStream.nullInputStream();
    }

    @Override
    public OutputStream output() {
        return out;
    }

    /** The line stays as {@link TerminalModes} has it; the reader only wants to know which key ends the input. */
    @Override
    public Attributes enterRawMode() {
        return getAttributes();
    }

    @Override
    public Attributes getAttributes() {
        var attributes = new Attributes();
        attributes.setControlChar(Attributes.ControlChar.VEOF, CTRL_D);
        return attributes;
    }

    @Override
    public void setAttributes(Attributes attributes) {}

    @Override
    public Size getSize() {
        return size.get();
    }

    @Override
    public void setSize(Size newSize) {}

    /** Never: not even to turn it off, which the reader does after each line. */
    @Override
    public boolean trackMouse(Terminal.MouseTracking tracking) {
        return false;
    }

    @Override
    public TerminalProvider getProvider() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SystemStream getSystemStream() {
        return SystemStream.Output;
    }
}
