package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Stat;
import jdvc.object.RelPath;
import jdvc.track.Arguments;
import jdvc.track.Source;

/** The metafiles in the workspace, as far as neither Git nor .dvcignore ignores them. */
final class WorkspaceSource implements Source {

    private final Repo repo;
    private final Map<String, Boolean> directories = new HashMap<>();

    WorkspaceSource(Repo repo) {
        this.repo = repo;
    }

    @Override
    public Arguments arguments() {
        return new Arguments(
                repo.config().value("parsing.bool").equals(Optional.of("boolean_optional")),
                repo.config().value("parsing.list").equals(Optional.of("append")));
    }

    /** A path that is not safe cannot be of this project. */
    @Override
    public List<RelPath> metafiles() throws IOException {
        var listed = repo.git().metafiles();
        var found = new ArrayList<RelPath>();
        if (listed.isPresent()) {
            for (var each : listed.get()) if (isSeen(each)) RelPath.ifSafe(each).ifPresent(found::add);
        } else {
            walk("", found);
        }
        return found;
    }

    /** Without Git there is nobody to list them but us. */
    private void walk(String directory, List<RelPath> found) throws IOException {
        var rules = repo.workspace().ignores().in(directory);
        if (rules.isEmpty()) return;
        var path = repo.root().resolve(directory);
        for (var name : repo.disk().list(path)) {
            var inner = directory.isEmpty() ? name : directory + "/" + name;
            boolean metafile = name.endsWith(".dvc") || name.equals("dvc.yaml");
            var stat = repo.disk().stat(path.resolve(name));
            if (stat.isEmpty()) continue;
            if (stat.get().isDirectory()) {
                if (!rules.get().ignoresDirectory(name)) walk(inner, found);
            } else if (metafile && !rules.get().ignoresFile(name)) {
                RelPath.ifSafe(inner).ifPresent(found::add);
            }
        }
    }

    /** Git lists files that are gone, and those of nested projects. */
    private boolean isSeen(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        var directory = slash < 0 ? "" : path.substring(0, slash);
        if (!isOpen(directory)) return false;
        var rules = repo.workspace().ignores().in(directory);
        return rules.isPresent()
                && !rules.get().ignoresFile(path.substring(slash + 1))
                && repo.disk()
                        .statTarget(repo.root().resolve(path))
                        .map(Stat::isFile)
                        .orElse(false);
    }

    /** Links to directories are not followed. */
    private boolean isOpen(String directory) throws IOException {
        if (directory.isEmpty()) return true;
        var known = directories.get(directory);
        if (known != null) return known;
        int slash = directory.lastIndexOf('/');
        boolean open = isOpen(slash < 0 ? "" : directory.substring(0, slash))
                && repo.disk()
                        .stat(repo.root().resolve(directory))
                        .map(Stat::isDirectory)
                        .orElse(false);
        directories.put(directory, open);
        return open;
    }

    @Override
    public Optional<byte[]> read(RelPath file) throws IOException {
        try {
            return repo.disk().read(repo.root().resolve(file.toString()), Metafiles.MAX_BYTES);
        } catch (IOException e) {
            throw JdvcException.of(Kind.BADMETA, "cannot read '%s': %s", file, e.getMessage())
                    .cause(e);
        }
    }

    @Override
    public boolean isDirectory(RelPath path) throws IOException {
        return repo.workspace().stat(path).map(Stat::isDirectory).orElse(false);
    }
}
