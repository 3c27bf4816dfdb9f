package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdvc.repo.Overview;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shell proposes after a verb, by how the project stands then. */
class NextStepTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new Project(directory);
        project.write("model.pkl", "first");
        project.write("data/one.csv", "1");
        project.succeeds("add", "-q", "model.pkl", "data");
    }

    private String after(String... words) throws Exception {
        var now = Overview.look(project.call(), branch -> {});
        return NextStep.after(List.of(words), now).orElse("");
    }

    @Test
    void pullWhereTheWorkspaceLacksSomething() throws Exception {
        project.delete("model.pkl");
        assertEquals("next: `pull` brings what is missing", after("status"));
    }

    @Test
    void pullWhereTheCacheLacksSomething() throws Exception {
        Files.move(project.root.resolve(".dvc/cache"), project.root.resolve(".dvc/tmp/away"));
        assertEquals("next: `pull` brings what is missing", after("status"));
        assertEquals("", after("status", "--json"));
    }

    @Test
    void publishWhereSomethingChangedAlsoWithoutACache() throws Exception {
        project.write("model.pkl", "second");
        assertEquals("next: `publish -m MESSAGE` saves and shares the changes", after("status"));
        project.write("data/one.csv", "2");
        Files.move(project.root.resolve(".dvc/cache"), project.root.resolve(".dvc/tmp/away"));
        assertEquals("next: `publish -m MESSAGE` saves and shares the changes", after("status"));
    }

    @Test
    void nothingAfterVerbsThatLeaveNothingOpen() throws Exception {
        project.succeeds("push", "-q");
        assertEquals("", after("status"));
        assertEquals("", after("root"));
    }
}
