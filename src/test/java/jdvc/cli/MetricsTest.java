package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    @TempDir
    Path directory;

    @Test
    void aFileThatIsTooBigIsRefusedInTheCacheAsInTheWorkspace() throws IOException {
        var project = new Project(directory);
        project.write("m.yaml", "a: 1\n" + ("#" + "x".repeat(1023) + "\n").repeat(16 << 10) + "b: 2\n");
        assertEquals(0, project.jdvc("add", "m.yaml").exit());
        var there = project.jdvc("metrics", "show", "--json", "m.yaml");
        assertTrue(there.out().contains("too big"), there.out());
        Files.delete(project.root.resolve("m.yaml"));
        assertEquals(there, project.jdvc("metrics", "show", "--json", "m.yaml"));
    }
}
