package jdvc.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    private static final long MAX_SCRIPT_BYTES = 8 << 20;

    private static final String GIT = """
            Git gets the terminal, with its pager and its editor; `git help` is Git's own.
            Any other program is run by your shell, which takes the rest of the line:
              !ls -l | head
            """;

    private final JdvcHost host;
    private final Set<Path> running = new HashSet<>();

    ShellVerbs(JdvcHost host) {
        this.host = host;
    }

    List<Verb<Session>> all() {
        var all = new ArrayList<Verb<Session>>();
        for (var verb : verbs()) all.add(verb.under("In the shell"));
        return all;
    }

    private List<Verb<Session>> verbs() {
        var to = Param.optional("directory", "Where to; `-`: back (default: the project's root)", Values.DIRECTORY);
        var in = Param.optional("directory", "Which (default: here)", Values.DIRECTORY);
        var answer = Param.many("file", "`> FILE`: where to write it", Values.FILE);
        var words = Param.many("word", "All that Git takes", Values.TEXT);
        var lines = Param.one("file", "Lines as they are typed here", Values.FILE);
        return List.of(
                Verb.of("cd", "Change the directory", List.of(to), List.of(), this::cd),
                Verb.of("pwd", "Print the directory", List.of(), List.of(), ShellVerbs::pwd),
                Verb.of("ls", "List files with their state", List.of(in), List.of(), ShellVerbs::ls),
                Verb.<Session>of("git", "Run Git", List.of(words), List.of(), ShellVerbs::git)
                        .details(GIT),
                Verb.of(
                        "last",
                        "Print the last answer again, or write it to a file",
                        List.of(answer),
                        List.of(),
                        this::last),
                Verb.of("why", "Explain the last error at length", List.of(), List.of(), this::why),
                Verb.of("tour", "Walk through the main job", List.of(), List.of(), this::tour),
                Verb.of(
                        "source",
                        "Run the lines of a file, up to the first that fails",
                        List.of(lines),
                        List.of(),
                        this::source));
    }

    private int source(Args args, Session session) throws Exception {
        var file = args.param(0).orElseThrow();
        var path = session.env().cwd().resolve(file);
        var bytes = session.disk().read(path, MAX_SCRIPT_BYTES);
        if (bytes.isEmpty()) throw JdvcException.user("'%s' does not exist", file);
        var real = session.disk().realPath(path);
        if (!running.add(real)) throw JdvcException.user("'%s' is not run: it is running already", file);
        try {
            return host.script(new String(bytes.get(), StandardCharsets.UTF_8));
        } finally {
            running.remove(real);
        }
    }

    private int cd(Args args, Session session) throws Exception {
        var typed = args.param(0);
        Path target;
        if (typed.isEmpty()) {
            target = Repo.findRoot(session.env(), session.disk())
                    .orElse(session.env().home());
        } else if (typed.get().equals("-")) {
            target = host.before().orElseThrow(() -> JdvcException.user("there is no directory to go back to"));
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
        if (args.params().isEmpty()) {
            host.last().print(session.ui());
            return 0;
        }
        var file = session.env().cwd().resolve(target(args.params()));
        host.last().write(file, session.disk());
        session.ui().note("Written to '%s'.", file);
        return 0;
    }

    /** Returns FILE of {@code > FILE} or {@code >FILE}. */
    private static String target(List<String> words) {
        var first = words.get(0);
        if (words.size() == 2 && first.equals(">")) return words.get(1);
        if (words.size() == 1 && first.startsWith(">") && first.length() > 1) return first.substring(1);
        throw JdvcException.of(JdvcException.Kind.USAGE, "type `last` or `last > FILE`");
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

    /** A line that begins with {@code git} goes to Git before it is parsed, so this is only where the program's name was typed too. */
    private static int git(Args args, Session session) {
        throw JdvcException.of(JdvcException.Kind.USAGE, "type `git` without '%s' before it", Cli.PROGRAM);
    }

    private static int ls(Args args, Session session) throws Exception {
        var report = session.in(new Listing(args.param(0))::run);
        var table = new Table(Table.Column.RIGHT, Table.Column.CUT_MIDDLE, Table.Column.LEFT);
        for (var row : report.rows()) {
            var size = row.size().map(Amount::size).orElse("");
            table.sized(row.size().orElse(0L), size, row.name() + (row.isDirectory() ? "/" : ""), row.state());
        }
        if (!table.isEmpty()) session.ui().table(table);
        return 0;
    }
}
