package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jdvc.JdvcException;
import jdvc.object.BadTreeException;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.object.TreeEntry;
import jdvc.track.Out;
import jdvc.track.Outs;
import jdvc.track.Selected;
import jdvc.track.Stage;

/** The path whose versions are asked for: an output, or something in a tracked directory. */
final class VersionsSubject {

    private final Repo repo;
    private final Selected today;

    private VersionsSubject(Repo repo, Selected today) {
        this.repo = repo;
        this.today = today;
    }

    /**
     * What is recorded, or stands in the workspace.
     *
     * @param key equal for equal content; empty if there is none
     * @param id absent if there is none, or the listing that would tell is not at hand
     * @param size in bytes, if recorded
     * @param objects all that it needs, as far as it is known
     * @param run of MLflow, from which it came
     */
    record Content(String key, Optional<ObjectId> id, OptionalLong size, List<ObjectId> objects, Optional<String> run) {
        static final Content NONE = new Content("", Optional.empty(), OptionalLong.empty(), List.of());

        Content(String key, Optional<ObjectId> id, OptionalLong size, List<ObjectId> objects) {
            this(key, id, size, objects, Optional.empty());
        }

        /** Returns this content as one that came from where these stages say. */
        Content of(List<Stage> stages) {
            var from = stages.stream()
                    .flatMap(stage -> stage.deps().stream())
                    .flatMap(dep -> MlflowRun.of(dep).stream())
                    .map(MlflowRun::id)
                    .findFirst();
            return from.isEmpty() || stages.size() > 1 ? this : new Content(key, id, size, objects, from);
        }

        boolean exists() {
            return !key.isEmpty();
        }

        boolean isUnknown() {
            return exists() && id.isEmpty();
        }
    }

    /**
     * Finds what a target means.
     *
     * @throws JdvcException of kind USER if it is not one output, or something in one
     */
    static VersionsSubject find(Repo repo, Outs outs, String target) throws IOException {
        var selected = outs.resolve(List.of(target), repo.scope());
        if (selected.size() == 1) return new VersionsSubject(repo, selected.get(0));
        if (selected.isEmpty()) throw JdvcException.user("'%s' has no outputs", target);
        throw JdvcException.user("'%s' has %d outputs", target, selected.size())
                .hint(
                        "name one of them, such as `jdvc versions %s`",
                        repo.shown(selected.get(0).out().path().toString()));
    }

    /** Returns the stage that records it today. */
    Stage stage() {
        return today.stage();
    }

    Out out() {
        return today.out();
    }

    Optional<RelPath> inner() {
        return today.inner();
    }

    /** Returns the path from the root. */
    RelPath path() {
        return inner().isPresent() ? Saving.join(out().path(), inner().get()) : out().path();
    }

    /** Returns the file whose history is that of the path. */
    RelPath record() {
        return PublishRun.recordOf(today.stage());
    }

    /** Returns the output among those of an older metafile, which may have had another path then. */
    Optional<Out> outIn(List<Stage> stages) {
        var all = new ArrayList<Out>();
        for (var stage : stages) all.addAll(stage.outs());
        for (var each : all) if (each.path().equals(out().path())) return Optional.of(each);
        if (today.stage().name().isPresent()) return Optional.empty();
        if (all.size() == 1) return Optional.of(all.get(0));
        for (var each : all) if (each.path().name().equals(out().path().name())) return Optional.of(each);
        return Optional.empty();
    }

    /** Returns what an output's record says of the path. */
    Content contentOf(Out recorded) throws IOException, InterruptedException {
        if (recorded.id().isEmpty()) return Content.NONE;
        var id = recorded.id().get();
        if (inner().isPresent()) return innerContent(recorded, id, inner().get());
        var objects = new ArrayList<ObjectId>();
        objects.add(id);
        var tree = repo.cachedTree(recorded);
        if (tree.isPresent()) objects.addAll(OutStatus.objects(recorded, tree));
        return new Content(id.toString(), Optional.of(id), recorded.size(), objects);
    }

    private Content innerContent(Out recorded, ObjectId id, RelPath inner) throws IOException, InterruptedException {
        if (!id.isTree()) return Content.NONE;
        var tree = repo.cachedTree(recorded);
        if (tree.isEmpty()) return new Content("?" + id, Optional.empty(), OptionalLong.empty(), List.of());
        var file = tree.get().find(inner);
        if (file.isPresent()) {
            var found = file.get().id();
            var stat = repo.cache().stat(found);
            var size = stat.isPresent() ? OptionalLong.of(stat.get().size()) : OptionalLong.empty();
            return new Content(found.toString(), Optional.of(found), size, List.of(found));
        }
        var below = tree.get().below(inner);
        if (below.isEmpty()) return Content.NONE;
        var entries = new ArrayList<TreeEntry>();
        var objects = new ArrayList<ObjectId>();
        for (var each : below) {
            entries.add(new TreeEntry(Add.inside(inner, each.path()), each.id()));
            objects.add(each.id());
        }
        var part = part(entries, tree.get()).id();
        return new Content(part.toString(), Optional.of(part), OptionalLong.empty(), objects);
    }

    /** A directory in a tracked one has no object of its own, but the name that it would have tells it apart. */
    private static Tree part(List<TreeEntry> entries, Tree whole) {
        try {
            return Tree.of(entries, whole.layout());
        } catch (BadTreeException e) {
            throw new AssertionError("a part of a tree is one", e);
        }
    }
}
