package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import jdvc.Json;
import org.junit.jupiter.api.Test;

/** The way from disk to a pushed commit, and how it is shown. */
class PublishTest extends PublishFixture {

    @Test
    void goesFromDiskToAPushedCommit() throws IOException {
        project.write(MODEL, "one");
        var ran = project.succeeds("publish", MODEL, "-m", "first model", "-y");
        assertEquals(1, project.pushed("dev").size());
        assertTrue(Files.exists(project.object(ONE)));
        assertEquals("first model", project.git("log", "-1", "--format=%s"));
        assertEquals(
                List.of(".dvc/.gitignore", ".dvc/config", ".dvcignore", "pkl/.gitignore", "pkl/model.pkl.dvc"),
                List.of(project.git("show", "--name-only", "--format=", "HEAD").split("\n")));
        var ticks = ran.out()
                .lines()
                .filter(line -> line.startsWith("ok "))
                .map(line -> line.split(" +")[1])
                .toList();
        assertEquals(List.of("add", "push", "verify", "git", "git", "git"), ticks);
    }

    @Test
    void setsTheUpstreamOfANewBranch() throws IOException {
        publishFirst();
        assertEquals("origin/dev", project.git("rev-parse", "--abbrev-ref", "dev@{upstream}"));
        project.git("switch", "-q", "-c", "try");
        project.write(MODEL, "two");
        says("try to origin/try (new there)", project.succeeds("publish", "-y").out());
        assertEquals("origin/try", project.git("rev-parse", "--abbrev-ref", "try@{upstream}"));
        assertEquals(1, project.pushed("dev").size());
        assertEquals(2, project.pushed("try").size());
    }

    @Test
    void hasNothingToDoTwice() throws IOException {
        publishFirst();
        assertEquals("Nothing to publish.\n", project.succeeds("publish", "-y").out());
        assertEquals("Nothing to publish.\n", project.succeeds("publish", MODEL).out());
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void doesNothingWithoutAnAnswer() throws IOException {
        project.write(MODEL, "one");
        var ran = project.fails("publish", MODEL);
        says("pkl/model.pkl  new  3 B", ran.out());
        says("Nothing was changed.", ran.err());
        assertEquals(1, project.answered(List.of(""), "publish", MODEL).exit());
        assertEquals(1, project.answered(List.of("no"), "publish", MODEL).exit());
        assertFalse(Files.exists(project.root.resolve(MODEL + ".dvc")));
        assertEquals(0, project.answered(List.of("y"), "publish", MODEL).exit());
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void aDryRunChangesNothing() throws IOException {
        project.write(MODEL, "one");
        var before = project.git("status", "--porcelain", "--untracked-files=all");
        project.succeeds("publish", MODEL, "--dry-run");
        assertEquals(before, project.git("status", "--porcelain", "--untracked-files=all"));
        assertFalse(Files.exists(project.store));
    }

    @Test
    void endsWithTheCommitIfThereIsNoGitRemote() throws IOException {
        project.git("remote", "remove", "origin");
        project.write(MODEL, "one");
        var ran = project.succeeds("publish", MODEL, "-y");
        says("there is no Git remote", ran.err());
        assertEquals("1", project.git("rev-list", "--count", "HEAD"));
        assertTrue(Files.exists(project.object(ONE)));
        assertEquals("Nothing to publish.\n", project.succeeds("publish", "-y").out());
    }

    @Test
    void leavesTheGitPushOutIfAsked() throws IOException {
        project.write(MODEL, "one");
        project.succeeds("publish", MODEL, "-y", "--no-git-push");
        assertEquals(List.of(), project.pushed("dev"));
        assertEquals("1", project.git("rev-list", "--count", "HEAD"));
        project.succeeds("publish", "-y");
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void planAndStepsAreJson() throws Exception {
        project.write(MODEL, "one");
        var plan = Json.parseObject(
                project.succeeds("publish", MODEL, "--dry-run", "--json").out());
        assertEquals("Update pkl/model.pkl", ((java.util.Map<?, ?>) plan.get("commit")).get("message"));
        assertEquals(1, project.jdvc("publish", MODEL, "--json").exit());
        var done = Json.parseObject(
                project.succeeds("publish", MODEL, "-y", "--json").out());
        assertEquals(6, ((List<?>) done.get("steps")).size());
        assertEquals("origin/dev", ((java.util.Map<?, ?>) done.get("report")).get("pushed_to"));
        project.write(MODEL, "two");
        project.hook("pre-commit", "exit 1");
        var stopped = Json.parseObject(project.fails("publish", "-y", "--json").out());
        assertEquals("git commit", stopped.get("stopped"));
    }

    @Test
    void fitsANarrowTerminal() throws IOException {
        project.write("a/rather/long/path/to/the/directory/of/a/model.pkl", "one");
        var ran = project.onTerminal(40, List.of("n"), "publish", "a/rather/long/path/to/the/directory/of/a/model.pkl");
        assertEquals(1, ran.exit());
        for (var line : ran.out().split("\n")) assertTrue(line.length() <= 40, line);
    }

    @Test
    void proposalsAreTakenOnlyWhenChosen() throws IOException {
        project.write(".dvc/jdvc.conf", "[jdvc]\n    propose_size = 10\n");
        project.write("big.bin", "0123456789012");
        project.write("bigger.bin", "01234567890123456789");
        project.write("small.bin", "1");
        var none = project.onTerminal(120, List.of("", "n"), "publish");
        says("1  bigger.bin  20 B", none.out());
        assertFalse(none.out().contains("small.bin") || none.out().contains("object"), none.out());
        assertEquals(0, project.succeeds("publish", "-y").exit()); // takes none
        assertFalse(Files.exists(project.root.resolve("big.bin.dvc")));
        var ran = project.onTerminal(120, List.of("y", "3", "2, x", " 2", "y"), "publish");
        assertEquals(0, ran.exit(), ran.err());
        for (var each : List.of("y", "3", "2, x")) says("'" + each + "' is none of that: type a number", ran.err());
        says("1 object, 13 B to store (" + project.store + ")", ran.out());
        assertTrue(Files.exists(project.root.resolve("big.bin.dvc")));
        assertFalse(Files.exists(project.root.resolve("bigger.bin.dvc")));
    }

    @Test
    void theMessageCanBeEditedInTheQuestion() throws IOException {
        project.write(MODEL, "one");
        var ran = project.onTerminal(80, List.of("e", "", "e", "  trained on more data ", "y"), "publish", MODEL);
        assertEquals(0, ran.exit(), ran.err());
        says("trained on more data", ran.out());
        assertEquals("trained on more data", project.git("log", "-1", "--format=%s"));
        project.write(MODEL, "two");
        assertEquals(
                1,
                project.onTerminal(80, List.of("e", "never said", "n"), "publish")
                        .exit());
        assertEquals(0, project.onTerminal(80, List.of("e", "", "y"), "publish").exit());
        assertEquals("Update " + MODEL, project.git("log", "-1", "--format=%s"));
        project.write(MODEL, "three");
        assertEquals(
                1,
                project.onTerminal(80, List.of("e", "x", "x", "y"), "publish", "-m", "given")
                        .exit());
        assertEquals("Update " + MODEL, project.git("log", "-1", "--format=%s"));
    }

    @Test
    void sendsToTheRemoteThatIsNamed() throws IOException {
        var config = project.root.resolve(".dvc/config");
        Files.writeString(
                config,
                Files.readString(config) + "['remote \"second\"']\n    url = " + directory.resolve("second") + "\n");
        project.write(MODEL, "one");
        says(
                "to second (",
                project.succeeds("publish", MODEL, "-r", "second", "-y").out());
        assertTrue(Files.exists(directory.resolve("second/files/md5/f9/7c5d29941bfb1b2fdab0874906ab82")));
        assertFalse(Files.exists(project.object(ONE)));
        says("not on the remote", project.succeeds("publish", "--dry-run").out());
        project.succeeds("publish", "-y");
        assertTrue(Files.exists(project.object(ONE)));
    }

    @Test
    void keepsTheLayoutOfDvc2() throws IOException {
        project.write(".dvc/jdvc.conf", "[jdvc]\n    format = 2\n");
        publishFirst();
        var object = project.store.resolve("f9/7c5d29941bfb1b2fdab0874906ab82");
        assertTrue(Files.exists(object));
        assertFalse(project.git("show", "HEAD:pkl/model.pkl.dvc").contains("hash: md5"));
        Files.createDirectories(project.object(ONE).getParent());
        Files.copy(object, project.object(ONE)); // where the fixture looks
    }
}
