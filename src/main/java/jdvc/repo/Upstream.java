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
    private final @Nullable History history;
    private final @Nullable String commit;

    private Upstream(Repo repo, Area area, String path, @Nullable History history, @Nullable String commit) {
        this.repo = repo;
        this.area = area;
        this.path = path;
        this.history = history;
        this.commit = commit;
    }

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
            var root = directory.isPresent()
                    ? Repo.findRoot(call.env().at(directory.get()), call.disk())
                    : Optional.<Path>empty();
            return root.isPresent() ? opening.project(root.get()) : opening.mirror(directory, progress);
        } catch (IOException | RuntimeException e) {
            area.close();
            throw e;
        }
    }

    /** Returns what is kept of other repositories for this user. */
    private static Path caches(Call call) {
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

    /** Returns the copy of what a URL names. */
    static Mirror mirror(Call call, String url, Optional<Path> directory) {
        var name = directory.map(Path::toString).orElse(url);
        var key = Hasher.hash(name.getBytes(StandardCharsets.UTF_8), Layout.V3).hex();
        return new Mirror(name, caches(call).resolve("clones").resolve(key), call.disk(), call.env());
    }

    /** Returns the commit that a revision, or HEAD if absent, names in a repository now; absent if none does. */
    static Optional<String> latest(Call call, String url, Optional<String> rev) throws IOException {
        var directory = directory(call, url);
        var root = directory.isPresent()
                ? Repo.findRoot(call.env().at(directory.get()), call.disk())
                : Optional.<Path>empty();
        if (root.isEmpty()) return mirror(call, url, directory).ask(rev);
        var git = Git.find(root.get(), call.disk(), call.env()).orElseThrow(Revs::noGit);
        if (rev.isEmpty()) return git.head();
        try (var history = git.history().orElseThrow(Revs::noGit)) {
            return history.resolve(rev.get());
        }
    }

    /** What is needed on the way. */
    private record Opening(Call call, Elsewhere from, Overlay overlay, String path, Area area) {

        /** Directories on the way to the path may be projects of their own; the deepest one counts. */
        Upstream project(Path root) throws IOException {
            var deepest = root;
            for (var up = root.resolve(path).normalize(); up != null && up.startsWith(root); up = up.getParent()) {
                boolean project = call.disk()
                        .statTarget(up.resolve(".dvc"))
                        .map(Stat::isDirectory)
                        .orElse(false);
                if (!project) continue;
                deepest = up;
                break;
            }
            var inner = deepest.relativize(root.resolve(path).normalize()).toString();
            var repo = foreign(deepest, from.url());
            if (from.rev().isEmpty()) return new Upstream(repo, area, inner, null, null);
            var history = repo.git().history().orElseThrow(Revs::noGit);
            return new Upstream(
                    repo, area, inner, history, commit(history, from.rev().get()));
        }

        private Repo foreign(Path root, String name) throws IOException {
            var at = new Call(call.env().at(root), call.disk(), call.argv(), call.waitForLock());
            return Repo.openForeign(at, root, overlay, area.next(), name);
        }

        /** A commit that is here already needs no network. */
        Upstream mirror(Optional<Path> directory, Progress progress) throws IOException {
            requireUrl(directory);
            var mirror = Upstream.mirror(call, from.url(), directory);
            var view = area.next();
            mirror.lend(view);
            if (!has(mirror, view)) update(mirror, progress);
            try (var history = historyOf(view)) {
                var commit = commit(history, from.rev().orElse(Mirror.HEAD));
                return at(view, history, commit);
            }
        }

        private History historyOf(Path view) throws IOException {
            return Git.find(view, call.disk(), call.env())
                    .flatMap(Git::history)
                    .orElseThrow(() -> new IOException("'" + view + "' is no work tree"));
        }

        private boolean has(Mirror mirror, Path view) throws IOException {
            boolean fixed = from.rev().filter(Upstream::isCommit).isPresent();
            if (!fixed || !mirror.exists()) return false;
            try (var history = historyOf(view)) {
                return history.resolve(from.rev().get()).isPresent();
            }
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

        private static String commit(History history, String rev) throws IOException {
            return history.resolve(rev).orElseThrow(() -> JdvcException.user("unknown Git revision '%s'", rev));
        }

        /** Only the settings of the project come from the commit to the disk; where there are none it has none. */
        private Upstream at(Path view, History history, String commit) throws IOException {
            var deepest = "";
            for (var up = path; !up.isEmpty(); up = Places.parent(up)) {
                if (history.blob(commit, up + "/.dvc/config").isEmpty()) continue;
                deepest = up;
                break;
            }
            var root = view.resolve(deepest);
            call.disk().makeDirectories(root.resolve(".dvc"), 0700);
            var config = history.blob(commit, deepest.isEmpty() ? ".dvc/config" : deepest + "/.dvc/config");
            if (config.isPresent()) {
                call.disk().replace(root.resolve(".dvc/config"), history.read(config.get(), 1 << 20), 0600);
            }
            var repo = foreign(root, from.url());
            var inner = deepest.isEmpty() ? path : path.substring(Math.min(path.length(), deepest.length() + 1));
            return new Upstream(repo, area, inner, repo.git().history().orElseThrow(Revs::noGit), commit);
        }
    }

    private static boolean isCommit(String rev) {
        return rev.length() >= 40 && rev.chars().allMatch(c -> Character.digit(c, 16) >= 0);
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
        return commit != null ? Optional.of(commit) : repo.git().head();
    }

    /**
     * Returns everything that Git and DVC have in the project.
     *
     * @param opened the tracked directories whose files are wanted too
     */
    FileNode files(FileTree.Whose whose, Predicate<Out> opened, Progress progress)
            throws IOException, InterruptedException {
        var tree = new FileTree(repo, opened, progress);
        return history == null || commit == null ? tree.ofWorkspace(whose) : tree.ofCommit(history, commit, whose);
    }

    /** Tells whether it is a workspace, as it stands. */
    boolean isWorkspace() {
        return history == null || commit == null;
    }

    Outs outs() throws IOException {
        return history == null || commit == null ? repo.outs() : Outs.collect(new RevisionSource(history, commit));
    }

    /** Returns a file's content id in the commit. */
    String blob(String file) throws IOException {
        return history()
                .blob(String.valueOf(commit), file)
                .orElseThrow(() -> JdvcException.of(Kind.MISSING, "'%s' is not in Git any more", file));
    }

    byte[] read(String blob) throws IOException {
        return history().read(blob, MAX_BLOB);
    }

    private History history() {
        if (history == null) throw new IllegalStateException("a workspace has no commit");
        return history;
    }

    @Override
    public void close() throws IOException {
        if (history != null) history.close();
        repo.close();
        area.close();
    }
}
