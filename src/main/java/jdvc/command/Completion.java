package jdvc.command;

import java.util.List;

/** Tells what may stand where in a command line. */
public final class Completion<C> {

    private final List<Verb<C>> verbs;

    public Completion(List<Verb<C>> verbs) {
        this.verbs = List.copyOf(verbs);
    }

    /** Returns the place of the word that begins with {@code prefix} and follows the words {@code before}. */
    public Place<C> place(List<String> before, String prefix) {
        throw new UnsupportedOperationException();
    }

    /** Returns what the model itself knows for a place: verbs, options and choices; not filtered by the prefix. */
    public List<Candidate> known(Place<C> place) {
        throw new UnsupportedOperationException();
    }
}
