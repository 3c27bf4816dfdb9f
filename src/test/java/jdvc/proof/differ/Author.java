package jdvc.proof.differ;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import jdvc.command.Words;

/**
 * Writes a sequence line by line, each from what is there by then: what users do to files, commands of DVC right and
 * wrong, Git, settings, damage. The same seed writes the same sequence.
 */
final class Author implements Duel.Lines {

    private final Random random;
    private final int steps;
    private final List<String> opening;
    private int written;

    /** @param steps how many lines behind the opening */
    Author(long seed, int steps) {
        random = new Random(seed * 0x9e3779b97f4a7c15L);
        this.steps = steps;
        opening = new Opening(random).lines();
    }

    @Override
    public Optional<String> next(World world) {
        int now = written++;
        if (now < opening.size()) return Optional.of(opening.get(now));
        if (now >= opening.size() + steps) return Optional.empty();
        var names = new Names(random, world.root());
        var hands = new Hands(random, names);
        int kind = random.nextInt(100);
        if (kind < 24) return Optional.of(hands.file());
        if (kind < 30) return Optional.of(hands.git());
        if (kind < 34) return Optional.of(hands.metafile());
        if (kind < 36) return Optional.of(hands.damage());
        if (kind < 41) return Optional.of(new Pipelines(random, names).line());
        return Optional.of("dvc " + new Commands(random, names).line());
    }

    static <T> T oneOf(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Returns some of the options, each behind a blank. */
    static String some(Random random, int percent, String... options) {
        var text = new StringBuilder();
        for (var each : options)
            if (random.nextInt(100) < percent) text.append(' ').append(each);
        return text.toString();
    }

    static String quoted(List<String> words) {
        var quoted = new ArrayList<String>();
        for (var each : words) quoted.add(Words.quote(each));
        return String.join(" ", quoted);
    }
}
