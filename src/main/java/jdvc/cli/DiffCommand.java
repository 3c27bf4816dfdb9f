package jdvc.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Diff;
import jdvc.ui.PlainTable;
import jdvc.ui.Style;
import jdvc.ui.Ui;

/** {@code jdvc diff}. */
final class DiffCommand {

    private static final Opt TARGETS = Opt.value(
                    "targets", "<path>", "Compare only these tracked paths", Values.TRACKED)
            .taking(Opt.Takes.MANY);
    private static final Opt JSON = Opt.flag("json", "Print JSON");
    private static final Opt SHOW_HASH = Opt.flag("show-hash", "Show the contents' hashes");
    private static final Opt MD = Opt.flag("md", "Print a Markdown table");
    private static final Opt HIDE_MISSING = Opt.flag("hide-missing", "Leave out what is not in the cache");

    private DiffCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "diff",
                        "Show which tracked files changed between two commits",
                        List.of(
                                Param.optional("a_rev", "The old commit (default: HEAD)", Values.REV),
                                Param.optional("b_rev", "The new commit (default: the workspace)", Values.REV)),
                        List.of(TARGETS, JSON, SHOW_HASH, MD, HIDE_MISSING),
                        DiffCommand::run)
                .details("""
                        Directories are compared file by file; a directory whose listing is nowhere counts as one.

                        Examples:
                          jdvc diff
                          jdvc diff v1.0 v2.0 --targets data/images --show-hash
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        var targets = args.has(TARGETS) ? Optional.of(args.values(TARGETS)) : Optional.<List<String>>empty();
        var report = session.in(new Diff(args.param(0).orElse("HEAD"), args.param(1), targets)::run);
        boolean hide = args.param(1).isPresent() || args.has(HIDE_MISSING);
        var groups = report.isEmpty() ? Map.<String, List<Diff.Row>>of() : groups(report, hide);
        var ui = session.ui();
        if (args.has(JSON)) ui.json(json(groups, args.has(SHOW_HASH)));
        else if (args.has(MD)) markdown(groups, args.has(SHOW_HASH), ui);
        else print(groups, args.has(SHOW_HASH), ui);
        return 0;
    }

    /** In the order of DVC's JSON. */
    private static Map<String, List<Diff.Row>> groups(Diff.Report report, boolean hideMissing) {
        var groups = new LinkedHashMap<String, List<Diff.Row>>();
        groups.put("added", report.added());
        groups.put("deleted", report.deleted());
        groups.put("modified", report.modified());
        groups.put("renamed", report.renamed());
        if (!hideMissing) groups.put("not in cache", report.missing());
        return groups;
    }

    private static Map<String, Object> json(Map<String, List<Diff.Row>> groups, boolean hashes) {
        var all = new LinkedHashMap<String, Object>();
        groups.forEach((state, rows) -> {
            var list = new ArrayList<Object>();
            for (var row : rows) list.add(json(state, row, hashes));
            all.put(state, list);
        });
        return all;
    }

    private static Map<String, Object> json(String state, Diff.Row row, boolean hashes) {
        var map = new LinkedHashMap<String, Object>();
        map.put("path", row.to().isEmpty() ? row.path() : pair(Optional.of(row.path()), row.to()));
        if (hashes) map.put("hash", state.equals("modified") ? pair(row.hash(), row.newHash()) : row.hash());
        return map;
    }

    private static Map<String, Object> pair(Optional<String> old, Optional<String> now) {
        var pair = new LinkedHashMap<String, Object>();
        pair.put("old", old);
        pair.put("new", now);
        return pair;
    }

    private static void markdown(Map<String, List<Diff.Row>> groups, boolean hashes, Ui ui) {
        var table = new PlainTable(hashes ? List.of("Status", "Hash", "Path") : List.of("Status", "Path"));
        for (var state : List.of("added", "deleted", "renamed", "modified", "not in cache")) {
            for (var row : groups.getOrDefault(state, List.of())) {
                table.row(hashes ? List.of(state, digest(state, row), name(row)) : List.of(state, name(row)));
            }
        }
        for (var line : table.markdown()) ui.always("%s", line);
    }

    /**
     * <pre>
     * Modified:
     *     2c835c33..98eb1626  data/
     *
     * files summary: 1 added, 1 renamed
     * </pre>
     */
    private static void print(Map<String, List<Diff.Row>> groups, boolean hashes, Ui ui) {
        var summary = new ArrayList<String>();
        for (var state : List.of("added", "deleted", "renamed", "modified", "not in cache")) {
            var rows = groups.getOrDefault(state, List.of());
            if (rows.isEmpty()) continue;
            ui.print("%s:", style(state).of(Character.toUpperCase(state.charAt(0)) + state.substring(1)));
            int files = 0;
            for (var row : rows) {
                ui.print("    %s%s", hashes ? digest(state, row) + "  " : "", name(row));
                if (!name(row).endsWith("/")) files++;
            }
            ui.print("");
            if (files > 0) summary.add(files + " " + state);
        }
        if (!summary.isEmpty()) ui.print("files summary: %s", String.join(", ", summary));
    }

    private static Style style(String state) {
        return switch (state) {
            case "added", "renamed" -> Style.GREEN;
            case "deleted" -> Style.RED;
            default -> Style.MAGENTA;
        };
    }

    private static String name(Diff.Row row) {
        return row.to().map(to -> row.path() + " -> " + to).orElse(row.path());
    }

    private static String digest(String state, Diff.Row row) {
        var old = row.hash().map(DiffCommand::head).orElse("");
        return state.equals("modified")
                ? old + ".." + row.newHash().map(DiffCommand::head).orElse("")
                : old;
    }

    private static String head(String hash) {
        return hash.substring(0, 8);
    }
}
