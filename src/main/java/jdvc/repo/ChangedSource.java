package jdvc.repo;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdvc.object.RelPath;
import jdvc.track.Source;

/**
 * The metafiles as they will be.
 *
 * @param now as they are
 * @param changes what files will hold, absent for those that go
 */
record ChangedSource(Source now, Map<String, Optional<byte[]>> changes) implements Source {

    @Override
    public List<RelPath> metafiles() throws IOException {
        Set<RelPath> all = new LinkedHashSet<>(now.metafiles());
        changes.forEach((path, content) -> {
            var file = RelPath.ifSafe(path).orElseThrow();
            if (content.isEmpty()) all.remove(file);
            else if (path.endsWith(".dvc") || file.name().equals("dvc.yaml")) all.add(file);
        });
        return List.copyOf(all);
    }

    @Override
    public Optional<byte[]> read(RelPath file) throws IOException {
        var change = changes.get(file.toString());
        return change == null ? now.read(file) : change;
    }

    @Override
    public boolean isDirectory(RelPath path) throws IOException {
        return now.isDirectory(path);
    }
}
