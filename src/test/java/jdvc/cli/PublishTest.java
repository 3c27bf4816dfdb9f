package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    @Test
    void goesFromDiskToAPushedCommit() throws IOException {
        project.write("pkl/model.pkl", "one");
        var ran = project.jdvc("publish", "pkl/model.pkl", "-m", "first model", "-y");
        System.out.println(ran.out() + "\n---\n" + ran.err());
        assertEquals(0, ran.exit());
    }
}
