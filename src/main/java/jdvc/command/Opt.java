package jdvc.command;

import java.util.Optional;

/**
 * An option of a verb.
 *
 * @param name the long name, without dashes
 * @param letter the short name
 * @param value what its value is called in help, such as {@code <name>}; absent for a flag
 * @param help one line, imperative, without a period
 * @param values what the value may be
 * @param hidden accepted, but not in help or completion
 * @param takes how many words its value is
 */
public record Opt(
        String name,
        Optional<Character> letter,
        Optional<String> value,
        String help,
        Values values,
        boolean hidden,
        Takes takes) {

    /** How many of the words behind an option are its value, if it is not a flag. */
    public enum Takes {
        ONE,
        /** One, or none: the last or an option follows. */
        AT_MOST_ONE,
        /** All up to the next option. */
        MANY
    }

    /** Returns a flag with a long name only. */
    public static Opt flag(String name, String help) {
        return new Opt(name, Optional.empty(), Optional.empty(), help, Values.TEXT, false, Takes.ONE);
    }

    /** Returns a flag with a short name too. */
    public static Opt flag(String name, char letter, String help) {
        return new Opt(name, Optional.of(letter), Optional.empty(), help, Values.TEXT, false, Takes.ONE);
    }

    /** Returns an option with a value and a long name only. It may be given several times. */
    public static Opt value(String name, String value, String help, Values values) {
        return new Opt(name, Optional.empty(), Optional.of(value), help, values, false, Takes.ONE);
    }

    /** Returns an option with a value and a short name too. It may be given several times. */
    public static Opt value(String name, char letter, String value, String help, Values values) {
        return new Opt(name, Optional.of(letter), Optional.of(value), help, values, false, Takes.ONE);
    }

    /** Returns this option, left out of help and completion. */
    public Opt asHidden() {
        return new Opt(name, letter, value, help, values, true, takes);
    }

    /** Returns this option, whose value may be left out or have many words. */
    public Opt taking(Takes words) {
        return new Opt(name, letter, value, help, values, hidden, words);
    }

    public boolean isFlag() {
        return value.isEmpty();
    }

    /** Returns how messages name it: {@code -r/--remote}. */
    public String label() {
        return letter.isPresent() ? "-" + letter.get() + "/--" + name : "--" + name;
    }
}
