package jdvc.command;

import java.util.List;

/** Turns the words of a command line into a verb and its arguments. */
public final class Parser<C> {

    private final List<Verb<C>> verbs;

    public Parser(List<Verb<C>> verbs) {
        this.verbs = List.copyOf(verbs);
    }

    /**
     * Parses {@code [GLOBAL] VERB [SUBVERB] [OPTIONS] [ARGS]}.
     *
     * @throws jdvc.JdvcException of kind USAGE if the words do not fit; {@link #path} tells whose help to show
     */
    public Invocation<C> parse(List<String> words) {
        throw new UnsupportedOperationException();
    }

    /** Returns the verbs that the words name, outermost first, as deep as they match; empty if the first is unknown. */
    public List<Verb<C>> path(List<String> words) {
        throw new UnsupportedOperationException();
    }
}
