package jdvc.ui;

import java.io.Writer;
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
        throw new UnsupportedOperationException();
    }

    /** Prints a line of the answer, also if QUIET. */
    public void always(String format, Object... args) {
        throw new UnsupportedOperationException();
    }

    /** Prints text as it is, without a newline, also if QUIET: help, file content, names ended by NUL. */
    public void raw(String text) {
        throw new UnsupportedOperationException();
    }

    /** Prints a report, a record or a plain value, as JSON: on one line, or indented on a terminal. */
    public void json(Object report) {
        throw new UnsupportedOperationException();
    }

    /** Prints a table that fits the terminal, also if QUIET. */
    public void table(Table table) {
        throw new UnsupportedOperationException();
    }

    /** Prints a line to stderr; nothing if QUIET. */
    public void note(String format, Object... args) {
        throw new UnsupportedOperationException();
    }

    /** Prints {@code ERROR: message} to stderr; nothing if QUIET. */
    public void error(String message) {
        throw new UnsupportedOperationException();
    }

    /** Prints {@code WARNING: message} to stderr; nothing if QUIET. */
    public void warn(String message) {
        throw new UnsupportedOperationException();
    }

    /** Prints {@code hint: message} to stderr; nothing if QUIET. */
    public void hint(String message) {
        throw new UnsupportedOperationException();
    }

    /** Prints a line to stdout if at least VERBOSE. */
    public void debug(String format, Object... args) {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks a question that is answered with y, yes, n or no in any case, up to three times; anything else, an empty
     * line and the end of input are No.
     */
    public boolean confirm(String format, Object... args) {
        throw new UnsupportedOperationException();
    }

    public void flush() {
        throw new UnsupportedOperationException();
    }
}
