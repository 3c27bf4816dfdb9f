package jdvc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.disk.Exec;
import jdvc.repo.Jobs;
import jdvc.ui.Ask;

/** A job, seen from both of its processes: the one that starts it and the one that is it. */
final class JobRun {

    static final String VERB = "job-run";

    private static final String MAIN = "jdvc.cli.Main";
    private static final long TIDY_SECONDS = 5;

    private JobRun() {}

    /** Starts a process that runs the words as typed in {@code cwd}, from before their {@code --cd}; returns at once. */
    static int start(List<String> words, Path cwd, Session session) throws IOException {
        var program = program();
        if (program.isEmpty()) throw JdvcException.user("a background job needs jdvc as a program of its own");
        var jobs = Jobs.open(session.call());
        var job = jobs.begin(inForeground(words), cwd);
        program.addAll(List.of(VERB, String.valueOf(job.id())));
        var place = jobs.place(job.id());
        Exec.detached(session.env().cwd(), session.env().vars(), program, place.resolve("out"), place.resolve("err"));
        session.ui().print("Job %s: %s", String.valueOf(job.id()), job.line());
        session.ui()
                .note("`attach %s` shows it, `cancel %s` ends it.", String.valueOf(job.id()), String.valueOf(job.id()));
        return 0;
    }

    /** Returns the words without the option, which may be cut short: a job that kept it would begin a job, without end. */
    static List<String> inForeground(List<String> words) {
        var option = "--" + TransferOptions.BACKGROUND.name();
        int names = words.indexOf("--"); // what follows are paths, whatever they look like
        var argv = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            boolean path = names >= 0 && i >= names;
            if (path || word.length() < 3 || !option.startsWith(word)) argv.add(word);
        }
        return argv;
    }

    /** The command line of this process up to the program's own words, without terminals. */
    private static List<String> program() {
        var info = ProcessHandle.current().info();
        var program = new ArrayList<String>();
        if (info.command().isEmpty()) return program;
        program.add(info.command().get());
        for (var word : info.arguments().orElse(new String[0])) {
            program.add(word.startsWith("-Djdvc.tty=") ? "-Djdvc.tty=" : word);
            if (word.equals(MAIN)) return program;
        }
        program.clear();
        return program;
    }

    /** Is the job: runs its words and records how that ended, also if the process is told to end. */
    static int run(Args args, Session session) throws Exception {
        var jobs = Jobs.open(session.call());
        var job = JobsCommand.job(jobs, args.params().get(0));
        if (job.end().isPresent() || job.pid().isPresent())
            throw JdvcException.user("job %s was run", args.params().get(0));
        var lock = jobs.hold(job);
        try (var events = session.disk().create(jobs.place(job.id()).resolve("events"))) {
            var running = jobs.started(job, ProcessHandle.current().pid());
            var ui = session.ui().asking(Ask.NEVER).reporting(new JobEvents(events, System::nanoTime));
            var cli = new Cli(session.env().at(Path.of(job.cwd())), session.disk(), ui);
            return tidily(() -> cli.run(running.argv()), exit -> jobs.ended(running, exit));
        } finally {
            lock.close();
        }
    }

    /** Writes down the end of a job. */
    @FunctionalInterface
    interface Ending {
        void of(int exit) throws IOException;
    }

    private static int tidily(java.util.function.IntSupplier work, Ending ending) throws IOException {
        var worker = Thread.currentThread();
        var ended = new CountDownLatch(1);
        var written = new AtomicBoolean();
        var hook = new Thread(() -> {
            worker.interrupt();
            try {
                if (ended.await(TIDY_SECONDS, TimeUnit.SECONDS) || !written.compareAndSet(false, true)) return;
                ending.of(Errors.INTERRUPTED);
            } catch (IOException | InterruptedException e) {
                return; // a job without an end is seen to be dead
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        int exit = work.getAsInt();
        if (written.compareAndSet(false, true)) ending.of(exit);
        ended.countDown();
        return exit;
    }
}
