package jdvc.shell;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import jdvc.command.Completion;
import jdvc.command.Verb;
import jdvc.ui.Ask;
import jdvc.ui.Look;
import jdvc.ui.Sanitizer;
import jdvc.ui.Ui;
import org.jline.reader.LineReader.SuggestionType;

/**
 * An interactive shell around a command model. Lines are edited where the terminal allows, else typed as the system has
 * it, else read as a script.
 *
 * <p>Nothing is ever written that a terminal answers: no question for its kind, its colours or where the cursor is.
 */
public final class Shell {

    /** P11: the first candidates are there within this time. */
    private static final long CANDIDATES_MILLIS = 50;

    /**
     * Where a shell lives.
     *
     * @param in standard input, unbuffered: what is typed ahead for another program must not be taken from it
     * @param out standard output
     * @param inTerminal whether standard input is a terminal; if not, lines are read as a script
     * @param term the value of TERM, empty if unset
     * @param look what the terminal can show
     * @param stty the way to the terminal's settings
     */
    public record Streams(InputStream in, OutputStream out, boolean inTerminal, String term, Look look, Stty stty) {}

    private final Streams streams;
    private final PrintWriter out;
    private final Optional<EditedTerminal> edited;
    private final BufferedReader in;
    private final Signals signals;
    private Optional<PlainLines> plain = Optional.empty();
    private Optional<Loop<?>> loop = Optional.empty();
    private Optional<LineHistory> history = Optional.empty();
    private volatile Optional<VerbRun> running = Optional.empty();
    private volatile boolean lent;
    private volatile boolean scripted;

    private Shell(Streams streams, Optional<EditedTerminal> edited) {
        this.streams = streams;
        this.edited = edited;
        out = new PrintWriter(new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8));
        in = new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8), 1024);
        signals = new Signals(this::interrupted, () -> edited.ifPresent(EditedTerminal::resized));
    }

    /** Opens the terminal at once, so that a host can be built that uses it. */
    public static Shell open(Streams streams) {
        boolean edits = streams.inTerminal()
                && streams.look().redraw()
                && !streams.term().isEmpty();
        return new Shell(streams, edits ? Optional.of(new EditedTerminal(streams)) : Optional.empty());
    }

    /** Reads and runs lines until {@code exit} or the end of input; returns the exit code. */
    public <C> int run(ShellHost<C> host) {
        var lines = new LineHistory(host);
        history = Optional.of(lines);
        var builtIns = new BuiltIns<>(host, lines);
        var newLoop = new Loop<>(host, builtIns, this);
        loop = Optional.of(newLoop);
        if (!streams.inTerminal()) return newLoop.run(new ScriptLines(in));
        if (edited.isEmpty() || !edited.get().begin()) {
            signals.listen();
            var typed = new PlainLines(
                    in, out, () -> Paint.prompt(host.prompt(), look()).toString());
            plain = Optional.of(typed);
            return newLoop.run(typed);
        }
        return edit(edited.get(), host, builtIns.verbs(), lines, newLoop);
    }

    private <C> int edit(
            EditedTerminal terminal, ShellHost<C> host, List<Verb<C>> verbs, LineHistory lines, Loop<C> newLoop) {
        var editor = terminal.editor();
        var completion = new Completion<>(verbs);
        var completer =
                new LineCompleter<>(completion, host, look(), new Patience<>(CANDIDATES_MILLIS), terminal.keys());
        editor.setHistory(lines);
        editor.setParser(new LineParser(host::isForeign));
        editor.setCompleter(completer);
        editor.setCompletionMatcher(completer);
        if (look().outColour()) {
            editor.setHighlighter(new LineHighlighter<>(completion, host::isForeign, host.programs()));
            editor.setAutosuggestion(SuggestionType.HISTORY);
        }
        var hook = new Thread(terminal::close, "jdvc-restore");
        Runtime.getRuntime().addShutdownHook(hook);
        terminal.prompts(() -> Paint.prompt(host.prompt(), look()), host::title);
        signals.listenSoon();
        try {
            return newLoop.run(new EditedLines(editor, terminal::prompt));
        } finally {
            terminal.close();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    /** Returns what verbs may show here; its width follows the window. */
    public Look look() {
        var look = streams.look();
        return edited.isEmpty() ? look : look.withWidth(edited.get()::width);
    }

    /** Returns where verbs get their answers; in a script nobody answers. */
    public Ask ask() {
        return new Ask() {
            @Override
            public Optional<String> line(String prompt) {
                if (scripted || !streams.inTerminal()) return Optional.empty();
                return plain.isPresent()
                        ? plain.get().ask(prompt)
                        : edited.orElseThrow().ask(prompt, "");
            }

            @Override
            public Optional<String> edited(String prompt, String now) {
                // what cannot be seen must not stand in what is typed
                boolean edits = isInteractive()
                        && editing().isPresent()
                        && Sanitizer.clean(now).equals(now);
                return edits
                        ? editing().orElseThrow().ask(prompt, now)
                        : Ask.super.edited(prompt, Sanitizer.clean(now));
            }
        };
    }

    /** Runs something that needs the terminal for itself, such as a program with an editor. */
    public <T> T lend(Callable<T> action) throws Exception {
        if (lent || !streams.inTerminal()) return action.call();
        signals.listen(); // Ctrl-C is for the program, but it reaches us too
        lent = true;
        try {
            editing().ifPresent(EditedTerminal::lend);
            return action.call();
        } finally {
            editing().ifPresent(EditedTerminal::takeBack);
            lent = false;
        }
    }

    /** Runs the lines of a script on this thread, up to the first failure; returns its exit code. For a host's verb. */
    public int script(String text) {
        boolean before = scripted;
        scripted = true;
        try {
            return loop.orElseThrow().script(text);
        } finally {
            scripted = before;
        }
    }

    /** The host's stored history is another one from now on; called by a verb, while no line is read. */
    public void reloadHistory() {
        history.ifPresent(LineHistory::reload);
    }

    /** Draws the prompt again if the host says something else now and a line is being typed. For many threads. */
    public void refresh() {
        editing().ifPresent(EditedTerminal::refresh);
    }

    /** Tells whether a line is being typed. */
    public boolean isReading() {
        return editing().map(terminal -> terminal.editor().isReading()).orElse(false);
    }

    /** Tells the user something above the line that is being typed, or at once if there is none. For many threads. */
    public void announce(String message) {
        editing().ifPresent(terminal -> terminal.announce(message));
    }

    /** Tells whether somebody reads along line by line. */
    boolean isInteractive() {
        return streams.inTerminal() && !scripted;
    }

    /** Runs an action that Ctrl-C interrupts; within a script, on the thread that the script runs on. */
    int guarded(Callable<Integer> action, Ui ui) {
        var run = new VerbRun(action);
        if (scripted || !streams.inTerminal()) return run.here(ui);
        running = Optional.of(run);
        editing().ifPresent(terminal -> terminal.keys().watch(run::interrupt));
        try {
            return run.await(ui);
        } finally {
            editing().ifPresent(terminal -> terminal.keys().unwatch());
            running = Optional.empty();
        }
    }

    int lent(Callable<Integer> action) {
        try {
            return lend(action);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e); // what a host runs here throws nothing else
        }
    }

    /** The terminal, if its lines are edited. */
    private Optional<EditedTerminal> editing() {
        return plain.isPresent() ? Optional.empty() : edited;
    }

    /** SIGINT: by kill, or by Ctrl-C where keys are not read. */
    private void interrupted() {
        if (lent) return;
        running.ifPresent(VerbRun::interrupt);
        plain.ifPresent(PlainLines::interrupted);
    }
}
