package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The merge driver beside real DVC's: the same .dvc file, the same listing in the cache, the same refusals. */
class MergeAsDvcTest {

    @RegisterExtension
    static final WarmDvc DVC = new WarmDvc(3);

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path root;

    @BeforeEach
    void project() throws IOException {
        sandbox = new Sandbox(folder);
        root = sandbox.gitRepository("project");
        DVC.run(sandbox, root, "init", "-q").exits(0);
    }

    /** Adds a directory of these files, and keeps its .dvc file under a name of its own. */
    private void version(String name, String... pathsAndContents) throws IOException {
        sandbox.run(root, List.of("rm", "-rf", "d")).exits(0);
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            Bytes.write(root.resolve("d").resolve(pathsAndContents[i]), pathsAndContents[i + 1]);
        }
        DVC.run(sandbox, root, "add", "-q", "d").exits(0);
        Files.copy(root.resolve("d.dvc"), root.resolve(name));
    }

    private static String[] driver(String our) {
        return new String[] {"git-hook", "merge-driver", "--ancestor", "base", "--our", our, "--their", "their"};
    }

    private TreeMap<String, String> listings() throws IOException {
        var listings = new TreeMap<String, String>();
        try (var files = Files.walk(root.resolve(".dvc/cache"))) {
            for (var each : files.filter(f -> f.toString().endsWith(".dir")).toList()) {
                listings.put(each.toString(), Files.readString(each));
            }
        }
        return listings;
    }

    @Test
    void addedChangedAndRemovedFilesMergeToTheSameBytes() throws IOException {
        version("base", "a", "1", "b", "2", "sub/c", "3", "gone", "4");
        version("ours", "a", "1", "b", "changed", "sub/c", "3", "new", "5", "gone", "4");
        version("their", "a", "other", "b", "2", "sub/c", "3", "sub/e", "6");
        Files.copy(root.resolve("ours"), root.resolve("dvcs"));
        var before = listings();
        DVC.run(sandbox, root, driver("dvcs")).exits(0);
        var after = listings();
        for (var each : after.keySet()) if (!before.containsKey(each)) Files.delete(Path.of(each));
        sandbox.jdvc(root, driver("ours")).exits(0);
        assertEquals(Files.readString(root.resolve("dvcs")), Files.readString(root.resolve("ours")));
        assertEquals(after, listings());
    }

    @Test
    void refusalsNameTheSamePaths() throws IOException {
        version("base", "a", "1", "b", "2");
        version("ours", "a", "x", "b", "2");
        version("their", "a", "y", "b", "2", "c", "3");
        var before = Files.readString(root.resolve("ours"));
        var theirs = DVC.run(sandbox, root, driver("ours")).fails();
        var ours = sandbox.jdvc(root, driver("ours")).fails();
        var words = "unable to auto-merge the following paths:\na\n";
        assertTrue((theirs.err() + theirs.out()).contains(words), theirs::toString);
        assertTrue(ours.err().contains(words), ours::toString);
        assertEquals(before, Files.readString(root.resolve("ours")));
    }

    /** DVC gives up where both sides removed a file; nobody is in doubt about what they want. */
    @Test
    void whatBothRemovedIsGone() throws IOException {
        version("base", "a", "1", "b", "2");
        version("ours", "b", "2", "new", "3");
        version("their", "b", "x");
        DVC.run(sandbox, root, driver("ours")).fails();
        sandbox.jdvc(root, driver("ours")).exits(0);
        Files.copy(root.resolve("ours"), root.resolve("d.dvc"), StandardCopyOption.REPLACE_EXISTING);
        DVC.run(sandbox, root, "checkout", "-q", "-f").exits(0);
        assertEquals("x", Files.readString(root.resolve("d/b")));
        assertEquals("3", Files.readString(root.resolve("d/new")));
    }
}
