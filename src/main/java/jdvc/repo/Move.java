package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.disk.Confined;
import jdvc.disk.Stat;
import jdvc.object.RelPath;
import jdvc.track.DvcFile;
import jdvc.track.Outs;

/**
 * Renames a tracked file or directory, and its .dvc file if that is named after it. Changes of its content are not
 * recorded.
 *
 * @param from as typed
 * @param to as typed; into it, if it is a directory
 */
public record Move(String from, String to) {

    /**
     * The answer.
     *
     * @param files what Git should have: metafiles and .gitignore, from the root
     * @param staged whether Git's index has them now
     * @param missing the data was not in the workspace
     */
    public record Report(List<String> files, boolean staged, boolean missing) {}

    /** What goes where. */
    private record Plan(Outs.Entry entry, RelPath path, RelPath metafile) {

        RelPath oldPath() {
            return entry.out().path();
        }

        RelPath oldMetafile() {
            return entry.stage().metafile();
        }

        boolean renamesMetafile() {
            return !metafile.equals(oldMetafile());
        }
    }

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            var plan = plan(repo);
            lock.requireFree(repo.root(), List.of(plan.oldPath(), plan.path()));
            boolean present = repo.workspace().stat(plan.oldPath()).isPresent();
            try (var operation = repo.journal().begin("move");
                    var saving = new Saving(repo, operation, lock, Add.Mode.RELINK)) {
                // What is there goes into the cache first: the way back needs it.
                if (present) saving.content(plan.entry().out(), progress);
                if (present) announce(repo, operation, plan, progress);
                apply(repo, saving, plan, present);
                boolean staged = saving.finish(progress);
                operation.done();
                boolean git = repo.git().workTree().isPresent();
                return new Report(git ? existing(repo, saving.files(), staged) : List.of(), staged, !present);
            }
        }
    }

    /** Git cannot be told to add a file that it never had and that is gone. */
    private static List<String> existing(Repo repo, List<String> files, boolean staged) throws IOException {
        var existing = new ArrayList<String>();
        for (var each : files) {
            boolean there = repo.disk().stat(repo.root().resolve(each)).isPresent();
            if (there || staged || !repo.git().tracked(List.of(each)).isEmpty()) existing.add(each);
        }
        return existing;
    }

    private Plan plan(Repo repo) throws IOException {
        var outs = repo.outs();
        outs.check(repo.scope());
        var entry = repo.relative(from)
                .flatMap(path -> outs.owner(path).filter(e -> e.out().path().equals(path)))
                .orElseThrow(() -> JdvcException.user("unable to find DVC file with output '%s'", from)
                        .hint("only what has a .dvc file of its own can be moved"));
        if (entry.stage().name().isPresent()) {
            throw JdvcException.user(
                            "'%s' is an output of stage '%s'",
                            from, entry.stage().address(repo.here()))
                    .hint("change its path in dvc.yaml, then run the stage");
        }
        var path = destination(repo, entry.out().path());
        boolean named =
                entry.stage().metafile().name().equals(entry.out().path().name() + ".dvc");
        var metafile = named ? dvcFile(path) : entry.stage().metafile();
        var plan = new Plan(entry, path, metafile);
        requireFree(repo, outs, plan);
        return plan;
    }

    private RelPath destination(Repo repo, RelPath old) throws IOException {
        var path = repo.env().cwd().resolve(to).normalize();
        boolean into = repo.disk().statTarget(path).filter(Stat::isDirectory).isPresent();
        return repo.relative(into ? path.resolve(old.name()).toString() : to)
                .orElseThrow(() -> JdvcException.user("'%s' is the project's root", to));
    }

    private static RelPath dvcFile(RelPath path) {
        return Add.parse(path + ".dvc");
    }

    private void requireFree(Repo repo, Outs outs, Plan plan) throws IOException {
        var disk = repo.disk();
        if (plan.path().equals(plan.oldPath())
                || plan.renamesMetafile()
                        && disk.stat(repo.root().resolve(plan.metafile().toString()))
                                .isPresent()) {
            throw JdvcException.user(
                    "'%s' already exists", repo.shown(plan.metafile().toString()));
        }
        outs.requireFree(plan.path(), repo.scope());
        var parent = plan.path().parent();
        if (parent.isPresent()
                && disk.statTarget(repo.root().resolve(parent.get().toString()))
                        .filter(Stat::isDirectory)
                        .isEmpty()) {
            throw JdvcException.user(
                    "the directory '%s' does not exist", repo.shown(parent.get().toString()));
        }
        new Confined(disk, repo.root()).check(plan.path().toString());
        if (!repo.git().ignored(List.of(plan.metafile().toString())).isEmpty()) {
            throw Hidden.ignoredByGit(plan.metafile().toString());
        }
        boolean taken = disk.stat(repo.root().resolve(plan.path().toString())).isPresent();
        if (taken && repo.workspace().stat(plan.oldPath()).isPresent()) {
            throw JdvcException.user(
                            "'%s' already exists", repo.shown(plan.path().toString()))
                    .hint("move it away first; nothing was changed");
        }
    }

    /** Each file goes from one path to the other: that is what the journal needs to know for the way back. */
    private static void announce(Repo repo, Journal.Operation operation, Plan plan, Progress progress)
            throws IOException, InterruptedException {
        var now = repo.workspace().hash(plan.oldPath(), plan.entry().out().layout(), progress);
        if (now.tree().isEmpty()) {
            operation.workspace(plan.oldPath().toString(), now.id().map(Object::toString), Optional.empty());
            operation.workspace(plan.path().toString(), Optional.empty(), now.id());
            return;
        }
        for (var each : now.tree().get().entries()) {
            var id = Optional.of(each.id());
            operation.workspace(plan.oldPath() + "/" + each.path(), id.map(Object::toString), Optional.empty());
            operation.workspace(plan.path() + "/" + each.path(), Optional.empty(), id);
        }
    }

    /** First the new metafile, then the data, the old metafile last (safety 2.6). */
    private static void apply(Repo repo, Saving saving, Plan plan, boolean present)
            throws IOException, InterruptedException {
        var metafiles = saving.metafiles();
        var old = new WorkspaceSource(repo)
                .read(plan.oldMetafile())
                .orElseThrow(() -> JdvcException.user("'%s' does not exist", plan.oldMetafile()));
        byte[] content = DvcFile.moved(plan.oldMetafile(), old, plan.metafile(), plan.path());
        boolean cached = plan.entry().out().cached();
        if (cached) metafiles.ignore(plan.path());
        if (plan.renamesMetafile()) metafiles.create(plan.metafile().toString(), content);
        if (present) {
            repo.disk()
                    .rename(
                            repo.root().resolve(plan.oldPath().toString()),
                            repo.root().resolve(plan.path().toString()));
        }
        if (!plan.renamesMetafile()) metafiles.edit(plan.metafile().toString(), any -> Optional.of(content));
        if (cached) metafiles.unignore(plan.oldPath());
        if (plan.renamesMetafile()) metafiles.edit(plan.oldMetafile().toString(), any -> Optional.empty());
        saving.forget(plan.oldPath());
        if (present) saving.relink(plan.entry().out().at(plan.path()), Optional.empty());
    }
}
