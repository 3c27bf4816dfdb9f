package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdvc.disk.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code add} and {@code commit} of many targets. */
class AddManyTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    private List<String> files(int count) throws IOException {
        var files = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            files.add("f" + i);
            project.write("f" + i, "content " + i);
        }
        return files;
    }

    private static long count(Recording recording, String start) {
        return recording.calls.stream().filter(each -> each.startsWith(start)).count();
    }

    private Recording run(String verb, List<String> files) {
        var recording = new Recording(Project.disk());
        var words = new ArrayList<String>(List.of(verb, "-f"));
        words.addAll(files);
        project.succeeds(recording.disk, words.toArray(String[]::new));
        return recording;
    }

    /** Each grows with the number of targets: written for each of them, they would cost its square. */
    @Test
    void whatGrowsIsWrittenOnce() throws IOException {
        var few = run("add", files(3));
        var many = run("add", files(40));
        assertEquals(count(few, "replace op.json"), count(many, "replace op.json"));
        assertEquals(1, count(few, "replace .gitignore"), few.calls.toString());
        assertEquals(1, count(many, "replace .gitignore"));
        assertEquals(37, count(many, "replace f"), "the new .dvc files");
        assertEquals(40, project.text(".gitignore").lines().count());
    }

    @Test
    void commitDoesNotEither() throws IOException {
        var files = files(40);
        run("add", files);
        for (var each : files) {
            project.delete(each);
            project.write(each, each + " is new");
        }
        assertEquals(2, count(run("commit", files), "replace op.json"));
        assertTrue(project.succeeds("status").out().contains("up to date"));
    }

    /** As with DVC: what was finished stays. */
    @Test
    void whatComesBeforeOneThatFailsIsRecorded() throws IOException {
        project.write("a", "a");
        project.write("d/x", "x");
        Files.createSymbolicLink(project.root.resolve("d/link"), Path.of("/dev/null"));
        project.write("z", "z");
        project.fails("add", "a", "d", "z");
        assertTrue(project.text("a.dvc").contains("0cc175b9c0f1b6a831c399e269772661"));
        assertEquals("/a\n", project.text(".gitignore"));
        assertFalse(project.exists("d.dvc"));
        assertFalse(project.exists("z.dvc"));
    }

    @Test
    void oneInsideAnotherIsRefused() throws IOException {
        project.write("d/x/y", "y");
        project.write("d-x", "1");
        var ran = project.fails("add", "d/x/y", "d-x", "d");
        assertTrue(ran.err().contains("cannot add 'd' and 'd/x/y': one lies inside the other"), ran.err());
        assertFalse(project.exists("d-x.dvc"));
    }
}
