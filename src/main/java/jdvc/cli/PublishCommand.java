package jdvc.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Choice;
import jdvc.repo.Publish;
import jdvc.repo.PublishPlan;
import jdvc.repo.Revs;
import jdvc.ui.Ui;

/** {@code jdvc publish}. */
final class PublishCommand {

    private static final Opt MESSAGE =
            Opt.value("message", 'm', "<message>", "Message of the commit (default: names the outputs)", Values.TEXT);
    private static final Opt ALL = Opt.flag("all", 'a', "Commit what else is staged, too");
    private static final Opt YES = Opt.flag("yes", 'y', "Do it without asking");
    private static final Opt DRY_RUN = Opt.flag("dry-run", "Show what would be done, and do nothing");
    private static final Opt JSON = Opt.flag("json", "Print JSON, and ask nothing");
    private static final Opt NO_GIT_PUSH = Opt.flag("no-git-push", "End with the commit");

    private PublishCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "publish",
                        "Take outputs from disk to a pushed Git commit, their data first",
                        List.of(Param.many(
                                "targets", "Files and directories (default: all changed outputs)", Values.DATA)),
                        List.of(
                                MESSAGE,
                                TransferOptions.REMOTE,
                                TransferOptions.JOBS,
                                ALL,
                                YES,
                                DRY_RUN,
                                JSON,
                                NO_GIT_PUSH),
                        PublishCommand::run)
                .details("""
                        Adds what changed, pushes the data, verifies it on the remote, commits
                        the metafiles and changed metrics, and pushes the commit. Only what is
                        missing is done. What fails stops it, and the same command goes on from
                        there: a commit without its data never leaves this machine.

                        Examples:
                          jdvc publish -m "first model"
                          jdvc publish pkl/model.pkl --dry-run
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var way = new Choice.Way(args.value(TransferOptions.REMOTE), args.jobs(TransferOptions.JOBS), Revs.WORKSPACE);
        if (args.value(MESSAGE).filter(String::isBlank).isPresent()) {
            throw JdvcException.user("the message of the commit is empty");
        }
        boolean terminal = session.ui().look().errTerminal();
        var options = new Publish.Options(args.value(MESSAGE), way, args.has(ALL), !args.has(NO_GIT_PUSH), terminal);
        var publish = new Publish(args.params(), options);
        return session.in((repo, progress) -> {
            var plan = publish.plan(repo, progress);
            Engine engine = (chosen, listener) -> publish.run(repo, chosen, listener, progress);
            return args.has(JSON) ? json(plan, args, session.ui(), engine) : words(plan, args, session, engine);
        });
    }

    /** Carries out a plan on the opened project. */
    private interface Engine {
        Publish.Report run(PublishPlan plan, Publish.Listener listener) throws IOException, InterruptedException;
    }

    private static int words(PublishPlan read, Args args, Session session, Engine engine)
            throws IOException, InterruptedException {
        var ui = session.ui();
        var words = new PublishWords(session);
        var plan = args.has(YES) || args.has(DRY_RUN) ? read : words.choose(read);
        words.show(plan);
        if (plan.isEmpty()) {
            ui.print("Nothing to publish.");
            return 0;
        }
        if (args.has(DRY_RUN)) return 0;
        var agreed = args.has(YES) ? Optional.of(plan) : words.agree(plan);
        if (agreed.isEmpty()) {
            ui.note("Nothing was changed. `-y` answers yes.");
            return 1;
        }
        engine.run(agreed.get(), words);
        return 0;
    }

    private static int json(PublishPlan plan, Args args, Ui ui, Engine engine)
            throws IOException, InterruptedException {
        if (args.has(DRY_RUN) || plan.isEmpty() || !args.has(YES)) {
            ui.json(plan);
            return args.has(DRY_RUN) || plan.isEmpty() ? 0 : 1;
        }
        var steps = new PublishJson(plan);
        try {
            steps.end(engine.run(plan, steps));
        } finally {
            ui.json(steps.all());
        }
        return 0;
    }
}
