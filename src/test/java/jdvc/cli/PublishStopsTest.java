package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.repo.Choice;
import jdvc.repo.Publish;
import jdvc.repo.Revs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stops a publish, what is left then, and how the next one goes on. */
class PublishStopsTest extends PublishFixture {

    @Test
    void continuesAfterAddAndPushByHand() throws IOException {
        project.write(MODEL, "one");
        project.succeeds("add", MODEL);
        says("not on the remote", project.succeeds("publish", "--dry-run").out());
        project.succeeds("push");
        says("not committed", project.succeeds("publish", "--dry-run").out());
        project.git("add", "-A");
        project.git("commit", "-qm", "by hand");
        var ran = project.succeeds("publish", "-y");
        assertEquals("by hand", project.git("log", "-1", "--format=%s"));
        assertFalse(ran.out().contains("git commit"), ran.out());
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void sendsTheDataOfCommitsThatWaitToBePushed() throws IOException {
        project.write(MODEL, "one");
        project.succeeds("add", MODEL);
        project.git("add", "-A");
        project.git("commit", "-qm", "data was forgotten");
        project.write(MODEL, "two");
        project.succeeds("publish", "-y");
        assertTrue(Files.exists(project.object(ONE)));
        assertTrue(Files.exists(project.object(TWO)));
        assertEquals(2, project.pushed("dev").size());
    }

    @Test
    void stopsBeforeTheFirstChangeIfTheMessageIsEmpty() throws IOException {
        project.write(MODEL, "one");
        for (var message : List.of("", " ")) {
            assertEquals(
                    "ERROR: the message of the commit is empty\n",
                    project.fails("publish", "-y", MODEL, "-m", message).err());
        }
        assertFalse(Files.exists(project.root.resolve(MODEL + ".dvc")));
    }

    @Test
    void stopsBeforeTheFirstChangeIfOlderDataIsNowhere() throws IOException {
        project.write(MODEL, "one");
        project.succeeds("add", MODEL);
        project.git("add", "-A");
        project.git("commit", "-qm", "data will be lost");
        var commit = project.git("rev-parse", "HEAD");
        project.write(MODEL, "two");
        removeFromCache(ONE);
        var ran = project.fails("publish", "-y");
        says("pkl/model.pkl of commit " + commit.substring(0, 7), ran.err());
        says(ONE, ran.err());
        assertEquals(List.of(), project.pushed("dev"));
        assertEquals(commit, project.git("rev-parse", "HEAD"));
        project.succeeds("publish", "-y", "--no-git-push");
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
        project.succeeds("add", "--no-commit", MODEL);
        says("not saved anywhere", project.succeeds("publish", "--dry-run").out());
        project.succeeds("publish", "-y");
        assertTrue(Files.exists(project.object(ONE)));
    }

    @Test
    void continuesAfterTheRemoteFailed() throws IOException {
        project.write(MODEL, "one");
        Files.writeString(project.store, "in the way");
        var ran = project.fails("publish", MODEL, "-y");
        says("The outputs are added; nothing was committed. The same command goes on from here.", ran.err());
        assertEquals(List.of(), project.pushed("dev"));
        assertTrue(project.git("status", "--porcelain", "-uall").contains("?? pkl/model.pkl.dvc"));
        Files.delete(project.store);
        project.succeeds("publish", MODEL, "-y");
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
        project.succeeds("publish", "other.bin", "-y");
        assertEquals("one", Files.readString(object));
    }

    @Test
    void showsWhatAHookSaysAndContinuesWhenItAgrees() throws IOException {
        publishFirst();
        project.write(MODEL, "two");
        project.hook("pre-commit", "echo 'not on a Friday' >&2; exit 1");
        var ran = project.fails("publish", "-y");
        says("not on a Friday", ran.err());
        says("The data is on the remote; nothing was committed.", ran.err());
        assertTrue(Files.exists(project.object(TWO)));
        assertEquals("1", project.git("rev-list", "--count", "HEAD"));
        Files.delete(project.root.resolve(".git/hooks/pre-commit"));
        project.succeeds("publish", "-y");
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
        var ran = project.fails("publish", "-y");
        says("git pull --rebase", ran.err());
        says("is made, and stays on this machine", ran.err());
        assertEquals("Update pkl/model.pkl", project.git("log", "-1", "--format=%s"));
        project.git("pull", "-q", "--rebase");
        var again = project.succeeds("publish", "-y");
        assertFalse(again.out().contains("git commit"), again.out());
        assertEquals(3, project.pushed("dev").size());
    }

    @Test
    void stopsWhenTheGitRemoteIsGone() throws IOException {
        publishFirst();
        project.write(MODEL, "two");
        var away = directory.resolve("away.git");
        Files.move(project.origin, away);
        project.fails("publish", "-y");
        assertEquals("Update pkl/model.pkl", project.git("log", "-1", "--format=%s"));
        Files.move(away, project.origin);
        project.succeeds("publish", "-y");
        assertEquals(2, project.pushed("dev").size());
    }

    @Test
    void stopsWhenAPrePushHookRefuses() throws IOException {
        publishFirst();
        project.write(MODEL, "two");
        project.hook("pre-push", "echo 'tests are red' >&2; exit 1");
        var ran = project.fails("publish", "-y");
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
        var ran = project.fails("publish", "-y");
        says("neither in the cache nor on the remote", ran.err());
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void holdsNoLockWhileGitRuns() throws IOException {
        project.hook("pre-commit", "exec flock -n .dvc/tmp/lock true");
        project.hook("pre-push", "exec flock -n .dvc/tmp/lock true");
        publishFirst();
        assertEquals(1, project.pushed("dev").size());
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
        var ran = project.succeeds("publish", MODEL, "-y");
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
    void refusesADetachedHead() throws IOException {
        publishFirst();
        project.git("checkout", "-q", "--detach");
        project.write(MODEL, "two");
        var ran = project.fails("publish", "-y");
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
        says("a merge is not finished", project.fails("publish", "-y").err());
        project.git("merge", "--abort");
    }

    @Test
    void refusesWithoutAnIdentity() throws IOException {
        publishFirst();
        Files.writeString(directory.resolve("home/.gitconfig"), "[user]\n\tuseConfigOnly = true\n");
        project.write(MODEL, "two");
        says("git config user.name", project.fails("publish", "-y").err());
        assertFalse(Files.exists(project.object(TWO)));
    }

    @Test
    void refusesWithoutADataRemote() throws IOException {
        project.write(".dvc/config", "");
        project.write(MODEL, "one");
        var ran = project.fails("publish", MODEL, "-y");
        says("no remote", ran.err());
        says("jdvc remote add -d NAME", ran.err());
        assertFalse(Files.exists(project.root.resolve(MODEL + ".dvc")));
    }

    @Test
    void refusesIfGitIgnoresTheMetafile() throws IOException {
        project.write(".gitignore", "*.dvc\n");
        project.write(MODEL, "one");
        says(
                "Git ignores 'pkl/model.pkl.dvc'",
                project.fails("publish", MODEL, "-y").err());
    }
}
