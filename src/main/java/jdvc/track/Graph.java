package jdvc.track;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.object.RelPath;
import jdvc.track.Outs.Entry;

/** What stages are made from, and the checks that need to know all of them. */
final class Graph {

    private final Outs outs;
    private final Scope scope;

    Graph(Outs outs, Scope scope) {
        this.outs = outs;
        this.scope = scope;
    }

    void check() {
        checkDuplicates();
        for (var entry : outs.entries()) {
            var outer = outs.around(entry.out().path());
            if (outer.isPresent()) throw overlap(outer.get(), entry);
        }
        for (var stage : outs.stages()) {
            var outer = outs.around(stage.metafile());
            if (outer.isPresent())
                throw within(stage.metafile(), shown(outer.get().out().path()), " of another stage");
        }
        order(outs.stages(), true);
    }

    private void checkDuplicates() {
        var first = new HashMap<RelPath, Entry>();
        for (var entry : outs.entries()) {
            var other = first.putIfAbsent(entry.out().path(), entry);
            if (other != null) throw duplicate(other, entry);
        }
    }

    void requireFree(RelPath path) {
        var owner = outs.owner(path);
        if (owner.isPresent() && owner.get().out().path().equals(path)) {
            throw JdvcException.user("output '%s' is already specified in '%s'", shown(path), address(owner.get()))
                    .hint("run `jdvc remove %s` to stop tracking it", address(owner.get()));
        }
        if (owner.isPresent()) throw inside(path, owner.get());
        for (var entry : outs.below(path)) throw around(path, entry);
        for (var stage : outs.stages()) {
            if (stage.metafile().startsWith(path)) throw within(stage.metafile(), shown(path), "");
        }
    }

    private JdvcException duplicate(Entry a, Entry b) {
        var path = shown(a.out().path());
        if (a.stage().equals(b.stage()))
            return JdvcException.user("output '%s' is specified twice in '%s'", path, address(a));
        return JdvcException.user("output '%s' is specified in '%s' and '%s'", path, address(a), address(b))
                .hint("run `jdvc remove` with either of them");
    }

    private JdvcException overlap(Entry outer, Entry inner) {
        return JdvcException.user(
                        "the output paths '%s' ('%s') and '%s' ('%s') overlap",
                        shown(outer.out().path()),
                        address(outer),
                        shown(inner.out().path()),
                        address(inner))
                .hint("run `jdvc remove %s`: a directory is tracked as a whole", address(inner));
    }

    private JdvcException inside(RelPath path, Entry outer) {
        return JdvcException.user(
                        "cannot add '%s': it is inside the output '%s' of '%s'",
                        shown(path), shown(outer.out().path()), address(outer))
                .hint("run `jdvc add %s`", shown(outer.out().path()));
    }

    private JdvcException around(RelPath path, Entry inner) {
        return JdvcException.user(
                        "cannot add '%s': it is a parent of '%s', which '%s' tracks",
                        shown(path), shown(inner.out().path()), address(inner))
                .hint("run `jdvc remove %s`, then `jdvc add %s`", address(inner), shown(path));
    }

    private JdvcException within(RelPath metafile, String out, String whose) {
        return JdvcException.user("'%s' is within an output '%s'%s", shown(metafile), out, whose)
                .hint("move '%s' out of '%s'", shown(metafile), out);
    }

    private String address(Entry entry) {
        return entry.stage().address(scope.directory());
    }

    private String shown(RelPath path) {
        return Paths.relative(path.toString(), scope.directory());
    }

    /** Returns the stages and all that they are made from, each after what it is made from. */
    List<Stage> upstream(List<Stage> stages) {
        return order(stages, false);
    }

    /** Returns stages in the order of making, by a walk that keeps its own stack: chains may be long. */
    private List<Stage> order(List<Stage> roots, boolean refuseCycles) {
        Set<Stage> done = Collections.newSetFromMap(new IdentityHashMap<>());
        var open = new IdentityHashMap<Stage, ArrayDeque<Stage>>();
        var ordered = new ArrayList<Stage>();
        for (var root : roots) {
            var path = new ArrayDeque<Stage>();
            if (!done.contains(root)) path.push(root);
            while (!path.isEmpty()) {
                var stage = path.peek();
                var rest = open.computeIfAbsent(stage, key -> new ArrayDeque<>(dependencies(key)));
                var next = rest.poll();
                if (next == null) {
                    path.pop();
                    if (done.add(stage)) ordered.add(stage);
                } else if (!done.contains(next)) {
                    if (!open.containsKey(next)) path.push(next);
                    else if (refuseCycles) throw cycle(stage, next);
                }
            }
        }
        return ordered;
    }

    private JdvcException cycle(Stage a, Stage b) {
        var first = a.address(scope.directory());
        var second = b.address(scope.directory());
        var both = a.equals(b) ? "stage: " + first : "stages: " + first + ", " + second;
        return JdvcException.user("same item(s) are defined as both a dependency and an output in %s", both);
    }

    private List<Stage> dependencies(Stage stage) {
        var found = new ArrayList<Stage>();
        if (stage.isRepoImport()) return found;
        Set<Stage> known = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var dep : stage.deps()) {
            if (dep.path().isEmpty()) continue;
            for (var entry : producers(dep.path().get())) {
                if (known.add(entry.stage())) found.add(entry.stage());
            }
        }
        return found;
    }

    private List<Entry> producers(RelPath path) {
        var owner = outs.owner(path);
        return owner.isPresent() ? List.of(owner.get()) : outs.below(path);
    }
}
