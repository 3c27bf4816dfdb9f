package jdvc.repo;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.config.Overlay;
import jdvc.disk.Stat;
import jdvc.object.RelPath;
import jdvc.track.Dep;
import jdvc.track.Out;
import org.jspecify.annotations.Nullable;

/**
 * Takes a file or directory of another repository in and tracks it, with a note of where it came from.
 *
 * @param path from the other repository's root
 * @param how far to go
 * @param jobs downloads at a time
 */
public record Import(Elsewhere from, String path, Destination to, Extent how, OptionalInt jobs) {

    /** How much of an import is done. */
    public enum Extent {
        /** All of it. */
        DATA,
        /** The .dvc file says which commit is meant; nothing is downloaded. */
        COMMIT,
        /** The .dvc file is written, and the other repository not even asked. */
        NOTE
    }

    /**
     * The answer.
     *
     * @param files what Git should have, from the root
     * @param staged whether Git's index has them now
     */
    public record Report(List<String> files, boolean staged) {}

    /** @param tell told what is imported and where to, before the download */
    public Report run(Repo repo, Progress progress, Consumer<String> tell) throws IOException, InterruptedException {
        requireNoSecrets();
        try (var lock = repo.lock(progress)) {
            var typed = to.of(repo.call(), path);
            var out = plan(repo, typed, progress);
            lock.requireFree(repo.root(), List.of(out.path()));
            var origin = Origin.of(Dep.ofRepo(path, described()));
            if (how != Extent.NOTE) tell.accept("Importing '" + origin.shown() + "' -> '" + typed + "'");
            Importing.Made made;
            try (var importing = new Importing(repo, lock, "import", jobs.orElse(Get.DEFAULT_JOBS), progress)) {
                made = make(repo, origin, out, importing, progress);
            }
            boolean git = repo.git().workTree().isPresent();
            return new Report(git ? made.files() : List.of(), made.staged());
        }
    }

    private Importing.Made make(Repo repo, Origin origin, Out out, Importing importing, Progress progress)
            throws IOException, InterruptedException {
        if (how == Extent.NOTE) return importing.note(origin.at(from.rev(), Optional.empty()), out, false);
        try (var upstream = from.open(repo.call(), path, progress)) {
            var dep = origin.at(from.rev(), upstream.commit());
            if (how == Extent.COMMIT) return importing.note(dep, out, true);
            return importing.take(Importing.metafile(out.path()), dep, upstream, out);
        }
    }

    /** What is written down here everybody can read who can read the repository (safety 10.9). */
    private void requireNoSecrets() {
        boolean secret = Overlay.hasPassword(from.url());
        for (var each : from.settings().options().entrySet()) {
            secret |= Overlay.isSecret(each.getKey(), each.getValue());
        }
        if (!secret) return;
        throw JdvcException.of(Kind.USER, "a password or key would be written into the .dvc file, which Git tracks")
                .hint("leave it to Git's credential helper, or to the environment or profile of S3");
    }

    /** Returns the {@code repo} of the .dvc file, as DVC has it for what was typed. */
    private LinkedHashMap<String, @Nullable Object> described() {
        var settings = from.settings();
        var described = new LinkedHashMap<String, @Nullable Object>();
        described.put("url", from.url());
        settings.config().ifPresent(file -> described.put("config", file));
        boolean options = !settings.options().isEmpty();
        if (settings.remote().isPresent() && options) {
            if (settings.config().isPresent()) {
                throw JdvcException.user("--config does not go with both --remote and --remote-config");
            }
            var name = settings.remote().get();
            var config = new LinkedHashMap<String, @Nullable Object>();
            config.put("core", new LinkedHashMap<>(Map.of("remote", name)));
            config.put("remote", Map.of(name, new LinkedHashMap<>(settings.options())));
            described.put("config", config);
        } else if (settings.remote().isPresent()) {
            described.put("remote", settings.remote().get());
        } else if (options) {
            described.put("remote", new LinkedHashMap<>(settings.options()));
        }
        return described;
    }

    static Out plan(Repo repo, String typed, Progress progress) throws IOException {
        var outs = repo.outs();
        var scope = repo.scope();
        outs.check(scope);
        var path = repo.relative(typed).orElseThrow(() -> JdvcException.user("'%s' is the project's root", typed));
        Add.requireTrackable(repo, path, typed);
        requireParent(repo, path);
        var metafile = Importing.metafile(path);
        Importing.requireMetafile(repo, metafile, path);
        var owner = outs.owner(path);
        boolean again = owner.isPresent()
                && owner.get().out().path().equals(path)
                && owner.get().stage().metafile().equals(metafile);
        if (!again) outs.requireFree(path, scope);
        return again
                ? owner.get().out().with(Out.Hash.NONE, Out.Meta.NONE)
                : OutLayout.newOut(repo, path, outs, progress);
    }

    private static void requireParent(Repo repo, RelPath path) throws IOException {
        if (path.parent().isEmpty()) return;
        var stat = repo.workspace().stat(path.parent().get());
        if (stat.map(Stat::isDirectory).orElse(false)) return;
        throw JdvcException.user(
                "the directory '%s' does not exist",
                repo.shown(path.parent().get().toString()));
    }
}
