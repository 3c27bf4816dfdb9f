package jdvc.track;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.Nearest;
import jdvc.object.RelPath;
import jdvc.object.UnsafePathException;

/** Finds what targets mean, in DVC's order: metafile, stage, directory, output. */
final class Resolver {

    private final Outs outs;
    private final Scope scope;
    private final List<Selected> found = new ArrayList<>();
    private final List<Stage> foundStages = new ArrayList<>();
    /** What is selected already: the whole output ({@code null} inside) or paths in it. */
    private final IdentityHashMap<Out, Set<Optional<RelPath>>> seen = new IdentityHashMap<>();

    private final Set<Stage> seenStages = Collections.newSetFromMap(new IdentityHashMap<>());

    Resolver(Outs outs, Scope scope) {
        this.outs = outs;
        this.scope = scope;
    }

    List<Selected> outs(List<String> targets) throws IOException {
        run(targets);
        return found;
    }

    List<Stage> stages(List<String> targets) throws IOException {
        run(targets);
        return foundStages;
    }

    /** Returns the stages of a metafile, or the one stage of that name. */
    List<Stage> named(String text) throws IOException {
        var target = Target.parse(text, scope);
        var metafile = target.metafile();
        if (metafile.isPresent() && target.isMetafile()) {
            fromMetafile(target, metafile.get());
            return foundStages;
        }
        if (metafile.isPresent()) {
            for (var stage : Target.named(stagesOf(metafile.get()), metafile.get(), target.name())) {
                if (stage.name().equals(Optional.of(target.name()))) return List.of(stage);
            }
        }
        var beside = Target.parse(text + ".dvc", scope).metafile();
        if (beside.isPresent() && outs.source().read(beside.get()).isPresent()) {
            throw JdvcException.user("'%s' is not a .dvc file. Do you mean '%s.dvc'?", text, text);
        }
        throw unknown(target);
    }

    private void run(List<String> targets) throws IOException {
        if (targets.isEmpty()) outs.stages().forEach(this::select);
        for (var target : targets) target(Target.parse(target, scope));
    }

    private void target(Target target) throws IOException {
        if (scope.recursive() && directory(target)) return;
        var metafile = target.metafile();
        if (metafile.isPresent() && target.isMetafile()) {
            fromMetafile(target, metafile.get());
            return;
        }
        var named = metafile.isEmpty()
                ? List.<Stage>of()
                : Target.named(stagesOf(metafile.get()), metafile.get(), target.name());
        if (!named.isEmpty()) selectAll(named);
        else if (!output(target.path()) && !output(slashes(target))) throw unknown(target);
    }

    private boolean directory(Target target) throws IOException {
        var path = target.path();
        boolean isDirectory =
                target.isRoot() || path.isPresent() && outs.source().isDirectory(path.get());
        if (!isDirectory) return false;
        var inside = new ArrayList<Stage>();
        for (var stage : outs.stages()) {
            if (target.isRoot() || stage.metafile().startsWith(path.get())) inside.add(stage);
        }
        // A tracked directory has no metafiles of its own: it is meant itself.
        if (inside.isEmpty() && path.isPresent() && output(path)) return true;
        selectAll(inside);
        return true;
    }

    private void fromMetafile(Target target, RelPath metafile) throws IOException {
        var stages = stagesOf(metafile);
        boolean pipeline = metafile.name().equals("dvc.yaml");
        if (!outs.knows(metafile)
                && stages.isEmpty()
                && outs.source().read(metafile).isEmpty()) {
            throw JdvcException.user("'%s' does not exist", target.file());
        }
        if (!pipeline || target.name().isEmpty()) {
            selectAll(stages);
            return;
        }
        var named = Target.named(stages, metafile, target.name());
        if (named.isEmpty()) {
            throw JdvcException.user("Stage '%s' not found inside '%s' file", target.name(), target.file());
        }
        selectAll(named);
    }

    /** Returns a metafile's stages, also if it lies where collecting does not look. */
    private List<Stage> stagesOf(RelPath metafile) throws IOException {
        if (outs.knows(metafile)) return outs.stagesOf(metafile);
        var loader = new MetafileLoader(outs.source());
        loader.load(metafile);
        return loader.stages();
    }

    private boolean output(Optional<RelPath> path) {
        if (path.isEmpty()) return false;
        var owner = outs.owner(path.get());
        if (owner.isEmpty()) return false;
        var entry = owner.get();
        if (scope.withDeps())
            new Graph(outs, scope).upstream(List.of(entry.stage())).forEach(this::select);
        select(entry.stage(), entry.out(), inner(path.get(), entry.out().path()));
        return true;
    }

    /** Returns the path that a text means on a system where {@code \} separates names. */
    private Optional<RelPath> slashes(Target target) {
        if (target.text().indexOf('\\') < 0) return Optional.empty();
        return Target.parse(target.text().replace('\\', '/'), scope).path();
    }

    private static Optional<RelPath> inner(RelPath path, RelPath out) {
        if (path.equals(out)) return Optional.empty();
        try {
            return Optional.of(
                    RelPath.parse(path.toString().substring(out.toString().length() + 1)));
        } catch (UnsafePathException e) {
            throw new AssertionError("a part of a checked path", e);
        }
    }

    private void selectAll(List<Stage> stages) {
        var all = scope.withDeps() ? new Graph(outs, scope).upstream(stages) : stages;
        all.forEach(this::select);
    }

    private void select(Stage stage) {
        if (seenStages.add(stage)) foundStages.add(stage);
        for (var out : stage.outs()) select(stage, out, Optional.empty());
    }

    private void select(Stage stage, Out out, Optional<RelPath> inner) {
        if (seenStages.add(stage)) foundStages.add(stage);
        var parts = seen.computeIfAbsent(out, key -> new HashSet<>());
        if (parts.add(inner)) found.add(new Selected(stage, out, inner));
    }

    private JdvcException unknown(Target target) throws IOException {
        var pipeline = target.metafile();
        boolean missing = pipeline.isEmpty()
                || !outs.knows(pipeline.get())
                        && outs.source().read(pipeline.get()).isEmpty();
        var file = target.file().isEmpty() ? "dvc.yaml" : target.file();
        var failure = JdvcException.user(
                "'%s' does not exist as an output or a stage name in '%s'%s",
                target.text(), file, missing ? ": '" + file + "' does not exist" : "");
        return Nearest.hint(failure, target.text(), known());
    }

    /** Returns what outputs and stages could have been called from here. */
    private Set<String> known() {
        var known = new LinkedHashSet<String>();
        for (var stage : outs.stages()) {
            if (stage.name().isPresent()) known.add(stage.address(scope.directory()));
            for (var out : stage.outs()) known.add(Paths.relative(out.path().toString(), scope.directory()));
        }
        return known;
    }
}
