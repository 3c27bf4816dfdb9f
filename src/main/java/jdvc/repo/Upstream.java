package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.config.Overlay;
import jdvc.disk.Area;
import jdvc.disk.Disk;
import jdvc.disk.Stat;
import jdvc.git.Git;
import jdvc.git.History;
import jdvc.git.Mirror;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.track.Out;
import jdvc.track.Outs;
import org.jspecify.annotations.Nullable;

/**
 * A repository that data is taken from: a project on this machine, as it stands or at a commit, or a commit of what a URL
 * names, of which a copy is kept in the user's cache. Nothing is written into it. All that it says is class repo.
 */
final class Upstream implements AutoCloseable {

    private static final long MAX_BLOB = 1L << 28;

    private final Repo repo;
    private final Area area;
    private final String path;
    private final @Nullable Revision revision;

    /** @param revision absent for a workspace as it stands */
    private Upstream(Repo repo, Area area, String path, @Nullable Revision revision) {
        this.repo = repo;
        this.area = area;
        this.path = path;
        this.revision = revision;
    }

    /** A commit, and what reads it. */
    private record Revision(History history, String commit) {}

    /**
     * Opens a repository; the project in it that holds {@code path} is the one that counts.
     *
     * @param path from the repository's root, as typed; empty for all of it
     * @throws JdvcException of kind USER if there is no such repository or revision
     */
    static Upstream open(Call call, Elsewhere from, Overlay overlay, String path, Progress progress)
            throws IOException {
        var area = new Area(call.disk(), caches(call).resolve("tmp"), 0700);
        try {
            var opening = new Opening(call, from, overlay, Places.clean(path), area);
            var directory = directory(call, from.url());
            var root = project(call, directory);
            return root.isPresent() ? opening.project(root.get()) : opening.mirror(directory, progress);
        } catch (IOException | RuntimeException e) {
            area.close();
            throw e;
        }
    }

    /** Returns what is kept of other repositories for this user. */
    static Path caches(Call call) {
        return call.env().xdg("XDG_CACHE_HOME", ".cache").resolve("jdvc");
    }

    /** Returns the directory that a URL is, if it is one. */
    static Optional<Path> directory(Call call, String url) throws IOException {
        try {
            var directory = call.env().cwd().resolve(url).normalize();
            boolean there =
                    call.disk().statTarget(directory).map(Stat::isDirectory).orElse(false);
            return there ? Optional.of(directory) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Returns the root of the project that holds a directory, if there is one. */
    private static Optional<Path> project(Call call, Optional<Path> directory) throws IOException {
        if (directory.isEmpty()) return Optional.empty();
        return Repo.findRoot(call.env().at(directory.get()), call.disk());
    }

    /** Returns the copy of what a URL names. */
    private static Mirror mirror(Call call, String url, Optional<Path> directory) {
        var name = directory.map(Path::toString).orElse(url);
        var key = Hasher.hash(name.getBytes(StandardCharsets.UTF_8), Layout.V3).hex();
        return new Mirror(name, caches(call).resolve("clones").resolve(key), call.disk(), call.env());
    }

    /** Returns the commit that a revision, or HEAD if absent, names in a repository now; absent if none does. */
    static Optional<String> latest(Call call, String url, Optional<String> rev) throws IOException {
        var directory = directory(call, url);
        var root = project(call, directory);
        if (root.isEmpty()) return latest(mirror(call, url, directory), rev);
        var git = Git.find(root.get(), call.disk(), call.env()).orElseThrow(Revs::noGit);
        if (rev.isEmpty()) return git.head();
        try (var history = git.history().orElseThrow(Revs::noGit)) {
            return history.resolve(rev.get());
        }
    }

    /** A revision that is no branch or tag, such as the beginning of a commit's id, means something only in a copy. */
    private static Optional<String> latest(Mirror mirror, Optional<String> rev) throws IOException {
        var asked = mirror.ask(rev);
        if (asked.isPresent() || rev.isEmpty()) return asked;
        mirror.update();
        return mirror.resolve(rev.get());
    }

    /** What is needed on the way. */
    private record Opening(Call call, Elsewhere from, Overlay overlay, String path, Area area) {

        /** Directories on the way to the path may be projects of their own; the deepest one counts. */
        Upstream project(Path root) throws IOException {
            var asked = root.resolve(path);
            var deepest = asked;
            while (!deepest.equals(root) && !isProject(deepest)) deepest = Disk.directoryOf(deepest);
            var inner = deepest.relativize(asked).toString();
            var repo = foreign(deepest, from.url());
            if (from.rev().isEmpty()) return new Upstream(repo, area, inner, null);
            var history = repo.git().history().orElseThrow(Revs::noGit);
            var commit = Revs.commit(history, from.rev().get());
            return new Upstream(repo, area, inner, new Revision(history, commit));
        }

        private boolean isProject(Path directory) throws IOException {
            var stat = call.disk().statTarget(directory.resolve(".dvc"));
            return stat.map(Stat::isDirectory).orElse(false);
        }

        private Repo foreign(Path root, String name) throws IOException {
            var at = new Call(call.env().at(root), call.disk(), call.argv(), call.waitForLock());
            return Repo.openForeign(at, root, overlay, area.next(), name);
        }

        Upstream mirror(Optional<Path> directory, Progress progress) throws IOException {
            requireUrl(directory);
            var mirror = Upstream.mirror(call, from.url(), directory);
            var commit = commit(mirror, from.rev().orElse("HEAD"), progress);
            var view = area.next();
            mirror.lend(view);
            try (var history = historyOf(view)) {
                return at(view, history, commit);
            }
        }

        /** A commit that is here already needs no network. */
        private static String commit(Mirror mirror, String rev, Progress progress) throws IOException {
            var known = History.isId(rev) ? mirror.resolve(rev) : Optional.<String>empty();
            if (known.isPresent()) return known.get();
            update(mirror, progress);
            return mirror.resolve(rev).orElseThrow(() -> Revs.unknown(rev));
        }

        private History historyOf(Path view) throws IOException {
            return Git.find(view, call.disk(), call.env())
                    .flatMap(Git::history)
                    .orElseThrow(() -> new IOException("'" + view + "' is no work tree"));
        }

        @SuppressWarnings("try") // the task is only there while it is open
        private static void update(Mirror mirror, Progress progress) throws IOException {
            try (var task = progress.start("Cloning", 0, 0)) {
                mirror.update();
            }
        }

        private void requireUrl(Optional<Path> directory) {
            boolean url = from.url().contains("://") || from.url().indexOf(':') > 0;
            if (directory.isPresent() || url) return;
            throw JdvcException.user(
                    "cannot clone '%s': it is neither a directory nor the URL of a repository", from.url());
        }

        /** Only the settings of the project come from the commit to the disk; where there are none it has none. */
        private Upstream at(Path view, History history, String commit) throws IOException {
            var deepest = path;
            var config = config(history, commit, deepest);
            while (config.isEmpty() && !deepest.isEmpty()) {
                deepest = Places.parent(deepest);
                config = config(history, commit, deepest);
            }
            var root = view.resolve(deepest);
            call.disk().makeDirectories(root.resolve(".dvc"), 0700);
            if (config.isPresent()) {
                call.disk().replace(root.resolve(".dvc/config"), history.read(config.get(), 1 << 20), 0600);
            }
            var repo = foreign(root, from.url());
            var inner = deepest.isEmpty() ? path : path.substring(Math.min(path.length(), deepest.length() + 1));
            var reader = repo.git().history().orElseThrow(Revs::noGit);
            return new Upstream(repo, area, inner, new Revision(reader, commit));
        }

        /** Returns the content id of the settings of the project at a directory, if one is there. */
        private static Optional<String> config(History history, String commit, String directory) throws IOException {
            return history.blob(commit, directory.isEmpty() ? ".dvc/config" : directory + "/.dvc/config");
        }
    }

    /** Returns the project, for its settings and stores. */
    Repo repo() {
        return repo;
    }

    /** Returns the path that is asked for, from the project's root; empty for all of it. */
    String path() {
        return path;
    }

    /** Returns the commit; of a workspace that which is checked out; absent if there is none. */
    Optional<String> commit() throws IOException {
        return revision == null ? repo.git().head() : Optional.of(revision.commit());
    }

    /**
     * Returns everything that Git and DVC have in the project.
     *
     * @param opened the tracked directories whose files are wanted too
     */
    FileNode files(FileTree.Whose whose, Predicate<Out> opened, Progress progress)
            throws IOException, InterruptedException {
        var tree = new FileTree(repo, opened, progress);
        if (revision == null) return tree.ofWorkspace(whose);
        return tree.ofCommit(revision.history(), revision.commit(), whose);
    }

    /**
     * Returns what is at the path that is asked for.
     *
     * @param opened as for {@link #files}
     * @throws JdvcException of kind USER if there is nothing
     */
    FileNode asked(FileTree.Whose whose, Predicate<Out> opened, Progress progress)
            throws IOException, InterruptedException {
        return files(whose, opened, progress)
                .find(path)
                .orElseThrow(() -> JdvcException.user("the path '%s' does not exist in '%s'", path, shown()));
    }

    /** Returns what the user calls the repository, without the password that may be in that. */
    String shown() {
        return Mirror.shown(repo.name());
    }

    /** Tells whether it is a workspace, as it stands. */
    boolean isWorkspace() {
        return revision == null;
    }

    Outs outs() throws IOException {
        if (revision == null) return repo.outs();
        return Outs.collect(new RevisionSource(revision.history(), revision.commit()));
    }

    /** Returns a file's content id in the commit. */
    String blob(String file) throws IOException {
        var there = revision();
        return there.history()
                .blob(there.commit(), file)
                .orElseThrow(() -> JdvcException.of(Kind.MISSING, "'%s' is not in Git any more", file));
    }

    byte[] read(String blob) throws IOException {
        return revision().history().read(blob, MAX_BLOB);
    }

    private Revision revision() {
        if (revision == null) throw new IllegalStateException("a workspace has no commit");
        return revision;
    }

    @Override
    public void close() throws IOException {
        if (revision != null) revision.history().close();
        repo.close();
        area.close();
    }
}
