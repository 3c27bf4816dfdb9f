package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.object.ObjectId;
import jdvc.object.Tree;
import jdvc.store.CorruptObjectException;
import jdvc.store.ObjectMissingException;
import jdvc.store.Transfer;
import jdvc.track.Outs;
import jdvc.track.Scope;
import jdvc.track.Selected;
import jdvc.track.Stage;

/** The objects that a transfer is about, by remote. */
final class Objects {

    /** The group of outputs that have no remote. */
    static final String NO_REMOTE = "";

    private final Repo repo;
    private final Direction direction;
    private final Optional<String> remote;
    private final Progress progress;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private final List<String> external = new ArrayList<>();
    private final List<Selected> imports = new ArrayList<>();
    private boolean homeless;
    private int partListings;

    /** Which way objects go, and with it which outputs count and where listings are read. */
    enum Direction {
        PUSH,
        FETCH,
        /** Nothing goes; listings may come from the remote. */
        COMPARE,
        /** As COMPARE, and an output with a remote of its own goes there although another one was named. */
        PUBLISH,
        /** Nothing goes, no remote is asked, and outputs count that have none. */
        CACHE,
        /** Nothing goes, listings come from the remote as far as they are right there, and an output needs no remote. */
        VERIFY;

        /** Tells whether an output counts that never goes to a remote. */
        boolean takesAll() {
            return this == FETCH || this == CACHE;
        }

        boolean needsRemote() {
            return this != CACHE && this != VERIFY;
        }
    }

    /**
     * What one remote is to give or take.
     *
     * @param trees listings with all of their files
     * @param parts listings of which only some files are wanted, with all of their files
     * @param files other objects
     * @param names what users call the objects
     * @param sizes of outputs whose size is recorded, by their object
     */
    record Group(
            Map<ObjectId, Collection<ObjectId>> trees,
            Map<ObjectId, Collection<ObjectId>> parts,
            Set<ObjectId> files,
            Map<ObjectId, String> names,
            Map<ObjectId, Long> sizes) {

        Group() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>(), new HashMap<>(), new HashMap<>());
        }

        Transfer.Wanted wanted() {
            return new Transfer.Wanted(trees, files);
        }

        /** Returns what users call an object; its id if it has no other name. */
        String nameOf(ObjectId id) {
            return names.getOrDefault(id, id.toString());
        }
    }

    private Objects(Repo repo, Direction direction, Optional<String> remote, Progress progress) {
        this.repo = repo;
        this.direction = direction;
        this.remote = remote;
        this.progress = progress;
    }

    /** Returns nothing yet, for what {@link #add(Selected, String)} adds. */
    static Objects none(Repo repo, Direction direction, Optional<String> remote, Progress progress) {
        remote.ifPresent(repo.config()::remote);
        return new Objects(repo, direction, remote, progress);
    }

    /** Collects, from the metafiles of the workspace and of the revisions. */
    static Objects collect(Repo repo, Choice choice, Choice.Way way, Direction direction, Progress progress)
            throws IOException, InterruptedException {
        var objects = new Objects(repo, direction, way.remote(), progress);
        way.remote().ifPresent(repo.config()::remote);
        var targets = choice.glob() ? Globs.expand(repo, choice.targets()) : choice.targets();
        var scope = repo.scope(choice.recursive(), choice.withDeps());
        var outs = repo.outs(targets, scope);
        outs.problems(targets, scope).forEach(objects::add);
        var only = choice.only();
        objects.add(outs.resolve(targets, scope), only, only.types().isEmpty() ? outs : repo.outs());
        if (way.revs().any()) objects.addRevisions(way.revs(), targets, scope, only);
        return objects;
    }

    private void add(Stage.Problem problem) {
        if (problem.external()) external.add(problem.toString());
        else problems.put(problem.place(), problem.reason());
    }

    /** Without Git there are none. */
    private void addRevisions(Revs revs, List<String> targets, Scope scope, Choice.Only only)
            throws IOException, InterruptedException {
        var git = repo.git().history();
        if (git.isEmpty()) return;
        try (var history = git.get()) {
            var commits = revs.commits(history);
            var recorded = new RecordedOuts(history, commits);
            for (var commit : commits) {
                try {
                    var outs = recorded.of(commit);
                    if (outs.isPresent()) add(outs.get().resolve(targets, scope), only, outs.get());
                } catch (JdvcException e) {
                    Revs.requireOwnFault(e);
                    if (!targets.isEmpty() && e.kind() == Kind.USER) continue; // not tracked there
                    progress.warn("failed to collect '" + commit + "', skipping: " + e.getMessage());
                }
            }
        }
    }

    private void add(List<Selected> selected, Choice.Only only, Outs outs) throws IOException, InterruptedException {
        for (var each : selected) if (only.admits(each.out(), outs)) add(each, "");
    }

    /** Adds what an output needs; {@code where} follows its path in messages, such as {@code  of commit 1a2b3c4}. */
    void add(Selected each, String where) throws IOException, InterruptedException {
        var out = each.out();
        boolean fromSource = each.stage().isRepoImport() || each.stage().isPartialImport();
        if (direction == Direction.FETCH && fromSource) {
            imports.add(each);
            return;
        }
        if (!out.cached() || out.id().isEmpty() || out.unsupported().isPresent()) return;
        if (!direction.takesAll() && (!out.pushed() || each.stage().isRepoImport())) return;
        boolean elsewhere =
                remote.isPresent() && out.remote().isPresent() && !out.remote().equals(remote);
        if (elsewhere && direction != Direction.PUBLISH) return;
        var name = out.remote().or(() -> remote).or(repo.config()::defaultRemote);
        if (name.isEmpty() && direction.needsRemote()) {
            homeless = true;
            return;
        }
        var group = groups.computeIfAbsent(name.orElse(NO_REMOTE), any -> new Group());
        var id = out.id().get();
        group.names().put(id, repo.shown(out.path().toString()) + where);
        out.size().ifPresent(size -> group.sizes().put(id, size));
        if (id.isTree()) addTree(group, each, name.orElse(NO_REMOTE), where);
        else group.files().add(id);
    }

    private void addTree(Group group, Selected each, String remoteName, String where)
            throws IOException, InterruptedException {
        var id = each.out().id().orElseThrow();
        var path = repo.shown(each.out().path().toString());
        var tree = tree(each, remoteName);
        if (tree.isEmpty()) {
            group.files().add(id);
            return;
        }
        var all = new ArrayList<ObjectId>(tree.get().entries().size());
        for (var entry : tree.get().entries()) {
            all.add(entry.id());
            group.names().putIfAbsent(entry.id(), path + "/" + entry.path() + where);
        }
        if (each.inner().isEmpty()) {
            group.trees().put(id, all);
            return;
        }
        if (!group.trees().containsKey(id)) group.parts().put(id, all);
        for (var entry : tree.get().below(each.inner().get())) group.files().add(entry.id());
    }

    /** A listing that is nowhere counts as an object like another. */
    private Optional<Tree> tree(Selected each, String remoteName) throws IOException, InterruptedException {
        var cached = repo.cachedTree(each.out());
        boolean local = direction == Direction.PUSH || direction == Direction.CACHE || remoteName.equals(NO_REMOTE);
        if (cached.isPresent() || local) return cached;
        try {
            if (each.inner().isPresent()) partListings++;
            return Optional.of(repo.remoteTree(each.out().id().orElseThrow(), repo.remote(remoteName, progress)));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        } catch (CorruptObjectException e) {
            if (direction != Direction.VERIFY) throw e;
            return Optional.empty(); // an object like another; whoever verifies it finds it damaged
        }
    }

    /** Returns the groups by the name of their remote. */
    Map<String, Group> groups() {
        return groups;
    }

    /** Returns the outputs that must not be acted on, and why. */
    Map<String, String> problems() {
        return problems;
    }

    /** Returns the outputs that come from where they were imported, and not from a remote of ours. */
    List<Selected> imports() {
        return imports;
    }

    /** Returns what is left out because DVC, too, leaves it alone. */
    List<String> external() {
        return external;
    }

    /** Returns how many listings came from a remote of which only a part is wanted; DVC counts them as fetched. */
    int partListings() {
        return partListings;
    }

    /** Tells whether an output has no remote to go to or to come from; without outputs, whether there is none at all. */
    boolean homeless() {
        boolean nothing = groups.isEmpty() && imports.isEmpty();
        return homeless
                || nothing && remote.isEmpty() && repo.config().defaultRemote().isEmpty();
    }

    /** @throws JdvcException if there is no remote for an output */
    void requireRemote() {
        if (homeless) throw noRemote(repo);
    }

    /** Returns the failure for an output without a remote to go to. */
    static JdvcException noRemote(Repo repo) {
        var error = JdvcException.of(Kind.CONFIG, "no remote specified in the project");
        var known = repo.config().remotes();
        if (known.isEmpty()) return error.hint("add one with `jdvc remote add -d NAME s3://BUCKET/PREFIX`");
        return error.hint("set a default with `jdvc remote default %s`, or use `-r %s`", known.get(0), known.get(0));
    }
}
