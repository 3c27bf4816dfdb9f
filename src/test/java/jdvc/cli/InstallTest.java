package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code install} sets up, and what Git and it do then: real Git calls a real process. */
class InstallTest extends PublishFixture {

    /** MD5 of "other". */
    private static final String OTHER = "795f3202b17cb6bc3d4b771d8c6c9eaf";

    private static final List<String> HOOKS = List.of("post-checkout", "pre-commit", "pre-push");

    private Path hook(String name) {
        return project.root.resolve(".git/hooks").resolve(name);
    }

    @BeforeEach
    void aProgramThatHooksCanCall() throws IOException {
        project.program();
    }

    private void install() {
        project.succeeds("install");
    }

    private void commitAll(String message) throws IOException {
        project.git("add", "-A");
        project.git("commit", "-q", "-m", message);
    }

    private void add(String content) throws IOException {
        project.write(MODEL, content);
        project.succeeds("add", MODEL);
    }

    /** Tracks the model with this content, in a commit that is called like it. */
    private void commit(String content) throws IOException {
        add(content);
        commitAll(content);
    }

    /** Calls the hook as Git does; the flag is 1 where a branch was checked out, 0 where only files were. */
    private void checkedOut(String flag) {
        project.succeeds("git-hook", "post-checkout", "a", "b", flag);
    }

    private void assertNoHooks() {
        for (var name : HOOKS) assertFalse(Files.exists(hook(name)), name);
    }

    @Test
    void makesThreeHooksAndAMergeDriver() throws IOException {
        var ran = project.succeeds("install");
        says("`echo '*.dvc merge=dvc' >> .gitattributes`", ran.err());
        for (var name : HOOKS) {
            assertEquals("#!/bin/sh\nexec jdvc git-hook " + name + " \"$@\"\n", Files.readString(hook(name)));
            assertTrue(Files.isExecutable(hook(name)), name);
        }
        assertEquals("DVC merge driver", project.git("config", "merge.dvc.name"));
        assertEquals(
                "jdvc git-hook merge-driver --ancestor %O --our %A --their %B",
                project.git("config", "merge.dvc.driver"));
    }

    @Test
    void existingHooksAreNeverWrittenOver() throws IOException {
        project.hook("pre-push", "echo mine");
        var before = Files.readString(hook("pre-push"));
        var ran = project.fails("install");
        says("failed to install DVC Git hooks - Hook 'pre-push' already exists", ran.err());
        says("jdvc git-hook pre-push \"$@\"", ran.err());
        assertEquals(before, Files.readString(hook("pre-push")));
        assertFalse(Files.exists(hook("pre-commit")));
        assertFalse(Files.exists(hook("post-checkout")));
    }

    @Test
    void aSecondTimeIsToldSo() throws IOException {
        install();
        says("there is nothing left to do", project.fails("install").err());
    }

    @Test
    void hooksOfAllRepositoriesAreLeftAlone() throws IOException {
        project.git("config", "core.hooksPath", directory.resolve("shared").toString());
        says("does not belong to this repository", project.fails("install").err());
        assertFalse(Files.exists(directory.resolve("shared")));
    }

    @Test
    void withoutGitNothingIsDone() throws IOException {
        project.succeeds("config", "core.no_scm", "true");
        project.succeeds("install");
        assertNoHooks();
    }

    @Test
    void theToolPreCommitGetsItsEntryOnce() throws IOException {
        project.write(
                ".pre-commit-config.yaml",
                "# ours\nrepos:\n  - repo: https://example.org/x\n    hooks:\n      - id: x\n\nfail_fast: true\n");
        project.succeeds("install", "--use-pre-commit-tool");
        var text = project.text(".pre-commit-config.yaml");
        assertTrue(
                text.startsWith(
                        "# ours\nrepos:\n  - repo: https://example.org/x\n    hooks:\n      - id: x\n  - repo: local\n"),
                text);
        says("    - id: jdvc-pre-push\n      name: jdvc pre-push\n      entry: jdvc git-hook pre-push\n", text);
        assertTrue(text.endsWith("\n\nfail_fast: true\n"), text);
        project.succeeds("install", "--use-pre-commit-tool");
        assertEquals(text, project.text(".pre-commit-config.yaml"));
        assertNoHooks();
    }

    @Test
    void theToolPreCommitGetsAFileIfItHasNone() throws IOException {
        project.succeeds("install", "--use-pre-commit-tool");
        assertTrue(
                project.text(".pre-commit-config.yaml").startsWith("repos:\n- repo: local\n  hooks:\n  - id: jdvc-"));
        project.write(".pre-commit-config.yaml", "repos: [{repo: x}]\n");
        project.fails("install", "--use-pre-commit-tool");
        assertEquals("repos: [{repo: x}]\n", project.text(".pre-commit-config.yaml"));
    }

    @Test
    void aGitPushTakesTheDataAlong() throws IOException {
        install();
        commit("one");
        project.git("push", "-q", "origin", "dev");
        assertTrue(Files.exists(project.object(ONE)));
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void aGitPushWhoseDataIsNowhereIsRefused() throws IOException {
        install();
        commit("one");
        commit("two");
        Files.delete(project.root.resolve(".dvc/cache/files/md5/" + ONE.substring(0, 2) + "/" + ONE.substring(2)));
        var refused = project.gitTried("push", "origin", "dev");
        assertTrue(refused.exit() != 0, refused.text());
        says("1 object is neither in the cache nor on the remote", refused.text());
        says(MODEL + " of commit", refused.text());
        says("git push --no-verify", refused.text());
        assertEquals(List.of(), project.pushed("dev"));
    }

    @Test
    void onlyWhatIsSentIsAskedFor() throws IOException {
        install();
        publishFirst();
        project.write("other", "other");
        project.succeeds("add", "other");
        project.git("checkout", "-q", "-b", "side");
        commitAll("side");
        project.git("push", "-q", "origin", "dev");
        assertFalse(Files.exists(project.object(OTHER)));
        project.git("push", "-q", "origin", "side");
        assertTrue(Files.exists(project.object(OTHER)));
        project.git("push", "-q", "origin", "--delete", "side");
    }

    @Test
    void publishRunsThroughItsOwnHooks() throws IOException {
        install();
        publishFirst();
        assertEquals(1, project.pushed("dev").size());
    }

    @Test
    void aCommitShowsTheStatus() throws IOException {
        install();
        commit("one");
        project.write(MODEL, "two");
        project.write("x", "x");
        project.git("add", "x");
        var committed = project.gitTried("commit", "-m", "second");
        assertEquals(0, committed.exit(), committed.text());
        says("modified:           " + MODEL, committed.text() + committed.output());
    }

    @Test
    void aCheckoutBringsTheData() throws IOException {
        install();
        commit("one");
        project.git("checkout", "-q", "-b", "next");
        commit("two");
        project.git("checkout", "-q", "dev");
        assertEquals("one", project.text(MODEL));
        project.git("checkout", "-q", "next");
        assertEquals("two", project.text(MODEL));
    }

    @Test
    void filesOfACommitAndRebasesBringNothing() throws IOException {
        add("one");
        project.delete(MODEL);
        checkedOut("0");
        assertFalse(project.exists(MODEL));
        Files.createDirectory(project.root.resolve(".git/rebase-merge"));
        checkedOut("1");
        assertFalse(project.exists(MODEL));
        Files.delete(project.root.resolve(".git/rebase-merge"));
        checkedOut("1");
        assertTrue(project.exists(MODEL));
    }

    @Test
    void inNoProjectHooksDoNothing() throws IOException {
        Files.move(project.root.resolve(".dvc"), directory.resolve("elsewhere"));
        for (var name : HOOKS) project.succeeds("git-hook", name, "a", "b", "1");
        Files.move(directory.resolve("elsewhere"), project.root.resolve(".dvc"));
    }

    /** Git calls hooks and merge drivers at the top of its work tree. */
    @Test
    void aProjectBelowTheTopHasHooksToo() throws IOException {
        Files.move(project.root.resolve(".dvc"), directory.resolve("no project"));
        project.write("README", "1");
        commitAll("no project here");
        project.git("branch", "without");
        project.write("a sub/README", "1");
        assertEquals(0, project.jdvc("--cd", "a sub", "init", "--subdir").exit());
        project.write(
                "a sub/.dvc/config", "[core]\n    remote = r\n['remote \"r\"']\n    url = " + project.store + "\n");
        project.succeeds("--cd", "a sub", "install");
        project.write("a sub/d/f", "one");
        project.succeeds("--cd", "a sub", "add", "d");
        project.write(".gitattributes", "*.dvc merge=dvc\n");
        commitAll("first");
        project.git("push", "-q", "origin", "dev");
        assertTrue(Files.exists(project.object(ONE)));
        project.git("checkout", "-q", "-b", "side");
        project.write("a sub/d/theirs", "1");
        project.succeeds("--cd", "a sub", "add", "d");
        commitAll("theirs");
        project.git("checkout", "-q", "dev");
        assertFalse(project.exists("a sub/d/theirs"));
        project.write("a sub/d/ours", "2");
        project.succeeds("--cd", "a sub", "add", "d");
        commitAll("ours");
        project.git("merge", "-q", "--no-edit", "side");
        project.succeeds("--cd", "a sub", "checkout");
        assertEquals("1", project.text("a sub/d/theirs"));
        assertEquals("2", project.text("a sub/d/ours"));
        // a branch without the project has nothing for a hook to do
        project.git("checkout", "-q", "without");
        project.delete("a sub/.dvc/tmp/lock");
        project.git("push", "-q", "origin", "without");
    }
}
