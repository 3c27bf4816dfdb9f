package jdvc.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A walk through the main job: each step is a line to type, and the next follows when it went well. */
final class Tour {

    /** What to type for a step, the verb that completes it, and what it shows. */
    private record Step(String verb, String line, String about) {}

    private static final List<Step> STEPS = List.of(
            new Step("status", "status", "shows what is not saved; the prompt shows it in short"),
            new Step("add", "add pkl/model.pkl", "takes the model under version control: Tab knows the path"),
            new Step("push", "push", "uploads its bytes to the bucket"),
            new Step("publish", "publish -m \"first model\"", "commits the metafile and pushes the commit, data first"),
            new Step("versions", "versions pkl/model.pkl", "lists the versions; train again and publish for another"),
            new Step("checkout", "checkout pkl/model.pkl@HEAD", "brings a version back: Tab after @ lists them"),
            new Step("pull", "pull", "brings what is missing: delete the model first, `!rm pkl/model.pkl`"));

    private final Set<String> done = new HashSet<>();
    private boolean begun;

    /** Begins, or begins again after the end, and returns the step to take now. */
    synchronized String begin() {
        if (!begun || next().isEmpty()) done.clear();
        begun = true;
        return "Seven lines from a file to a shared version. `tour` shows where you are.\n" + next().orElseThrow();
    }

    /** Notes a verb that went well; returns the step that follows if it was one of a tour that is under way. */
    synchronized Optional<String> after(String verb) {
        boolean fresh = begun && current().map(Step::verb).filter(verb::equals).isPresent() && done.add(verb);
        if (!fresh) return Optional.empty();
        return Optional.of(next().orElse("tour: that was all. `help` lists the verbs, `help VERB` explains one"));
    }

    private Optional<Step> current() {
        for (var step : STEPS) if (!done.contains(step.verb())) return Optional.of(step);
        return Optional.empty();
    }

    private Optional<String> next() {
        return current()
                .map(step -> "tour " + (STEPS.indexOf(step) + 1) + "/" + STEPS.size() + ": `" + step.line() + "` "
                        + step.about());
    }
}
