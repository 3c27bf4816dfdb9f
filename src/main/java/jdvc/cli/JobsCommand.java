package jdvc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Jobs;
import jdvc.repo.Jobs.Job;
import jdvc.ui.Amount;
import jdvc.ui.Table;
import jdvc.ui.Ui;

/** {@code jdvc jobs}, {@code attach} and {@code cancel}. */
final class JobsCommand {

    private static final Opt JSON = Opt.flag("json", "Print JSON");
    private static final Param ID = Param.one("id", "The job's number, as `jobs` shows it", Values.JOB);
    private static final int SHOWN = 20;
    private static final long LOOK_MILLIS = 300;
    private static final long MAX_OUTPUT = 64 << 20;
    private static final int WAITS = 30;

    private JobsCommand() {}

    static Verb<Session> jobs() {
        return Verb.<Session>of("jobs", "List background transfers", List.of(), List.of(JSON), JobsCommand::list)
                .details("""
                        A job is a push, fetch or pull that goes on when the terminal is closed:
                          jdvc push --background
                          jdvc attach 1
                        In the shell also `push &`. The prompt of every open shell tells when a job ends.
                        """);
    }

    static Verb<Session> attach() {
        return Verb.of("attach", "Watch a background transfer to its end", List.of(ID), List.of(), JobsCommand::attach);
    }

    static Verb<Session> cancel() {
        return Verb.of("cancel", "End a background transfer", List.of(ID), List.of(), JobsCommand::cancel);
    }

    static Verb<Session> run() {
        return Verb.<Session>of(JobRun.VERB, "Be a job", List.of(ID), List.of(), JobRun::run)
                .asHidden();
    }

    /** Returns the job that a word names. */
    static Job job(Jobs jobs, String word) throws IOException {
        Optional<Job> job = Optional.empty();
        try {
            job = jobs.find(Integer.parseInt(word));
        } catch (NumberFormatException e) {
            // told below
        }
        return job.orElseThrow(
                () -> JdvcException.user("there is no job '%s'", word).hint("`jobs` lists them"));
    }

    private static int list(Args args, Session session) throws Exception {
        var jobs = Jobs.open(session.call());
        var all = jobs.all();
        var some = all.subList(Math.max(0, all.size() - SHOWN), all.size());
        if (args.has(JSON)) {
            var list = new ArrayList<Object>();
            for (var job : some) list.add(json(job, state(jobs, job)));
            session.ui().json(list);
            return 0;
        }
        if (some.isEmpty()) {
            session.ui().print("There are no jobs.");
            return 0;
        }
        var table = new Table(Table.Column.RIGHT, Table.Column.LEFT, Table.Column.LEFT, Table.Column.CUT);
        table.heading("id", "state", "started", "command");
        var now = session.env().clock().instant();
        for (var job : some) {
            var age = Amount.age(Duration.between(job.start(), now));
            table.row(String.valueOf(job.id()), state(jobs, job), age, job.line());
        }
        session.ui().table(table);
        return 0;
    }

    private static Map<String, Object> json(Job job, String state) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", (long) job.id());
        json.put("state", state);
        json.put("argv", job.argv());
        json.put("start", job.start().toString());
        json.put("end", job.end().map(Instant::toString).orElse(null));
        json.put("exit", job.exit().isPresent() ? (Object) (long) job.exit().getAsInt() : null);
        return json;
    }

    /** Returns {@code running}, {@code done}, {@code cancelled}, {@code failed} or {@code killed}. */
    static String state(Jobs jobs, Job job) throws IOException {
        if (job.exit().isEmpty()) return jobs.isRunning(job) ? "running" : "killed";
        return switch (job.exit().getAsInt()) {
            case 0 -> "done";
            case Errors.INTERRUPTED -> "cancelled";
            default -> "failed";
        };
    }

    private static int attach(Args args, Session session) throws Exception {
        var jobs = Jobs.open(session.call());
        var job = job(jobs, args.params().get(0));
        var events = jobs.place(job.id()).resolve("events");
        try (var view = new JobView(session.disk(), events, session.ui().progress())) {
            while (jobs.isRunning(job)) {
                view.look();
                Thread.sleep(LOOK_MILLIS);
                job = job(jobs, args.params().get(0));
            }
        } catch (InterruptedException e) {
            session.ui().note("Job %s goes on without you.", args.params().get(0));
            throw e;
        }
        var ui = session.ui();
        for (var line : text(jobs, job, "out", session).lines().toList()) ui.print("%s", line);
        for (var line : text(jobs, job, "err", session).lines().toList()) ui.note("%s", line);
        if (job.exit().isPresent()) return job.exit().getAsInt();
        throw JdvcException.user("job %s was killed", args.params().get(0)).hint("`%s` does the rest", job.line());
    }

    private static String text(Jobs jobs, Job job, String name, Session session) throws IOException {
        var bytes = session.disk().read(jobs.place(job.id()).resolve(name), MAX_OUTPUT);
        return bytes.map(all -> new String(all, StandardCharsets.UTF_8)).orElse("");
    }

    private static int cancel(Args args, Session session) throws Exception {
        var jobs = Jobs.open(session.call());
        var word = args.params().get(0);
        var job = job(jobs, word);
        Ui ui = session.ui();
        if (!jobs.isRunning(job)) {
            ui.print("Job %s has ended: %s.", word, state(jobs, job));
            return 0;
        }
        if (!jobs.cancel(job)) throw JdvcException.user("job %s is not one of this machine", word);
        for (int i = 0; i < WAITS && jobs.isRunning(job); i++) {
            Thread.sleep(LOOK_MILLIS);
            job = job(jobs, word);
        }
        ui.print("Job %s: %s. What it had sent stays.", word, state(jobs, job));
        return 0;
    }
}
