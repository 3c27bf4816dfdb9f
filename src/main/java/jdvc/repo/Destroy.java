package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.disk.Confined;
import jdvc.disk.Disk;
import jdvc.disk.Durability;
import jdvc.disk.Proof;
import jdvc.disk.Stat;
import jdvc.track.Outs;
import jdvc.track.Pipeline;
import jdvc.workspace.Unlinking;

/**
 * Ends a project: metafiles, {@code .dvcignore} and {@code .dvc} go, with the cache if it lies in there. The data in the
 * workspace stays, as files of its own.
 */
public record Destroy() {

    /**
     * What would go.
     *
     * @param metafiles from the root
     * @param cache what the cache in {@code .dvc} holds; absent if the cache lies elsewhere, and stays
     * @param lost objects that neither the workspace nor a remote has
     * @param silent remotes that could not be asked, and why: what only they have counts as lost
     * @param trashed files in the trash, which {@code undo} could bring back
     * @param others what lies in {@code .dvc} and no DVC put there
     */
    public record Plan(
            List<String> metafiles,
            Optional<Amount> cache,
            List<Gc.Victim> lost,
            List<String> silent,
            int trashed,
            List<String> others) {

        public Plan {
            metafiles = List.copyOf(metafiles);
            lost = List.copyOf(lost);
            silent = List.copyOf(silent);
            others = List.copyOf(others);
        }
    }

    /** So many objects, of so many bytes. */
    public record Amount(long objects, long bytes) {}

    /**
     * What is left.
     *
     * @param kept directories in {@code .dvc} that lie on another disk, or that somebody is writing to
     */
    public record Report(List<String> kept) {}

    /** Returns what would go; changes nothing. */
    public Plan plan(Repo repo, Progress progress) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            lock.requireHeld();
            var outs = repo.outs();
            var loss = new DestroyLoss(repo, progress);
            var metafiles = metafiles(outs).stream().map(Path::toString).toList();
            return new Plan(metafiles, loss.cache(), loss.objects(outs), loss.silent(), loss.trashed(), loss.others());
        }
    }

    /** A pipeline without stages stays, as in DVC. */
    private static List<Path> metafiles(Outs outs) {
        var files = new LinkedHashSet<Path>();
        for (var stage : outs.stages()) {
            files.add(Path.of(stage.metafile().toString()));
            if (stage.name().isPresent())
                files.add(Path.of(Pipeline.lockOf(stage.metafile()).toString()));
        }
        return List.copyOf(files);
    }

    /** @throws JdvcException of kind LOCKED if a command that runs needs the cache */
    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var home = repo.root().resolve(".dvc");
        if (!repo.disk().stat(home).map(Stat::isDirectory).orElse(false)) {
            throw JdvcException.user("'%s' is a symbolic link: what it leads to is not taken away", home)
                    .hint("delete the link yourself");
        }
        try (var lock = repo.lock(progress)) {
            var outs = repo.outs();
            lock.requireFree(
                    repo.root(),
                    outs.entries().stream().map(e -> e.out().path()).toList());
            if (DestroyLoss.goes(repo) && !repo.cache().leased().isEmpty()) {
                throw JdvcException.of(Kind.LOCKED, "a command that is running needs the cache")
                        .hint("wait for it to finish; `jdvc jobs` shows what runs in the background");
            }
            var ending = new Ending(repo, home);
            ending.release(outs);
            for (var each : metafiles(outs)) ending.delete(repo.root().resolve(each));
            ending.delete(repo.root().resolve(".dvcignore"));
            ending.clear();
            return new Report(ending.kept);
        }
    }

    private static final class Ending {
        private final Repo repo;
        private final Disk disk;
        private final Path home;
        private final List<String> kept = new ArrayList<>();

        Ending(Repo repo, Path home) {
            this.repo = repo;
            this.home = home;
            disk = repo.disk();
        }

        /** Nothing of the workspace may hang on the cache, nor only be in memory, when the cache goes. */
        void release(Outs outs) throws IOException {
            var confined = new Confined(disk, repo.root());
            var paths = new LinkedHashSet<Path>();
            for (var each : outs.entries()) {
                paths.add(confined.check(each.out().path().toString()));
            }
            links(repo.root(), disk.realPath(home), paths);
            long bytes = 0;
            for (var each : paths) bytes += linked(each);
            new Space(repo).requireInWorkspace(bytes);
            var unlinking = Unlinking.in(disk, repo.area(), repo.isForGroup());
            for (var each : paths) unlinking.unlink(each);
            if (disk.durability() == Durability.OFF || disk.syncFileSystem(repo.root())) return;
            for (var each : paths) sync(each);
        }

        /** Also what is tracked no more may be a link to the cache. */
        private void links(Path directory, Path into, LinkedHashSet<Path> links) throws IOException {
            for (var name : disk.list(directory)) {
                var path = directory.resolve(name);
                var stat = disk.stat(path);
                if (stat.isEmpty() || path.equals(home) || name.equals(".git")) continue;
                if (stat.get().isDirectory()) links(path, into, links);
                else if (stat.get().isLink() && disk.statTarget(path).isPresent()) {
                    if (disk.realPath(path).startsWith(into)) links.add(path);
                }
            }
        }

        private long linked(Path path) throws IOException {
            var stat = disk.stat(path);
            if (stat.isEmpty()) return 0;
            if (stat.get().isLink())
                return disk.statTarget(path).map(Stat::size).orElse(0L);
            if (!stat.get().isDirectory())
                return stat.get().links() > 1 ? stat.get().size() : 0;
            long bytes = 0;
            for (var name : disk.list(path)) bytes += linked(path.resolve(name));
            return bytes;
        }

        private void sync(Path path) throws IOException {
            var stat = disk.stat(path);
            if (stat.isEmpty() || stat.get().isLink()) return;
            if (!stat.get().isDirectory()) {
                disk.sync(path);
                return;
            }
            for (var name : disk.list(path)) sync(path.resolve(name));
            disk.syncDirectory(path);
        }

        void delete(Path file) throws IOException {
            disk.delete(file, new Proof.UserForced(file.toString()));
        }

        /** The lock goes last: nobody begins while there is still something to begin with. */
        void clear() throws IOException {
            var tmp = home.resolve("tmp");
            for (var name : disk.list(home)) if (!name.equals("tmp")) clear(home.resolve(name));
            for (var name : disk.list(tmp)) if (!name.equals("lock")) clear(tmp.resolve(name));
            clear(tmp);
            clear(home);
        }

        /** What a mount or a link brings in is not of this project: it stays. */
        private void clear(Path path) throws IOException {
            var stat = disk.stat(path);
            if (stat.isEmpty()) return;
            if (!stat.get().isDirectory()) {
                delete(path);
                return;
            }
            boolean own = disk.sameFileSystem(path, repo.root());
            if (own) for (var name : disk.list(path)) clear(path.resolve(name));
            if (own && disk.list(path).isEmpty()) disk.delete(path, new Proof.EmptyDirectory());
            else kept.add(repo.shown(repo.root().relativize(path).toString()));
        }
    }
}
