package jdvc.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdvc.repo.Publish;
import jdvc.repo.PublishPlan;

/** A publish as JSON: the plan, the steps that were done, and how it ended. */
final class PublishJson implements Publish.Listener {

    private final Map<String, Object> all = new LinkedHashMap<>();
    private final List<Object> steps = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    PublishJson(PublishPlan plan) {
        all.put("plan", plan);
        all.put("steps", steps);
        all.put("said", said);
    }

    @Override
    public void done(Publish.Step step, String what, Duration took) {
        var done = new LinkedHashMap<String, Object>();
        done.put("step", step.words());
        done.put("what", what);
        done.put("seconds", took.toMillis() / 1000.0);
        steps.add(done);
    }

    @Override
    public void stopped(Publish.Step step, String state) {
        all.put("stopped", step.words());
        all.put("state", state);
    }

    @Override
    public void said(String text) {
        said.add(text);
    }

    void end(Publish.Report report) {
        all.put("report", report);
    }

    Map<String, Object> all() {
        return all;
    }
}
