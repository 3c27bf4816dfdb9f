package jdvc.repo;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdvc.JdvcException;
import jdvc.disk.Stat;

/** Targets that are patterns: {@code *}, {@code ?}, {@code [...]} and {@code **}, matched against the workspace. */
final class Globs {

    private Globs() {}

    /**
     * Returns the paths that the patterns match, in the order of their names; metafiles are left out.
     *
     * @throws JdvcException of kind USER if none does
     */
    static List<String> expand(Repo repo, List<String> patterns) throws IOException {
        var found = new ArrayList<String>();
        for (var pattern : patterns) {
            int wild = firstWild(pattern);
            if (wild < 0) {
                found.add(pattern);
                continue;
            }
            int slash = pattern.lastIndexOf('/', wild);
            var start = slash < 0 ? "" : pattern.substring(0, slash);
            var matcher = FileSystems.getDefault().getPathMatcher("glob:" + escapeBraces(pattern));
            int depth = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/").length;
            collect(repo, start, matcher::matches, depth, found);
        }
        if (found.isEmpty()) throw JdvcException.user("Glob %s has no matches.", patterns);
        return found;
    }

    private interface Match {
        boolean matches(Path path);
    }

    private static int firstWild(String pattern) {
        for (int i = 0; i < pattern.length(); i++) if ("*?[".indexOf(pattern.charAt(i)) >= 0) return i;
        return -1;
    }

    /** Python's patterns know no braces. */
    private static String escapeBraces(String pattern) {
        return pattern.replace("{", "\\{").replace("}", "\\}");
    }

    private static void collect(Repo repo, String directory, Match match, int depth, List<String> found)
            throws IOException {
        var path = repo.env().cwd().resolve(directory);
        if (!repo.disk().statTarget(path).map(Stat::isDirectory).orElse(false)) return;
        var names = new ArrayList<>(repo.disk().list(path));
        names.sort(null);
        for (var name : names) {
            if (name.equals(".git") || name.equals(".dvc")) continue;
            var inner = directory.isEmpty() ? name : directory + "/" + name;
            boolean metafile = name.endsWith(".dvc") || name.equals("dvc.yaml") || name.equals("dvc.lock");
            boolean hidden = name.startsWith(".");
            if (match.matches(Path.of(inner)) && !metafile && !hidden) found.add(inner);
            boolean deeper = inner.split("/").length < depth;
            boolean directoryInside =
                    repo.disk().stat(path.resolve(name)).map(Stat::isDirectory).orElse(false);
            if (deeper && directoryInside && !hidden) collect(repo, inner, match, depth, found);
        }
    }
}
