package jdvc.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.disk.Stat;
import jdvc.repo.Listing;
import jdvc.repo.Repo;
import jdvc.ui.Amount;
import jdvc.ui.Table;

/** The verbs that only a shell has, because they are about where it stands. */
final class ShellVerbs {

    private static final int MAX_DEPTH = 20;
    private static final long MAX_SCRIPT_BYTES = 8 << 20;

    private final JdvcHost host;
    private int depth;

    ShellVerbs(JdvcHost host) {
        this.host = host;
    }

    List<Verb<Session>> all() {
        return List.of(
                Verb.<Session>of(
                                "cd",
                                "Change the directory",
                                List.of(Param.optional(
                                        "directory", "Where to (default: the project's root)", Values.DIRECTORY)),
                                List.of(),
                                this::cd)
                        .under("In the shell"),
                Verb.<Session>of("pwd", "Print the directory", List.of(), List.of(), ShellVerbs::pwd)
                        .under("In the shell"),
                Verb.<Session>of(
                                "ls",
                                "List files with their state",
                                List.of(Param.optional("directory", "Which (default: here)", Values.DIRECTORY)),
                                List.of(),
                                ShellVerbs::ls)
                        .under("In the shell"),
                Verb.<Session>of(
                                "last",
                                "Print the last answer again, or write it to a file",
                                List.of(Param.many("file", "`> FILE`: where to write it", Values.FILE)),
                                List.of(),
                                this::last)
                        .under("In the shell"),
                Verb.<Session>of("why", "Explain the last error at length", List.of(), List.of(), this::why)
                        .under("In the shell"),
                Verb.<Session>of("tour", "Walk through the main job", List.of(), List.of(), this::tour)
                        .under("In the shell"),
                Verb.<Session>of(
                                "source",
                                "Run the lines of a file, up to the first that fails",
                                List.of(Param.one("file", "Lines as they are typed here", Values.FILE)),
                                List.of(),
                                this::source)
                        .under("In the shell"));
    }

    private int source(Args args, Session session) throws Exception {
        var file = args.param(0).orElseThrow();
        if (depth == MAX_DEPTH) throw JdvcException.user("'%s' is not run: files that run each other, too deep", file);
        var bytes = session.disk().read(session.env().cwd().resolve(file), MAX_SCRIPT_BYTES);
        if (bytes.isEmpty()) throw JdvcException.user("'%s' does not exist", file);
        depth++;
        try {
            return host.script(new String(bytes.get(), StandardCharsets.UTF_8));
        } finally {
            depth--;
        }
    }

    private int cd(Args args, Session session) throws Exception {
        var typed = args.param(0);
        Path target;
        if (typed.isEmpty()) {
            target = Repo.findRoot(session.env(), session.disk())
                    .orElse(session.env().home());
        } else if (typed.get().equals("~") || typed.get().startsWith("~/")) {
            target = session.env()
                    .home()
                    .resolve(typed.get().substring(Math.min(2, typed.get().length())));
        } else {
            target = session.env().cwd().resolve(typed.get()).normalize();
        }
        if (!session.disk().statTarget(target).map(Stat::isDirectory).orElse(false)) {
            throw JdvcException.user("'%s' is not a directory", typed.orElse(target.toString()));
        }
        host.moveTo(target);
        return 0;
    }

    private int last(Args args, Session session) throws Exception {
        var words = String.join("\0", args.params());
        if (words.isEmpty()) {
            host.last().print(session.ui());
            return 0;
        }
        boolean named = words.startsWith(">") && words.length() > 1 && words.indexOf('\0', 2) < 0;
        if (!named) throw JdvcException.of(JdvcException.Kind.USAGE, "type `last` or `last > FILE`");
        var file = session.env().cwd().resolve(words.substring(1).replace("\0", ""));
        host.last().write(file, session.disk());
        session.ui().note("Written to '%s'.", file);
        return 0;
    }

    private int why(Args args, Session session) {
        host.last().explain(session.ui());
        return 0;
    }

    private int tour(Args args, Session session) {
        for (var line : host.tour().begin().split("\n")) session.ui().print("%s", line);
        return 0;
    }

    private static int pwd(Args args, Session session) {
        session.ui().print("%s", session.env().cwd());
        return 0;
    }

    private static int ls(Args args, Session session) throws Exception {
        var report = session.in(new Listing(args.param(0))::run);
        var table = new Table(Table.Column.RIGHT, Table.Column.CUT_MIDDLE, Table.Column.LEFT);
        for (var row : report.rows()) {
            var size = row.size().map(Amount::size).orElse("");
            table.row(size, row.name() + (row.isDirectory() ? "/" : ""), row.state());
        }
        if (!table.isEmpty()) session.ui().table(table);
        return 0;
    }
}
