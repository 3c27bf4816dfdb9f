package jdvc.proof.differ;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import jdvc.proof.Outcome;
import jdvc.proof.differ.Difference.What;

/** A sequence in two worlds at once: DVC's, which says what is right, and the judged program's. */
final class Duel {

    /** Where the lines come from; the world is DVC's. */
    @FunctionalInterface
    interface Lines {
        Optional<String> next(World world);
    }

    /**
     * How it ended.
     *
     * @param lines what was played
     * @param differences those of the last line that nothing declares
     * @param met the deviations that were met, in order; the last one ended the sequence if {@code cut}
     */
    record Result(List<String> lines, List<Difference> differences, List<Deviation> met, boolean cut) {

        boolean isSame() {
            return differences.isEmpty();
        }

        /** Tells whether another result shows the same defect, as far as can be told from outside. */
        boolean isLike(Result other) {
            return kind().equals(other.kind());
        }

        private String kind() {
            var kind = new TreeSet<String>();
            for (var each : differences) kind.add(each.what().name());
            return new Step(lines.get(lines.size() - 1)).verb() + kind;
        }
    }

    private final World dvc;
    private final World judged;
    private final Executor executor;
    private final List<String> played = new ArrayList<>();
    private final List<Deviation> met = new ArrayList<>();

    Duel(World dvc, World judged, Executor executor) {
        this.dvc = dvc;
        this.judged = judged;
        this.executor = executor;
    }

    Result play(Lines lines) {
        for (var line = lines.next(dvc); line.isPresent(); line = lines.next(dvc)) {
            played.add(line.get());
            var moment = step(new Step(line.get()));
            boolean lasts = moment.all().stream().anyMatch(d -> d.what().lasts());
            var open = undeclared(moment);
            if (!open.isEmpty()) return new Result(played, open, met, false);
            if (lasts) return new Result(played, List.of(), met, true);
        }
        return new Result(played, List.of(), met, false);
    }

    private Moment step(Step step) {
        var past = new Moment.Past(List.copyOf(played), step.isJudged() ? dvc.state() : Map.of());
        var running = CompletableFuture.supplyAsync(() -> dvc.run(step), executor);
        var ours = judged.run(step);
        var theirs = running.join();
        var all = step.isJudged() ? compare(step, theirs, ours) : compareExits(step, theirs, ours);
        return new Moment(step, theirs, ours, all, past);
    }

    private static List<Difference> compareExits(Step step, Outcome theirs, Outcome ours) {
        if (theirs.exit() == ours.exit()) return List.of();
        return List.of(new Difference(What.EXIT, step.line(), theirs.toString(), ours.toString()));
    }

    private List<Difference> compare(Step step, Outcome theirs, Outcome ours) {
        var differences = new ArrayList<Difference>();
        if (theirs.exit() != ours.exit()) {
            differences.add(new Difference(
                    What.EXIT, "", theirs.exit() + "\n" + theirs.err(), ours.exit() + "\n" + ours.err()));
        }
        add(differences, What.ANSWER, "", Answers.of(step, dvc, theirs), Answers.of(step, judged, ours));
        if (theirs.exit() == 0) add(differences, What.ERROR, "", error(theirs), error(ours));
        var expected = dvc.state();
        var actual = judged.state();
        var paths = new TreeSet<>(expected.keySet());
        paths.addAll(actual.keySet());
        for (var path : paths) {
            add(differences, What.at(path), path, expected.getOrDefault(path, ""), actual.getOrDefault(path, ""));
        }
        return differences;
    }

    private static String error(Outcome outcome) {
        return outcome.err().contains("ERROR") ? outcome.err() : "";
    }

    private static void add(List<Difference> to, What what, String where, String expected, String actual) {
        if (!expected.equals(actual)) to.add(new Difference(what, where, expected, actual));
    }

    private List<Difference> undeclared(Moment moment) {
        var open = new ArrayList<Difference>();
        for (var each : moment.all()) {
            var deviation = Deviation.of(moment, each);
            deviation.ifPresentOrElse(met::add, () -> open.add(each));
        }
        return open;
    }
}
