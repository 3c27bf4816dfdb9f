package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdvc.ui.Width;
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

    private Project withThreeCommits() throws IOException {
        var project = new Project(directory);
        project.write("dvc.yaml", "metrics:\n- eval/a_long_name_of_metrics.json\n");
        for (var auc : List.of("0.1", "0.3", "0.15")) {
            project.write(
                    "eval/a_long_name_of_metrics.json",
                    "{\"auc\": " + auc + ", \"name\": \"run\", \"new\": {\"same\": 1}}");
            project.git("add", "-A");
            project.git("commit", "-q", "-m", auc);
        }
        project.git("commit", "-q", "--allow-empty", "-m", "nothing");
        return project;
    }

    @Test
    void aDiffOnATerminalDrawsWhatTheNumbersWere() throws IOException {
        var project = withThreeCommits();
        project.write("eval/a_long_name_of_metrics.json", "{\"auc\": 0.4, \"name\": \"last\"}");
        for (int width : List.of(40, 80, 300)) {
            var ran = project.onTerminal(width, List.of(), "metrics", "diff");
            assertEquals(0, ran.exit());
            for (var line : ran.out().split("\n")) assertTrue(Width.of(line) <= width, width + ": " + line);
            assertTrue(ran.out().contains("0.15") && ran.out().contains("0.4"), ran.out());
            assertEquals(
                    width < 80 ? "Left out for want of width: History, Path. " : "",
                    ran.err().replace('\n', ' '));
        }
        var wide = project.onTerminal(80, List.of(), "metrics", "diff").out();
        assertTrue(wide.contains("auc       0.15  0.4        0.25    \u2581\u2586\u2582\u2588\n"), wide);
        assertTrue(wide.contains("name      run   last       -\n"), wide);
        var between = project.onTerminal(100, List.of(), "metrics", "diff", "HEAD~2", "HEAD")
                .out();
        assertTrue(between.contains("\u2581\u2588\u2583\n"), between);
    }

    @Test
    void aDiffForScriptsHasNoDrawing() throws IOException {
        var project = withThreeCommits();
        assertEquals("""
                Path                              Metric    HEAD~2    HEAD    Change
                eval/a_long_name_of_metrics.json  auc       0.3       0.15    -0.15
                """, project.succeeds("metrics", "diff", "HEAD~2", "HEAD").out());
        for (var option : List.of("--json", "--md")) {
            var ran = project.onTerminal(80, List.of(), "metrics", "diff", "HEAD~2", "HEAD", option);
            assertFalse(ran.out().contains("\u2581"), ran.out());
        }
    }

    @Test
    void aDiffOfANewMetricHasNoDrawing() throws IOException {
        var project = new Project(directory);
        project.write("dvc.yaml", "metrics:\n- m.json\n");
        project.write("m.json", "{\"auc\": 1}");
        project.git("add", "-A");
        project.git("commit", "-q", "-m", "first");
        project.write("m.json", "{\"auc\": 1, \"loss\": 2}");
        var ran = project.onTerminal(80, List.of(), "metrics", "diff");
        assertEquals("Path    Metric  HEAD  workspace  Change\nm.json  loss    -     2          -\n", ran.out());
    }
}
