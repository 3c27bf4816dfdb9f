package jdvc.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jdvc.disk.Disk;
import jdvc.disk.Stat;
import jdvc.workspace.IgnoreRules.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The ignore rules of a project on disk, for questions about single paths; each directory's are read once. Paths are
 * relative to the project's root. Safe for use by many threads.
 */
public final class IgnoreFiles {

    private static final long MAX_BYTES = 4 << 20;
    private static final String OWN_PROJECT = "in sub_repo:";

    private final Disk disk;
    private final Path root;
    private final Map<String, Optional<IgnoreRules>> known = new ConcurrentHashMap<>();

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
     *
     * @throws jdvc.JdvcException as for {@link IgnoreRules#root}
     */
    public Optional<IgnoreRules> in(String directory) throws IOException {
        var rules = known.get(directory);
        if (rules == null) {
            rules = load(directory);
            known.put(directory, rules);
        }
        return rules;
    }

    private Optional<IgnoreRules> load(String directory) throws IOException {
        if (directory.isEmpty()) return Optional.of(IgnoreRules.root(content(directory)));
        var above = in(parent(directory));
        String name = name(directory);
        if (above.isEmpty() || above.get().ignoresDirectory(name) || isProject(directory)) return Optional.empty();
        return Optional.of(above.get().enter(name, content(directory)));
    }

    private byte @Nullable [] content(String directory) throws IOException {
        return disk.read(root.resolve(directory).resolve(".dvcignore"), MAX_BYTES)
                .orElse(null);
    }

    /** Tells whether a directory is the root of a project of its own: it holds a directory {@code .dvc}. */
    private boolean isProject(String directory) throws IOException {
        return disk.statTarget(root.resolve(directory).resolve(".dvc"))
                .filter(Stat::isDirectory)
                .isPresent();
    }

    /**
     * Returns the rule that decides about a path: the one that ignores the path or a directory above it, or else the one
     * that un-ignores it; absent if none matches.
     */
    public Optional<Rule> explain(String path, boolean directory) throws IOException {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            var rule = explainOne(path.substring(0, slash), true);
            if (rule.isPresent() && rule.get().ignores()) return rule;
        }
        return explainOne(path, directory);
    }

    /**
     * Returns the rule that ignores a path, whether it is there or not; absent if none does. That a path is in a project of
     * its own does not count.
     */
    public Optional<Rule> hiding(String path) throws IOException {
        var rules = in(parent(path));
        var name = name(path);
        boolean seen = rules.isPresent()
                && !rules.get().ignoresFile(name)
                && !rules.get().ignoresDirectory(name);
        if (seen) return Optional.empty();
        var stat = disk.statTarget(root.resolve(path));
        var rule = explain(path, stat.map(Stat::isDirectory).orElse(false)).filter(Rule::ignores);
        if (rule.isEmpty() && stat.isEmpty()) rule = explain(path, true).filter(Rule::ignores);
        return rule.filter(found -> !found.text().startsWith(OWN_PROJECT));
    }

    private Optional<Rule> explainOne(String path, boolean directory) throws IOException {
        var rule = in(parent(path)).flatMap(rules -> rules.explain(name(path), directory));
        boolean ignored = rule.isPresent() && rule.get().ignores();
        if (ignored || !directory || !isProject(path)) return rule;
        return Optional.of(new Rule(OWN_PROJECT + name(path), true));
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
