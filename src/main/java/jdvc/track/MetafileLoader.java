package jdvc.track;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdvc.object.RelPath;

/** Reads metafiles and gathers their stages. */
final class MetafileLoader {

    /** Top down: the files of a directory, then its directories. */
    private static int walk(RelPath one, RelPath other) {
        int order = parent(one).compareTo(parent(other));
        return order != 0 ? order : one.name().compareTo(other.name());
    }

    private static String parent(RelPath path) {
        return Paths.parent(path.toString()).replace('/', '\0');
    }

    private final Source source;
    private final List<Stage> stages = new ArrayList<>();
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final Set<RelPath> metafiles = new LinkedHashSet<>();
    private final Set<String> outs = new HashSet<>();

    MetafileLoader(Source source) {
        this.source = source;
    }

    List<Stage> stages() {
        return stages;
    }

    List<Pipeline> pipelines() {
        return pipelines;
    }

    Set<RelPath> metafiles() {
        return metafiles;
    }

    /** Loads all but those inside the outputs found on the way: they are data. */
    void loadAll() throws IOException {
        var found = new ArrayList<>(source.metafiles());
        found.sort(MetafileLoader::walk);
        for (var metafile : found) {
            if (!isData(metafile.toString())) load(metafile);
        }
    }

    private boolean isData(String path) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (outs.contains(path.substring(0, slash))) return true;
        }
        return false;
    }

    /**
     * Loads the metafile that a target names, or the one whose stage it names.
     *
     * @return false if it names neither: it may be an output, and those are known only when all is loaded
     */
    boolean load(Target target) throws IOException {
        var metafile = target.metafile();
        if (metafile.isEmpty()) return false;
        boolean there = load(metafile.get());
        // A missing one that was named outright is told by whoever resolves the target.
        return target.isMetafile()
                || there && Target.named(stages, metafile.get(), target.name()).size() > 0;
    }

    /**
     * Loads a metafile once.
     *
     * @return false if there is none
     */
    boolean load(RelPath metafile) throws IOException {
        if (metafiles.contains(metafile)) return true;
        var content = source.read(metafile);
        if (content.isEmpty()) return false;
        metafiles.add(metafile);
        if (metafile.name().equals("dvc.yaml")) {
            var pipeline = Pipeline.read(metafile, source);
            pipelines.add(pipeline);
            pipeline.stages().forEach(this::add);
        } else {
            add(DvcFile.parse(metafile, content.get()));
        }
        return true;
    }

    private void add(Stage stage) {
        stages.add(stage);
        for (var out : stage.outs()) outs.add(out.path().toString());
    }
}
