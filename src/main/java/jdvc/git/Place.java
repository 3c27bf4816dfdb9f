package jdvc.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import jdvc.disk.Disk;
import jdvc.disk.Stat;

/**
 * Where the project lies in its work tree.
 *
 * @param top the directory that holds {@code .git}, without links in it
 * @param root the project's root, likewise
 * @param prefix the path from top to root, empty or with a slash at its end
 */
record Place(Path top, Path root, String prefix) {

    static Optional<Place> find(Path projectRoot, Disk disk) throws IOException {
        // Git sees its working directory without links, too
        var root = disk.realPath(projectRoot);
        for (var top = root; top != null; top = top.getParent()) {
            if (!isWorkTree(top.resolve(".git"), disk)) continue;
            String prefix = top.relativize(root).toString();
            return Optional.of(new Place(top, root, prefix.isEmpty() ? "" : prefix + "/"));
        }
        return Optional.empty();
    }

    private static boolean isWorkTree(Path git, Disk disk) throws IOException {
        var stat = disk.statTarget(git);
        if (stat.isEmpty()) return false;
        return stat.get().isFile() || disk.stat(git.resolve("HEAD")).isPresent();
    }

    /** Returns Git's own directory of this work tree. */
    Path gitDirectory(Disk disk) throws IOException {
        var git = top.resolve(".git");
        if (disk.statTarget(git).filter(Stat::isDirectory).isPresent()) return git;
        // gitdir: ../.git/worktrees/name
        var text = new String(disk.read(git, 1 << 16).orElse(new byte[0]), UTF_8).strip();
        return top.resolve(
                text.startsWith("gitdir:") ? text.substring("gitdir:".length()).strip() : text);
    }

    /** Returns a path of the work tree as one of the project; one outside begins with {@code ../}. */
    String toProject(String path) {
        if (path.startsWith(prefix)) return path.substring(prefix.length());
        var up = new StringBuilder();
        String base = prefix;
        while (!path.startsWith(base)) {
            base = base.substring(0, base.lastIndexOf('/', base.length() - 2) + 1);
            up.append("../");
        }
        return up + path.substring(base.length());
    }

    /** Returns a path of the project as one of the work tree. */
    String toTop(String path) {
        return prefix + path;
    }
}
