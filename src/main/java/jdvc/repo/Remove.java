package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.disk.Confined;
import jdvc.disk.Stat;
import jdvc.object.RelPath;
import jdvc.track.Out;
import jdvc.track.Pipeline;
import jdvc.track.Stage;
import jdvc.workspace.Unlinking;

/**
 * Stops tracking: the metafile, or the stage in it, goes. The cache is not touched.
 *
 * @param targets metafiles and stages, as typed
 * @param outs the data in the workspace goes too
 */
public record Remove(List<String> targets, boolean outs) {

    /**
     * The answer.
     *
     * @param files metafiles that were changed or are gone, from the root
     * @param kept directories that were to go, and stay because something untracked is in them
     */
    public record Report(List<String> files, List<String> kept) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress);
                var operation = repo.journal().begin("remove")) {
            var removal = new Removal(repo, lock, operation, progress);
            for (var target : targets) {
                var scope = repo.scope();
                for (var stage : repo.outs(List.of(target), scope).named(target, scope)) removal.remove(stage);
            }
            operation.done();
            return new Report(removal.metafiles.touched(), removal.kept);
        }
    }

    private final class Removal {
        private final Repo repo;
        private final RepoLock lock;
        private final Metafiles metafiles;
        private final Displacing displacing;
        private final List<String> kept = new ArrayList<>();

        Removal(Repo repo, RepoLock lock, Journal.Operation operation, Progress progress) throws IOException {
            this.repo = repo;
            this.lock = lock;
            metafiles = new Metafiles(repo, operation, lock);
            displacing = new Displacing(repo, operation, progress);
        }

        void remove(Stage stage) throws IOException, InterruptedException {
            lock.requireFree(repo.root(), stage.outs().stream().map(Out::path).toList());
            if (stage.name().isPresent()) requireOwnEntry(stage);
            if (!outs) for (var out : stage.outs()) requireReadable(out);
            for (var out : stage.outs()) removeData(out);
            for (var out : stage.outs()) if (out.cached()) metafiles.unignore(out.path());
            if (stage.name().isEmpty()) metafiles.edit(stage.metafile().toString(), old -> Optional.empty());
            else removeEntries(stage, stage.name().get());
            forget(stage);
        }

        private void removeEntries(Stage stage, String name) throws IOException {
            for (var file : List.of(Pipeline.lockOf(stage.metafile()), stage.metafile())) {
                metafiles.edit(file.toString(), old -> Pipeline.without(file, old, name));
            }
        }

        /** One of those that a group makes has no entry that could be removed. */
        private void requireOwnEntry(Stage stage) throws IOException {
            var name = stage.name().orElseThrow();
            var file = stage.metafile();
            var content = new WorkspaceSource(repo).read(file);
            if (content.isPresent() && Pipeline.defines(file, content.get(), name)) return;
            throw JdvcException.user("cannot remove the parametrized stage '%s'", stage.address(repo.here()))
                    .hint("edit '%s' by hand", file);
        }

        private void requireReadable(Out out) throws IOException {
            var path = repo.root().resolve(out.path().toString());
            boolean link = repo.disk().stat(path).filter(Stat::isLink).isPresent();
            if (!link || repo.disk().statTarget(path).isPresent()) return;
            throw JdvcException.user("'%s' is a symbolic link to nothing; nothing was removed", out.path())
                    .hint("bring its data back with `jdvc pull`, or let it go with `jdvc remove --outs`");
        }

        private void removeData(Out out) throws IOException, InterruptedException {
            if (outs) {
                if (!displacing.remove(out)) kept.add(repo.shown(out.path().toString()));
            } else if (out.cached()) {
                Unlinking.in(repo.disk(), repo.area(), repo.isForGroup()).unlink(place(out.path()));
            }
        }

        private Path place(RelPath path) throws IOException {
            return new Confined(repo.disk(), repo.root()).check(path.toString());
        }

        /** What is no output any more, plain checkout must not take back (DEV-4). */
        private void forget(Stage stage) throws IOException {
            var links = repo.links();
            for (var out : stage.outs()) links.remove(out.path().toString());
            links.save();
        }
    }
}
