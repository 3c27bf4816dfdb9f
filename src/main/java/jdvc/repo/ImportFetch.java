package jdvc.repo;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.track.Selected;

/**
 * Fetches what imports lack in the cache: from the repositories that they came from, as of the commit that was taken; from
 * the URL, if what is there is what was recorded, and the .dvc file does not say what came.
 */
final class ImportFetch {

    private final Repo repo;
    private final Sending.Destination destination;
    private final Progress progress;
    private final Map<String, String> failed = new TreeMap<>();
    private int fetched;

    ImportFetch(Repo repo, Sending.Destination destination, Progress progress) {
        this.repo = repo;
        this.destination = destination;
        this.progress = progress;
    }

    /** Returns how many files came. */
    int fetched() {
        return fetched;
    }

    /** Returns the outputs that could not be fetched, and why. */
    Map<String, String> failed() {
        return failed;
    }

    /** Fetches one, as a whole; other outputs go on when it fails. */
    void fetch(Selected each) throws InterruptedException {
        var out = each.out();
        var shown = repo.shown(out.path().toString());
        try {
            if (out.unsupported().isPresent()) return;
            if (out.id().isPresent() && new OutStatus(repo, progress).isInCache(out)) return;
            if (!each.stage().isRepoImport()) {
                fromUrl(each, shown);
                return;
            }
            var origin = Origin.of(each.stage().deps().get(0));
            // no lock keeps this project's own gc away
            var lease = Optional.of(repo.cache().lease());
            try (var upstream = origin.open(repo, origin.lock().or(origin::rev), progress);
                    var taking = new Taking(repo, lease, destination, Get.DEFAULT_JOBS, progress)) {
                var now = taking.take(upstream, out);
                fetched += taking.copied();
                if (out.id().isEmpty()) repo.taken(now);
                else if (!out.id().equals(now.id())) {
                    failed.put(shown, "what '" + origin.shown() + "' has is not what was recorded");
                }
            }
        } catch (IOException e) {
            failed.put(shown, String.valueOf(e.getMessage()));
        } catch (JdvcException e) {
            if (e.kind() == Kind.NOSPACE) throw e;
            failed.put(shown, String.valueOf(e.getMessage()));
        }
    }

    private void fromUrl(Selected each, String shown) throws IOException, InterruptedException {
        var dep = each.stage().deps().get(0);
        if (dep.hash().id().isEmpty() && dep.fields().get("etag") == null) {
            failed.put(shown, "nothing is recorded of it; `jdvc update` takes what is there now");
            return;
        }
        try (var data = UrlSource.of(repo, dep, Get.DEFAULT_JOBS, progress)) {
            var found = data.find();
            if (!data.isRecorded(dep, found)) {
                failed.put(shown, "what '" + data.shown() + "' has is not what was recorded");
                return;
            }
            repo.taken(data.take(found, each.out()));
            fetched += found.files().size();
        }
    }
}
