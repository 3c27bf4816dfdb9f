package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import jdvc.disk.Disk;
import jdvc.disk.Meddling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of files that look unchanged: it is used, and can be set aside. */
class RememberedHashesTest {

    private static final String CLEAN = "Data and pipelines are up to date.\n";

    @TempDir
    Path directory;

    private Project project;
    private Disk disk;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
        // Only what was written a while ago can be remembered.
        disk = Meddling.aging(Project.disk(), Duration.ofHours(1));
        project.write("foo", "old");
        project.write("data/a", "a");
        project.write("data/sub/b", "b");
    }

    @Test
    void statusOfAnUnchangedTreeOpensNoDataFile() {
        project.succeeds(disk, "add", "foo", "data");
        project.succeeds(disk, "status");
        var asked = new ConcurrentSkipListSet<String>();
        var noting = Meddling.before(disk, (call, args) -> isData(args) && asked.add(call), () -> {});
        assertEquals(CLEAN, project.succeeds(noting, "status").out());
        asked.removeAll(Set.of("list", "stat", "statTarget"));
        assertEquals(Set.of(), asked);
        project.succeeds(noting, "status", "--rehash");
        assertTrue(asked.contains("open"), asked.toString());
    }

    private boolean isData(Object[] args) {
        if (args == null || !(args[0] instanceof Path path)) return false;
        return path.startsWith(project.root.resolve("foo")) || path.startsWith(project.root.resolve("data"));
    }

    @Test
    void rehashSeesWhatMovedNoTimestamp() throws IOException {
        var file = project.root.resolve("foo");
        var still = Meddling.still(disk, file);
        project.succeeds(still, "add", "foo");
        Files.writeString(file, "new");
        assertEquals(CLEAN, project.succeeds(still, "status").out());
        assertTrue(project.succeeds(still, "status", "--rehash").out().contains("modified:           foo"));
        assertEquals(1, project.jdvc(still, "commit", "--rehash").exit());
        project.succeeds(still, "commit", "-f", "--rehash");
        assertTrue(project.text("foo.dvc").contains("22af645d1859cb5ca6da0c484f1f37ea"), project.text("foo.dvc"));
        Files.writeString(file, "old");
        project.succeeds(still, "add", "--rehash", "foo");
        assertTrue(project.text("foo.dvc").contains("149603e6c03516362a8da23f624db945"), project.text("foo.dvc"));
    }

    @Test
    void rehashIsOfFilesHere() {
        project.succeeds("add", "foo");
        assertTrue(project.fails("status", "-c", "--rehash").err().contains("--rehash goes without --cloud"));
    }
}
