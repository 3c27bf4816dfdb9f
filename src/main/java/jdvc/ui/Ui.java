package jdvc.ui;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import jdvc.Json;
import jdvc.Progress;

/**
 * What the user sees: stdout is the answer, stderr the rest. Safe for use by many threads.
 *
 * <p>In formats only {@code %s} and {@code %%} are known. The format is the program's own text; every argument is
 * sanitised, also inside a {@link Styled}, which is the one way to colour.
 */
public final class Ui {

    /** How much is said. */
    public enum Level {
        QUIET,
        NORMAL,
        VERBOSE,
        TRACE
    }

    /** What a question came to. */
    public enum Answer {
        YES,
        NO,
        EDIT
    }

    private final Writer out;
    private final Writer err;
    private final Look look;
    private final Level level;
    private final Ask ask;
    private final Progress progress;

    public Ui(Writer out, Writer err, Look look, Ask ask, Progress progress) {
        this(out, err, look, Level.NORMAL, ask, progress);
    }

    private Ui(Writer out, Writer err, Look look, Level level, Ask ask, Progress progress) {
        this.out = out;
        this.err = err;
        this.look = look;
        this.level = level;
        this.ask = ask;
        this.progress = progress;
    }

    /** Returns the same terminal at another level; QUIET shows no progress. */
    public Ui at(Level newLevel) {
        return new Ui(out, err, look, newLevel, ask, newLevel == Level.QUIET ? Progress.NONE : progress);
    }

    /** Returns the same terminal with other answers. */
    public Ui asking(Ask newAsk) {
        return new Ui(out, err, look, level, newAsk, progress);
    }

    /** Returns the same terminal; what is answered on it is added to {@code copy}, too, which one thread may read after. */
    public Ui copying(StringBuilder copy) {
        return new Ui(new Copied(out, copy), err, look, level, ask, progress);
    }

    /** Returns the same terminal, where operations report their progress to something else. */
    public Ui reporting(Progress newProgress) {
        return new Ui(out, err, look, level, ask, newProgress);
    }

    public Look look() {
        return look;
    }

    public Level level() {
        return level;
    }

    /** Returns the progress to hand to operations. */
    public Progress progress() {
        return progress;
    }

    /** Prints a line of the answer; nothing if QUIET. */
    public void print(String format, Object... args) {
        if (level != Level.QUIET) always(format, args);
    }

    /** Prints a line of the answer, also if QUIET. */
    public void always(String format, Object... args) {
        raw(Text.fill(look.outColour(), format, args) + "\n");
    }

    /** Prints text as it is, without a newline, also if QUIET: help, file content, names ended by NUL. */
    public void raw(String text) {
        onScreen(() -> putOut(text));
    }

    /** Prints a report, a record or a plain value, as JSON: on one line, or indented on a terminal; nothing if QUIET. */
    public void json(Object report) {
        if (level == Level.QUIET) return;
        var value = ReportJson.of(report);
        raw((look.outTerminal() ? Json.format(value, 2) : Json.format(value)) + "\n");
    }

    /** Prints a table that fits the terminal, also if QUIET. */
    public void table(Table table) {
        var text = new StringBuilder();
        for (var line : new TableLayout(table, look).lines()) text.append(line).append('\n');
        raw(text.toString());
    }

    /** Prints a line to stderr, on a terminal in rows that end between words; nothing if QUIET. */
    public void note(String format, Object... args) {
        if (level == Level.QUIET) return;
        String filled = Text.fill(look.errColour(), format, args);
        String line = (look.errTerminal() ? Prose.wrap(filled, look.width().getAsInt()) : filled) + "\n";
        onScreen(() -> putErr(line));
    }

    /** Prints {@code ERROR: message} to stderr; nothing if QUIET. */
    public void error(String message) {
        note("%s: %s", Style.RED.of("ERROR"), message);
    }

    /** Prints {@code WARNING: message} to stderr; nothing if QUIET. */
    public void warn(String message) {
        note("%s: %s", Style.MAGENTA.of("WARNING"), message);
    }

    /** Prints {@code hint: message} to stderr; nothing if QUIET. */
    public void hint(String message) {
        note("%s: %s", Style.CYAN.of("hint"), message);
    }

    /** Prints a line to stdout if at least VERBOSE. */
    public void debug(String format, Object... args) {
        if (level.compareTo(Level.VERBOSE) >= 0) always(format, args);
    }

    /**
     * Asks a question, which is answered with y, yes, n or no in any case. An empty line and the end of input are No;
     * anything else is asked again, twice, and then is No.
     */
    public boolean confirm(String format, Object... args) {
        return confirmed(Text.fill(look.errColour(), format, args) + " [y/n]: ", false) == Answer.YES;
    }

    /** Asks the same, where {@code e} is an answer, too; {@code what} says what it would edit. */
    public Answer confirmOrEdit(String what, String format, Object... args) {
        var question = Text.fill(look.errColour(), format, args);
        return confirmed(question + " [y/n, e: edit " + Sanitizer.clean(what) + "]: ", true);
    }

    private Answer confirmed(String prompt, boolean editable) {
        flush();
        for (int i = 0; i < 3; i++) {
            var answer = answer(() -> ask.line(prompt));
            if (answer.isEmpty()) return Answer.NO;
            String word = answer.get().strip().toLowerCase(Locale.ROOT);
            if (word.equals("y") || word.equals("yes")) return Answer.YES;
            if (word.isEmpty() || word.equals("n") || word.equals("no")) return Answer.NO;
            if (editable && (word.equals("e") || word.equals("edit"))) return Answer.EDIT;
        }
        return Answer.NO;
    }

    /** Asks for a line, which comes without blanks around it; absent at the end of input. */
    public Optional<String> line(String format, Object... args) {
        flush();
        String prompt = Text.fill(look.errColour(), format, args);
        return answer(() -> ask.line(prompt)).map(String::strip);
    }

    /** Lets the user change a line; it is as it was if they empty it, and at the end of input. */
    public String edited(String label, String now) {
        flush();
        return answer(() -> ask.edited(label + " ", now))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .orElse(now);
    }

    public void flush() {
        onScreen(() -> {
            putOut("");
            flush(out);
        });
    }

    private Optional<String> answer(Supplier<Optional<String>> asking) {
        if (!(progress instanceof TerminalProgress live)) return asking.get();
        live.pause();
        try {
            return asking.get();
        } finally {
            live.resume();
        }
    }

    /** Writes while no progress stands on the screen. */
    private void onScreen(Runnable writing) {
        if (progress instanceof TerminalProgress live) {
            live.above(writing);
        } else {
            synchronized (err) {
                writing.run();
            }
        }
    }

    private void putOut(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
        if (look.outTerminal()) flush(out);
    }

    private void flush(Writer writer) {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
    }

    /** Nothing can be told to a user whose stderr is closed. */
    private void putErr(String line) {
        Optional<OutputClosedException> closed = Optional.empty();
        try {
            flush(out);
        } catch (OutputClosedException e) {
            closed = Optional.of(e); // a writer forgets what it could not write, and would not fail again
        }
        try {
            err.write(line);
            err.flush();
        } catch (IOException e) {
            return;
        }
        if (closed.isPresent()) throw closed.get();
    }
}
