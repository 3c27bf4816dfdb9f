package jdvc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code cache migrate} where the data is not in the workspace: real DVC must read what it wrote. */
class MigrateTest {

    @RegisterExtension
    static final WarmDvc DVC3 = new WarmDvc(3);

    @RegisterExtension
    static final WarmDvc DVC2 = new WarmDvc(2);

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path root;

    @BeforeEach
    void trackByDvc2() throws IOException {
        sandbox = new Sandbox(folder);
        root = sandbox.gitRepository("project");
        DVC2.run(sandbox, root, "init", "-q").exits(0);
        Bytes.write(root.resolve("f"), "one\r\n");
        Bytes.write(root.resolve("d/sub/a"), "two\r\n");
        Bytes.write(root.resolve("d/b"), "three");
        DVC2.run(sandbox, root, "add", "-q", "f", "d").exits(0);
        sandbox.run(root, List.of("rm", "-r", "f", "d")).exits(0);
    }

    @Test
    void comesFromTheCache() throws IOException {
        sandbox.jdvc(root, "cache", "migrate", "--dvc-files").exits(0);
        sandbox.run(root, List.of("sh", "-c", "rm -r .dvc/cache/[0-9a-f][0-9a-f]"))
                .exits(0);
        DVC3.run(sandbox, root, "checkout").exits(0);
        assertEquals("one\r\n", Bytes.text(root.resolve("f")));
        assertEquals("two\r\n", Bytes.text(root.resolve("d/sub/a")));
        assertEquals(
                "{}\n", DVC3.run(sandbox, root, "status", "--json").exits(0).out());
        sandbox.jdvc(root, "undo").exits(0);
        assertEquals(false, Bytes.text(root.resolve("f.dvc")).contains("hash"));
    }

    @Test
    void whatIsNowhereKeepsItsName() throws IOException {
        var before = Bytes.text(root.resolve("d.dvc"));
        try (var all = Files.walk(root.resolve(".dvc/cache"))) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                if (Bytes.text(file).equals("three")) Files.delete(file);
            }
        }
        sandbox.jdvc(root, "cache", "migrate", "--dvc-files").exits(0).says("'d.dvc' stays in the shape of DVC 2");
        assertEquals(before, Bytes.text(root.resolve("d.dvc")));
        assertEquals(true, Bytes.text(root.resolve("f.dvc")).contains("hash: md5"));
        DVC3.run(sandbox, root, "checkout", "f.dvc").exits(0);
    }

    @Test
    void damagedObjectsAreNotGivenANewName() throws IOException {
        try (var all = Files.walk(root.resolve(".dvc/cache"))) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                if (!Bytes.text(file).equals("three")) continue;
                file.toFile().setWritable(true);
                Bytes.write(file, "thre3");
                file.toFile().setReadOnly();
            }
        }
        sandbox.jdvc(root, "cache", "migrate")
                .exits(0)
                .prints("Migrated 3 files to DVC 3.0 cache location.\n")
                .says("was damaged");
    }
}
