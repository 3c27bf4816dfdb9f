package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.Progress;
import jdvc.track.DvcFile;
import jdvc.track.Out;
import jdvc.track.Stage;

/**
 * Compares the workspace with the metafiles.
 *
 * @param targets as typed; everything if empty
 * @param recursive a directory means the metafiles in it
 * @param withDeps also what the targets are made from
 * @param updates ask the repositories from which imports came whether they have something newer
 */
public record Status(List<String> targets, boolean recursive, boolean withDeps, boolean updates) {

    /**
     * The answer.
     *
     * @param stages the stages that are not as recorded, by address, in the order of the metafiles
     * @param tracked whether anything is tracked at all
     * @param warnings what is not judged
     * @param problems outputs that must not be acted on, and why
     */
    public record Report(Map<String, Changed> stages, boolean tracked, List<String> warnings, List<String> problems) {}

    /**
     * One stage that is not as recorded; paths and words as DVC has them.
     *
     * @param deps its dependencies; the value is a word, or words by key
     * @param outs its outputs
     * @param others such as {@code changed checksum}
     */
    public record Changed(Map<String, Object> deps, Map<String, String> outs, List<String> others) {}

    @SuppressWarnings("try") // the task is only there while it is open
    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var stages = new LinkedHashMap<String, Changed>();
        var warnings = new ArrayList<String>();
        var problems = new ArrayList<String>();
        // The lock is held while the files are read, as DVC does: a running add is waited for.
        try (var lock = repo.lock(progress);
                var whole = progress.start("Checking", 0, 0)) { // what the steps do not tell of is not silent either
            lock.requireHeld();
            var scope = repo.scope(recursive, withDeps);
            var news = new Updates(repo);
            var outs = repo.outs(targets, scope);
            for (var problem : outs.problems(targets, scope)) {
                (problem.external() ? warnings : problems).add(problem.toString());
            }
            for (var stage : targets.isEmpty() ? outs.stages() : outs.resolveStages(targets, scope)) {
                var address = stage.address(repo.here());
                if (stage.frozen() && !stage.isRepoImport() && !stage.deps().isEmpty()) {
                    warnings.add("stage: '" + address
                            + "' is frozen. Its dependencies are not going to be shown in the status output.");
                }
                var changed = changed(repo, stage, problems, progress);
                if (updates && stage.isRepoImport()) {
                    news.newer(Origin.of(stage.deps().get(0)), problems)
                            .ifPresent(what -> changed.deps().put(what, "update available"));
                }
                if (!changed.deps().isEmpty()
                        || !changed.outs().isEmpty()
                        || !changed.others().isEmpty()) {
                    stages.put(address, changed);
                }
            }
            return new Report(stages, !outs.stages().isEmpty(), warnings, problems);
        }
    }

    private static Changed changed(Repo repo, Stage stage, List<String> problems, Progress progress)
            throws IOException, InterruptedException {
        var status = new OutStatus(repo, progress);
        var outs = new LinkedHashMap<String, String>();
        for (var out : stage.outs())
            word(status, out).ifPresent(word -> outs.put(repo.shown(out.path().toString()), word));
        var deps = new LinkedHashMap<String, Object>();
        if (!stage.frozen()) deps.putAll(new DepStatus(repo, progress, problems).of(stage));
        return new Changed(deps, outs, others(repo, stage));
    }

    private static Optional<String> word(OutStatus status, Out out) throws IOException, InterruptedException {
        if (out.unsupported().isPresent()) return Optional.of("modified");
        if (!status.isInCache(out)) return Optional.of("not in cache");
        return switch (status.workspace(out)) {
            case SAME -> Optional.empty();
            case MODIFIED -> Optional.of("modified");
            case DELETED -> Optional.of("deleted");
        };
    }

    private static List<String> others(Repo repo, Stage stage) throws IOException {
        var others = new ArrayList<String>();
        if (isRedefined(repo, stage)) others.add("changed checksum");
        boolean callback = stage.name().isPresent()
                && stage.deps().isEmpty()
                && stage.outs().isEmpty()
                && stage.problems().isEmpty();
        if (callback || stage.facts().alwaysChanged()) others.add("always changed");
        var command = stage.facts().command();
        if (command.isPresent() && command.get().changed()) others.add("changed command");
        return others;
    }

    /** Tells whether a .dvc file has another hash of its definition than it should. */
    static boolean isRedefined(Repo repo, Stage stage) throws IOException {
        if (stage.name().isPresent()
                || stage.deps().isEmpty() && stage.facts().md5().isEmpty()) return false;
        var content = new WorkspaceSource(repo).read(stage.metafile());
        if (content.isEmpty()) return false;
        return !DvcFile.definition(stage.metafile(), content.get())
                .equals(stage.facts().md5());
    }
}
