package jdvc.repo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.config.Overlay;
import jdvc.track.DvcFile.Digest;
import jdvc.track.Out;

/**
 * Takes a file or directory at a URL in and tracks it, with a note of where it came from.
 *
 * @param remote of {@link Extent#REMOTE}; the default one if absent
 * @param jobs downloads at a time
 */
public record ImportUrl(FromUrl from, Destination to, Extent how, Optional<String> remote, OptionalInt jobs) {

    /** How much of an import is done. */
    public enum Extent {
        /** All of it. */
        DATA,
        /** The data goes straight to a remote, and is not here. */
        REMOTE,
        /** The .dvc file says what is there; nothing is downloaded. */
        STATE,
        /** The .dvc file is written, and the URL not even asked. */
        NOTE
    }

    /** @param tell told what is imported and where to, before the download */
    public Import.Report run(Repo repo, Progress progress, Consumer<String> tell)
            throws IOException, InterruptedException {
        requireNoSecrets();
        try (var lock = repo.lock(progress)) {
            var typed = to.of(repo.call(), from.url());
            var out = Import.plan(repo, typed, progress);
            lock.requireFree(repo.root(), List.of(out.path()));
            int atATime = jobs.orElse(Get.DEFAULT_JOBS);
            try (var importing = new Importing(repo, lock, "import-url", atATime, progress);
                    var data = new UrlSource(repo, from, atATime, progress)) {
                boolean said = how == Extent.DATA || how == Extent.STATE;
                if (said) tell.accept("Importing '" + data.shown() + "' -> '" + typed + "'");
                var made = make(repo, data, out, importing);
                boolean git = repo.git().workTree().isPresent();
                return new Import.Report(git ? made.files() : List.of(), made.staged());
            }
        }
    }

    /** What is written down here everybody can read who can read the repository (safety 10.9). */
    private void requireNoSecrets() {
        boolean secret = Overlay.hasPassword(from.url());
        for (var each : from.options().entrySet()) secret |= Overlay.isSecret(each.getKey(), each.getValue());
        if (!secret) return;
        throw JdvcException.user("a password or key would be written into the .dvc file, which Git tracks")
                .hint("leave it to the settings of a remote, and name that as remote://NAME/PATH");
    }

    private Importing.Made make(Repo repo, UrlSource data, Out out, Importing importing)
            throws IOException, InterruptedException {
        var metafile = Importing.metafile(out.path());
        var text = data.text(metafile);
        if (how == Extent.NOTE) return importing.note(data.dep(text), out, false);
        if (how == Extent.REMOTE) {
            var name = remoteName(repo, remote);
            var found = data.find();
            var sent = data.send(found, out, name);
            return importing.write(metafile, data.dep(text, found, sent.id()), sent, Digest.of(sent));
        }
        var found = data.find();
        if (how == Extent.STATE)
            return importing.note(data.dep(text, found, data.identity(found, out.layout())), out, true);
        var taken = data.take(found, out);
        var made = importing.write(metafile, data.dep(text, found, taken.id()), taken, Digest.of(taken));
        importing.place(taken);
        return made;
    }

    /** @throws JdvcException of kind CONFIG if there is no such remote, or no default one */
    static String remoteName(Repo repo, Optional<String> typed) {
        return typed.or(repo.config()::defaultRemote).orElseThrow(() -> Objects.noRemote(repo));
    }
}
