package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.disk.Stat;

/** Projects that a command names by where they lie. */
final class Places {

    private Places() {}

    /**
     * Opens the project of a directory.
     *
     * @throws JdvcException of kind USER if there is none, or the place is not on this machine
     */
    static Repo open(Call call, String place) throws IOException {
        var directory = call.env().cwd().resolve(place).normalize();
        boolean there = !place.contains("://")
                && call.disk().statTarget(directory).map(Stat::isDirectory).orElse(false);
        if (!there) {
            throw JdvcException.user("'%s' is no directory here, and other repositories are not read yet", place)
                    .hint("clone it: `git clone %s DIR`, then name DIR", place);
        }
        var env = call.env().at(directory);
        if (Repo.findRoot(env, call.disk()).isEmpty()) {
            throw JdvcException.user("'%s' is not in a DVC project", place).hint("run `jdvc init` there");
        }
        return Repo.open(new Call(env, call.disk(), call.argv(), call.waitForLock()));
    }

    static FileNode files(Repo repo, Optional<String> rev, FileTree.Whose whose, Progress progress)
            throws IOException, InterruptedException {
        if (rev.isEmpty()) return FileTree.ofWorkspace(repo, whose, progress);
        try (var history = repo.git().history().orElseThrow(Revs::noGit)) {
            return FileTree.ofCommit(repo, history, Revs.commit(history, rev.get()), whose, progress);
        }
    }

    /**
     * Returns what is at a path of a project.
     *
     * @throws JdvcException of kind USER, naming the place, if there is nothing
     */
    static FileNode find(FileNode root, String path, String place) {
        return root.find(path)
                .orElseThrow(() -> JdvcException.user("the path '%s' does not exist in '%s'", path, place));
    }

    /** Returns a path from a project's root without what says nothing: {@code ./data/} is {@code data}. */
    static String clean(String path) {
        var clean = Path.of("/").resolve(path).normalize().toString();
        return clean.substring(1);
    }
}
