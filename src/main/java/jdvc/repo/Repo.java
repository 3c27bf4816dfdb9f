package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.config.Config;
import jdvc.config.JdvcSettings;
import jdvc.config.Overlay;
import jdvc.disk.Area;
import jdvc.disk.Disk;
import jdvc.disk.LocalDisk;
import jdvc.disk.Stat;
import jdvc.git.Git;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.object.UnsafePathException;
import jdvc.store.Lease;
import jdvc.store.LocalStore;
import jdvc.store.ObjectStore;
import jdvc.track.Out;
import jdvc.track.Outs;
import jdvc.track.Scope;
import jdvc.workspace.HashCache;
import jdvc.workspace.LinkType;
import jdvc.workspace.Placement;
import jdvc.workspace.Trash;
import jdvc.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * An opened project: the directory that holds {@code .dvc}. What an operation does not use is not read. Not safe for use
 * by many threads; made for one command.
 */
public final class Repo implements AutoCloseable {

    private final Call call;
    private final Env env;
    private final Disk disk;
    private final Path root;
    private final String name;
    private final Config config;
    private final Path state;
    private final HashCache hashes;
    private final Workspace workspace;
    private final Area area;
    private final Map<String, ObjectStore> remotes = new LinkedHashMap<>();
    private final Map<RelPath, Out> taken = new HashMap<>();
    private OptionalInt jobs = OptionalInt.empty();
    private @Nullable Git git;
    private @Nullable LocalStore cache;
    private @Nullable KnownTrees trees;
    private @Nullable JdvcSettings settings;

    private Repo(Call call, Path root, Overlay overlay, Optional<Path> ownState, String name) throws IOException {
        this.call = call;
        this.root = root;
        this.name = name;
        env = call.env();
        disk = call.disk();
        config = Config.load(disk, env, Optional.of(root.resolve(".dvc"))).with(overlay);
        state = ownState.isPresent() ? ownState.get() : stateDirectory();
        hashes = new HashCache(
                disk,
                state.resolve("hashes"),
                TimeUnit.MILLISECONDS.toDays(env.clock().millis()));
        workspace = new Workspace(disk, root, hashes, env.cpus());
        area = new Area(disk, state.resolve("tmp"), 0700);
    }

    /**
     * Opens the project that the working directory lies in.
     *
     * @throws JdvcException of kind USER if it lies in none; see {@link #findRoot}
     */
    public static Repo open(Call call) throws IOException {
        var root = findRoot(call.env(), call.disk())
                .orElseThrow(() -> NotAProject.exception(call.env().cwd()));
        var repo = new Repo(call, root, Overlay.NONE, Optional.empty(), root.toString());
        repo.config.validate();
        return repo;
    }

    /**
     * Opens a project that is only read: nothing is written below it.
     *
     * @param overlay settings that count more than its own
     * @param state for what must be written somewhere
     * @param name what the user calls it
     */
    static Repo openForeign(Call call, Path root, Overlay overlay, Path state, String name) throws IOException {
        var repo = new Repo(call, root, overlay, Optional.of(state), name);
        repo.config.validate();
        return repo;
    }

    /** Returns what the user's approvals of its settings are kept under: the root, or the URL of one that is elsewhere. */
    String name() {
        return name;
    }

    /** Returns the directory, here or above, that holds {@code .dvc}; the search ends at a mount point. */
    public static Optional<Path> findRoot(Env env, Disk disk) throws IOException {
        for (var at = env.cwd(); at != null; at = at.getParent()) {
            if (disk.statTarget(at.resolve(".dvc")).map(Stat::isDirectory).orElse(false)) return Optional.of(at);
            var parent = at.getParent();
            if (parent != null && !disk.sameFileSystem(at, parent)) return Optional.empty();
        }
        return Optional.empty();
    }

    /** Ours is in DVC's tmp; if somebody else made it there, beside it (safety 4.6). */
    private Path stateDirectory() throws IOException {
        var tmp = root.resolve(".dvc/tmp");
        var usual = tmp.resolve("jdvc");
        int uid = LocalDisk.uid();
        boolean foreign = disk.stat(usual).map(s -> s.uid() != uid).orElse(false);
        return foreign ? tmp.resolve("jdvc-" + uid) : usual;
    }

    public Path root() {
        return root;
    }

    Env env() {
        return env;
    }

    Disk disk() {
        return disk;
    }

    Call call() {
        return call;
    }

    Config config() {
        return config;
    }

    Path state() {
        return state;
    }

    Workspace workspace() {
        return workspace;
    }

    Area area() {
        return area;
    }

    /**
     * Makes this command read the files that it asks about, whatever is remembered of them: a program that has a file
     * memory-mapped can change it without any timestamp moving (safety 4.7).
     */
    public void forgetHashes() {
        hashes.distrust();
    }

    JdvcSettings settings(Progress progress) throws IOException {
        if (settings == null) {
            settings = JdvcSettings.load(disk, env, Optional.of(root.resolve(".dvc")));
            settings.warnings().forEach(progress::warn);
        }
        return settings;
    }

    /** Returns the files of a tracked directory, if that can be told without a remote. */
    Optional<Tree> cachedTree(Out out) throws IOException, InterruptedException {
        if (out.listing().isPresent()) return out.listing();
        if (out.id().isEmpty() || !out.id().get().isTree()) return Optional.empty();
        return cachedTree(out.id().get());
    }

    Optional<Tree> cachedTree(ObjectId id) throws IOException, InterruptedException {
        return trees().find(id);
    }

    /**
     * Returns the files of a tracked directory, from the remote if the cache does not have the tree; absent if the output
     * is a file.
     */
    Optional<Tree> tree(Out out, Progress progress) throws IOException, InterruptedException {
        var cached = cachedTree(out);
        if (cached.isPresent() || out.id().isEmpty() || !out.id().get().isTree()) return cached;
        var id = out.id().get();
        var name = out.remote().or(config::defaultRemote);
        if (name.isEmpty()) {
            throw JdvcException.of(Kind.MISSING, "the listing of '%s' (%s) is not in the cache", out.path(), id)
                    .hint("set a remote that has it: `jdvc remote default NAME`");
        }
        return Optional.of(remoteTree(id, remote(name.get(), progress)));
    }

    /** Reads a listing from a remote, and keeps it beside the cache. */
    Tree remoteTree(ObjectId id, ObjectStore remote) throws IOException, InterruptedException {
        return trees().fetch(id, remote);
    }

    private KnownTrees trees() throws IOException {
        if (trees == null) trees = new KnownTrees(cache(), disk, state.resolve("trees"));
        return trees;
    }

    /**
     * Returns the Git that the project lies in.
     *
     * @throws JdvcException if there is none and the project does not say that this is right
     */
    Git git() throws IOException {
        if (git == null) {
            if (config.flag("core.no_scm")) {
                git = Git.NONE;
            } else {
                git = Git.find(root, disk, env)
                        .orElseThrow(() -> JdvcException.user("'%s' is not in a Git repository", root)
                                .hint("run `git init`, or `jdvc config core.no_scm true` for a project without Git"));
            }
        }
        return git;
    }

    /** Tells whether Git tracks a file of the project, which then is everybody's word and not the user's. */
    Predicate<Path> trackedByGit() {
        return file -> {
            try {
                return !git().tracked(List.of(root.relativize(file).toString())).isEmpty();
            } catch (IOException e) {
                return true; // what cannot be told is not the user's word
            }
        };
    }

    /** Refuses to work for somebody who made this project for us to walk into (safety 10.6). */
    private void requireOwn() throws IOException {
        int uid = LocalDisk.uid();
        for (var path : List.of(root, root.resolve(".dvc"))) {
            int owner = disk.statTarget(path).map(Stat::uid).orElse(uid);
            if (owner == uid || owner == 0 || git().trusts(root)) continue;
            throw JdvcException.of(Kind.UNTRUSTED, "'%s' belongs to another user", path)
                    .hint("if you trust it: git config --global --add safe.directory '%s'", root);
        }
    }

    LocalStore cache() throws IOException {
        if (cache == null) {
            var directory = config.cacheDirectory().orElse(root.resolve(".dvc/cache"));
            cache = new LocalStore(disk, directory, hashes, isForGroup(), env.cpus());
        }
        return cache;
    }

    /** Tells whether a group works in the cache. */
    boolean isForGroup() {
        return config.value("cache.shared").filter("group"::equalsIgnoreCase).isPresent();
    }

    /** Tells whether others than this project may delete from its cache: it lies outside, or a group works in it. */
    boolean sharesCache() throws IOException {
        if (isForGroup()) return true;
        var at = Space.existing(disk, cache().root());
        return !disk.realPath(at).startsWith(disk.realPath(root));
    }

    /** Returns a lease for a command that holds the project's lock; absent where that is enough. The caller closes. */
    Optional<Lease> leaseUnderLock() throws IOException {
        return sharesCache() ? Optional.of(cache().lease()) : Optional.empty();
    }

    /** Returns how files are placed in the workspace, in the order of preference. */
    List<LinkType> linkTypes() {
        var types = new ArrayList<LinkType>();
        for (var name : config.linkTypes()) LinkType.parse(name).ifPresent(types::add);
        return types.isEmpty() ? List.of(LinkType.REFLINK, LinkType.COPY) : types;
    }

    /** Returns what places files for an operation, into whose trash goes what it displaces. */
    Placement placement(Journal.Operation operation) throws IOException {
        return new Placement(disk, workspace, cache(), linkTypes(), area, new Trash(disk, operation.trash()));
    }

    /** Sets how many requests at a time remotes get that are opened from now on; as their settings say if absent. */
    void jobs(OptionalInt atATime) {
        jobs = atATime;
    }

    /** Returns a remote's store, opened once for this command. */
    ObjectStore remote(String name, Progress progress) throws IOException {
        var open = remotes.get(name);
        if (open == null) {
            open = RemoteStores.open(this, config.remote(name), jobs, progress);
            remotes.put(name, open);
        }
        return open;
    }

    /** Takes the project's lock and settles what a killed command left. */
    RepoLock lock(Progress progress) throws IOException, InterruptedException {
        requireOwn();
        // what in them has no effect is told, whatever the command is about
        if (Config.hasOwnSettings(disk, env, root.resolve(".dvc"))) settings(progress);
        var protocol = config.flag("core.hardlink_lock") ? RepoLock.Protocol.HARDLINK : RepoLock.Protocol.FLOCK;
        var lock = RepoLock.take(call, root.resolve(".dvc/tmp"), protocol, progress);
        try {
            disk.makeDirectories(state, 0700);
            new Journal(call, state).recover(progress);
            Area.sweep(disk, state.resolve("tmp"));
            Area.sweepFiles(disk, state);
            cache().sweep();
            return lock;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    Uploads uploads() {
        return new Uploads(disk, state.resolve("uploads"));
    }

    ForgottenUploads forgottenUploads() {
        return new ForgottenUploads(uploads(), env.clock());
    }

    Journal journal() {
        return new Journal(call, state);
    }

    Links links() throws IOException {
        return Links.open(disk, state.resolve("links"));
    }

    /** Remembers what an import holds whose .dvc file does not say it, for the rest of this command. */
    void taken(Out out) {
        taken.put(out.path(), out);
    }

    /** Returns an output with its content, if that was taken in this command and is not recorded. */
    Out known(Out out) {
        return out.id().isPresent() ? out : taken.getOrDefault(out.path(), out);
    }

    /** Returns all outputs of the workspace. */
    Outs outs() throws IOException {
        return seen(recorded());
    }

    /** Returns all outputs of the workspace, also what ignore rules hide: for what only looks. */
    Outs recorded() throws IOException {
        return Outs.collect(new WorkspaceSource(this));
    }

    /** Returns the outputs that {@code targets} need to be understood. */
    Outs outs(List<String> targets, Scope scope) throws IOException {
        if (targets.isEmpty()) return outs();
        Hidden.requireSeenByGit(this, targets);
        return seen(Outs.collect(new WorkspaceSource(this), targets, scope));
    }

    private Outs seen(Outs outs) throws IOException {
        Hidden.requireSeen(this, outs);
        return outs;
    }

    /** Returns the working directory from the root, as {@link Scope} wants it. */
    String here() {
        return root.relativize(env.cwd()).toString();
    }

    /** Returns how plain targets are meant: from the working directory. */
    Scope scope() {
        return scope(false, false);
    }

    Scope scope(boolean recursive, boolean withDeps) {
        return new Scope(root.toString(), here(), recursive, withDeps);
    }

    /**
     * Returns a path that the user typed, from the root; absent if it is the root itself.
     *
     * @throws JdvcException if it lies outside the project
     */
    Optional<RelPath> relative(String typed) {
        var path = env.cwd().resolve(typed).normalize();
        if (path.equals(root)) return Optional.empty();
        if (!path.startsWith(root)) {
            throw JdvcException.user("'%s' is outside the project '%s'", typed, root)
                    .hint("only data inside the project can be tracked; copy it in");
        }
        try {
            return Optional.of(RelPath.parse(root.relativize(path).toString()));
        } catch (UnsafePathException e) {
            throw JdvcException.of(Kind.UNSAFEPATH, "%s", e.getMessage());
        }
    }

    /** Returns a path from the root as the user sees it from the working directory; {@code .} if it is that. */
    String shown(String path) {
        var text = env.cwd().relativize(root.resolve(path)).toString();
        return text.isEmpty() ? "." : text;
    }

    /** Returns what the user must hear of objects of the cache that were found damaged (safety 5.7); once. */
    public Optional<String> damage() {
        if (cache == null) return Optional.empty();
        var ids = cache.newlySetAside();
        if (ids.isEmpty()) return Optional.empty();
        var which = ids.size() == 1
                ? "object " + ids.get(0) + " of the cache was damaged"
                : ids.size() + " objects of the cache were damaged, " + ids.get(0) + " among them";
        return Optional.of(which + ": kept in '" + cache.quarantine() + "', and taken for missing");
    }

    @Override
    public void close() {
        remotes.values().forEach(ObjectStore::close);
        if (cache != null) cache.close();
        hashes.close();
        try {
            area.close();
        } catch (IOException e) {
            // what is left in it, a later command sweeps
        }
    }
}
