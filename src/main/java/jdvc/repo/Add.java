package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.disk.Stat;
import jdvc.object.RelPath;
import jdvc.object.UnsafePathException;
import jdvc.track.Out;
import jdvc.track.Outs;

/**
 * Tracks files or directories: content into the cache, a .dvc file beside them, and Git ignores them.
 *
 * @param targets paths as typed, at least one
 * @param glob targets are patterns
 * @param mode what is done with the content
 * @param file the .dvc file's name, as typed, instead of {@code TARGET.dvc}; for one target
 */
public record Add(List<String> targets, boolean glob, Mode mode, Optional<String> file) {

    /** What is done with the content. */
    public enum Mode {
        /** Into the cache, and the workspace files become links to it as {@code cache.type} says. */
        RELINK,
        /** Into the cache; workspace files stay as they are. */
        NO_RELINK,
        /** Only hashed. */
        NO_COMMIT
    }

    /**
     * The answer.
     *
     * @param files what Git should have, also what was right already: metafiles and .gitignore, from the root
     * @param staged whether Git's index has them now
     * @param notes what the user should know beside
     */
    public record Report(List<String> files, boolean staged, List<String> notes) {}

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            var outs = repo.outs();
            var plan = plan(repo, outs, progress, glob ? Globs.expand(repo, targets) : targets);
            var ignored = seenByGit(repo, plan);
            lock.requireFree(repo.root(), plan.stream().map(Target::path).toList());
            try (var operation = repo.journal().begin("add");
                    var saving = new Saving(repo, operation, lock, mode)) {
                saving.metafiles().ignored(ignored);
                saving.save(plan.stream().map(Target::item).toList(), progress);
                var staged = saving.finish(progress);
                operation.done();
                boolean git = repo.git().workTree().isPresent();
                return new Report(git ? saving.files() : List.of(), staged, saving.notes());
            }
        }
    }

    /** Fails as {@link #run} would before its first change; changes nothing. */
    void check(Repo repo, Outs outs, Progress progress) throws IOException, InterruptedException {
        seenByGit(repo, plan(repo, outs, progress, targets));
    }

    /** Git must see new .dvc files, and must not have their data already; returns which data it ignores. Asks once for all. */
    private static Set<String> seenByGit(Repo repo, List<Target> plan) throws IOException {
        var fresh = new ArrayList<Target>();
        var asked = new LinkedHashSet<String>();
        for (var each : plan) {
            asked.add(each.out().path().toString());
            if (each.fresh()) fresh.add(each);
        }
        for (var each : fresh) asked.add(each.metafile().toString());
        var ignored = repo.git().ignored(asked);
        var paths = new ArrayList<RelPath>();
        for (var each : fresh) {
            var metafile = each.metafile().toString();
            if (ignored.contains(metafile)) throw Hidden.ignoredByGit(metafile);
            paths.add(each.path());
        }
        Metafiles.requireNotInGit(repo, paths);
        return ignored;
    }

    /** One target: the output that it is or lies in, and where that is recorded; a fresh one is in no metafile yet. */
    private record Target(RelPath path, RelPath metafile, Out out, Optional<RelPath> inner, boolean fresh) {
        Saving.Item item() {
            return new Saving.Item(metafile, out, inner);
        }
    }

    /** Everything is checked before anything is done. */
    private List<Target> plan(Repo repo, Outs outs, Progress progress, List<String> typed)
            throws IOException, InterruptedException {
        var plan = new ArrayList<Target>();
        for (var each : new LinkedHashSet<>(typed)) plan.add(target(repo, outs, each, progress));
        var scope = repo.scope();
        outs.check(scope);
        requireApart(plan);
        return plan;
    }

    private static void requireApart(List<Target> plan) {
        var targets = new HashMap<RelPath, Target>();
        for (var each : plan) targets.put(each.path(), each);
        for (var each : plan) {
            for (var up = each.path().parent(); up.isPresent(); up = up.get().parent()) {
                var outer = targets.get(up.get());
                if (outer == null || outer.metafile().equals(each.metafile())) continue;
                throw JdvcException.user(
                        "cannot add '%s' and '%s': one lies inside the other", outer.path(), each.path());
            }
        }
    }

    private Target target(Repo repo, Outs outs, String typed, Progress progress)
            throws IOException, InterruptedException {
        var path = repo.relative(typed)
                .orElseThrow(() -> JdvcException.user("the project's root cannot be tracked")
                        .hint("add the files or directories in it that hold data"));
        requireTrackable(repo, path, typed);
        var owner = outs.owner(path);
        if (owner.isEmpty()) {
            requireExists(repo, path, typed);
            outs.requireFree(path, repo.scope());
            var out = OutLayout.newOut(repo, path, outs, progress);
            return new Target(path, metafile(repo, path), out, Optional.empty(), true);
        }
        var stage = owner.get().stage();
        if (stage.name().isPresent()) {
            throw JdvcException.user("'%s' is an output of stage '%s'", path, stage.address(repo.here()))
                    .hint("run the pipeline, or `jdvc commit %s`", stage.address(repo.here()));
        }
        var out = owner.get().out();
        if (out.path().equals(path)) {
            requireExists(repo, path, typed);
            return new Target(path, stage.metafile(), out, Optional.empty(), false);
        }
        var inner = inside(out.path(), path);
        requireExisted(repo, out, inner, progress);
        return new Target(path, stage.metafile(), out, Optional.of(inner), false);
    }

    /** A part of a directory that is gone is taken out of its listing; one that never was is a slip of the keyboard. */
    private static void requireExisted(Repo repo, Out out, RelPath inner, Progress progress)
            throws IOException, InterruptedException {
        var path = Saving.join(out.path(), inner);
        if (repo.workspace().stat(path).isPresent()) return;
        var tree = repo.tree(out, progress);
        if (tree.isEmpty() || !tree.get().below(inner).isEmpty()) return;
        throw JdvcException.user(
                "[Errno 2] No such file or directory: '%s'", repo.root().resolve(path.toString()));
    }

    static RelPath inside(RelPath directory, RelPath path) {
        try {
            return RelPath.parse(path.toString().substring(directory.toString().length() + 1));
        } catch (UnsafePathException e) {
            throw new AssertionError("a part of a safe path is safe", e);
        }
    }

    private static void requireExists(Repo repo, RelPath path, String typed) throws IOException {
        if (repo.workspace().stat(path).isPresent()) return;
        var link = repo.disk().stat(repo.root().resolve(path.toString()));
        throw JdvcException.user(
                "output '%s' does not exist%s", typed, link.isPresent() ? ": it is a symbolic link to nothing" : "");
    }

    static void requireTrackable(Repo repo, RelPath path, String typed) throws IOException {
        if (path.name().endsWith(".dvc")
                || path.name().equals("dvc.yaml")
                || path.name().equals("dvc.lock")) {
            throw JdvcException.user("'%s' is a metafile: it cannot be an output", typed);
        }
        for (var up = path.parent(); up.isPresent(); up = up.get().parent()) requireNoLink(repo, up.get(), typed);
        var at = repo.root().resolve(path.toString());
        boolean link = repo.disk().stat(at).map(Stat::isLink).orElse(false);
        if (link && repo.disk().statTarget(at).map(Stat::isDirectory).orElse(false)) requireNoLink(repo, path, typed);
        boolean directory = repo.workspace().stat(path).map(Stat::isDirectory).orElse(false);
        var rule = repo.workspace().ignores().explain(path.toString(), directory);
        if (rule.isPresent() && rule.get().ignores()) {
            throw JdvcException.user(
                    "Path '%s' is ignored by %s", typed, rule.get().text());
        }
    }

    private static void requireNoLink(Repo repo, RelPath path, String typed) throws IOException {
        if (repo.disk()
                .stat(repo.root().resolve(path.toString()))
                .map(Stat::isLink)
                .orElse(false)) {
            throw JdvcException.user("cannot add '%s': '%s' is a symbolic link to a directory", typed, path)
                    .hint("add the directory itself, where it really lies in the project");
        }
    }

    private RelPath metafile(Repo repo, RelPath path) throws IOException {
        var metafile = file.isPresent()
                ? repo.relative(file.get())
                        .orElseThrow(() -> JdvcException.user("--file needs the name of a .dvc file"))
                : parse(path + ".dvc");
        if (!metafile.name().endsWith(".dvc")) {
            throw JdvcException.of(Kind.USAGE, "'%s' must end in '.dvc'", metafile);
        }
        return metafile;
    }

    static RelPath parse(String text) {
        try {
            return RelPath.parse(text);
        } catch (UnsafePathException e) {
            throw JdvcException.of(Kind.UNSAFEPATH, "%s", e.getMessage());
        }
    }
}
