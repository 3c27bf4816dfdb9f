package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.object.BadTreeException;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.object.TreeMerge;
import jdvc.store.Content;
import jdvc.store.ObjectMissingException;
import jdvc.store.Transfer;
import jdvc.track.DvcFile;
import jdvc.track.Out;
import jdvc.track.Stage;

/**
 * Merges what two branches made of a tracked directory, as Git asks it: {@code our} gets the result, the workspace stays.
 *
 * @param ancestor the .dvc file before both, at a place that Git chose
 * @param our the same file here
 * @param their the same file of the branch that is merged
 */
public record MergeDriver(String ancestor, String our, String their) {

    private static final long MAX_BYTES = 16 << 20;

    /** Git's files have no name of their own; deep enough for every way up that a .dvc file may hold. */
    private static final RelPath SOMEWHERE =
            RelPath.ifSafe("a/".repeat(64) + "merged.dvc").orElseThrow();

    /** The answer: which files the result has; absent if one side says it all. */
    public record Report(OptionalLong files) {}

    /** One of the three files. */
    private record Side(byte[] content, Stage stage) {

        Out out() {
            return stage.outs().get(0);
        }
    }

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var theirs = side(repo, their);
        if (theirs.isEmpty()) return new Report(OptionalLong.empty());
        var ours = side(repo, our);
        if (ours.isEmpty()) {
            repo.disk().replace(place(repo, our), theirs.get().content, -1);
            return new Report(OptionalLong.empty());
        }
        var base = side(repo, ancestor);
        var all = new ArrayList<>(List.of(ours.get(), theirs.get()));
        base.ifPresent(all::add);
        requireAlike(all);
        var mine = tree(repo, ours.get(), progress);
        var other = tree(repo, theirs.get(), progress);
        var before = base.isEmpty() ? Tree.empty(mine.layout()) : tree(repo, base.get(), progress);
        var merged = merge(before, mine, other);
        store(repo, merged, ours.get().out(), progress);
        write(repo, merged, ours.get());
        return new Report(OptionalLong.of(merged.entries().size()));
    }

    private static Path place(Repo repo, String file) {
        return repo.env().cwd().resolve(file);
    }

    /** Returns what a side has; absent if it has no output, which Git says with an empty file. */
    private static Optional<Side> side(Repo repo, String file) throws IOException {
        var content = repo.disk().read(place(repo, file), MAX_BYTES).orElse(new byte[0]);
        if (content.length == 0) return Optional.empty();
        var stage = DvcFile.parse(SOMEWHERE, content);
        boolean hasNone = stage.outs().isEmpty() && stage.problems().isEmpty();
        return hasNone ? Optional.empty() : Optional.of(new Side(content, stage));
    }

    /** @param sides ours first */
    private static void requireAlike(List<Side> sides) {
        for (var each : sides) requireOfAdd(each.stage);
        var ours = sides.get(0);
        for (var each : sides.subList(1, sides.size())) {
            boolean alike = DvcFile.sameOptions(SOMEWHERE, ours.content, each.content)
                    && ours.out().layout() == each.out().layout();
            if (!alike) throw refused("unable to auto-merge outputs with different options");
        }
    }

    private static void requireOfAdd(Stage stage) {
        if (!stage.deps().isEmpty() || stage.outs().size() != 1) {
            throw refused("unable to auto-merge DVC files that weren't created by `dvc add`");
        }
        var out = stage.outs().get(0);
        boolean directory = out.id().map(ObjectId::isTree).orElse(false);
        if (!directory) throw refused("unable to auto-merge outputs that are not directories");
        out.unsupported().ifPresent(why -> {
            throw refused("unable to auto-merge '" + out.path().name() + "': it " + why);
        });
    }

    private static JdvcException refused(String why) {
        return JdvcException.of(Kind.CONFLICT, "%s", why)
                .hint(
                        "choose one side with `git checkout --ours FILE.dvc` or `--theirs`, then `jdvc checkout FILE.dvc`");
    }

    private static Tree tree(Repo repo, Side side, Progress progress) throws IOException, InterruptedException {
        try {
            return repo.tree(side.out(), progress).orElseThrow();
        } catch (ObjectMissingException e) {
            throw JdvcException.of(Kind.MISSING, "the listing %s is neither in the cache nor on the remote", e.id())
                    .hint("whoever has it must `jdvc push --all-commits`; then `git merge` again");
        }
    }

    private static Tree merge(Tree before, Tree ours, Tree theirs) {
        try {
            var merge = TreeMerge.of(before, ours, theirs);
            if (merge.conflicts().isEmpty()) return merge.tree();
            var text = new StringBuilder("unable to auto-merge the following paths:");
            for (var each : merge.conflicts()) text.append('\n').append(each);
            throw refused(text.toString());
        } catch (BadTreeException e) {
            throw refused("unable to auto-merge: " + e.getMessage());
        }
    }

    /** The listing comes into the cache after its files (safety I2): those of the other side may have to be fetched. */
    private static void store(Repo repo, Tree merged, Out out, Progress progress)
            throws IOException, InterruptedException {
        var files = new LinkedHashSet<ObjectId>();
        for (var each : merged.entries()) files.add(each.id());
        try (var lease = repo.cache().lease()) {
            lease.hold(files);
            lease.hold(List.of(merged.id()));
            fetch(repo, repo.cache().missing(files), out, progress);
            int lacking = repo.cache().missing(files).size();
            if (lacking > 0) throw notHere(lacking);
            repo.cache().write(merged.id(), Content.of(merged.bytes()));
            repo.cache().flush();
            if (!lease.lost().isEmpty()) throw notHere(lease.lost().size());
        }
    }

    private static void fetch(Repo repo, Set<ObjectId> lacking, Out out, Progress progress)
            throws IOException, InterruptedException {
        var remote = out.remote().or(repo.config()::defaultRemote);
        if (lacking.isEmpty() || remote.isEmpty()) return;
        new Sending(repo, Choice.Way.DEFAULT, progress).fetch(remote.get(), new Transfer.Wanted(Map.of(), lacking));
    }

    private static JdvcException notHere(int files) {
        return JdvcException.of(Kind.MISSING, "%d of the files that the merge would have are not in the cache", files)
                .hint("`jdvc fetch --all-branches`, then `git merge` again");
    }

    private void write(Repo repo, Tree merged, Side mine) throws IOException {
        long size = 0;
        for (var each : merged.entries())
            size += repo.cache().stat(each.id()).map(s -> s.size()).orElse(0L);
        var meta = Out.Meta.ofTree(size, merged.entries().size());
        var changed = mine.out().with(Out.Hash.of(merged.id()), meta);
        repo.disk().replace(place(repo, our), DvcFile.update(SOMEWHERE, mine.content, changed), -1);
    }
}
