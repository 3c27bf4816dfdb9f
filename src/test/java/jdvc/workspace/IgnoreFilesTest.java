package jdvc.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import jdvc.disk.Durability;
import jdvc.disk.LocalDisk;
import jdvc.workspace.IgnoreRules.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoreFilesTest {

    @TempDir
    Path root;

    private IgnoreFiles files = new IgnoreFiles(new LocalDisk(Durability.OFF, new Random(), 022), Path.of("/"));

    @BeforeEach
    void openRoot() {
        files = new IgnoreFiles(new LocalDisk(Durability.OFF, new Random(), 022), root);
    }

    @Test
    void readsTheFilesOnTheWay() throws IOException {
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve(".dvcignore"), "*.tmp\n");
        Files.writeString(root.resolve("a/.dvcignore"), "!keep.tmp\n");
        assertEquals(Optional.of(new Rule("a/.dvcignore:1:!keep.tmp", false)), files.explain("a/b/keep.tmp", false));
        assertEquals(Optional.of(new Rule(".dvcignore:1:*.tmp", true)), files.explain("keep.tmp", false));
        assertEquals(Optional.empty(), files.explain("not/there/x", false));
    }

    @Test
    void anIgnoredDirectoryDecidesForAllBelow() throws IOException {
        Files.createDirectories(root.resolve("data/raw"));
        Files.writeString(root.resolve(".dvcignore"), "data\n");
        Files.writeString(root.resolve("data/.dvcignore"), "not read \\\n");
        assertEquals(Optional.of(new Rule(".dvcignore:1:data", true)), files.explain("data/raw/x", false));
        assertEquals(Optional.empty(), files.in("data/raw"));
    }

    @Test
    void aProjectInsideIsIgnored() throws IOException {
        Files.createDirectories(root.resolve("sub/inner/.dvc"));
        Files.createDirectories(root.resolve("file"));
        Files.writeString(root.resolve("file/.dvc"), "");
        var rule = Optional.of(new Rule("in sub_repo:inner", true));
        assertEquals(rule, files.explain("sub/inner", true));
        assertEquals(rule, files.explain("sub/inner/x/y", false));
        assertEquals(Optional.empty(), files.in("sub/inner"));
        assertTrue(files.in("file").isPresent());
    }

    @Test
    void theRootIsNoProjectInside() throws IOException {
        Files.createDirectories(root.resolve(".dvc"));
        assertTrue(files.in("").isPresent());
        assertEquals(Optional.empty(), files.explain("x", false));
        assertEquals(Optional.of(new Rule(":.dvc/", true)), files.explain(".dvc/tmp/lock", false));
    }
}
