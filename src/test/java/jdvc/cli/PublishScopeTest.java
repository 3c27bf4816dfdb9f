package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which outputs and files a publish takes along, and which it only names. */
class PublishScopeTest extends PublishFixture {

    @Test
    void findsWhatChangedByItself() throws IOException {
        project.write("data/a.csv", "a");
        project.write("data/b.csv", "b");
        project.write(MODEL, "one");
        project.succeeds("publish", "data", MODEL, "-y");
        assertEquals("Update 2 outputs: data, pkl/model.pkl", project.git("log", "-1", "--format=%s"));
        project.write("data/b.csv", "bb");
        var plan = project.succeeds("publish", "--dry-run").out();
        says("data  changed  2 B", plan);
        assertFalse(plan.contains(MODEL), plan);
        project.succeeds("publish", "-y");
        assertEquals("Update data", project.git("log", "-1", "--format=%s"));
        assertEquals("data.dvc", project.git("show", "--name-only", "--format=", "HEAD"));
    }

    @Test
    void leavesOtherFilesAsTheyAreAndNamesThem() throws IOException {
        project.write("train.py", "1");
        project.write("eval.py", "1");
        project.git("add", "train.py", "eval.py");
        project.git("commit", "-qm", "code");
        publishFirst();
        project.write("train.py", "2");
        project.git("add", "train.py");
        project.write("eval.py", "2");
        project.write(MODEL, "two");
        var ran = project.succeeds("publish", "-y");
        says("left      eval.py, train.py", ran.out());
        assertEquals("pkl/model.pkl.dvc", project.git("show", "--name-only", "--format=", "HEAD"));
        assertEquals("M  train.py", project.git("status", "--porcelain", "train.py"));
        assertEquals(
                " M eval.py",
                project.gitTried("status", "--porcelain", "eval.py").output().stripTrailing());
    }

    @Test
    void takesWhatIsStagedAlongWithAll() throws IOException {
        publishFirst();
        project.write("train.py", "1");
        project.git("add", "train.py");
        project.write(MODEL, "two");
        project.succeeds("publish", "-a", "-y");
        assertEquals("pkl/model.pkl.dvc\ntrain.py", project.git("show", "--name-only", "--format=", "HEAD"));
    }

    @Test
    void looksAtTheDataOfWhatWasStagedBefore() throws IOException {
        publishFirst();
        project.write("other.bin", "two");
        project.succeeds("add", "other.bin");
        project.git("add", "other.bin.dvc", ".gitignore");
        project.write(MODEL, "three");
        project.succeeds("publish", MODEL, "-a", "-y");
        assertTrue(Files.exists(project.object(TWO)));
        assertEquals(2, project.pushed("dev").size());
    }

    @Test
    void commitsChangedMetricsThatGitTracks() throws IOException {
        project.write("dvc.yaml", "metrics:\n  - metrics.json\n");
        project.write("metrics.json", "{\"auc\": 0.5}");
        project.git("add", "dvc.yaml", "metrics.json");
        project.git("commit", "-qm", "metrics");
        publishFirst();
        project.write(MODEL, "two");
        project.write("metrics.json", "{\"auc\": 0.6}");
        project.succeeds("publish", "-y");
        assertEquals("metrics.json\npkl/model.pkl.dvc", project.git("show", "--name-only", "--format=", "HEAD"));
        assertEquals("Update pkl/model.pkl", project.git("log", "-1", "--format=%s"));
    }

    @Test
    void publishesARemoval() throws IOException {
        publishFirst();
        Files.delete(project.root.resolve(MODEL));
        Files.delete(project.root.resolve(MODEL + ".dvc"));
        Files.delete(project.root.resolve("pkl/.gitignore"));
        project.succeeds("publish", "-y");
        assertEquals("pkl/.gitignore\npkl/model.pkl.dvc", project.git("show", "--name-only", "--format=", "HEAD"));
        assertEquals(2, project.pushed("dev").size());
    }

    @Test
    void namesWhatIsMissingAndDoesNotPublishIt() throws IOException {
        publishFirst();
        Files.delete(project.root.resolve(MODEL));
        var ran = project.succeeds("publish", "-y");
        says("'pkl/model.pkl' is missing: `jdvc checkout pkl/model.pkl`", ran.err());
        says("`jdvc remove pkl/model.pkl.dvc`", ran.err());
        assertEquals("Nothing to publish.\n", ran.out());
    }

    @Test
    void namesChangedOutputsOfPipelines() throws IOException {
        project.write("dvc.yaml", "stages:\n  build:\n    cmd: make\n    outs:\n      - out.bin\n");
        project.write("out.bin", "one");
        project.succeeds("commit", "-f", "build");
        project.git("add", "-A");
        project.git("commit", "-qm", "pipeline");
        project.succeeds("publish", "-y");
        project.write("out.bin", "two");
        var ran = project.succeeds("publish", "-y");
        says("`jdvc commit build`", ran.err());
        assertEquals("Nothing to publish.\n", ran.out());
        project.succeeds("commit", "-f", "build");
        project.succeeds("publish", "-y");
        assertEquals("dvc.lock", project.git("show", "--name-only", "--format=", "HEAD"));
        assertTrue(Files.exists(project.object(TWO)));
    }

    @Test
    void addsAPartOfATrackedDirectory() throws IOException {
        project.write("data/a", "a");
        project.write("data/b", "b");
        project.succeeds("publish", "data", "-y");
        project.write("data/a", "aa");
        project.write("data/b", "bb");
        project.succeeds("publish", "data/a", "-y");
        says("data  changed  2 B", project.succeeds("publish", "--dry-run").out());
    }

    @Test
    void proposesWhatLooksLikeDataAndTakesItOnlyWhenChosen() throws IOException {
        publishFirst();
        project.write("big.csv", "x".repeat(6 << 20));
        project.write("weights/small.bin", "\0".repeat(200 << 10));
        project.write("notes.txt", "text".repeat(50 << 10));
        var ran = project.succeeds("publish", "-y");
        says("1  big.csv            6.0 MiB", ran.out());
        says("2  weights/small.bin  200 KiB", ran.out());
        assertFalse(ran.out().contains("notes.txt"), ran.out());
        assertFalse(Files.exists(project.root.resolve("big.csv.dvc")));
        var chosen = project.onTerminal(100, List.of("2", "y"), "publish");
        assertEquals(0, chosen.exit(), () -> chosen.out() + chosen.err());
        assertTrue(Files.exists(project.root.resolve("weights/small.bin.dvc")));
        assertFalse(Files.exists(project.root.resolve("big.csv.dvc")));
        assertEquals("Update weights/small.bin", project.git("log", "-1", "--format=%s"));
        assertEquals(2, project.pushed("dev").size());
    }

    @Test
    void worksBelowTheTopOfTheGitRepository() throws IOException {
        project.write("sub/README", "1");
        assertEquals(0, project.jdvc("--cd", "sub", "init", "--subdir").exit());
        project.write("sub/.dvc/config", Files.readString(project.root.resolve(".dvc/config")));
        project.write("sub/model.bin", "one");
        project.write("other.py", "1");
        project.git("add", "other.py");
        var ran = project.succeeds("--cd", "sub", "publish", "model.bin", "-y");
        says("left      ../.dvc/.gitignore, ../.dvc/config, ../.dvcignore, ../other.py", ran.out());
        assertEquals(
                "sub/.dvc/.gitignore\nsub/.dvc/config\nsub/.dvcignore\nsub/.gitignore\nsub/model.bin.dvc",
                project.git("show", "--name-only", "--format=", "HEAD"));
        assertEquals(1, project.pushed("dev").size());
    }
}
