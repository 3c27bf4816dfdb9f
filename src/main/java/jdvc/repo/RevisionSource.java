package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdvc.git.History;
import jdvc.object.RelPath;
import jdvc.track.Source;

/** The metafiles of a commit. */
final class RevisionSource implements Source {

    private final History history;
    private final String commit;
    private final Map<String, String> blobs = new HashMap<>();
    private final Set<String> others = new LinkedHashSet<>();
    private final List<RelPath> metafiles = new ArrayList<>();

    RevisionSource(History history, String commit) throws IOException {
        this.history = history;
        this.commit = commit;
        for (var file : history.metafiles(commit)) {
            blobs.put(file.path(), file.blob());
            boolean stages = file.path().endsWith(".dvc") || file.path().endsWith("dvc.yaml");
            // a path that is not safe cannot be of this project
            if (stages) RelPath.ifSafe(file.path()).ifPresent(metafiles::add);
        }
    }

    @Override
    public List<RelPath> metafiles() {
        return List.copyOf(metafiles);
    }

    @Override
    public Optional<byte[]> read(RelPath file) throws IOException {
        var blob = Optional.ofNullable(blobs.get(file.toString()));
        if (blob.isEmpty()) {
            blob = history.blob(commit, file.toString());
            others.add(file.toString());
        }
        return blob.isEmpty() ? Optional.empty() : Optional.of(history.read(blob.get(), Metafiles.MAX_BYTES));
    }

    /** Returns the paths, besides those of the metafiles, that were read or looked for so far. */
    Set<String> others() {
        return others;
    }
}
