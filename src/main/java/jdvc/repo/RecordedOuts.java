package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jdvc.git.History;
import jdvc.git.TreeFile;
import jdvc.track.Outs;

/**
 * The outputs that commits recorded, each state of the metafiles once, however many commits have it. What a dvc.yaml takes
 * from other files, such as params.yaml, belongs to that state: the same lines may mean other outputs.
 */
final class RecordedOuts {

    private final History history;
    private final Map<List<TreeFile>, Set<String>> names = new HashMap<>();
    private final Set<State> seen = new HashSet<>();

    /** Two commits of equal states have the same outputs. */
    private record State(List<TreeFile> metafiles, List<Optional<String>> others) {}

    /** @param commits what will be asked for, so that few round trips read it */
    RecordedOuts(History history, Collection<String> commits) throws IOException {
        this.history = history;
        history.metafiles(commits);
    }

    /**
     * Returns the outputs of a commit; absent if another one had the same before it.
     *
     * @throws jdvc.JdvcException if a metafile cannot be read; not again for the same state
     */
    Optional<Outs> of(String commit) throws IOException {
        if (seen.contains(state(commit))) return Optional.empty();
        var source = new RevisionSource(history, commit);
        try {
            return Optional.of(Outs.collect(source));
        } finally {
            names(commit).addAll(source.others());
            seen.add(state(commit));
        }
    }

    /** Returns the other files that metafiles such as those of this commit were seen to use. */
    private Set<String> names(String commit) throws IOException {
        return names.computeIfAbsent(history.metafiles(commit), any -> new TreeSet<>());
    }

    private State state(String commit) throws IOException {
        var others = new ArrayList<Optional<String>>();
        for (var each : names(commit)) others.add(history.blob(commit, each));
        return new State(history.metafiles(commit), others);
    }
}
