package jdvc.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Gc;
import jdvc.repo.KeptScope;
import jdvc.repo.Repo;
import jdvc.repo.Revs;

/** {@code jdvc gc}. */
final class GcCommand {

    private static final Opt WORKSPACE = Opt.flag("workspace", 'w', "Keep what the workspace uses");
    private static final Opt REV = Opt.value("rev", "<commit>", "Keep what this commit uses, too", Values.REV);
    private static final Opt NUM =
            Opt.value("num", 'n', "<n>", "With --rev or -a: keep the last n commits of each, not one", Values.NUMBER);
    private static final Opt ALL_BRANCHES = Opt.flag("all-branches", 'a', "Keep what the tips of all branches use");
    private static final Opt ALL_TAGS = Opt.flag("all-tags", 'T', "Keep what all tags use");
    private static final Opt ALL_COMMITS = Opt.flag("all-commits", 'A', "Keep what all commits use");
    private static final Opt DATE =
            Opt.value("date", "<yyyy-mm-dd>", "Keep what commits of that day and later use", Values.TEXT);
    private static final Opt EXPERIMENTS = Opt.flag("all-experiments", "Keep what DVC's experiments use");
    private static final Opt NOT_IN_REMOTE = Opt.flag("not-in-remote", "Keep of it only what is not on the remote yet");
    private static final Opt CLOUD = Opt.flag("cloud", 'c', "Delete from the remote, too");
    private static final Opt JOBS = Opt.value("jobs", 'j', "<n>", "Requests to the remote at a time", Values.NUMBER);
    private static final Opt SKIP_FAILED =
            Opt.flag("skip-failed", "Pass over commits that cannot be read: what they use is not kept");
    private static final Opt FORCE = Opt.flag("force", 'f', "Do it without asking");
    private static final Opt PROJECTS = Opt.value(
                    "projects", 'p', "<paths>", "Keep what these projects on the same cache use, too", Values.DIRECTORY)
            .taking(Opt.Takes.MANY);
    private static final Opt DRY = Opt.flag("dry", "Only show what would go");
    private static final Opt NOW = Opt.flag("now", "Of shared stores also what is younger than a day");
    private static final Opt NO_TRASH = Opt.flag("no-trash", "Free the space of the cache at once");

    private GcCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "gc",
                        "Delete what nothing uses from the cache, or a remote",
                        List.of(),
                        List.of(
                                WORKSPACE,
                                REV,
                                NUM,
                                ALL_BRANCHES,
                                ALL_TAGS,
                                ALL_COMMITS,
                                DATE,
                                EXPERIMENTS,
                                NOT_IN_REMOTE,
                                CLOUD,
                                TransferOptions.REMOTE,
                                SKIP_FAILED,
                                FORCE,
                                JOBS,
                                PROJECTS,
                                DRY,
                                NOW,
                                NO_TRASH),
                        GcCommand::run)
                .details("""
                        Says what is kept, and shows names and sizes of what goes before it asks. What
                        leaves the cache lies in its trash for some days; what leaves a remote is gone. Of
                        remotes, and of a cache that is shared, objects younger than a day stay: somebody
                        may be about to commit what names them.

                        Examples:
                          jdvc gc -w --dry
                          jdvc gc -A
                          jdvc gc -aT -c -r models
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var gc = gc(args);
        gc.validate();
        var words = new GcWords(session);
        words.kept(gc);
        return session.in((repo, progress) -> {
            if (args.has(DRY)) words.would(gc.plan(repo, progress));
            else if (args.has(FORCE)) words.did(gc.run(repo, progress));
            else return ask(gc, words, repo, progress);
            return 0;
        });
    }

    private static int ask(Gc gc, GcWords words, Repo repo, Progress progress)
            throws IOException, InterruptedException {
        var plan = gc.plan(repo, progress);
        if (!plan.isEmpty() && !words.agree(plan)) return 1;
        words.did(gc.run(repo, plan, progress));
        return 0;
    }

    private static Gc gc(Args args) {
        var revs = new Revs(args.has(ALL_BRANCHES), args.has(ALL_TAGS), args.has(ALL_COMMITS));
        var keep = new KeptScope(
                args.has(WORKSPACE),
                revs,
                args.has(EXPERIMENTS),
                args.value(REV),
                args.number(NUM),
                date(args),
                args.values(PROJECTS));
        var where = new Gc.Where(
                args.has(CLOUD), args.has(NOT_IN_REMOTE), args.value(TransferOptions.REMOTE), args.jobs(JOBS));
        return new Gc(keep, where, new Gc.Options(args.has(NOW), args.has(NO_TRASH), args.has(SKIP_FAILED)));
    }

    private static Optional<LocalDate> date(Args args) {
        var text = args.value(DATE);
        if (text.isEmpty()) return Optional.empty();
        try {
            return Optional.of(LocalDate.parse(text.get(), DateTimeFormatter.ofPattern("uuuu-M-d")));
        } catch (DateTimeParseException e) {
            throw JdvcException.user("'%s' is no date of the form yyyy-mm-dd", text.get());
        }
    }
}
