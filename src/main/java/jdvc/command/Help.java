package jdvc.command;

import java.util.List;

/** Help as plain text: for one verb, and the list of all. */
public final class Help {

    private final String program;
    private final int width;

    /**
     * @param program the word that starts every line, such as {@code jdvc}; empty in a shell
     * @param width columns to fit
     */
    public Help(String program, int width) {
        this.program = program;
        this.width = width;
    }

    /** Returns the help of the innermost verb of {@code path}, lines ended by a newline. */
    public <C> String verb(List<Verb<C>> path) {
        throw new UnsupportedOperationException(program + width);
    }

    /** Returns the list of verbs under their headings, in the order in which the headings appear. */
    public <C> String verbs(List<Verb<C>> verbs) {
        throw new UnsupportedOperationException(program + width);
    }
}
