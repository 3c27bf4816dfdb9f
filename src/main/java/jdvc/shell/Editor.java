package jdvc.shell;

import static org.jline.reader.LineReader.*;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import jdvc.ui.Sanitizer;
import jdvc.ui.Width;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** JLine's line editor with our keys, made without what we do not use. */
final class Editor extends LineReaderImpl {

    private static final String[] WIDGETS = {
        ACCEPT_LINE,
        BACKWARD_CHAR,
        BACKWARD_DELETE_CHAR,
        BACKWARD_KILL_WORD,
        BACKWARD_WORD,
        BEGINNING_OF_LINE,
        BEGIN_PASTE,
        CALLBACK_INIT,
        CLEAR_SCREEN,
        DELETE_CHAR,
        END_OF_LINE,
        EXPAND_OR_COMPLETE,
        FORWARD_CHAR,
        FORWARD_WORD,
        FRESH_LINE,
        HISTORY_INCREMENTAL_SEARCH_BACKWARD,
        HISTORY_INCREMENTAL_SEARCH_FORWARD,
        KILL_LINE,
        KILL_WHOLE_LINE,
        KILL_WORD,
        MENU_COMPLETE,
        REDISPLAY,
        SELF_INSERT,
        SEND_BREAK,
        TRANSPOSE_CHARS,
        UNDO,
        YANK,
        YANK_POP,
        Keyboard.INTERRUPT,
        Keyboard.NEWLINE,
        Keyboard.NEWER,
        Keyboard.NOTHING,
        Keyboard.OLDER,
    };

    private static final String MORE = "> ";

    private Supplier<AttributedString> prompts = () -> AttributedString.EMPTY;
    private AttributedString shown = AttributedString.EMPTY;
    private String searched = "";
    private String found = "";

    Editor(Screen screen) throws IOException {
        super(screen, "jdvc", new HashMap<>());
        variable(SECONDARY_PROMPT_PATTERN, MORE);
        variable(BELL_STYLE, "none");
        variable(HISTORY_SIZE, HistoryText.MAX_LINES);
        variable(AMBIGUOUS_BINDING, 100L);
        option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        option(LineReader.Option.AUTO_FRESH_LINE, false);
        option(LineReader.Option.BRACKETED_PASTE, true);
        option(LineReader.Option.AUTO_LIST, true);
        option(LineReader.Option.AUTO_MENU, true);
        option(LineReader.Option.INSERT_TAB, false);
    }

    /**
     * Reads a line; absent at the end of input.
     *
     * @param prompt asked when from then on {@link #show} has an effect, so that no news are lost between the two
     * @throws UserInterruptException if Ctrl-C was pressed instead
     */
    Optional<String> read(Supplier<AttributedString> prompt) {
        return read(prompt, "");
    }

    /** Reads a line that begins as {@code now}, behind which the cursor stands. */
    Optional<String> read(Supplier<AttributedString> prompt, String now) {
        prompts = prompt;
        searched = "";
        found = "";
        try {
            return Optional.of(readLine("", (Character) null, now));
        } catch (EndOfFileException e) {
            return Optional.empty();
        } finally {
            option(LineReader.Option.AUTO_FRESH_LINE, false);
        }
    }

    /** Shows another prompt in front of what is typed. */
    void show(AttributedString newPrompt) {
        lock.lock();
        try {
            if (!reading || newPrompt.equals(shown)) return;
            shown = newPrompt;
            prompt = newPrompt;
            redisplay();
            flush();
        } finally {
            lock.unlock();
        }
    }

    /** The prompt is made of styles; as a pattern, a percent sign in a branch name would mean something. */
    @Override
    public void setPrompt(String pattern) {
        prompt = AttributedString.EMPTY;
    }

    /** Called when reading has begun, before anything is drawn. */
    private boolean begin() {
        shown = prompts.get();
        prompt = shown;
        return true;
    }

    @Override
    public Map<String, KeyMap<Binding>> defaultKeyMaps() {
        var maps = new HashMap<String, KeyMap<Binding>>();
        var keys = Keyboard.keys();
        keys.setAmbiguousTimeout(100);
        for (var name : new String[] {MAIN, EMACS, SAFE, DUMB}) maps.put(name, keys);
        maps.put(MENU, menu());
        return maps;
    }

    /** One class for all of them: a lambda each, as JLine has it, costs a tenth of a second at start. */
    @Override
    protected Map<String, Widget> builtinWidgets() {
        var widgets = new HashMap<String, Widget>();
        for (var name : WIDGETS) widgets.put(name, new Named(name));
        return widgets;
    }

    /**
     * The window has another size: the line is drawn anew from where it begins. The row with the cursor stays as it was
     * laid out before, cut at most, in the terminal of a browser; others lay it out anew and keep a piece of the old one.
     */
    @Override
    protected synchronized void handleSignal(Terminal.Signal signal) {
        lock.lock();
        try {
            if (signal == Terminal.Signal.WINCH && reading) {
                int rows = rowsAboveCursor();
                terminal.writer().write((rows > 0 ? "\u001b[" + rows + "A" : "") + "\r\u001b[J");
            }
            super.handleSignal(signal);
        } finally {
            lock.unlock();
        }
    }

    private int rowsAboveCursor() {
        int columns = size.getColumns();
        int rows = -1;
        String before = shown.toString();
        for (var line : buf.upToCursor().split("\n", -1)) {
            rows += 1 + Width.of(before + line) / columns;
            before = MORE;
        }
        return rows;
    }

    /** The trick behind it fills a row with blanks; without the erasure a wider window would take the next one for its rest. */
    @Override
    protected boolean freshLine() {
        boolean done = super.freshLine();
        terminal.writer().write("\r\u001b[K");
        return done;
    }

    /** Groups of candidates stay in the order in which they come. */
    @Override
    @SuppressWarnings("NullAway") // JLine's contract: null if they are not to be sorted
    protected @Nullable Comparator<String> getGroupComparator() {
        return null;
    }

    private final class Named implements Widget {

        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public boolean apply() {
            return perform(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private boolean perform(String name) {
        return switch (name) {
            case ACCEPT_LINE -> acceptLine();
            case BACKWARD_CHAR -> backwardChar();
            case BACKWARD_DELETE_CHAR -> backwardDeleteChar();
            case BACKWARD_KILL_WORD -> backwardKillWord();
            case BACKWARD_WORD -> backwardWord();
            case BEGINNING_OF_LINE -> beginningOfLine();
            case BEGIN_PASTE -> beginPaste();
            case CALLBACK_INIT -> begin();
            case CLEAR_SCREEN -> clearScreen();
            case DELETE_CHAR -> deleteChar();
            case END_OF_LINE -> acceptSuggestion() || endOfLine();
            case EXPAND_OR_COMPLETE -> expandOrComplete();
            case FORWARD_CHAR -> acceptSuggestion() || forwardChar();
            case FORWARD_WORD -> forwardWord();
            case FRESH_LINE -> freshLine();
            case HISTORY_INCREMENTAL_SEARCH_BACKWARD -> historyIncrementalSearchBackward();
            case HISTORY_INCREMENTAL_SEARCH_FORWARD -> historyIncrementalSearchForward();
            case KILL_LINE -> killLine();
            case KILL_WHOLE_LINE -> killWholeLine();
            case KILL_WORD -> killWord();
            case MENU_COMPLETE -> menuComplete();
            case REDISPLAY -> redisplay();
            case SELF_INSERT -> selfInsert();
            case SEND_BREAK -> sendBreak();
            case TRANSPOSE_CHARS -> transposeChars();
            case UNDO -> undo();
            case YANK -> yank();
            case YANK_POP -> yankPop();
            case Keyboard.INTERRUPT -> interrupt();
            case Keyboard.NEWLINE -> newline();
            case Keyboard.OLDER -> older();
            case Keyboard.NEWER -> newer();
            case Keyboard.NOTHING -> true;
            default -> throw new AssertionError(name);
        };
    }

    private boolean interrupt() {
        state = State.INTERRUPT;
        return true;
    }

    /** JLine reads the answer to its one question, whether to list very many candidates: Ctrl-C there is not only a no. */
    @Override
    public int readCharacter() {
        int key = super.readCharacter();
        if (key == Keys.CTRL_C) interrupt();
        return key;
    }

    private boolean newline() {
        buf.write('\n');
        return true;
    }

    /** Pasted text is shown and waits for Enter, however many lines it has; what it must not hold is left out. */
    @Override
    public boolean beginPaste() {
        String text = doReadStringUntil(BRACKETED_PASTE_END);
        buf.write(printable(text.replace("\r\n", "\n").replace('\r', '\n').stripTrailing()));
        return true;
    }

    private static String printable(String text) {
        var printable = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            String one = Character.toString(c);
            if (c == '\n') printable.append('\n');
            else if (c == '\t') printable.append(' ');
            else if (Sanitizer.clean(one).equals(one)) printable.append(one);
            i += Character.charCount(c);
        }
        return printable.toString();
    }

    private boolean acceptSuggestion() {
        boolean offered = getAutosuggestion() == SuggestionType.HISTORY && buf.cursor() == buf.length();
        if (!offered || tailTip == null || tailTip.isEmpty()) return false;
        buf.write(tailTip);
        return true;
    }

    /** Goes a line up in what is typed, or to the last line of the history that begins as what is before the cursor. */
    private boolean older() {
        if (buf.upToCursor().indexOf('\n') >= 0) return upLine();
        History lines = getHistory();
        beginSearch(lines);
        for (int i = lines.index() - 1; i >= lines.first(); i--) {
            if (take(lines, i)) return true;
        }
        return true;
    }

    private boolean newer() {
        if (buf.substring(buf.cursor()).indexOf('\n') >= 0) return downLine();
        History lines = getHistory();
        beginSearch(lines);
        for (int i = lines.index() + 1; i <= lines.last(); i++) {
            if (take(lines, i)) return true;
        }
        lines.moveToEnd();
        setBuffer(searched);
        found = searched;
        return true;
    }

    /** A search goes on as long as the line is what it found last. */
    private void beginSearch(History lines) {
        if (!found.isEmpty() && buf.toString().equals(found)) return;
        searched = buf.toString();
        lines.moveToEnd();
    }

    private boolean take(History lines, int index) {
        String line = lines.get(index);
        if (!line.startsWith(searched) || line.equals(buf.toString())) return false;
        lines.moveTo(index);
        setBuffer(line);
        found = line;
        return true;
    }
}
