package jdvc.command;

import java.util.ArrayList;
import java.util.List;
import jdvc.Nearest;

/** Checks that arguments are as many and of the words that a verb asks for. */
final class Fit {

    private Fit() {}

    /** @throws jdvc.JdvcException of kind USAGE if they are not */
    static void check(Verb<?> verb, Args args) {
        for (var opt : verb.options()) {
            for (var value : args.values(opt)) checkChoice(opt.label(), opt.values(), value);
        }
        checkCount(verb.params(), args.params());
        for (int i = 0; i < args.params().size(); i++) {
            var param = verb.params().get(Math.min(i, verb.params().size() - 1));
            checkChoice(param.name(), param.values(), args.params().get(i));
        }
    }

    private static void checkCount(List<Param> params, List<String> words) {
        var missing = new ArrayList<String>();
        int given = words.size();
        boolean unbounded = false;
        for (var param : params) {
            if (given == 0 && isRequired(param)) missing.add(param.name());
            if (isMany(param)) unbounded = true;
            if (given > 0) given--;
        }
        if (!missing.isEmpty()) {
            throw OptionParser.usage("the following arguments are required: " + String.join(", ", missing));
        }
        if (given == 0 || unbounded) return;
        throw OptionParser.usage(
                "unrecognized arguments: " + String.join(" ", words.subList(words.size() - given, words.size())));
    }

    static boolean isRequired(Param param) {
        return param.arity() == Param.Arity.ONE || param.arity() == Param.Arity.SOME;
    }

    static boolean isMany(Param param) {
        return param.arity() == Param.Arity.MANY || param.arity() == Param.Arity.SOME;
    }

    private static void checkChoice(String label, Values values, String word) {
        if (values.kind() != Values.Kind.CHOICE || values.choices().contains(word)) return;
        var failure = OptionParser.usage("argument " + label + ": invalid choice: '" + word + "' (choose from '"
                + String.join("', '", values.choices()) + "')");
        throw Nearest.hint(failure, word, values.choices());
    }
}
