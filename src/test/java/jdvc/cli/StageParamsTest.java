package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages and the values that they take from params files; words and locks are those of DVC 3.67. */
class StageParamsTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void aStageWithParamsOfFourLanguages() throws IOException {
        project = new Project(directory);
        project.write("dvc.yaml", """
                stages:
                  train:
                    cmd: train
                    deps: [src.py]
                    params:
                    - train.lr
                    - epochs
                    - all.json:
                    - more.toml: [opt.name]
                    - conf.py: [Train.DEPTH]
                    outs: [model]
                """);
        project.write("src.py", "x");
        project.write("model", "m");
        project.write("params.yaml", "train:\n  lr: 0.1\nepochs: 3\nother: 1\n");
        project.write("all.json", "{\"a\": 1, \"b\": [1, 2]}");
        project.write("more.toml", "[opt]\nname = \"adam\"\n");
        project.write("conf.py", "class Train:\n    DEPTH = 5\n");
    }

    private String status() {
        var ran = project.jdvc("status");
        assertEquals(0, ran.exit(), ran.err());
        return ran.out();
    }

    @Test
    void ofWhatWasNeverRecordedParamsAreNewAndFilesModified() {
        var status = status();
        assertTrue(status.matches("(?s).*modified: +src.py\n.*"), status);
        for (var file : List.of("params.yaml", "all.json", "more.toml", "conf.py")) {
            assertTrue(status.matches("(?s).*new: +" + file + "\n.*"), status);
        }
    }

    @Test
    void commitRecordsThemAndStatusIsClean() throws IOException {
        assertEquals(0, project.jdvc("commit", "-f").exit());
        var lock = Files.readString(project.root.resolve("dvc.lock"));
        var params = String.join(
                "\n",
                "    params:",
                "      params.yaml:",
                "        epochs: 3",
                "        train.lr: 0.1",
                "      all.json:",
                "        a: 1",
                "        b:",
                "        - 1",
                "        - 2",
                "      conf.py:",
                "        Train.DEPTH: 5",
                "      more.toml:",
                "        opt.name: adam");
        assertTrue(lock.contains("\n" + params + "\n    outs:\n"), lock);
        assertEquals("Data and pipelines are up to date.\n", status());
    }

    @Test
    void statusJudgesEachValue() throws IOException {
        assertEquals(0, project.jdvc("commit", "-f").exit());
        project.write("params.yaml", "train:\n  lr: 0.2\nother: 2\n");
        project.write("all.json", "{\"a\": 1.0, \"c\": 3}");
        project.write("conf.py", "class Train:\n    DEPTH = 6\n");
        Files.delete(project.root.resolve("more.toml"));
        assertEquals(
                "{\"train\": [{\"changed deps\": {\"params.yaml\": {\"train.lr\": \"modified\", \"epochs\": \"deleted\"},"
                        + " \"all.json\": {\"c\": \"new\", \"b\": \"deleted\"}, \"more.toml\": \"deleted\","
                        + " \"conf.py\": {\"Train.DEPTH\": \"modified\"}}}]}",
                project.jdvc("status", "--json").out().strip());
    }

    @Test
    void commitRefusesValuesThatAreNotThere() throws IOException {
        project.write("params.yaml", "train:\n  lr: 0.1\n");
        var ran = project.jdvc("commit", "-f");
        assertEquals(1, ran.exit());
        assertTrue(ran.err().contains("Parameters 'epochs' are missing from 'params.yaml'."), ran.err());
    }

    @Test
    void aChangedValueIsAChangeForCommit() throws IOException {
        assertEquals(0, project.jdvc("commit", "-f").exit());
        project.write("params.yaml", "train:\n  lr: 0.2\nepochs: 3\n");
        assertEquals(1, project.jdvc("commit").exit());
    }

    @Test
    void aDamagedFileIsAnError() throws IOException {
        assertEquals(0, project.jdvc("commit", "-f").exit());
        project.write("more.toml", "[opt\n");
        var ran = project.jdvc("status");
        assertEquals(1, ran.exit());
        assertTrue(ran.err().contains("Unable to read parameters from 'more.toml'"), ran.err());
    }
}
