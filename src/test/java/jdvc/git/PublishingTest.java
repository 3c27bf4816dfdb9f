package jdvc.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.git.Publishing.Scope;
import jdvc.git.PushResult.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishingTest {

    @TempDir
    Path directory;

    private Sandbox sandbox;

    @BeforeEach
    void makeRepository() throws IOException {
        sandbox = new Sandbox(directory);
    }

    private Publishing publishing() throws IOException {
        return sandbox.open().publishing().orElseThrow();
    }

    @Test
    void stateNamesEveryKindOfChange() throws IOException {
        for (var file : List.of("staged", "modified", "both", "gone", "same")) sandbox.write(file, "1");
        var head = sandbox.commit("a b", "1");
        sandbox.write("staged", "2");
        sandbox.write("both", "2");
        sandbox.write("new", "2");
        sandbox.git("add", "staged", "both", "new");
        sandbox.write("both", "3");
        sandbox.write("modified", "2");
        Files.delete(sandbox.root.resolve("gone"));
        sandbox.write("un tracked/x", "");
        sandbox.write("é", "");
        sandbox.write(".gitignore", "ignored\n");
        sandbox.write("ignored", "");
        var state = publishing().state();
        assertEquals(Optional.of("main"), state.branch());
        assertEquals(Optional.of(head), state.head());
        assertEquals(Optional.empty(), state.operation());
        assertTrue(state.identity());
        assertEquals(List.of(), state.unmerged());
        assertEquals(Set.of("staged", "both", "new"), Set.copyOf(state.staged()));
        assertEquals(Set.of("both", "modified", "gone"), Set.copyOf(state.modified()));
        assertEquals(Set.of("un tracked/", "é", ".gitignore"), Set.copyOf(state.untracked()));
    }

    @Test
    void stateOfAProjectBelowTheTopNamesWhatIsOutsideIt() throws IOException {
        sandbox.commit("sub/in", "1");
        sandbox.write("sub/in", "2");
        sandbox.write("subway", "");
        sandbox.write("other/x", "");
        sandbox.git("add", "subway", "other");
        var state = sandbox.open("sub").publishing().orElseThrow().state();
        assertEquals(List.of("in"), state.modified());
        assertEquals(Set.of("../subway", "../other/x"), Set.copyOf(state.staged()));
    }

    @Test
    void stateBeforeTheFirstCommitAndDetached() throws IOException {
        var state = publishing().state();
        assertEquals(Optional.of("main"), state.branch());
        assertEquals(Optional.empty(), state.head());
        sandbox.commit("a", "");
        sandbox.git("checkout", "-q", "--detach");
        assertEquals(Optional.empty(), publishing().state().branch());
    }

    @Test
    void stateTellsAMergeAndItsConflicts() throws IOException {
        conflict("merge", "topic");
        var state = publishing().state();
        assertEquals(Optional.of("merge"), state.operation());
        assertEquals(List.of("f"), state.unmerged());
    }

    @Test
    void stateTellsWhatIsHalfDone() throws IOException {
        conflict("rebase", "topic");
        assertEquals(Optional.of("rebase"), publishing().state().operation());
        sandbox.git("rebase", "--abort");
        assertThrows(AssertionError.class, () -> sandbox.git("cherry-pick", "topic"));
        assertEquals(Optional.of("cherry-pick"), publishing().state().operation());
        sandbox.git("cherry-pick", "--abort");
        assertEquals(Optional.empty(), publishing().state().operation());
    }

    @Test
    void stateOfALinkedWorkTreeIsItsOwn() throws IOException {
        conflict("merge", "topic");
        var linked = directory.resolve("linked");
        sandbox.git("worktree", "add", "-q", "-b", "second", linked.toString(), "HEAD");
        var git = Git.find(linked, sandbox.disk, sandbox.env()).orElseThrow();
        var state = git.publishing().orElseThrow().state();
        assertEquals(Optional.of("second"), state.branch());
        assertEquals(Optional.empty(), state.operation());
    }

    private void conflict(String... command) throws IOException {
        sandbox.commit("f", "1");
        sandbox.git("checkout", "-q", "-b", "topic");
        sandbox.commit("f", "2");
        sandbox.git("checkout", "-q", "main");
        sandbox.commit("f", "3");
        assertThrows(AssertionError.class, () -> sandbox.git(command));
    }

    @Test
    void commitsARemovalThatIsStagedAlready() throws IOException {
        sandbox.write("kept", "1");
        sandbox.commit("gone", "1");
        sandbox.git("rm", "-q", "gone");
        sandbox.write("kept", "2");
        sandbox.git("add", "kept");
        var result = publishing().commit(List.of("gone", "never"), Scope.ONLY, "removed", Interaction.NONE);
        assertTrue(result.commit().isPresent(), result.output());
        assertEquals("gone", sandbox.git("show", "--name-only", "--format=", "HEAD"));
        assertEquals("M  kept", sandbox.git("status", "--porcelain"));
    }

    @Test
    void stateTellsAMissingIdentity() throws IOException {
        sandbox.git("config", "user.useConfigOnly", "true");
        assertTrue(publishing().state().identity());
        sandbox.git("config", "--global", "--remove-section", "user");
        assertFalse(publishing().state().identity());
    }

    @Test
    void targetFollowsTheSettingsInOrder() throws IOException {
        sandbox.commit("a", "");
        assertEquals(Optional.empty(), publishing().target("main"));
        sandbox.remote("mine");
        assertEquals(
                Optional.of(new PushTarget("mine", "main", false, true)),
                publishing().target("main"));
        sandbox.remote("yours");
        var e = assertThrows(JdvcException.class, () -> publishing().target("main"));
        assertEquals("cannot tell which Git remote to push to: there are mine, yours", e.getMessage());
        sandbox.remote("origin");
        assertEquals("origin", publishing().target("main").orElseThrow().remote());
        sandbox.git("config", "branch.main.remote", "yours");
        assertEquals("yours", publishing().target("main").orElseThrow().remote());
        sandbox.git("config", "remote.pushDefault", "mine");
        assertEquals("mine", publishing().target("main").orElseThrow().remote());
        sandbox.git("config", "branch.main.pushRemote", "origin");
        assertEquals("origin", publishing().target("main").orElseThrow().remote());
    }

    @Test
    void targetTakesTheUpstreamsNameOnItsOwnRemoteOnly() throws IOException {
        sandbox.commit("a", "");
        sandbox.remote("origin");
        sandbox.remote("fork.x");
        sandbox.git("push", "-q", "-u", "origin", "main:trunk");
        assertEquals(
                Optional.of(new PushTarget("origin", "trunk", true, false)),
                publishing().target("main"));
        sandbox.git("config", "remote.pushDefault", "fork.x");
        assertEquals(
                Optional.of(new PushTarget("fork.x", "main", false, false)),
                publishing().target("main"));
        sandbox.git("checkout", "-q", "-b", "local", "--track", "main");
        sandbox.git("config", "--unset", "remote.pushDefault");
        assertEquals(
                Optional.of(new PushTarget("origin", "local", false, false)),
                publishing().target("local"));
    }

    @Test
    void outgoingAreTheCommitsThatTheRemoteLacks() throws IOException {
        var first = sandbox.commit("a", "1");
        sandbox.remote("origin");
        var target = publishing().target("main").orElseThrow();
        assertEquals(new Outgoing(true, List.of(first)), publishing().outgoing(target));
        sandbox.git("push", "-q", "origin", "main");
        target = publishing().target("main").orElseThrow();
        assertEquals(new Outgoing(false, List.of()), publishing().outgoing(target));
        var second = sandbox.commit("a", "2");
        var third = sandbox.commit("a", "3");
        assertEquals(new Outgoing(true, List.of(second, third)), publishing().outgoing(target));
        sandbox.git("push", "-q", "origin", "main:other");
        assertEquals(new Outgoing(true, List.of()), publishing().outgoing(target));
        sandbox.git("reset", "-q", "--hard", "HEAD~2");
        assertEquals(new Outgoing(false, List.of()), publishing().outgoing(target));
    }

    @Test
    void commitsThePathsAloneAndLeavesTheRestStaged() throws IOException {
        sandbox.commit("old.dvc", "1");
        sandbox.commit("gone.dvc", "1");
        sandbox.write("old.dvc", "2");
        sandbox.write("new *.dvc", "1");
        sandbox.write("other", "1");
        sandbox.write("loose", "1");
        sandbox.git("add", "other");
        Files.delete(sandbox.root.resolve("gone.dvc"));
        var paths = List.of("old.dvc", "new *.dvc", "gone.dvc", "never.dvc");
        var result = publishing().commit(paths, Scope.ONLY, "-m is the message\n\nand more", Interaction.NONE);
        assertEquals(sandbox.open().head(), result.commit());
        assertEquals("-m is the message\n\nand more", sandbox.git("show", "-s", "--format=%B"));
        assertEquals(
                "D\tgone.dvc\nA\tnew *.dvc\nM\told.dvc",
                sandbox.git("show", "--format=", "--no-renames", "--name-status"));
        assertEquals(List.of("other"), publishing().state().staged());
        assertEquals(List.of("loose"), publishing().state().untracked());
    }

    @Test
    void commitsWhatIsStagedTooIfAsked() throws IOException {
        sandbox.write("other", "1");
        sandbox.git("add", "other");
        sandbox.write("a.dvc", "1");
        publishing().commit(List.of("a.dvc"), Scope.STAGED_TOO, "m", Interaction.NONE);
        assertEquals("a.dvc\nother", sandbox.git("show", "--format=", "--name-only"));
    }

    @Test
    void aHookThatRefusesIsHeard() throws IOException {
        var head = sandbox.commit("a.dvc", "1");
        sandbox.write("a.dvc", "2");
        sandbox.hook("pre-commit", "echo 'not on my watch'; echo 'at all' >&2; exit 1");
        var result = publishing().commit(List.of("a.dvc"), Scope.ONLY, "m", Interaction.NONE);
        assertEquals(Optional.empty(), result.commit());
        assertEquals("not on my watch\nat all", result.output());
        assertEquals(Optional.of(head), sandbox.open().head());
        sandbox.hook("pre-commit", "exit 0");
        assertTrue(publishing()
                .commit(List.of("a.dvc"), Scope.ONLY, "m", Interaction.NONE)
                .commit()
                .isPresent());
    }

    @Test
    void hooksSeeNoSettingOfOurs() throws IOException {
        sandbox.commit("a.dvc", "1");
        sandbox.write("a.dvc", "2");
        sandbox.hook(
                "pre-commit",
                "git ls-files '*.dvc' > '" + directory + "/seen'; echo \"$LC_ALL\" >> '" + directory + "/seen'");
        publishing().commit(List.of("a.dvc"), Scope.ONLY, "m", Interaction.NONE);
        assertTrue(Files.readString(directory.resolve("seen")).startsWith("a.dvc\n"));
    }

    @Test
    void pushesAndSetsTheUpstreamOfANewBranch() throws IOException {
        var commit = sandbox.commit("a", "1");
        var bare = sandbox.remote("origin");
        var target = publishing().target("main").orElseThrow();
        assertEquals(
                Outcome.DONE,
                publishing().push("main", target, Interaction.NONE).outcome());
        assertEquals(commit, sandbox.gitIn(bare, "rev-parse", "main"));
        assertEquals(
                Optional.of(new PushTarget("origin", "main", true, false)),
                publishing().target("main"));
    }

    @Test
    void tellsARejectedPushFromARefusedOneAndFromFailure() throws IOException {
        var bare = sandbox.remote("origin");
        sandbox.commit("a", "1");
        sandbox.git("push", "-q", "-u", "origin", "main");
        sandbox.commit("a", "2");
        sandbox.git("push", "-q", "origin", "main");
        sandbox.git("reset", "-q", "--hard", "HEAD~1");
        sandbox.commit("a", "3");
        var target = publishing().target("main").orElseThrow();
        var rejected = publishing().push("main", target, Interaction.NONE);
        assertEquals(Outcome.REJECTED, rejected.outcome());
        assertTrue(rejected.output().contains("[rejected] (non-fast-forward)"), rejected.output());

        sandbox.git("push", "-q", "-f", "origin", "main~1:main");
        sandbox.hook("pre-push", "echo 'hook out'; echo 'hook err' >&2; exit 1");
        var hook = publishing().push("main", target, Interaction.NONE);
        assertEquals(Outcome.HOOK, hook.outcome());
        assertTrue(hook.output().contains("hook out") && hook.output().contains("hook err"), hook.output());
        sandbox.hook("pre-push", "exit 0");

        var update = Files.writeString(bare.resolve("hooks/update"), "#!/bin/sh\necho protected; exit 1\n");
        assertTrue(update.toFile().setExecutable(true));
        var refused = publishing().push("main", target, Interaction.NONE);
        assertEquals(Outcome.REFUSED, refused.outcome());
        assertTrue(refused.output().contains("protected"), refused.output());

        sandbox.git("remote", "set-url", "origin", directory.resolve("nowhere").toString());
        var failed = publishing().push("main", target, Interaction.NONE);
        assertEquals(Outcome.FAILED, failed.outcome());
        assertTrue(failed.output().contains("does not appear to be a git repository"), failed.output());
    }

    @Test
    void sshNeverAsksWithoutATerminalUnlessConfigured() throws IOException {
        sandbox.commit("a", "1");
        sandbox.remote("origin");
        sandbox.git("remote", "set-url", "origin", "ssh://host.invalid/x");
        var path = sandbox.write("bin/ssh", "#!/bin/sh\necho \"$@\" > '" + directory + "/args'\nexit 255\n");
        assertTrue(path.toFile().setExecutable(true));
        sandbox.git("config", "core.sshCommand", path + " configured");
        var target = publishing().target("main").orElseThrow();
        assertEquals(
                Outcome.FAILED,
                publishing().push("main", target, Interaction.NONE).outcome());
        assertTrue(Files.readString(directory.resolve("args")).startsWith("configured host.invalid"));
    }

    @Test
    void aRemoteThatLooksLikeAnOptionIsNone() throws IOException {
        sandbox.commit("a", "1");
        var target = new PushTarget("--receive-pack=touch " + directory + "/ran", "main", false, false);
        assertEquals(
                Outcome.FAILED,
                publishing().push("main", target, Interaction.NONE).outcome());
        assertFalse(Files.exists(directory.resolve("ran")));
    }
}
