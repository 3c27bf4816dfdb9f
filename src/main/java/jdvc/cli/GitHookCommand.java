package jdvc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.MergeDriver;
import jdvc.repo.PostCheckout;
import jdvc.repo.PrePush;
import jdvc.repo.Repo;
import jdvc.ui.Amount;

/** {@code jdvc git-hook}: what Git's hooks call. In no project they do nothing. */
final class GitHookCommand {

    private static final Param ARGS = Param.many("args", "What Git, or the tool pre-commit, passes", Values.TEXT);
    private static final Opt ANCESTOR =
            Opt.value("ancestor", "<file>", "The file before both sides changed it", Values.FILE);
    private static final Opt OUR = Opt.value("our", "<file>", "The file here, which gets the result", Values.FILE);
    private static final Opt THEIR = Opt.value("their", "<file>", "The file of the other side", Values.FILE);

    private GitHookCommand() {}

    static Verb<Session> verb() {
        return Verb.group(
                        "git-hook",
                        "Do what a hook of Git asks for",
                        List.of(
                                hook("pre-commit", "Show the status", GitHookCommand::preCommit),
                                hook("post-checkout", "Check out after Git has", GitHookCommand::postCheckout),
                                hook("pre-push", "Push the data of what Git is about to push", GitHookCommand::prePush),
                                Verb.of(
                                        "merge-driver",
                                        "Merge .dvc files of a directory",
                                        List.of(),
                                        List.of(ANCESTOR, OUR, THEIR),
                                        GitHookCommand::merge)))
                .asHidden();
    }

    private static Verb<Session> hook(String name, String summary, Verb.Action<Session> action) {
        return Verb.of(
                name,
                summary,
                List.of(ARGS),
                List.of(),
                (args, session) -> isProject(session) ? action.run(args, session) : 0);
    }

    private static boolean isProject(Session session) throws IOException {
        return Repo.findRoot(session.env(), session.disk()).isPresent();
    }

    /** DVC's hooks run its own commands, with their words and exits. */
    private static int run(Session session, String verb) {
        return new Cli(session.env(), session.disk(), session.ui()).run(List.of(verb));
    }

    private static int preCommit(Args args, Session session) {
        return run(session, "status");
    }

    /** The tool pre-commit passes Git's flag in a variable. */
    private static int postCheckout(Args args, Session session) throws Exception {
        var given = args.params().size() >= 3 ? args.params().get(2) : "";
        var flag = session.env().var("PRE_COMMIT_CHECKOUT_TYPE").orElse(given);
        return session.in(new PostCheckout(flag)::run).due() ? run(session, "checkout") : 0;
    }

    /** Without a word from Git of what it sends, this is a push of what the workspace tracks, as in DVC. */
    private static int prePush(Args args, Session session) throws Exception {
        var tool = session.env().var("PRE_COMMIT_TO_REF");
        if (args.params().isEmpty() && tool.isEmpty()) return run(session, "push");
        var remote = tool.isPresent()
                ? session.env().var("PRE_COMMIT_REMOTE_NAME").orElse("")
                : args.params().get(0);
        var report = session.in(new PrePush(remote, tool.isPresent() ? ofTool(session) : ofGit(session))::run);
        if (report.pushed() > 0) session.ui().print("%s pushed", Amount.count(report.pushed(), "file"));
        return 0;
    }

    private static List<PrePush.Ref> ofTool(Session session) {
        var env = session.env();
        return List.of(new PrePush.Ref(
                env.var("PRE_COMMIT_TO_REF").orElse(""),
                env.var("PRE_COMMIT_FROM_REF").orElse("0")));
    }

    private static List<PrePush.Ref> ofGit(Session session) {
        var refs = new ArrayList<PrePush.Ref>();
        for (var line = session.ui().line("");
                line.isPresent();
                line = session.ui().line("")) {
            PrePush.Ref.parse(line.get()).ifPresent(refs::add);
        }
        return refs;
    }

    private static int merge(Args args, Session session) throws Exception {
        var merge = new MergeDriver(file(args, ANCESTOR), file(args, OUR), file(args, THEIR));
        session.in(merge::run);
        return 0;
    }

    private static String file(Args args, Opt option) {
        return args.value(option)
                .orElseThrow(() ->
                        JdvcException.of(Kind.USAGE, "the following arguments are required: --%s", option.name()));
    }
}
