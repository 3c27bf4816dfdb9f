package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two copies of a repository with a history, one collected by real DVC and one by jdvc: the same objects are left. */
class GcAsDvcTest {

    @RegisterExtension
    static final WarmDvc DVC3 = new WarmDvc(3);

    @RegisterExtension
    static final WarmDvc DVC2 = new WarmDvc(2);

    private static final List<String> SCOPES = List.of(
            "-w",
            "-a",
            "-T",
            "-A",
            "-aT",
            "--rev v1",
            "--rev HEAD -n 2",
            "--date 2026-01-03",
            "-w --all-experiments",
            "-w --not-in-remote",
            "-A --not-in-remote",
            "-w -c",
            "-a -c -r other",
            "-A -c");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> leavesWhatDvc3Leaves() {
        var made = new History(folder.resolve("three"), DVC3);
        var scopes = new ArrayList<>(SCOPES);
        scopes.add("-a -n 2"); // DVC 2 wants --rev for it
        return scopes.stream().map(scope -> dynamicTest(scope, () -> compare(made, DVC3, scope)));
    }

    @TestFactory
    Stream<DynamicTest> leavesWhatDvc2Leaves() {
        var made = new History(folder.resolve("two"), DVC2);
        return SCOPES.stream().map(scope -> dynamicTest(scope, () -> compare(made, DVC2, scope)));
    }

    private static void compare(History made, WarmDvc dvc, String scope) throws IOException {
        var words = new ArrayList<>(List.of("gc", "-f"));
        words.addAll(List.of(scope.split(" ")));
        var theirs = made.copy();
        var before = objects(theirs.folder());
        dvc.run(theirs, theirs.folder().resolve("project"), words.toArray(String[]::new))
                .exits(0);
        var ours = made.copy();
        words.add("--now"); // the history is younger than a day
        ours.jdvc(ours.folder().resolve("project"), words.toArray(String[]::new))
                .exits(0);
        assertEquals(String.join("\n", objects(theirs.folder())), String.join("\n", objects(ours.folder())));
        assertNotEquals(before, objects(ours.folder()), "nothing was there to collect");
    }

    /** The objects in the cache and in both remotes. */
    private static Set<String> objects(Path folder) throws IOException {
        var found = new TreeSet<String>();
        for (var store : List.of("project/.dvc/cache", "store", "other")) {
            if (!Files.isDirectory(folder.resolve(store))) continue;
            try (var files = Files.walk(folder.resolve(store))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var path = folder.relativize(file).toString();
                    if (!path.contains("/.jdvc/")) found.add(path);
                }
            }
        }
        return found;
    }

    /** A repository with commits, a branch, a tag, two remotes, an uncommitted change and an object of nobody. */
    private static final class History {
        private final Path folder;
        private final WarmDvc dvc;
        private int copies;

        History(Path folder, WarmDvc dvc) {
            this.folder = folder;
            this.dvc = dvc;
        }

        /** Returns a copy in a world of its own; the first asks DVC for what is copied. */
        Sandbox copy() throws IOException {
            if (!Files.exists(folder)) make();
            var copy = folder.resolveSibling(folder.getFileName() + "-" + ++copies);
            var sandbox = new Sandbox(Files.createDirectories(folder));
            sandbox.run(folder, List.of("cp", "-a", folder.toString(), copy.toString()))
                    .exits(0);
            return world(copy);
        }

        private static Sandbox world(Path at) {
            return new Sandbox(at)
                    .set("DVC_SITE_CACHE_DIR", at.resolve("site").toString())
                    .set("TZ", "UTC");
        }

        private void make() throws IOException {
            var sandbox = world(Files.createDirectories(folder));
            var root = sandbox.gitRepository("project");
            // The first commit is DVC 2's, so that DVC 3 meets both layouts.
            DVC2.run(sandbox, root, "init", "-q").exits(0);
            DVC2.run(sandbox, root, "remote", "add", "-d", "store", "../store").exits(0);
            DVC2.run(sandbox, root, "remote", "add", "other", "../other").exits(0);
            Bytes.write(root.resolve("a"), "a 1");
            Bytes.write(root.resolve("data/x"), "x 1");
            Bytes.write(root.resolve("data/y"), "y");
            DVC2.run(sandbox, root, "add", "-q", "a", "data").exits(0);
            DVC2.run(sandbox, root, "push", "-q").exits(0);
            commit(sandbox, root, 1);
            sandbox.git(root, "tag", "v1");
            Bytes.write(root.resolve("a"), "a 2");
            Bytes.write(root.resolve("data/x"), "x 2");
            save(sandbox, root, "a", "data");
            commit(sandbox, root, 2);
            sandbox.git(root, "branch", "side");
            Bytes.write(root.resolve("a"), "a 3");
            Bytes.write(root.resolve("b"), "b");
            save(sandbox, root, "a", "b");
            commit(sandbox, root, 3);
            dvc.run(sandbox, root, "push", "-q", "-r", "other").exits(0);
            Bytes.write(root.resolve("a"), "a 4");
            dvc.run(sandbox, root, "add", "-q", "a").exits(0);
            Bytes.write(root.resolve("nobody"), "nobody");
            save(sandbox, root, "nobody");
            Files.delete(root.resolve("nobody.dvc"));
            assertFalse(objects(folder).isEmpty());
        }

        private void save(Sandbox sandbox, Path root, String... paths) {
            var words = new ArrayList<>(List.of("add", "-q"));
            words.addAll(List.of(paths));
            dvc.run(sandbox, root, words.toArray(String[]::new)).exits(0);
            dvc.run(sandbox, root, "push", "-q").exits(0);
        }

        private static void commit(Sandbox sandbox, Path root, int day) {
            var when = "2026-01-0" + day + "T12:00:00Z";
            sandbox.set("GIT_AUTHOR_DATE", when).set("GIT_COMMITTER_DATE", when);
            sandbox.git(root, "add", "-A");
            sandbox.git(root, "commit", "-q", "-m", "day " + day);
        }
    }
}
