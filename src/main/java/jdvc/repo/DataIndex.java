package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.object.Tree;
import jdvc.track.Out;
import jdvc.track.Outs;
import jdvc.track.Selected;
import jdvc.workspace.Change;

/** The outputs of a revision or of the workspace and the files in them, by path: what two of are compared. */
final class DataIndex {

    /** Whether directories count as one, or as their files. */
    enum Depth {
        OUTPUTS,
        FILES
    }

    private final Repo repo;
    private final Depth depth;
    private final Progress progress;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final NavigableSet<String> unknown = new TreeSet<>();

    /**
     * One path.
     *
     * @param id absent if nothing was saved yet, or of a directory inside a tracked one
     */
    record Entry(String path, Optional<ObjectId> id, boolean directory) {

        /** Returns the path as DVC shows it: a directory ends in a slash. */
        String shown() {
            return directory ? path + "/" : path;
        }
    }

    DataIndex(Repo repo, Depth depth, Progress progress) {
        this.repo = repo;
        this.depth = depth;
        this.progress = progress;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /** Forgets the paths that do not fulfil a condition. */
    void keep(Predicate<String> meant) {
        entries.keySet().removeIf(meant.negate());
    }

    /** Tells whether a path lies in a directory whose listing is nowhere. */
    boolean isUnknown(String path) {
        if (unknown.isEmpty()) return false;
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (unknown.contains(path.substring(0, slash))) return true;
        }
        return false;
    }

    /** Adds what is recorded. */
    void addRecorded(Selected each) throws IOException, InterruptedException {
        var out = each.out();
        if (isLeftOut(out)) return;
        var path = out.path().toString();
        if (out.id().isEmpty()) {
            put(new Entry(path, Optional.empty(), false));
            return;
        }
        var id = out.id().get();
        if (each.inner().isEmpty()) put(new Entry(path, Optional.of(id), id.isTree()));
        if (!id.isTree() || depth == Depth.OUTPUTS) return;
        var tree = listing(out);
        if (tree.isEmpty()) unknown.add(path);
        else addFiles(path, tree.get(), each.inner());
    }

    /** DVC tells what it can: a remote that does not answer is as one that lacks the listing. */
    private Optional<Tree> listing(Out out) throws InterruptedException {
        try {
            return repo.tree(out, progress);
        } catch (IOException | JdvcException e) {
            return Optional.empty();
        }
    }

    /** Adds what stands in the workspace where an output is recorded. */
    void addPresent(Selected each) throws IOException, InterruptedException {
        var out = each.out();
        if (isLeftOut(out)) return;
        var stat = repo.workspace().stat(out.path());
        if (stat.isEmpty()) return;
        var tree = repo.cachedTree(out);
        if (isAsRecorded(out, tree)) {
            addPresent(each, out.id(), tree);
            return;
        }
        var now = repo.workspace().hash(out.path(), out.layout(), progress);
        addPresent(each, now.id(), now.tree());
    }

    private boolean isAsRecorded(Out out, Optional<Tree> tree) throws IOException, InterruptedException {
        if (out.id().isEmpty() || out.id().get().isTree() && tree.isEmpty()) return false;
        for (var each : new OutStatus(repo, progress).changes(out, tree, Optional.empty())) {
            if (each.kind() != Change.Kind.FORM) return false;
        }
        return true;
    }

    private void addPresent(Selected each, Optional<ObjectId> id, Optional<Tree> tree) {
        var path = each.out().path().toString();
        if (each.inner().isEmpty()) put(new Entry(path, id, tree.isPresent()));
        if (tree.isPresent() && depth == Depth.FILES) addFiles(path, tree.get(), each.inner());
    }

    /** Contents that jdvc only preserves, and files that are not kept in the cache, are not compared. */
    private static boolean isLeftOut(Out out) {
        return !out.cached() || out.unsupported().isPresent();
    }

    private void addFiles(String top, Tree tree, Optional<RelPath> inner) {
        var files = inner.isEmpty() ? tree.entries() : tree.below(inner.get());
        for (var file : files) {
            var path = top + "/" + file.path();
            put(new Entry(path, Optional.of(file.id()), false));
            int stop = top.length() + inner.map(i -> i.toString().length()).orElse(0);
            for (int slash = path.lastIndexOf('/'); slash > stop; slash = path.lastIndexOf('/', slash - 1)) {
                var parent = path.substring(0, slash);
                if (!put(new Entry(parent, Optional.empty(), true))) break;
            }
        }
    }

    private boolean put(Entry entry) {
        return entries.putIfAbsent(entry.path(), entry) == null;
    }

    /** Returns the outputs, each as a whole. */
    static List<Selected> all(Iterable<Outs.Entry> outs) {
        var all = new ArrayList<Selected>();
        for (var each : outs) all.add(new Selected(each.stage(), each.out(), Optional.empty()));
        return all;
    }
}
