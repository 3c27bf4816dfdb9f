package jdvc.cli;

import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.CheckIgnore;
import jdvc.ui.Ui;

/** {@code jdvc check-ignore}. */
final class CheckIgnoreCommand {

    private static final Opt DETAILS = Opt.flag("details", 'd', "Show the rule that decides");
    private static final Opt NON_MATCHING = Opt.flag("non-matching", 'n', "With -d, also paths that no rule matches");
    private static final Opt STDIN = Opt.flag("stdin", "Read paths from standard input, one a line");

    private CheckIgnoreCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "check-ignore",
                        "Show which paths .dvcignore leaves out, and why",
                        List.of(Param.many("targets", "Files and directories; they need not exist", Values.FILE)),
                        List.of(DETAILS, NON_MATCHING, STDIN),
                        CheckIgnoreCommand::run)
                .details("""
                        Exits with 1 if no rule matches any of the paths.

                        Example:
                          jdvc check-ignore -d data/run.log
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        requireSense(args, session.ui());
        if (!args.has(STDIN)) return show(args, args.params(), session) ? 0 : 1;
        boolean matched = false;
        for (var line = line(session); !line.isEmpty(); line = line(session)) {
            matched |= show(args, List.of(line), session);
        }
        return matched ? 0 : 1;
    }

    /** Returns the next line; empty at the end. */
    private static String line(Session session) {
        return session.ui().line("").orElse("");
    }

    private static void requireSense(Args args, Ui ui) {
        if (!args.has(STDIN) && args.params().isEmpty()) throw JdvcException.user("`targets` or `--stdin` needed");
        if (args.has(STDIN) && !args.params().isEmpty()) {
            throw JdvcException.user("cannot have both `targets` and `--stdin`");
        }
        if (args.has(NON_MATCHING) && !args.has(DETAILS)) {
            throw JdvcException.user("`--non-matching` is only valid with `--details`");
        }
        if (args.has(DETAILS) && ui.level() == Ui.Level.QUIET) {
            throw JdvcException.user("cannot use both `--details` and `--quiet`");
        }
    }

    /** Prints the answers and tells whether a rule matched any path. */
    private static boolean show(Args args, List<String> paths, Session session) throws Exception {
        boolean matched = false;
        for (var row : session.in(new CheckIgnore(paths)::run).rows()) {
            matched |= row.rule().isPresent() && (args.has(DETAILS) || row.ignored());
            if (!args.has(DETAILS)) {
                if (row.ignored()) session.ui().print("%s", row.path());
                continue;
            }
            var rule = row.rule().or(() -> args.has(NON_MATCHING) ? Optional.of("::") : Optional.empty());
            rule.ifPresent(text -> session.ui().print("%s\t%s", text, row.path()));
        }
        return matched;
    }
}
