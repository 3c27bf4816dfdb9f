package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdvc.command.Candidate;
import jdvc.command.Completion;
import jdvc.repo.LastListing;
import jdvc.repo.Overview;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Tab offers in each place of a line. */
class CandidatesTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new Project(directory);
        project.write("model.pkl", "first\n");
        project.write("data/one.csv", "1\n");
        project.write("data/deep/two.csv", "22\n");
        assertEquals(0, project.jdvc("add", "model.pkl", "data").exit());
        project.git("add", ".");
        project.git("commit", "-qm", "first model");
        project.git("tag", "v1");
    }

    @Test
    void offersChangedOutputsFirstThenLargeUntrackedFilesAndSavedOnesLast() throws Exception {
        project.write("small.bin", "s");
        project.write("large.bin", "l".repeat(2048));
        project.write("data/one.csv", "other\n");
        assertEquals(
                List.of(
                        "data/: modified  5 B",
                        "large.bin: 2.0 KiB  just now",
                        "small.bin: 1 B  just now",
                        "model.pkl: tracked  6 B  just now"),
                offered("add", ""));
    }

    @Test
    void offersTrackedPathsAlsoMissingOnesAndInsideDirectories() throws Exception {
        project.delete("model.pkl");
        assertEquals(List.of("model.pkl: missing  6 B", "data/: 5 B"), offered("push", ""));
        assertEquals(List.of("model.pkl: missing  6 B", "data/deep/: ", "data/one.csv: "), offered("pull", "data/"));
    }

    private List<String> completed(String... words) {
        var all = new ArrayList<>(List.of("__complete", "--"));
        all.addAll(List.of(words));
        var ran = project.succeeds(all.toArray(String[]::new));
        return ran.out().lines().map(line -> line.replace('\t', ':')).toList();
    }

    private void touch(String path) throws IOException {
        Files.setLastModifiedTime(
                project.root.resolve(path), FileTime.from(Instant.now().plusSeconds(9)));
    }

    /** Other shells ask a new process, which has no time to hash: sizes and times tell it most. */
    @Test
    void withoutAPromptWhatChangedIsGuessed() throws Exception {
        project.write("another.pkl", "a".repeat(100));
        project.write("large.bin", "l".repeat(2048));
        project.succeeds("add", "another.pkl");
        assertEquals(List.of("another.pkl:100 B", "data/:5 B", "model.pkl:6 B"), completed("push", ""));
        assertEquals("large.bin", completed("add", "").get(0).split(":")[0]);
        project.write("model.pkl", "second model\n");
        assertEquals(List.of("model.pkl:modified  6 B", "another.pkl:100 B", "data/:5 B"), completed("push", ""));
        assertEquals("model.pkl:modified  6 B", completed("add", "").get(0));
        project.write("model.pkl", "again\n");
        touch("model.pkl");
        assertEquals(List.of("model.pkl:6 B", "another.pkl:100 B", "data/:5 B"), completed("push", ""));
        assertTrue(completed("add", "").get(0).startsWith("model.pkl:tracked  6 B"), "of the same size, and newer");
        assertTrue(completed("add", "").get(1).startsWith("large.bin:"), "and then what is not tracked");
        project.delete("another.pkl");
        assertEquals("another.pkl:missing  100 B", completed("push", "").get(0));
    }

    /** In a directory of many files most of them are not worth a word. */
    @Test
    void insideOfDirectoriesOnlyWhatBeginsLikeItUnlessNothingDoes() throws Exception {
        assertEquals(List.of("data/one.csv: ", "model.pkl: 6 B"), offered("pull", "data/o"));
        assertEquals(List.of("data/deep/two.csv: ", "model.pkl: 6 B"), offered("pull", "data/deep/t"));
        assertEquals(List.of("data/deep/: ", "data/one.csv: ", "model.pkl: 6 B"), offered("pull", "data/CSV"));
        assertEquals(List.of("data/deep/two.csv: ", "model.pkl: 6 B"), offered("pull", "data/deep/csv"));
    }

    @Test
    void offersVersionsWithDateSizeMessageAndTags() throws Exception {
        var commit = project.git("rev-parse", "HEAD").substring(0, 8);
        var found = offered("checkout", "model.pkl@");
        assertEquals(2, found.size(), found.toString());
        assertTrue(
                found.get(0).matches("model.pkl@" + commit + ": 20..-..-..  6 B  first model  \\(v1\\)"),
                found.toString());
        assertTrue(found.get(1).startsWith("model.pkl@v1: "), found.toString());
    }

    @Test
    void offersBranchesTagsAndCommitsAsRevisions() throws Exception {
        var found = offered("checkout", "--rev", "");
        assertEquals(List.of("HEAD: the commit that is checked out", "dev: branch", "v1: tag"), found.subList(0, 3));
        assertTrue(found.get(3).matches("[0-9a-f]{8}: 20..-..-..  first model"), found.toString());
    }

    @Test
    void offersRemotesWithTheirUrl() throws Exception {
        assertEquals(List.of("store: " + project.store), offered("push", "-r", ""));
    }

    @Test
    void offersSettingsWithTypeAndDefaultAndTheirValues() throws Exception {
        assertTrue(
                offered("config", "").stream()
                        .anyMatch(each -> each.matches("core.autostage: .* \\(true\\|false, default false\\)")),
                offered("config", "").toString());
        assertEquals(List.of("true: ", "false: default"), offered("config", "core.autostage", ""));
        assertEquals(List.of("store: " + project.store), offered("config", "core.remote", ""));
        assertEquals(List.of("true: ", "false: default"), offered("config", "remote.store.verify", ""));
        assertTrue(offered("config", "cache.type", "reflink,").contains("reflink,copy: "));
        assertTrue(!offered("config", "cache.type", "reflink,").contains("reflink,reflink: "));
    }

    private List<String> offered(String... words) throws IOException, InterruptedException {
        var before = List.of(words).subList(0, words.length - 1);
        var place = new Completion<>(Verbs.all()).place(before, words[words.length - 1]);
        var seen = Overview.look(project.call(), branch -> {});
        var lines = new ArrayList<String>();
        for (Candidate each : new Candidates(project.call(), seen, new LastListing()).of(place)) {
            lines.add(each.value() + ": " + each.description());
        }
        return lines;
    }
}
