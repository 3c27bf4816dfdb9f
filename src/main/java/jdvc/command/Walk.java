package jdvc.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.command.Place.Kind;

/** A walk over the words before the cursor, with what each of them opens. */
final class Walk<C> {

    private static final Opt NONE = Opt.flag("", "");

    private final List<Verb<C>> path = new ArrayList<>();
    private List<Verb<C>> level;
    private int params;
    private boolean lost;
    private boolean onlyParams;
    private Optional<Opt> pending = Optional.empty();

    Walk(List<Verb<C>> verbs) {
        this.level = verbs;
    }

    void step(String word) {
        if (pending.isPresent()) {
            pending = Optional.empty();
        } else if (!onlyParams && word.equals("--")) {
            onlyParams = true;
        } else if (!onlyParams && word.startsWith("-") && word.length() > 1) {
            pending = waitingFor(word);
        } else if (!level.isEmpty()) {
            descend(word);
        } else {
            params++;
        }
    }

    private void descend(String word) {
        var verb = Parser.find(level, word);
        lost |= verb.isEmpty();
        if (verb.isEmpty()) return;
        path.add(verb.get());
        level = verb.get().verbs();
    }

    /** The option whose value must follow a word such as {@code --remote} or {@code -fr}. */
    private Optional<Opt> waitingFor(String word) {
        if (word.startsWith("--")) return option(word.substring(2)).filter(opt -> !opt.isFlag());
        for (int i = 1; i < word.length(); i++) {
            char letter = word.charAt(i);
            for (var opt : optsOf(path)) {
                if (opt.isFlag() || opt.letter().isEmpty() || opt.letter().get() != letter) continue;
                return i + 1 == word.length() ? Optional.of(opt) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The option of this name, or the only one that begins so. */
    private Optional<Opt> option(String name) {
        Optional<Opt> found = Optional.empty();
        for (var opt : optsOf(path)) {
            if (opt.name().equals(name)) return Optional.of(opt);
            if (opt.name().startsWith(name)) found = found.isEmpty() ? Optional.of(opt) : Optional.of(NONE);
        }
        return found.filter(opt -> opt != NONE);
    }

    Place<C> place(List<String> before, String prefix) {
        if (lost) return place(Kind.NOTHING, Values.TEXT, before, prefix);
        if (pending.isPresent()) return ofOption(pending.get(), before, prefix);
        if (!onlyParams && prefix.startsWith("-")) {
            int equals = prefix.indexOf('=');
            var opt = equals > 2 ? option(prefix.substring(2, equals)) : Optional.<Opt>empty();
            if (opt.isPresent()) return ofOption(opt.get(), before, prefix.substring(equals + 1));
            return place(Kind.OPTION, Values.TEXT, before, prefix);
        }
        return level.isEmpty() ? ofParam(before, prefix) : place(Kind.VERB, Values.VERB, before, prefix);
    }

    private Place<C> ofOption(Opt opt, List<String> before, String prefix) {
        return new Place<>(Kind.VALUE, path, opt.values(), Optional.of(opt), Optional.empty(), before, prefix);
    }

    private Place<C> ofParam(List<String> before, String prefix) {
        var all = path.isEmpty() ? List.<Param>of() : last(path).params();
        boolean fits = params < all.size() || !all.isEmpty() && Fit.isMany(last(all));
        if (!fits) return place(Kind.NOTHING, Values.TEXT, before, prefix);
        var param = all.get(Math.min(params, all.size() - 1));
        return new Place<>(Kind.VALUE, path, param.values(), Optional.empty(), Optional.of(param), before, prefix);
    }

    private Place<C> place(Kind kind, Values values, List<String> before, String prefix) {
        return new Place<>(kind, path, values, Optional.empty(), Optional.empty(), before, prefix);
    }

    /** The options that may stand after these verbs; those of the verb hide common ones of the same name. */
    static <C> List<Opt> optsOf(List<Verb<C>> path) {
        if (path.isEmpty()) return Common.BEFORE;
        var opts = new ArrayList<>(last(path).options());
        for (var common : Common.ANYWHERE) {
            boolean own = false;
            for (var opt : last(path).options()) own |= opt.name().equals(common.name());
            if (!own) opts.add(common);
        }
        return opts;
    }

    static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
