package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that DVC 2 made, in which jdvc goes on. */
class LegacyProjectTest {

    private static final String FOLLOWED =
            "WARNING: all outputs here have the shape of DVC 2, so new ones get it too; `jdvc config jdvc.format 3`"
                    + " gives them that of DVC 3\n";

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
        project.write(".dvc/jdvc.conf", "[jdvc]\n    format = 2\n");
        project.write("old", "1\n");
        project.succeeds("add", "old");
        project.delete(".dvc/jdvc.conf");
    }

    private String errors(String... words) {
        return project.succeeds(words).err();
    }

    @Test
    void theFirstAddThatFollowsItSaysSo() throws IOException {
        for (var name : new String[] {"one", "two", "three"}) project.write(name, name);
        assertEquals(FOLLOWED, errors("add", "one", "two"));
        assertFalse(project.text("one.dvc").contains("hash:"));
        assertEquals("", errors("add", "three"));
    }

    @Test
    void whoSaysTheShapeIsToldNothing() throws IOException {
        project.write("new", "n");
        project.write(".dvc/jdvc.conf", "[jdvc]\n    format = 3\n");
        assertEquals("", errors("add", "new"));
        assertTrue(project.text("new.dvc").contains("hash: md5"));
    }

    private static final String UNLIKE =
            "has other line ends than the text of the same DVC 2 name in the cache: as it is here, it is saved nowhere";

    @Test
    void otherLineEndsAreNotSavedWithoutAWord() throws IOException {
        project.write("old", "1\r\n");
        assertEquals("WARNING: 'old' " + UNLIKE + "\n", errors("add", "old"));
        assertEquals("WARNING: 'old' " + UNLIKE + "\n", errors("commit", "-f"));
        assertTrue(project.jdvc("publish", "--dry-run").err().contains("note: 'old' " + UNLIKE));
    }

    @Test
    void otherLineEndsOfOneLengthAreNotSavedWithoutAWord() throws IOException {
        project.write("d/a", "1\r\n2\n");
        project.write("d/b", "1\n2\r\n");
        assertTrue(errors("add", "d").contains(UNLIKE));
        assertEquals("1\r\n2\n", project.text("d/a"));
        assertEquals("1\n2\r\n", project.text("d/b"));
    }

    @Test
    void whatIsNotSavedBecomesNoLink() throws IOException {
        project.succeeds("config", "cache.type", "hardlink,copy");
        project.write("old", "1\r\n");
        project.succeeds("add", "old");
        assertEquals("1\r\n", project.text("old"));
    }

    @Test
    void whatIsSavedIsSaidNothingOf() throws IOException {
        project.succeeds("add", "old");
        project.write("new", "1\r\n2\r\n");
        assertEquals(FOLLOWED, errors("add", "new"));
        assertEquals("", errors("add", "new", "old"));
        project.write("old", "2\r\n");
        project.succeeds("config", "jdvc.format", "2");
        assertEquals("", errors("add", "old"));
    }
}
