package jdvc.command;

/**
 * A positional argument of a verb.
 *
 * @param name what it is called in help
 * @param help one line, imperative, without a period
 * @param values what it may be
 * @param arity how many of it
 */
public record Param(String name, String help, Values values, Arity arity) {

    /** How many arguments stand for one parameter. */
    public enum Arity {
        ONE,
        OPTIONAL,
        /** Any number, also none. */
        MANY,
        /** One or more. */
        SOME
    }

    public static Param one(String name, String help, Values values) {
        return new Param(name, help, values, Arity.ONE);
    }

    public static Param optional(String name, String help, Values values) {
        return new Param(name, help, values, Arity.OPTIONAL);
    }

    public static Param many(String name, String help, Values values) {
        return new Param(name, help, values, Arity.MANY);
    }

    public static Param some(String name, String help, Values values) {
        return new Param(name, help, values, Arity.SOME);
    }
}
