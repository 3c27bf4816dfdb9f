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

    /** What was done of a tour that is under way; absent before and after it. */
    private Optional<Set<Step>> done = Optional.empty();

    /** Begins, or begins again after the end, and returns the step to take now. */
    synchronized String begin() {
        if (done.isEmpty()) done = Optional.of(new HashSet<>());
        return "Seven lines from a file to a shared version. `tour` shows where you are.\n" + now(done.get());
    }

    /** Notes a verb that went well; returns the step to take now if it was one of a tour that is under way. */
    synchronized Optional<String> after(String verb) {
        if (done.isEmpty()) return Optional.empty();
        var taken = STEPS.stream().filter(step -> step.verb().equals(verb)).findFirst();
        if (taken.isEmpty() || !done.get().add(taken.get())) return Optional.empty();
        if (done.get().size() < STEPS.size()) return Optional.of(now(done.get()));
        done = Optional.empty();
        return Optional.of("tour: that was all. `help` lists the verbs, `help VERB` explains one");
    }

    /** Steps may be taken in any order: the first that is left is next. */
    private static String now(Set<Step> done) {
        int at = 0;
        while (done.contains(STEPS.get(at))) at++;
        var step = STEPS.get(at);
        return "tour " + (at + 1) + "/" + STEPS.size() + ": `" + step.line() + "` " + step.about();
    }
}
