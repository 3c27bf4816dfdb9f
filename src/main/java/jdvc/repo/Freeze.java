package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.track.DvcFile;
import jdvc.track.Pipeline;
import jdvc.track.Stage;

/**
 * Freezes stages, whose dependencies then are not looked at, or sets them free. All targets are tried.
 *
 * @param targets metafiles and stages, as typed
 */
public record Freeze(List<String> targets, boolean frozen) {

    /** A stage of a pipeline that was changed, and the file that has it, as the user sees it. */
    public record Modified(String stage, String file) {}

    /**
     * The answer.
     *
     * @param modified stages of pipelines
     * @param failed what could not be done, by target
     */
    public record Report(List<Modified> modified, Map<String, JdvcException> failed) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var modified = new ArrayList<Modified>();
        var failed = new LinkedHashMap<String, JdvcException>();
        try (var lock = repo.lock(progress);
                var operation = repo.journal().begin(frozen ? "freeze" : "unfreeze")) {
            var metafiles = new Metafiles(repo, operation, lock);
            for (var target : targets) {
                try {
                    var stage = one(repo, target);
                    change(metafiles, stage);
                    var file = repo.shown(stage.metafile().toString());
                    stage.name().ifPresent(name -> modified.add(new Modified(name, file)));
                } catch (JdvcException e) {
                    failed.put(target, e);
                }
            }
            operation.done();
        }
        return new Report(modified, failed);
    }

    private static Stage one(Repo repo, String target) throws IOException {
        var scope = repo.scope();
        var stages = repo.outs(List.of(target), scope).named(target, scope);
        if (stages.size() == 1) return stages.get(0);
        throw JdvcException.user("'%s' has %s stages: name one, as in '%s:NAME'", target, stages.size(), target);
    }

    private void change(Metafiles metafiles, Stage stage) throws IOException {
        var file = stage.metafile();
        metafiles.edit(
                file.toString(),
                old -> Optional.of(
                        stage.name().isEmpty()
                                ? DvcFile.frozen(file, old, frozen)
                                : Pipeline.frozen(file, old, stage.name().get(), frozen)));
    }
}
