package jdvc.command;

import java.util.ArrayList;
import java.util.List;

/** Tells what may stand where in a command line. */
public final class Completion<C> {

    private final List<Verb<C>> verbs;

    public Completion(List<Verb<C>> verbs) {
        this.verbs = List.copyOf(verbs);
    }

    /** Returns the place of the word that begins with {@code prefix} and follows the words {@code before}. */
    public Place<C> place(List<String> before, String prefix) {
        var walk = new Walk<>(verbs);
        for (var word : before) walk.step(word);
        return walk.place(before, prefix);
    }

    /** Returns what the model itself knows for a place: verbs, options and choices; not filtered by the prefix. */
    public List<Candidate> known(Place<C> place) {
        return switch (place.kind()) {
            case VERB ->
                verbsAt(place.path().isEmpty() ? verbs : Walk.last(place.path()).verbs());
            case OPTION -> options(place);
            case VALUE -> values(place);
            case NOTHING -> List.of();
        };
    }

    /** Tells whether the model has nothing against {@code word} in this place, or against what it may begin. */
    public boolean fits(Place<C> place, String word, boolean unfinished) {
        return switch (place.kind()) {
            case VERB -> fitsVerb(place, word, unfinished);
            case OPTION -> fitsOption(place, word, unfinished);
            case VALUE -> fitsValue(place.values(), place.prefix(), unfinished);
            case NOTHING -> false;
        };
    }

    private boolean fitsVerb(Place<C> place, String word, boolean unfinished) {
        var level = place.path().isEmpty() ? verbs : Walk.last(place.path()).verbs();
        for (var verb : level) {
            if (verb.answersTo(word) || unfinished && verb.name().startsWith(word)) return true;
            if (unfinished) for (var alias : verb.aliases()) if (alias.startsWith(word)) return true;
        }
        return false;
    }

    private static <C> boolean fitsOption(Place<C> place, String word, boolean unfinished) {
        if (word.equals("--") || unfinished && word.equals("-")) return true;
        int found = 0;
        for (var opt : Walk.optsOf(place.path())) {
            if (("--" + opt.name()).equals(word)) return true;
            if (("--" + opt.name()).startsWith(word)) found++;
            boolean cluster = !word.startsWith("--") && word.length() > 1;
            if (cluster && opt.letter().isPresent() && opt.letter().get() == word.charAt(1)) return true;
        }
        return word.length() > 2 && (unfinished ? found > 0 : found == 1);
    }

    private static boolean fitsValue(Values values, String word, boolean unfinished) {
        if (values.kind() != Values.Kind.CHOICE || values.choices().contains(word)) return true;
        if (unfinished) for (var choice : values.choices()) if (choice.startsWith(word)) return true;
        return false;
    }

    private static <C> List<Candidate> options(Place<C> place) {
        var candidates = new ArrayList<Candidate>();
        for (var opt : Walk.optsOf(place.path())) {
            boolean given = opt.isFlag() && place.before().contains("--" + opt.name());
            if (!opt.hidden() && !given) candidates.add(Candidate.of("--" + opt.name(), opt.help()));
        }
        return candidates;
    }

    private List<Candidate> values(Place<C> place) {
        if (place.values().kind() == Values.Kind.VERB) return verbsBelow(place);
        var candidates = new ArrayList<Candidate>();
        for (var choice : place.values().choices()) candidates.add(Candidate.of(choice, ""));
        return candidates;
    }

    /** The verbs that may follow those named in the arguments so far, as in {@code help remote …}. */
    private List<Candidate> verbsBelow(Place<C> place) {
        var level = verbs;
        var words = place.before();
        for (var word : words.subList(place.path().size(), words.size())) {
            var verb = Parser.find(level, word);
            if (verb.isEmpty()) return List.of();
            level = verb.get().verbs();
        }
        return verbsAt(level);
    }

    private static <C> List<Candidate> verbsAt(List<Verb<C>> level) {
        var candidates = new ArrayList<Candidate>();
        for (var verb : level) {
            if (!verb.hidden())
                candidates.add(Candidate.of(verb.name(), verb.summary()).under(verb.group()));
        }
        return candidates;
    }
}
