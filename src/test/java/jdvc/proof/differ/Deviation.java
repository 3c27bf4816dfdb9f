package jdvc.proof.differ;

import java.util.List;
import java.util.Optional;
import jdvc.proof.Outcome;
import jdvc.proof.differ.Difference.What;

/**
 * Something that jdvc does otherwise than DVC on purpose.
 *
 * @param name where it is decided
 * @param why in one sentence
 */
record Deviation(String name, String why, Rule rule) {

    /**
     * A step behind which something differs.
     *
     * @param before the lines that were played until then, this one the last
     */
    record Moment(Step step, Outcome theirs, Outcome ours, List<Difference> all, List<String> before) {

        boolean exits(int theirExit, int ourExit) {
            return theirs.exit() == theirExit && ours.exit() == ourExit;
        }

        boolean places() {
            return List.of("checkout", "pull").contains(step.verb());
        }
    }

    /** Tells whether a deviation is the reason of a difference. */
    @FunctionalInterface
    interface Rule {
        boolean explains(Moment moment, Difference difference);
    }

    /** Nothing that is not here is let pass. */
    private static final List<Deviation> DECLARED = List.of(
            new Deviation(
                    "commands 1.1",
                    "the help that comes with a usage error is our own",
                    (m, d) -> d.what() == What.ANSWER && m.theirs.exit() == 254 && m.ours.exit() == 254),
            new Deviation(
                    "commands 3.1",
                    "what to do next after init is free text",
                    (m, d) -> d.what() == What.ANSWER
                            && m.step.verb().equals("init")
                            && beforeNext(d.expected()).equals(beforeNext(d.actual()))),
            new Deviation(
                    "commands 4.5",
                    "unprotect of a path that is not there is an error like others",
                    (m, d) -> d.what() == What.EXIT
                            && m.step.verb().equals("unprotect")
                            && m.exits(255, 1)
                            && m.theirs.err().contains("non-existing")),
            new Deviation(
                    "commands 5.3",
                    "a remote that is not configured is an error also where nothing is tracked",
                    (m, d) ->
                            !d.what().lasts() && m.exits(0, 1) && m.ours.err().contains("remote 'nope' doesn't exist")),
            new Deviation(
                    "commands 6.1",
                    "what to read where nothing is tracked is free text",
                    (m, d) -> d.what() == What.ANSWER
                            && d.expected().contains("There are no data or pipelines tracked")
                            && d.actual().contains("There are no data or pipelines tracked")),
            new Deviation(
                    "safety 2.2",
                    "an object that is neither here nor on the remote fails a transfer",
                    (m, d) -> !d.what().lasts()
                            && m.exits(0, 1)
                            && m.ours.err().contains("neither in the cache nor on the remote")),
            new Deviation(
                    "decisions, executables",
                    "an executable output is a copy where links are wanted",
                    (m, d) -> (d.what() == What.CACHE || d.what() == What.WORKSPACE)
                            && d.expected().startsWith("hard 544")
                            && d.actual().startsWith("file ")),
            new Deviation(
                    "move's hint",
                    "a .dvc file that Git never had is not named for `git add`, which would fail",
                    (m, d) -> d.what() == What.ANSWER
                            && m.step.verb().equals("move")
                            && withoutHint(d.expected()).equals(withoutHint(d.actual()))),
            new Deviation(
                    "DEV-4",
                    "what `remove` kept is not taken away by a later checkout",
                    (m, d) -> m.places()
                            && m.before.stream().anyMatch(l -> l.startsWith("dvc remove"))
                            && m.theirs.out().contains("D")
                            && d.what() != What.EXIT),
            new Deviation(
                    "DEV-5, DEV-14 and decisions, pull",
                    "a checkout that fails places what is complete, and takes nothing away",
                    (m, d) -> m.places() && m.theirs.exit() != 0 && m.ours.exit() != 0 && d.what() != What.EXIT),
            new Deviation(
                    "format, differences",
                    "add looks at all its targets before it saves the first",
                    (m, d) -> m.step.verb().equals("add")
                            && m.exits(1, 1)
                            && m.step.words().size() > 2),
            new Deviation(
                    "safety 13.4",
                    "what DVC itself calls an unexpected error is answered",
                    (m, d) -> !d.what().lasts()
                            && m.exits(255, 0)
                            && m.theirs.err().contains("unexpected error")));

    private static String beforeNext(String text) {
        int at = text.indexOf("What's next?");
        return at < 0 ? text : text.substring(0, at);
    }

    private static String withoutHint(String text) {
        return text.replaceAll("\tgit add .*", "");
    }

    static Optional<Deviation> of(Moment moment, Difference difference) {
        for (var each : DECLARED) if (each.rule.explains(moment, difference)) return Optional.of(each);
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name + ": " + why;
    }
}
