package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slip of the finger gets the word that was probably meant. */
class MeantTest {

    private Project project;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        project = new Project(directory);
        project.write("pkl/model.pkl", "m");
        project.succeeds("add", "pkl/model.pkl");
    }

    private void hints(String meant, String... words) {
        var ran = project.jdvc(words);
        assertTrue(ran.exit() != 0 && ran.err().contains("hint: did you mean `" + meant + "`?\n"), ran.err());
    }

    @Test
    void aPath() {
        hints("pkl/model.pkl", "push", "pkl/model.pk");
        hints("pkl/model.pkl", "versions", "pkl/modle.pkl");
    }

    @Test
    void aRemote() {
        hints("store", "push", "-r", "stroe");
        hints("store", "remote", "modify", "stor", "jobs", "3");
    }

    @Test
    void aVerb() {
        hints("status", "stat");
    }
}
