package jdvc.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;

/**
 * The parsed words of one command.
 *
 * @param params positional arguments, in order
 * @param options values by the option's long name; a flag that is given has an empty list or one
 */
public record Args(List<String> params, Map<String, List<String>> options) {

    public static final Args NONE = new Args(List.of(), Map.of());

    public Args {
        params = List.copyOf(params);
        options = Map.copyOf(options);
    }

    /** Returns the positional argument at {@code index}; absent if there are fewer. */
    public Optional<String> param(int index) {
        return index < params.size() ? Optional.of(params.get(index)) : Optional.empty();
    }

    public boolean has(Opt opt) {
        return options.containsKey(opt.name());
    }

    /** Returns the option's value, the last one if it was given several times. */
    public Optional<String> value(Opt opt) {
        var all = values(opt);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Returns the option's values in the order in which they were given. */
    public List<String> values(Opt opt) {
        return options.getOrDefault(opt.name(), List.of());
    }

    /**
     * Returns the option's value as a number of at least 1.
     *
     * @throws JdvcException of kind USAGE if it is none
     */
    public OptionalInt number(Opt opt) {
        return atLeastOne(opt, integer(opt));
    }

    /**
     * Returns the option's value as a number of at least 1, as {@link #number} does; 0 is as good as none, as for DVC.
     *
     * @throws JdvcException of kind USAGE if it is none
     */
    public OptionalInt jobs(Opt opt) {
        var number = integer(opt);
        return number.equals(OptionalInt.of(0)) ? OptionalInt.empty() : atLeastOne(opt, number);
    }

    /**
     * Returns the option's value as a number of bytes; 0 is as good as none.
     *
     * @throws JdvcException of kind USAGE if it is none
     */
    public OptionalLong bytes(Opt opt) {
        var text = value(opt);
        if (text.isEmpty()) return OptionalLong.empty();
        try {
            long bytes = Long.parseLong(text.get());
            return bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
        } catch (NumberFormatException e) {
            throw noNumber(opt, text.get());
        }
    }

    private OptionalInt integer(Opt opt) {
        var text = value(opt);
        if (text.isEmpty()) return OptionalInt.empty();
        try {
            return OptionalInt.of(Integer.parseInt(text.get()));
        } catch (NumberFormatException e) {
            throw noNumber(opt, text.get());
        }
    }

    private static JdvcException noNumber(Opt opt, String text) {
        return JdvcException.of(Kind.USAGE, "argument %s: invalid int value: '%s'", opt.label(), text);
    }

    private static OptionalInt atLeastOne(Opt opt, OptionalInt number) {
        if (number.isEmpty() || number.getAsInt() >= 1) return number;
        throw JdvcException.of(Kind.USAGE, "argument %s: must be at least 1, not %s", opt.label(), number.getAsInt());
    }
}
