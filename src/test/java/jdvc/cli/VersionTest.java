package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code version} says, of which the values are those of the machine. */
class VersionTest {

    @TempDir
    Path directory;

    @Test
    void namesWhatWasFoundHere() throws IOException {
        var project = new Project(directory);
        var names = new ArrayList<String>();
        for (var line : project.succeeds("version").out().split("\n")) names.add(line.split(": ")[0]);
        assertEquals(
                List.of(
                        "jdvc version",
                        "compatible with DVC",
                        "Java",
                        "Git",
                        "flock",
                        "Project",
                        "Cache",
                        "Cache types",
                        "Remotes",
                        "Repo"),
                names);
        assertEquals(
                project.succeeds("version").out(), project.succeeds("doctor").out());
    }
}
