package jdvc.command;

import java.util.List;
import java.util.Optional;

/**
 * The place of a word in a command line: what may stand there.
 *
 * @param kind the sort of word
 * @param path the verbs before it, outermost first
 * @param values what it may be, if {@code kind} is VALUE
 * @param opt the option whose value it is
 * @param param the positional argument that it is
 * @param before all words before it
 * @param prefix what is typed of it, up to the cursor and without {@code --option=}
 */
public record Place<C>(
        Kind kind,
        List<Verb<C>> path,
        Values values,
        Optional<Opt> opt,
        Optional<Param> param,
        List<String> before,
        String prefix) {

    /** The sorts of words. */
    public enum Kind {
        VERB,
        /** An option's name, with its dashes. */
        OPTION,
        VALUE,
        /** No word can stand here. */
        NOTHING
    }

    public Place {
        path = List.copyOf(path);
        before = List.copyOf(before);
    }
}
