package jdvc.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.Nearest;
import jdvc.command.OptionParser.Found;

/**
 * Turns the words of a command line into a verb and its arguments. Only the options of the verb that is named are
 * built.
 */
public final class Parser<C> {

    private final List<Verb<C>> verbs;

    public Parser(List<Verb<C>> verbs) {
        this.verbs = List.copyOf(verbs);
    }

    /**
     * Parses {@code [GLOBAL] VERB [SUBVERB] [OPTIONS] [ARGS]}; options may follow arguments. Asking for help wins over
     * every mistake.
     *
     * @throws JdvcException of kind USAGE if the words do not fit; {@link #path} tells whose help to show
     */
    public Invocation<C> parse(List<String> words) {
        var path = path(words);
        var common = new Gathered();
        try {
            return parse(words, common);
        } catch (JdvcException e) {
            if (asksForHelp(words, path)) {
                common.help = true;
                return new Invocation<>(path, Args.NONE, common.toCommon());
            }
            throw e;
        }
    }

    /** Returns the verbs that the words name, outermost first, as deep as they match; empty if the first is unknown. */
    public List<Verb<C>> path(List<String> words) {
        var path = new ArrayList<Verb<C>>();
        var level = verbs;
        boolean value = false;
        for (var word : words) {
            if (value) {
                value = false;
            } else if (word.startsWith("-")) {
                value = path.isEmpty() && word.equals("--" + Common.CD.name());
            } else {
                var verb = find(level, word);
                if (verb.isEmpty()) break;
                path.add(verb.get());
                level = verb.get().verbs();
            }
        }
        return path;
    }

    /**
     * Returns the verbs that all the words name; those behind a verb with none below it are let be.
     *
     * @throws JdvcException of kind USAGE if a word names none
     */
    public List<Verb<C>> named(List<String> words) {
        var path = path(words);
        var level = path.isEmpty() ? verbs : path.get(path.size() - 1).verbs();
        if (path.size() >= words.size() || level.isEmpty()) return path;
        var word = words.get(path.size());
        var failure = OptionParser.usage(
                        "there is no verb '" + String.join(" ", words.subList(0, path.size() + 1)) + "'")
                .hint("`help` lists them");
        throw Nearest.hint(failure, word, names(level));
    }

    static <C> Optional<Verb<C>> find(List<Verb<C>> verbs, String word) {
        for (var each : verbs) if (each.answersTo(word)) return Optional.of(each);
        return Optional.empty();
    }

    private Invocation<C> parse(List<String> words, Gathered common) {
        var rest = common.leading(words, Common.BEFORE);
        var path = new ArrayList<Verb<C>>();
        if (common.answersItself()) return new Invocation<>(path, Args.NONE, common.toCommon());
        var verb = choose(verbs, rest, "command");
        path.add(verb);
        rest = rest.subList(1, rest.size());
        while (!verb.verbs().isEmpty()) {
            rest = common.leading(rest, Common.ANYWHERE);
            if (common.help || rest.isEmpty() && verb.action().isPresent()) {
                return new Invocation<>(path, Args.NONE, common.toCommon());
            }
            verb = choose(verb.verbs(), rest, "cmd");
            path.add(verb);
            rest = rest.subList(1, rest.size());
        }
        var args = arguments(verb, rest, common);
        return new Invocation<>(path, args, common.toCommon());
    }

    private static <C> Verb<C> choose(List<Verb<C>> verbs, List<String> words, String what) {
        if (words.isEmpty()) throw OptionParser.usage("the following arguments are required: " + what);
        String word = words.get(0);
        if (word.startsWith("-")) throw OptionParser.usage("unrecognized arguments: " + word);
        var verb = find(verbs, word);
        if (verb.isPresent()) return verb.get();
        var names = names(verbs);
        var failure = OptionParser.usage("argument " + what + ": invalid choice: '" + word + "'" + choices(names));
        throw Nearest.hint(failure, word, names);
    }

    private static <C> List<String> names(List<Verb<C>> verbs) {
        var names = new ArrayList<String>();
        for (var each : verbs) {
            if (each.hidden()) continue;
            names.add(each.name());
            names.addAll(each.aliases());
        }
        return names;
    }

    /** Few choices are worth their room; many stand in the help that is shown with the error. */
    private static String choices(List<String> names) {
        return names.size() > 10 ? "" : " (choose from '" + String.join("', '", names) + "')";
    }

    private static <C> Args arguments(Verb<C> verb, List<String> words, Gathered common) {
        var opts = new ArrayList<>(verb.options());
        opts.addAll(Common.ANYWHERE);
        opts.addAll(Common.IGNORED);
        var found = new OptionParser(opts).parse(words, false);
        common.add(found, verb.options());
        var own = new HashMap<>(found.values());
        own.keySet().removeIf(name -> !names(verb.options(), name));
        var args = new Args(found.rest(), own);
        if (!common.help) Fit.check(verb, args);
        return args;
    }

    private static boolean names(List<Opt> opts, String name) {
        for (var opt : opts) if (opt.name().equals(name)) return true;
        return false;
    }

    private static <C> boolean asksForHelp(List<String> words, List<Verb<C>> path) {
        for (var verb : path) {
            for (var opt : verb.options()) {
                if (opt.letter().equals(Common.HELP.letter())) return false;
            }
        }
        int end = words.indexOf("--");
        var open = end < 0 ? words : words.subList(0, end);
        return open.contains("-h") || open.contains("--help");
    }

    /** The common options seen so far, wherever they stood. */
    private static final class Gathered {

        private boolean help;
        private boolean version;
        private boolean quiet;
        private int verbose;
        private boolean waitForLock;
        private Optional<String> cd = Optional.empty();

        /** Takes the options that stand first and returns what follows. */
        List<String> leading(List<String> words, List<Opt> known) {
            if (words.isEmpty() || !words.get(0).startsWith("-")) return words;
            var opts = new ArrayList<>(known);
            opts.addAll(Common.IGNORED);
            var found = new OptionParser(opts).parse(words, true);
            add(found, List.of());
            return found.rest();
        }

        /** Takes the common options, except those that a verb has made its own. */
        void add(Found found, List<Opt> own) {
            help |= count(found, own, Common.HELP) > 0;
            version |= count(found, own, Common.VERSION) > 0;
            quiet |= count(found, own, Common.QUIET) > 0;
            verbose += count(found, own, Common.VERBOSE);
            waitForLock |= count(found, own, Common.WAIT_FOR_LOCK) > 0;
            var paths = found.values().getOrDefault(Common.CD.name(), List.of());
            if (!paths.isEmpty() && !names(own, Common.CD.name())) cd = Optional.of(paths.get(paths.size() - 1));
        }

        private static int count(Found found, List<Opt> own, Opt opt) {
            return names(own, opt.name()) ? 0 : found.count(opt);
        }

        boolean answersItself() {
            return help || version;
        }

        Common toCommon() {
            return new Common(help, version, quiet, verbose, waitForLock, cd);
        }
    }
}
