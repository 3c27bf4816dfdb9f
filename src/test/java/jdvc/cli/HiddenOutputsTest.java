package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jdvc.Progress;
import jdvc.repo.Listing;
import jdvc.repo.Overview;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that .dvcignore names stop what acts on them; what only looks shows them as they are recorded. */
class HiddenOutputsTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void hide() throws IOException {
        project = new Project(directory);
        project.write("f", "f");
        project.write("d/a", "a");
        project.write("seen", "seen");
        project.succeeds("add", "f", "d", "seen");
        project.git("add", ".");
        project.git("commit", "-q", "-m", "one");
        project.write(".dvcignore", "/f\nd/\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f", "d", "d/a", "seen"})
    void theirVersionsAreShown(String path) {
        var lines = project.succeeds("versions", path).out().lines().toList();
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.get(1).contains("one"), lines.toString());
    }

    @Test
    void theyAreListed() {
        var listed = project.succeeds("list", ".", "--dvc-only").out().lines().toList();
        assertEquals(List.of("d", "f", "seen"), listed);
    }

    @Test
    void theyAreAmongTheFilesOfTheShellAndInItsPrompt() throws Exception {
        try (var repo = project.open()) {
            var rows = new Listing(Optional.empty()).run(repo, Progress.NONE).rows();
            assertTrue(rows.stream()
                    .anyMatch(row -> row.name().equals("f") && row.state().equals("tracked")));
            var overview = new Overview().run(repo, Progress.NONE);
            assertEquals(3, overview.tracked());
            assertEquals(List.of(), overview.changed());
        }
    }

    @Test
    void whatActsOnThemIsRefused() {
        for (var verb : List.of("status", "push", "commit", "publish")) {
            var ran = project.jdvc(verb);
            assertFalse(ran.exit() == 0, verb);
            assertTrue(ran.err().contains("is ignored by .dvcignore:"), ran.err());
        }
    }
}
