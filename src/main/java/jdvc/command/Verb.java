package jdvc.command;

import java.util.List;
import java.util.Optional;

/**
 * A verb as a value: parser, help, completion and highlighting all read it.
 *
 * @param <C> what an action needs to run: the front end's session
 * @param name the word that is typed
 * @param aliases other words for it
 * @param group the heading that it stands under in the list of verbs
 * @param summary one line, imperative, without a period
 * @param details paragraphs for its own help, with examples; may be empty
 * @param params positional arguments, in order; only the last may be MANY or SOME
 * @param options options of its own, besides the common ones
 * @param verbs verbs below it, such as {@code remote add}; if there are any, {@code params} are empty
 * @param action what it does; absent if only the verbs below it do something
 * @param hidden accepted, but not in help or completion
 */
public record Verb<C>(
        String name,
        List<String> aliases,
        String group,
        String summary,
        String details,
        List<Param> params,
        List<Opt> options,
        List<Verb<C>> verbs,
        Optional<Action<C>> action,
        boolean hidden) {

    /** Does what the arguments ask and returns the exit code. */
    @FunctionalInterface
    public interface Action<C> {
        int run(Args args, C session) throws Exception;
    }

    public Verb {
        aliases = List.copyOf(aliases);
        params = List.copyOf(params);
        options = List.copyOf(options);
        verbs = List.copyOf(verbs);
    }

    /** Returns a verb that does something itself. */
    public static <C> Verb<C> of(String name, String summary, List<Param> params, List<Opt> options, Action<C> action) {
        return new Verb<>(name, List.of(), "", summary, "", params, options, List.of(), Optional.of(action), false);
    }

    /** Returns a verb that only holds others. */
    public static <C> Verb<C> group(String name, String summary, List<Verb<C>> verbs) {
        return new Verb<>(name, List.of(), "", summary, "", List.of(), List.of(), verbs, Optional.empty(), false);
    }

    /** Returns this verb with other words for it. */
    public Verb<C> alias(String... names) {
        return new Verb<>(name, List.of(names), group, summary, details, params, options, verbs, action, hidden);
    }

    /** Returns this verb under a heading of the list of verbs. */
    public Verb<C> under(String heading) {
        return new Verb<>(name, aliases, heading, summary, details, params, options, verbs, action, hidden);
    }

    /** Returns this verb with paragraphs for its help. */
    public Verb<C> details(String text) {
        return new Verb<>(name, aliases, group, summary, text, params, options, verbs, action, hidden);
    }

    /** Returns this verb, left out of help and completion. */
    public Verb<C> asHidden() {
        return new Verb<>(name, aliases, group, summary, details, params, options, verbs, action, true);
    }

    /** Tells whether {@code word} is the name or an alias. */
    public boolean answersTo(String word) {
        return name.equals(word) || aliases.contains(word);
    }
}
