package jdvc.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import jdvc.ui.Sanitizer;
import jdvc.ui.Width;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;

/** A terminal whose lines are edited: its settings, keys, screen and editor. */
final class EditedTerminal {

    private static final int MAX_TITLE = 80;

    private final Shell.Streams streams;
    private final TerminalModes modes;
    private final Keys keys;
    private final Screen screen;
    private final Editor editor;
    private Supplier<AttributedString> prompts = () -> AttributedString.EMPTY;
    private Supplier<Optional<String>> titles = Optional::empty;
    private Optional<Editor> asker = Optional.empty();
    private String title = "";
    private boolean resizing;

    EditedTerminal(Shell.Streams streams) {
        this.streams = streams;
        modes = new TerminalModes(streams.stty());
        keys = new Keys(streams.in());
        try {
            screen = new Screen(keys, streams.out(), modes::size);
            editor = styled(new Editor(screen));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is opened that could fail
        }
    }

    /** Waits until the line is raw; false if it cannot be. */
    boolean begin() {
        boolean raw = modes.await();
        // what is typed ahead is shown by the terminal, and the cursor stands behind it
        if (raw && keys.begin()) editor.option(LineReader.Option.AUTO_FRESH_LINE, true);
        return raw;
    }

    Keys keys() {
        return keys;
    }

    Editor editor() {
        return editor;
    }

    int width() {
        return modes.size().getColumns();
    }

    void prompts(Supplier<AttributedString> newPrompts, Supplier<Optional<String>> newTitles) {
        prompts = newPrompts;
        titles = newTitles;
    }

    /** Returns the prompt as it is now, and gives the window its title. */
    AttributedString prompt() {
        var prompt = prompts.get(); // first, because it waits a moment for news
        titles.get().ifPresent(this::setTitle);
        return prompt;
    }

    void refresh() {
        if (editor.isReading()) editor.show(prompt());
    }

    void announce(String message) {
        editor.printAbove(Sanitizer.clean(message));
    }

    /** Reads an answer, which begins as {@code now}; absent if it is refused with Ctrl-C or Ctrl-D. */
    Optional<String> ask(String question, String now) {
        try {
            if (asker.isEmpty()) asker = Optional.of(new Editor(screen));
            return asker.get().read(() -> AttributedString.fromAnsi(question), now);
        } catch (UserInterruptException e) {
            Thread.currentThread().interrupt(); // the verb that asked is to end
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void lend() {
        keys.lend();
        modes.restore();
    }

    void takeBack() {
        modes.raw();
        keys.takeBack();
        editor.option(LineReader.Option.AUTO_FRESH_LINE, true); // a program may have left the cursor anywhere
    }

    void close() {
        modes.restore();
    }

    /** The window has another size. Many of these come while it is dragged: one thread asks until there is peace. */
    void resized() {
        synchronized (this) {
            if (resizing) return;
            resizing = true;
        }
        var thread = new Thread(this::measure, "jdvc-resize");
        thread.setDaemon(true);
        thread.start();
    }

    private void measure() {
        synchronized (this) {
            resizing = false;
        }
        modes.measure();
        screen.raise(Signal.WINCH);
    }

    private void setTitle(String text) {
        String safe = Width.cut(Sanitizer.clean(text), MAX_TITLE, streams.look());
        if (safe.equals(title) || !showsTitles(streams.term())) return;
        title = safe;
        screen.writer().write("\u001b]2;" + safe + "\u0007");
    }

    /** Others show the sequence as text. */
    private static boolean showsTitles(String term) {
        for (var each : new String[] {"xterm", "screen", "tmux", "rxvt", "alacritty", "foot", "kitty", "vte"}) {
            if (term.startsWith(each)) return true;
        }
        return false;
    }

    private static Editor styled(Editor editor) {
        editor.variable(LineReader.COMPLETION_STYLE_STARTING, "bold");
        editor.variable(LineReader.COMPLETION_STYLE_DESCRIPTION, "faint");
        editor.variable(LineReader.COMPLETION_STYLE_GROUP, "bold,underline");
        editor.variable(LineReader.COMPLETION_STYLE_SELECTION, "inverse");
        return editor;
    }
}
