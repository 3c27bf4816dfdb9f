package jdvc.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import jdvc.disk.Disk;
import jdvc.workspace.IgnoreRules.Rule;

/**
 * The ignore rules of a project on disk, for questions about single paths; each directory's are read once. Paths are
 * relative to the project's root. Safe for use by many threads.
 */
public final class IgnoreFiles {

    private final Disk disk;
    private final Path root;

    /**
     * @param root the project's root
     */
    public IgnoreFiles(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /**
     * Returns the rules in a directory; absent if it is ignored itself or lies in a nested project. The root is the empty
     * path.
     */
    public Optional<IgnoreRules> in(String directory) throws IOException {
        throw new UnsupportedOperationException(directory + disk + root);
    }

    /**
     * Returns the rule that decides about a path: the one that ignores the path or a directory above it, or else the one
     * that un-ignores it; absent if none matches.
     */
    public Optional<Rule> explain(String path, boolean directory) throws IOException {
        throw new UnsupportedOperationException(path + directory);
    }
}
