package jdvc.repo;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdvc.git.Version;
import jdvc.object.RelPath;
import jdvc.object.UnsafePathException;
import jdvc.track.Numbers;
import jdvc.track.Out;
import jdvc.track.Outs;

/** The numbers by which versions are compared: DVC's metrics files, as far as Git tracks them. */
final class VersionsMetrics {

    private static final long MAX_BYTES = 16 << 20;

    private final Repo repo;
    private final List<String> files;
    /** In which files a name occurs. */
    private final Map<String, Set<String>> filesOf = new HashMap<>();

    VersionsMetrics(Repo repo, Outs outs) {
        this.repo = repo;
        var found = new LinkedHashSet<String>();
        for (var each : outs.pipelines()) each.metrics().forEach(file -> found.add(file.toString()));
        for (var each : outs.entries()) {
            var out = each.out();
            if (out.kind() == Out.Kind.METRIC && !out.cached())
                found.add(out.path().toString());
        }
        files = List.copyOf(found);
    }

    /** Returns the metrics files. */
    List<String> files() {
        return files;
    }

    /** Returns the numbers of a commit, by file. */
    Map<String, Map<String, Number>> of(Version version, Map<String, byte[]> contents) {
        var numbers = new LinkedHashMap<String, Map<String, Number>>();
        for (var file : files) {
            var content = contents.get(version.files().getOrDefault(file, ""));
            if (content != null) put(numbers, file, content);
        }
        return numbers;
    }

    /** Returns the numbers of the workspace, by file. */
    Map<String, Map<String, Number>> ofWorkspace() throws IOException {
        var numbers = new LinkedHashMap<String, Map<String, Number>>();
        for (var file : files) {
            var content = repo.disk().read(repo.root().resolve(file), MAX_BYTES);
            if (content.isPresent()) put(numbers, file, content.get());
        }
        return numbers;
    }

    private void put(Map<String, Map<String, Number>> numbers, String file, byte[] content) {
        try {
            var found = Numbers.of(RelPath.parse(file), content);
            for (var name : found.keySet())
                filesOf.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(file);
            numbers.put(file, found);
        } catch (UnsafePathException e) {
            throw new AssertionError("the path was checked when its dvc.yaml was read", e);
        }
    }

    /** Returns all numbers, those of the same name in several files with the file before them: {@code a.json:auc}. */
    Map<String, Number> named(Map<String, Map<String, Number>> byFile) {
        var all = new LinkedHashMap<String, Number>();
        byFile.forEach((file, numbers) -> numbers.forEach((name, value) -> {
            boolean alone = filesOf.getOrDefault(name, Set.of()).size() < 2;
            all.put(alone ? name : file + ":" + name, value);
        }));
        return all;
    }
}
