package jdvc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdvc.repo.Jobs;
import jdvc.repo.Jobs.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Background jobs, the job's own process being this one. */
class JobsTest {

    @TempDir
    Path directory;

    private Project project;
    private Jobs jobs;

    @BeforeEach
    void makeProject() throws IOException {
        project = new Project(directory);
        project.write("model.pkl", "first\n");
        assertEquals(0, project.jdvc("add", "model.pkl").exit());
        jobs = Jobs.open(project.call());
    }

    @Test
    void aJobDoesWhatItsWordsSayAndRecordsHowItEnded() throws Exception {
        var job = begin("push");
        assertEquals(0, project.jdvc("job-run", "1").exit());
        assertTrue(Files.isRegularFile(project.object(md5())));
        var ended = jobs.find(job.id()).orElseThrow();
        assertEquals(0, ended.exit().orElseThrow());
        assertTrue(Files.readString(jobs.place(1).resolve("events")).contains("\"bytesDone\""));
        assertTrue(
                project.jdvc("jobs").out().matches("(?s).*1  done +just now  push\n"),
                project.jdvc("jobs").out());
        var json = project.jdvc("jobs", "--json").out();
        assertTrue(json.contains("\"done\""), json);
    }

    private Job begin(String... argv) throws IOException {
        return jobs.begin(List.of(argv), project.root);
    }

    private String md5() throws IOException {
        var text = Files.readString(project.root.resolve("model.pkl.dvc"));
        int at = text.indexOf("md5: ", text.indexOf("outs:"));
        return text.substring(at + 5, at + 37);
    }

    @Test
    void attachPrintsWhatTheJobPrintedAndHasItsExit() throws Exception {
        begin("push", "nowhere");
        int exit = project.jdvc("job-run", "1").exit();
        Files.writeString(jobs.place(1).resolve("out"), "answer\n");
        Files.writeString(jobs.place(1).resolve("err"), "complaint\n");
        var attached = project.jdvc("attach", "1");
        assertEquals(exit, attached.exit());
        assertTrue(exit != 0);
        assertEquals("answer\n", attached.out());
        assertEquals("complaint\n", attached.err());
    }

    @Test
    void aDirectoryBeforeTheVerbIsChangedToOnce() throws Exception {
        var name = project.root.getFileName().toString();
        jobs.begin(List.of("--cd", name, "push"), project.root.getParent());
        assertEquals(0, project.jdvc("job-run", "1").exit());
    }

    @Test
    void aJobDoesNotBeginAnotherHoweverItsOptionWasTyped() {
        assertEquals(List.of("push", "-q", "a"), JobRun.inForeground(List.of("push", "-q", "--background", "a")));
        assertEquals(List.of("push", "-q", "a"), JobRun.inForeground(List.of("push", "-q", "a", "--back")));
        assertEquals(List.of("push", "--", "--back"), JobRun.inForeground(List.of("push", "--b", "--", "--back")));
    }

    @Test
    void aJobIsRunOnceOnly() throws Exception {
        begin("push");
        assertEquals(0, project.jdvc("job-run", "1").exit());
        assertTrue(project.jdvc("job-run", "1").exit() != 0);
    }

    @Test
    void aJobWhoseProcessIsGoneWasKilled() throws Exception {
        var job = begin("push");
        var gone = new ProcessBuilder("true").start();
        gone.waitFor();
        jobs.started(job, gone.pid());
        assertTrue(project.jdvc("jobs").out().contains("killed"));
        assertEquals(1, project.jdvc("attach", "1").exit());
        assertTrue(project.jdvc("cancel", "1").out().contains("has ended: killed"));
    }

    @Test
    void theEndOfAJobIsAnnouncedOnce() throws Exception {
        var announced = new ArrayList<String>();
        try (var watch = new JobWatch(project::call, announced::add)) {
            var job = begin("push");
            watch.look();
            assertEquals(1, watch.count());
            assertEquals(List.of(), announced);
            jobs.ended(job, 0);
            watch.look();
            watch.look();
            assertEquals(List.of("Job 1 (push): done"), announced);
            assertEquals(0, watch.count());
        }
    }

    @Test
    void aJobThatBeganAndEndedBetweenTwoLooksIsAnnouncedAndAnOldOneIsNot() throws Exception {
        jobs.ended(begin("pull"), 0);
        var announced = new ArrayList<String>();
        try (var watch = new JobWatch(project::call, announced::add)) {
            watch.look();
            jobs.ended(begin("push"), 1);
            watch.look();
            assertEquals(List.of("Job 2 (push): failed"), announced);
        }
    }

    @Test
    void numbersAreNotUsedTwice() throws Exception {
        assertEquals(1, begin("push").id());
        assertEquals(2, begin("pull").id());
    }

    @Test
    void aProjectThatWasLookedAtIsNotOpenedAgain() throws Exception {
        var announced = new ArrayList<String>();
        try (var watch = new JobWatch(project::call, announced::add)) {
            watch.look();
            project.write(".dvc/config", "[core\n");
            jobs.ended(begin("push"), 0);
            watch.look();
            assertEquals(List.of("Job 1 (push): done"), announced);
        }
    }

    @Test
    void ofJobsThatHaveEndedTheNewestHundredStayAndOfThoseThatRunAll() throws Exception {
        var running = jobs.started(begin("push"), ProcessHandle.current().pid());
        for (int i = 0; i < 104; i++) jobs.ended(begin("pull"), 0);
        var ids = new ArrayList<>(List.of(running.id()));
        for (int id = 5; id <= 105; id++) ids.add(id);
        assertEquals(ids, jobs.ids());
        assertEquals(106, begin("push").id());
    }

    @Test
    void anUnknownJobIsToldWithTheWayToTheList() {
        var ran = project.jdvc("attach", "x");
        assertEquals(1, ran.exit());
        assertEquals("ERROR: there is no job 'x'\nhint: `jobs` lists them\n", ran.err());
    }
}
