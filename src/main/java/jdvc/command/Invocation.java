package jdvc.command;

import java.util.List;
import java.util.Optional;

/**
 * A command line, understood.
 *
 * @param path the verbs, outermost first; empty if only global options were given, such as {@code --version}
 * @param args what its action gets
 * @param common what every verb understands
 */
public record Invocation<C>(List<Verb<C>> path, Args args, Common common) {

    public Invocation {
        path = List.copyOf(path);
    }

    /** Returns the innermost verb. */
    public Optional<Verb<C>> verb() {
        return path.isEmpty() ? Optional.empty() : Optional.of(path.get(path.size() - 1));
    }
}
