package jdvc.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.ListFiles;
import jdvc.ui.Look;
import jdvc.ui.PlainTable;
import org.jspecify.annotations.Nullable;

/** {@code jdvc list}. */
final class ListCommand {

    static final Opt RECURSIVE = Opt.flag("recursive", 'R', "List the files of all directories below");
    static final Opt TREE = Opt.flag("tree", 'T', "Draw directories with what is in them");
    static final Opt LEVEL = Opt.value("level", 'L', "<n>", "Go so deep with -R or -T", Values.NUMBER);
    private static final Opt DVC_ONLY = Opt.flag("dvc-only", "List only what DVC tracks");
    private static final Opt JSON = Opt.flag("json", "Print JSON");
    static final Opt SIZE = Opt.flag("size", "Show sizes");
    private static final Opt SHOW_HASH = Opt.flag("show-hash", "Show the contents' hashes");

    private ListCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "list",
                        "List what Git and DVC have in a project",
                        List.of(
                                ElsewhereOptions.URL,
                                Param.optional("path", "What to list, from the project's root", Values.TRACKED)),
                        ElsewhereOptions.with(RECURSIVE, TREE, LEVEL, DVC_ONLY, JSON, SIZE, SHOW_HASH),
                        ListCommand::run)
                .alias("ls")
                .details("""
                        What is tracked is listed whether it is in the workspace or not.

                        Examples:
                          jdvc list .
                          jdvc list . data -R --dvc-only --size
                          jdvc list . --rev v1.0 --tree
                          jdvc list git@example.org:team/models.git --rev v1.0
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        if (args.has(JSON) && args.has(TREE)) {
            throw JdvcException.of(Kind.BUG, "--tree is for people: it does not go with --json");
        }
        var list = new ListFiles(ElsewhereOptions.elsewhere(args), args.param(1), args.has(DVC_ONLY), shape(args));
        var report = list.run(session.call(), session.ui().progress());
        if (args.has(JSON)) session.ui().json(json(report));
        else
            for (var line : lines(report, args, session.ui().look()))
                session.ui().always("%s", line);
        return 0;
    }

    static ListFiles.Shape shape(Args args) {
        return new ListFiles.Shape(args.has(RECURSIVE), args.has(TREE), args.number(LEVEL));
    }

    private static List<Map<String, @Nullable Object>> json(ListFiles.Report report) {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        for (var row : report.rows()) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            map.put("isout", row.isOut());
            map.put("isdir", row.isDirectory());
            map.put("isexec", row.isExecutable());
            map.put("size", row.size().orElse(null));
            map.put("md5", row.md5().orElse(null));
            map.put("path", row.path());
            all.add(map);
        }
        return all;
    }

    static List<String> lines(ListFiles.Report report, Args args, Look look) {
        var table = new PlainTable(List.of());
        if (args.has(SIZE)) table.rightFirst();
        var bars = new ArrayList<String>();
        for (var row : report.rows()) {
            var cells = new ArrayList<String>();
            if (args.has(SIZE)) cells.add(size(row));
            if (args.has(SHOW_HASH)) cells.add(row.md5().orElse("-"));
            cells.add(args.has(TREE) ? branch(row, bars, look) + row.path() : row.path());
            // what a directory itself takes on a disk, as DVC shows it, is no size of what is in it
            boolean sized = args.has(SIZE) && !row.isDirectory();
            table.sized(sized ? row.size().orElse(0L) : 0, cells);
        }
        return table.plain(look);
    }

    /** Returns the lines left of a name, no more than a blank a level where a screen reader would read them. */
    private static String branch(ListFiles.Row row, List<String> bars, Look look) {
        if (row.depth() == 0) return "";
        if (!look.columns()) return " ".repeat(row.depth());
        while (bars.size() >= row.depth()) bars.remove(bars.size() - 1);
        var before = String.join("", bars);
        bars.add(row.last() ? "    " : "│   ");
        return before + (row.last() ? "└── " : "├── ");
    }

    private static String size(ListFiles.Row row) {
        if (row.size().isEmpty() || row.isDirectory() && row.size().get() == 0) return "";
        return DvcSize.of(row.size().get());
    }
}
