package jdvc.repo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.Progress;

/**
 * Tracks a file or directory that lies anywhere, without a note of where it came from: brought here, or sent straight to
 * a remote.
 *
 * @param to a remote; absent: the data comes here
 * @param out where it goes, or would be; absent: as a target of {@link Add}, or under its own name here
 * @param force what is at {@code out} may be replaced
 */
public record AddFrom(FromUrl from, Optional<String> out, boolean force, Optional<Remote> to, OptionalInt jobs) {

    /**
     * Where data is sent.
     *
     * @param name the default remote if absent
     */
    public record Remote(Optional<String> name) {}

    public Import.Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            var typed = out.isPresent() ? new Destination(out, force).of(repo.call(), from.url()) : own(repo);
            var planned = Import.plan(repo, typed, progress);
            lock.requireFree(repo.root(), List.of(planned.path()));
            int atATime = jobs.orElse(Get.DEFAULT_JOBS);
            try (var importing = new Importing(repo, lock, "add", atATime, progress);
                    var source = new UrlSource(repo, from, atATime, progress)) {
                var name = to.isPresent()
                        ? Optional.of(ImportUrl.remoteName(repo, to.get().name()))
                        : Optional.<String>empty();
                var found = source.find();
                var done = name.isPresent() ? source.send(found, planned, name.get()) : source.take(found, planned);
                var made = importing.track(done, name.isEmpty());
                if (name.isEmpty()) importing.place(done);
                boolean git = repo.git().workTree().isPresent();
                return new Import.Report(git ? made.files() : List.of(), made.staged());
            }
        }
    }

    /** What lies in the project is tracked where it is. */
    private String own(Repo repo) {
        var name = Destination.name(from.url());
        if (from.url().contains("://")) return name;
        boolean inside = repo.env().cwd().resolve(from.url()).normalize().startsWith(repo.root());
        return inside ? from.url() : name;
    }
}
