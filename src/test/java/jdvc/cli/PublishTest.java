package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.JdvcException;
import jdvc.Json;
import jdvc.Progress;
import jdvc.repo.Choice;
import jdvc.repo.Publish;
import jdvc.repo.Revs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublishTest {

    private static final String MODEL = "pkl/model.pkl";
    /** MD5 of "one" and "two". */
    private static final String ONE = "f97c5d29941bfb1b2fdab0874906ab82";

    private static final String TWO = "b8a9f715dbb64fd5c56e7783c6820a61";

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void open() throws IOException {
        project = new Project(directory);
    }

    @AfterEach
    void neverLeavesACommitWithoutItsData() throws IOException {
        project.requireNoCommitWithoutData();
    }

    private void publishFirst() throws IOException {
        project.write(MODEL, "one");
        succeeds("publish", MODEL, "-y");
    }

    private Project.Ran succeeds(String... words) {
        var ran = project.jdvc(words);
        assertEquals(0, ran.exit(), () -> String.join(" ", words) + "\n" + ran.out() + ran.err());
        return ran;
    }

    private Project.Ran fails(String... words) {
        var ran = project.jdvc(words);
        assertEquals(1, ran.exit(), () -> String.join(" ", words) + "\n" + ran.out() + ran.err());
        return ran;
    }

    private static void says(String part, String text) {
        assertTrue(text.contains(part), () -> "'" + part + "' is not in\n" + text);
    }

    @Test
    void goesFromDiskToAPushedCommit() throws IOException {
        project.write(MODEL, "one");
        var ran = succeeds("publish", MODEL, "-m", "first model", "-y");
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
        says("try to origin/try (new there)", succeeds("publish", "-y").out());
        assertEquals("origin/try", project.git("rev-parse", "--abbrev-ref", "try@{upstream}"));
        assertEquals(1, project.pushed("dev").size());
        assertEquals(2, project.pushed("try").size());
    }

    @Test
    void findsWhatChangedByItself() throws IOException {
        project.write("data/a.csv", "a");
        project.write("data/b.csv", "b");
        project.write(MODEL, "one");
        succeeds("publish", "data", MODEL, "-y");
        assertEquals("Update 2 outputs: data, pkl/model.pkl", project.git("log", "-1", "--format=%s"));
        project.write("data/b.csv", "bb");
        var plan = succeeds("publish", "--dry-run").out();
        says("data  changed  2 B", plan);
        assertFalse(plan.contains(MODEL), plan);
        succeeds("publish", "-y");
        assertEquals("Update data", project.git("log", "-1", "--format=%s"));
        assertEquals("data.dvc", project.git("show", "--name-only", "--format=", "HEAD"));
    }

    @Test
    void hasNothingToDoTwice() throws IOException {
        publishFirst();
        assertEquals("Nothing to publish.\n", succeeds("publish", "-y").out());
        assertEquals("Nothing to publish.\n", succeeds("publish", MODEL).out());
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void doesNothingWithoutAnAnswer() throws IOException {
        project.write(MODEL, "one");
        var ran = fails("publish", MODEL);
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
        succeeds("publish", MODEL, "--dry-run");
        assertEquals(before, project.git("status", "--porcelain", "--untracked-files=all"));
        assertFalse(Files.exists(project.store));
    }

    @Test
    void continuesAfterAddAndPushByHand() throws IOException {
        project.write(MODEL, "one");
        succeeds("add", MODEL);
        says("not on the remote", succeeds("publish", "--dry-run").out());
        succeeds("push");
        says("not committed", succeeds("publish", "--dry-run").out());
        project.git("add", "-A");
        project.git("commit", "-qm", "by hand");
        var ran = succeeds("publish", "-y");
        assertEquals("by hand", project.git("log", "-1", "--format=%s"));
        assertFalse(ran.out().contains("git commit"), ran.out());
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void sendsTheDataOfCommitsThatWaitToBePushed() throws IOException {
        project.write(MODEL, "one");
        succeeds("add", MODEL);
        project.git("add", "-A");
        project.git("commit", "-qm", "data was forgotten");
        project.write(MODEL, "two");
        succeeds("publish", "-y");
        assertTrue(Files.exists(project.object(ONE)));
        assertTrue(Files.exists(project.object(TWO)));
        assertEquals(2, project.pushed("dev").size());
    }

    @Test
    void stopsBeforeTheFirstChangeIfOlderDataIsNowhere() throws IOException {
        project.write(MODEL, "one");
        succeeds("add", MODEL);
        project.git("add", "-A");
        project.git("commit", "-qm", "data will be lost");
        var commit = project.git("rev-parse", "HEAD");
        project.write(MODEL, "two");
        removeFromCache(ONE);
        var ran = fails("publish", "-y");
        says("pkl/model.pkl of commit " + commit.substring(0, 7), ran.err());
        says(ONE, ran.err());
        assertEquals(List.of(), project.pushed("dev"));
        assertEquals(commit, project.git("rev-parse", "HEAD"));
        succeeds("publish", "-y", "--no-git-push");
        assertEquals(List.of(), project.pushed("dev"));
        assertEquals(1, project.jdvc("publish", "-y").exit());
        assertEquals(List.of(), project.pushed("dev"));
    }

    private void removeFromCache(String md5) throws IOException {
        Files.delete(project.root
                .resolve(".dvc/cache/files/md5")
                .resolve(md5.substring(0, 2))
                .resolve(md5.substring(2)));
    }

    @Test
    void savesAgainWhatOnlyTheWorkspaceHas() throws IOException {
        project.write(MODEL, "one");
        succeeds("add", "--no-commit", MODEL);
        says("not saved anywhere", succeeds("publish", "--dry-run").out());
        succeeds("publish", "-y");
        assertTrue(Files.exists(project.object(ONE)));
    }

    @Test
    void continuesAfterTheRemoteFailed() throws IOException {
        project.write(MODEL, "one");
        Files.writeString(project.store, "in the way");
        var ran = fails("publish", MODEL, "-y");
        says("The outputs are added; nothing was committed. The same command goes on from here.", ran.err());
        assertEquals(List.of(), project.pushed("dev"));
        assertTrue(project.git("status", "--porcelain", "-uall").contains("?? pkl/model.pkl.dvc"));
        Files.delete(project.store);
        succeeds("publish", MODEL, "-y");
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void sendsAgainWhatIsTruncatedOnTheRemote() throws IOException {
        publishFirst();
        var object = project.object(ONE);
        Files.delete(object);
        Files.writeString(object, "on");
        assertTrue(object.toFile().setReadOnly());
        project.write("other.bin", "two");
        succeeds("publish", "other.bin", "-y");
        assertEquals("one", Files.readString(object));
    }

    @Test
    void showsWhatAHookSaysAndContinuesWhenItAgrees() throws IOException {
        publishFirst();
        project.write(MODEL, "two");
        project.hook("pre-commit", "echo 'not on a Friday' >&2; exit 1");
        var ran = fails("publish", "-y");
        says("not on a Friday", ran.err());
        says("The data is on the remote; nothing was committed.", ran.err());
        assertTrue(Files.exists(project.object(TWO)));
        assertEquals("1", project.git("rev-list", "--count", "HEAD"));
        Files.delete(project.root.resolve(".git/hooks/pre-commit"));
        succeeds("publish", "-y");
        assertEquals(2, project.pushed("dev").size());
    }

    @Test
    void keepsTheCommitWhenThePushIsRejected() throws IOException {
        publishFirst();
        var other = directory.resolve("other");
        project.git("clone", "-q", "-b", "dev", project.origin.toString(), other.toString());
        Files.writeString(other.resolve("README"), "hello");
        project.git("-C", other.toString(), "add", "README");
        project.git("-C", other.toString(), "commit", "-qm", "readme");
        project.git("-C", other.toString(), "push", "-q");
        project.write(MODEL, "two");
        var ran = fails("publish", "-y");
        says("git pull --rebase", ran.err());
        says("is made, and stays on this machine", ran.err());
        assertEquals("Update pkl/model.pkl", project.git("log", "-1", "--format=%s"));
        project.git("pull", "-q", "--rebase");
        var again = succeeds("publish", "-y");
        assertFalse(again.out().contains("git commit"), again.out());
        assertEquals(3, project.pushed("dev").size());
    }

    @Test
    void stopsWhenTheGitRemoteIsGone() throws IOException {
        publishFirst();
        project.write(MODEL, "two");
        var away = directory.resolve("away.git");
        Files.move(project.origin, away);
        fails("publish", "-y");
        assertEquals("Update pkl/model.pkl", project.git("log", "-1", "--format=%s"));
        Files.move(away, project.origin);
        succeeds("publish", "-y");
        assertEquals(2, project.pushed("dev").size());
    }

    @Test
    void stopsWhenAPrePushHookRefuses() throws IOException {
        publishFirst();
        project.write(MODEL, "two");
        project.hook("pre-push", "echo 'tests are red' >&2; exit 1");
        var ran = fails("publish", "-y");
        says("tests are red", ran.err());
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void looksAtTheDataOfCommitsThatHooksMade() throws IOException {
        publishFirst();
        project.write(MODEL, "two");
        project.hook(
                "post-commit",
                "rm .git/hooks/post-commit; sed -i s/" + TWO + "/" + "0".repeat(32) + "/ pkl/model.pkl.dvc;"
                        + " git commit -qam changed");
        var ran = fails("publish", "-y");
        says("neither in the cache nor on the remote", ran.err());
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void refusesADetachedHead() throws IOException {
        publishFirst();
        project.git("checkout", "-q", "--detach");
        project.write(MODEL, "two");
        var ran = fails("publish", "-y");
        says("detached HEAD", ran.err());
        says("git switch -c NAME", ran.err());
        assertFalse(Files.exists(project.object(TWO)));
    }

    @Test
    void refusesInTheMiddleOfAMerge() throws IOException {
        publishFirst();
        project.git("switch", "-q", "-c", "side");
        project.write("README", "side");
        project.git("add", "README");
        project.git("commit", "-qm", "side");
        project.git("switch", "-q", "dev");
        project.git("merge", "-q", "--no-ff", "--no-commit", "side");
        project.write(MODEL, "two");
        says("a merge is not finished", fails("publish", "-y").err());
        project.git("merge", "--abort");
    }

    @Test
    void refusesWithoutAnIdentity() throws IOException {
        publishFirst();
        Files.writeString(directory.resolve("home/.gitconfig"), "[user]\n\tuseConfigOnly = true\n");
        project.write(MODEL, "two");
        says("git config user.name", fails("publish", "-y").err());
        assertFalse(Files.exists(project.object(TWO)));
    }

    @Test
    void refusesWithoutADataRemote() throws IOException {
        project.write(".dvc/config", "");
        project.write(MODEL, "one");
        var ran = fails("publish", MODEL, "-y");
        says("no remote", ran.err());
        says("jdvc remote add -d NAME", ran.err());
        assertFalse(Files.exists(project.root.resolve(MODEL + ".dvc")));
    }

    @Test
    void refusesIfGitIgnoresTheMetafile() throws IOException {
        project.write(".gitignore", "*.dvc\n");
        project.write(MODEL, "one");
        says("Git ignores 'pkl/model.pkl.dvc'", fails("publish", MODEL, "-y").err());
    }

    @Test
    void endsWithTheCommitIfThereIsNoGitRemote() throws IOException {
        project.git("remote", "remove", "origin");
        project.write(MODEL, "one");
        var ran = succeeds("publish", MODEL, "-y");
        says("there is no Git remote", ran.err());
        assertEquals("1", project.git("rev-list", "--count", "HEAD"));
        assertTrue(Files.exists(project.object(ONE)));
        assertEquals("Nothing to publish.\n", succeeds("publish", "-y").out());
    }

    @Test
    void leavesTheGitPushOutIfAsked() throws IOException {
        project.write(MODEL, "one");
        succeeds("publish", MODEL, "-y", "--no-git-push");
        assertEquals(List.of(), project.pushed("dev"));
        assertEquals("1", project.git("rev-list", "--count", "HEAD"));
        succeeds("publish", "-y");
        assertEquals(1, project.pushed("dev").size());
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
        var ran = succeeds("publish", "-y");
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
        succeeds("publish", "-a", "-y");
        assertEquals("pkl/model.pkl.dvc\ntrain.py", project.git("show", "--name-only", "--format=", "HEAD"));
    }

    @Test
    void looksAtTheDataOfWhatWasStagedBefore() throws IOException {
        publishFirst();
        project.write("other.bin", "two");
        succeeds("add", "other.bin");
        project.git("add", "other.bin.dvc", ".gitignore");
        project.write(MODEL, "three");
        succeeds("publish", MODEL, "-a", "-y");
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
        succeeds("publish", "-y");
        assertEquals("metrics.json\npkl/model.pkl.dvc", project.git("show", "--name-only", "--format=", "HEAD"));
        assertEquals("Update pkl/model.pkl", project.git("log", "-1", "--format=%s"));
    }

    @Test
    void publishesARemoval() throws IOException {
        publishFirst();
        Files.delete(project.root.resolve(MODEL));
        Files.delete(project.root.resolve(MODEL + ".dvc"));
        Files.delete(project.root.resolve("pkl/.gitignore"));
        succeeds("publish", "-y");
        assertEquals("pkl/.gitignore\npkl/model.pkl.dvc", project.git("show", "--name-only", "--format=", "HEAD"));
        assertEquals(2, project.pushed("dev").size());
    }

    @Test
    void namesWhatIsMissingAndDoesNotPublishIt() throws IOException {
        publishFirst();
        Files.delete(project.root.resolve(MODEL));
        var ran = succeeds("publish", "-y");
        says("'pkl/model.pkl' is missing: `jdvc checkout pkl/model.pkl`", ran.err());
        says("`jdvc remove pkl/model.pkl.dvc`", ran.err());
        assertEquals("Nothing to publish.\n", ran.out());
    }

    @Test
    void namesChangedOutputsOfPipelines() throws IOException {
        project.write("dvc.yaml", "stages:\n  build:\n    cmd: make\n    outs:\n      - out.bin\n");
        project.write("out.bin", "one");
        succeeds("commit", "-f", "build");
        project.git("add", "-A");
        project.git("commit", "-qm", "pipeline");
        succeeds("publish", "-y");
        project.write("out.bin", "two");
        var ran = succeeds("publish", "-y");
        says("`jdvc commit build`", ran.err());
        assertEquals("Nothing to publish.\n", ran.out());
        succeeds("commit", "-f", "build");
        succeeds("publish", "-y");
        assertEquals("dvc.lock", project.git("show", "--name-only", "--format=", "HEAD"));
        assertTrue(Files.exists(project.object(TWO)));
    }

    @Test
    void addsAPartOfATrackedDirectory() throws IOException {
        project.write("data/a", "a");
        project.write("data/b", "b");
        succeeds("publish", "data", "-y");
        project.write("data/a", "aa");
        project.write("data/b", "bb");
        succeeds("publish", "data/a", "-y");
        says("data  changed  2 B", succeeds("publish", "--dry-run").out());
    }

    @Test
    void proposesWhatLooksLikeDataAndTakesItOnlyWhenChosen() throws IOException {
        publishFirst();
        project.write("big.csv", "x".repeat(6 << 20));
        project.write("weights/small.bin", "\0".repeat(200 << 10));
        project.write("notes.txt", "text".repeat(50 << 10));
        var ran = succeeds("publish", "-y");
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
    void planAndStepsAreJson() throws Exception {
        project.write(MODEL, "one");
        var plan = Json.parseObject(
                succeeds("publish", MODEL, "--dry-run", "--json").out());
        assertEquals("Update pkl/model.pkl", ((java.util.Map<?, ?>) plan.get("commit")).get("message"));
        assertEquals(1, project.jdvc("publish", MODEL, "--json").exit());
        var done = Json.parseObject(succeeds("publish", MODEL, "-y", "--json").out());
        assertEquals(6, ((List<?>) done.get("steps")).size());
        assertEquals("origin/dev", ((java.util.Map<?, ?>) done.get("report")).get("pushed_to"));
        project.write(MODEL, "two");
        project.hook("pre-commit", "exit 1");
        var stopped = Json.parseObject(fails("publish", "-y", "--json").out());
        assertEquals("git commit", stopped.get("stopped"));
    }

    @Test
    void fitsANarrowTerminal() throws IOException {
        project.write("a/rather/long/path/to/the/directory/of/a/model.pkl", "one");
        var ran = project.onTerminal(40, List.of("n"), "publish", "a/rather/long/path/to/the/directory/of/a/model.pkl");
        assertEquals(1, ran.exit());
        for (var line : ran.out().split("\n")) assertTrue(line.length() <= 40, line);
    }

    /** A listener that does something when a step is done. */
    private record After(Publish.Step step, Action action) implements Publish.Listener {
        interface Action {
            void run() throws IOException;
        }

        @Override
        public void done(Publish.Step done, String what, Duration took) {
            if (done != step) return;
            try {
                action.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stopped(Publish.Step stopped, String state) {}

        @Override
        public void said(String text) {}
    }

    private void publishAnd(After after) throws IOException, InterruptedException {
        var way = new Choice.Way(Optional.empty(), OptionalInt.empty(), Revs.WORKSPACE);
        var options = new Publish.Options(Optional.empty(), way, false, true, false);
        var publish = new Publish(List.of(MODEL), options);
        try (var repo = project.open()) {
            publish.run(repo, publish.plan(repo, Progress.NONE), after, Progress.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource(Publish.Step.class)
    void continuesBehindEachStep(Publish.Step step) throws Exception {
        project.write(MODEL, "one");
        var killed = new After(step, () -> {
            throw new IOException("killed");
        });
        assertThrows(UncheckedIOException.class, () -> publishAnd(killed));
        project.requireNoCommitWithoutData();
        var ran = succeeds("publish", MODEL, "-y");
        assertEquals(step == Publish.Step.GIT_PUSH, ran.out().equals("Nothing to publish.\n"), ran.out());
        assertEquals(1, project.pushed("dev").size());
        assertEquals("1", project.git("rev-list", "--count", "HEAD"));
        assertEquals("", project.git("status", "--porcelain"));
    }

    @Test
    void stopsIfAMetafileChangedWhileDataWasSent() throws Exception {
        publishFirst();
        project.write(MODEL, "two");
        var dvc = project.root.resolve(MODEL + ".dvc");
        var edited = new After(
                Publish.Step.VERIFY,
                () -> Files.writeString(dvc, Files.readString(dvc).replace(TWO, "0".repeat(32))));
        var error = assertThrows(JdvcException.class, () -> publishAnd(edited));
        assertEquals(JdvcException.Kind.CONFLICT, error.kind());
        assertEquals("1", project.git("rev-list", "--count", "HEAD"));
    }

    @Test
    void holdsNoLockWhileGitRuns() throws IOException {
        project.hook("pre-commit", "exec flock -n .dvc/tmp/lock true");
        project.hook("pre-push", "exec flock -n .dvc/tmp/lock true");
        publishFirst();
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void sendsToTheRemoteThatIsNamed() throws IOException {
        var config = project.root.resolve(".dvc/config");
        Files.writeString(
                config,
                Files.readString(config) + "['remote \"second\"']\n    url = " + directory.resolve("second") + "\n");
        project.write(MODEL, "one");
        says("to second (", succeeds("publish", MODEL, "-r", "second", "-y").out());
        assertTrue(Files.exists(directory.resolve("second/files/md5/f9/7c5d29941bfb1b2fdab0874906ab82")));
        assertFalse(Files.exists(project.object(ONE)));
        says("not on the remote", succeeds("publish", "--dry-run").out());
        succeeds("publish", "-y");
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
        Files.copy(object, project.object(ONE)); // where the check of this class looks
    }

    @Test
    void worksBelowTheTopOfTheGitRepository() throws IOException {
        project.write("sub/README", "1");
        assertEquals(0, project.jdvc("--cd", "sub", "init", "--subdir").exit());
        project.write("sub/.dvc/config", Files.readString(project.root.resolve(".dvc/config")));
        project.write("sub/model.bin", "one");
        project.write("other.py", "1");
        project.git("add", "other.py");
        var ran = succeeds("--cd", "sub", "publish", "model.bin", "-y");
        says("left      ../.dvc/.gitignore, ../.dvc/config, ../.dvcignore, ../other.py", ran.out());
        assertEquals(
                "sub/.dvc/.gitignore\nsub/.dvc/config\nsub/.dvcignore\nsub/.gitignore\nsub/model.bin.dvc",
                project.git("show", "--name-only", "--format=", "HEAD"));
        assertEquals(1, project.pushed("dev").size());
    }
}
