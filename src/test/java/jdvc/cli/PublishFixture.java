package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A project to publish from; whatever a test did, no commit of its origin names data that the store lacks. */
abstract class PublishFixture {

    static final String MODEL = "pkl/model.pkl";
    /** MD5 of "one" and "two". */
    static final String ONE = "f97c5d29941bfb1b2fdab0874906ab82";

    static final String TWO = "b8a9f715dbb64fd5c56e7783c6820a61";

    @TempDir
    Path directory;

    Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    @AfterEach
    void neverLeavesACommitWithoutItsData() throws IOException {
        project.requireNoCommitWithoutData();
    }

    void publishFirst() throws IOException {
        project.write(MODEL, "one");
        project.succeeds("publish", MODEL, "-y");
    }

    static void says(String part, String text) {
        assertTrue(text.contains(part), () -> "'" + part + "' is not in\n" + text);
    }
}
