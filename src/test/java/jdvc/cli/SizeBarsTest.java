package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdvc.ui.Width;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where sizes are listed, people see them as bars; what scripts read has none. */
class SizeBarsTest {

    private static final String FULL = "\u2588".repeat(10);

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new Project(directory);
        project.write("data/large", "x".repeat(4096));
        project.write("data/small", "x".repeat(1024));
        project.succeeds("add", "data");
        project.write("half", "x".repeat(2560));
        project.git("add", "-A");
        project.git("commit", "-q", "-m", "first");
    }

    private String onTerminal(int width, String... words) {
        var ran = project.onTerminal(width, List.of(), words);
        assertEquals(0, ran.exit(), ran.err());
        for (var line : ran.out().split("\n")) assertTrue(Width.of(line) <= width, width + ": " + line);
        return ran.out();
    }

    @Test
    void duComparesAllButTheSum() {
        for (int width : List.of(40, 80, 300)) {
            var out = onTerminal(width, "du", ".");
            assertTrue(out.contains("5.00k  " + FULL + "  data\n"), out);
            assertTrue(out.contains("2.50k  " + "\u2588".repeat(5) + "       half\n"), out);
            assertFalse(out.substring(out.lastIndexOf('\n', out.length() - 2)).contains("\u2588"), "the sum");
        }
        assertFalse(onTerminal(20, "du", ".").contains("\u2588"), "no room");
        assertFalse(project.succeeds("du", ".").out().contains("\u2588"));
        assertFalse(onTerminal(80, "du", ".", "-s").contains("\u2588"), "nothing to compare");
    }

    @Test
    void listComparesWhatItIsAskedTheSizesOf() {
        var out = onTerminal(80, "list", ".", "data", "--size");
        assertEquals("4.00k  " + FULL + "  large\n1.00k  \u2588\u2588\u258c         small\n", out);
        var top = onTerminal(80, "list", ".", "--size");
        assertTrue(top.contains("2.50k  " + FULL + "  half\n"), top);
        assertTrue(top.contains("k              data\n"), "what a directory itself takes: " + top);
        assertFalse(onTerminal(80, "list", ".", "data").contains("\u2588"));
        assertFalse(onTerminal(80, "list", ".", "data", "--size", "--json").contains("\u2588"));
        assertFalse(project.succeeds("list", ".", "data", "--size").out().contains("\u2588"));
    }
}
