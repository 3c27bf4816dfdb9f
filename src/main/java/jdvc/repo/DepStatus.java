package jdvc.repo;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.git.Mirror;
import jdvc.track.Dep;
import jdvc.track.Out;
import jdvc.track.ParamsFile;
import jdvc.track.Stage;

/** How what a stage is made from stands to what was recorded. */
final class DepStatus {

    private final Repo repo;
    private final Progress progress;
    private final OutStatus status;
    private final List<String> problems;

    /** @param problems told of what cannot be asked: that is no change */
    DepStatus(Repo repo, Progress progress, List<String> problems) {
        this.repo = repo;
        this.progress = progress;
        this.problems = problems;
        status = new OutStatus(repo, progress);
    }

    /** Returns the dependencies that changed: a word, or words by key for a params file. */
    Map<String, Object> of(Stage stage) throws IOException, InterruptedException {
        var changed = new LinkedHashMap<String, Object>();
        for (var dep : stage.deps()) {
            if (dep.kind() == Dep.Kind.REPO) continue;
            if (dep.path().isEmpty()) outside(stage, dep, changed);
            else if (dep.kind() == Dep.Kind.FILE) file(dep, changed);
            else params(dep, changed);
        }
        return changed;
    }

    /** What lies outside of the project is not asked for if the stage is frozen. */
    private void outside(Stage stage, Dep dep, Map<String, Object> changed) throws IOException, InterruptedException {
        if (stage.frozen() || dep.kind() == Dep.Kind.PARAMS) return;
        var shown = shown(dep);
        try (var data = UrlSource.of(repo, dep, Get.DEFAULT_JOBS, progress)) {
            var found = data.findIfThere();
            if (found.isEmpty()) changed.put(shown, "deleted");
            else if (!data.isRecorded(dep, found.get())) changed.put(shown, "modified");
        } catch (JdvcException e) {
            var text = "cannot tell whether '" + shown + "' has changed: " + e.getMessage();
            if (e.kind() == JdvcException.Kind.CONFIG) progress.warn(text); // of a place that jdvc does not know
            else problems.add(text);
        }
    }

    private String shown(Dep dep) {
        boolean absolute = dep.text().startsWith("/");
        if (absolute || dep.outside().isEmpty()) return Mirror.shown(dep.text());
        return repo.root().resolve(dep.outside().get()).normalize().toString();
    }

    private void file(Dep dep, Map<String, Object> changed) throws IOException, InterruptedException {
        var path = dep.path().orElseThrow();
        var seen = status.workspace(new Out(path, dep.hash(), Out.Meta.NONE, Out.Flags.DEFAULT));
        var word = switch (seen) {
            case SAME -> "";
            case MODIFIED -> "modified"; // also if it was never recorded, as DVC says
            case DELETED -> "deleted";
        };
        if (!word.isEmpty()) changed.put(repo.shown(path.toString()), word);
    }

    /** A params file that was never recorded is new as a whole; otherwise each value has a word. */
    private void params(Dep dep, Map<String, Object> changed) throws IOException {
        var shown = repo.shown(dep.path().orElseThrow().toString());
        var file = new StageParams(repo).read(dep);
        if (file.isEmpty()) changed.put(shown, "deleted");
        else if (!(dep.fields().get("values") instanceof Map<?, ?> recorded)) changed.put(shown, "new");
        else {
            var words = words(StageParams.keys(dep), file.get(), recorded);
            if (!words.isEmpty()) changed.put(shown, words);
        }
    }

    private static Map<String, String> words(List<String> wanted, ParamsFile file, Map<?, ?> recorded) {
        var now = file.select(wanted);
        var keys = new LinkedHashSet<String>(wanted.isEmpty() ? now.keySet() : wanted);
        if (wanted.isEmpty()) recorded.keySet().forEach(key -> keys.add(String.valueOf(key)));
        var words = new LinkedHashMap<String, String>();
        for (var key : keys) {
            if (!now.containsKey(key)) words.put(key, "deleted");
            else if (!recorded.containsKey(key)) words.put(key, "new");
            else if (!ParamsFile.same(now.get(key), recorded.get(key))) words.put(key, "modified");
        }
        return words;
    }
}
