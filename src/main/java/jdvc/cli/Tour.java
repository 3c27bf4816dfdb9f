package jdvc.cli;

import java.util.List;
import java.util.Optional;

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

    /** The step to take now; behind the last before a tour and after it. */
    private int at = STEPS.size();

    /** Begins, or begins again after the end, and returns the step to take now. */
    synchronized String begin() {
        if (at == STEPS.size()) at = 0;
        return "Seven lines from a file to a shared version. `tour` shows where you are.\n" + now();
    }

    /** Notes a verb that went well; returns the step that follows if it was one of a tour that is under way. */
    synchronized Optional<String> after(String verb) {
        boolean taken = at < STEPS.size() && STEPS.get(at).verb().equals(verb);
        if (!taken) return Optional.empty();
        at++;
        return Optional.of(
                at < STEPS.size() ? now() : "tour: that was all. `help` lists the verbs, `help VERB` explains one");
    }

    private String now() {
        var step = STEPS.get(at);
        return "tour " + (at + 1) + "/" + STEPS.size() + ": `" + step.line() + "` " + step.about();
    }
}
