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
import jdvc.repo.DataStatus;
import jdvc.ui.Style;
import jdvc.ui.Ui;

/** {@code jdvc data status}. */
final class DataCommand {

    private static final Opt GRANULAR = Opt.flag("granular", "Show the files in tracked directories");
    private static final Opt JSON = Opt.flag("json", "Print JSON");
    private static final Opt UNCHANGED = Opt.flag("unchanged", "Also show what did not change");
    private static final Opt UNTRACKED = Opt.value(
                    "untracked-files",
                    "no|all",
                    "Also show files that neither Git nor DVC tracks",
                    Values.choice("no", "all"))
            .taking(Opt.Takes.AT_MOST_ONE);
    private static final Opt NOT_IN_REMOTE = Opt.flag("not-in-remote", "Ask the remote what it lacks");
    private static final Opt REMOTE =
            Opt.value("remote", 'r', "<name>", "Remote for --not-in-remote instead of the default", Values.REMOTE);
    private static final Opt NO_REFRESH = Opt.flag("no-remote-refresh", "Accepted: the remote is always asked")
            .asHidden();

    /** The groups in their order: key in JSON, heading, what to do about it. */
    private record Group(String key, String heading, Style style, List<String> hints) {}

    private static final List<Group> GROUPS = List.of(
            new Group(
                    "not_in_cache",
                    "Not in cache",
                    Style.RED,
                    List.of("use \"dvc fetch <file>...\" to download files")),
            new Group(
                    "not_in_remote", "Not in remote", Style.RED, List.of("use \"dvc push <file>...\" to upload files")),
            new Group(
                    "committed",
                    "DVC committed changes",
                    Style.GREEN,
                    List.of("git commit the corresponding dvc files to update the repo")),
            new Group(
                    "uncommitted",
                    "DVC uncommitted changes",
                    Style.MAGENTA,
                    List.of(
                            "use \"dvc commit <file>...\" to track changes",
                            "use \"dvc checkout <file>...\" to discard changes")),
            new Group(
                    "untracked",
                    "Untracked files",
                    Style.CYAN,
                    List.of("use \"git add <file> ...\" or \"dvc add <file>...\" to commit to git or to dvc")),
            new Group("unchanged", "DVC unchanged files", Style.NONE, List.of()));

    private DataCommand() {}

    static Verb<Session> verb() {
        var status = Verb.<Session>of(
                        "status",
                        "Show changes between the last commit, the metafiles and the workspace",
                        List.of(Param.many("targets", "Tracked paths (default: all)", Values.TRACKED)),
                        List.of(GRANULAR, JSON, UNCHANGED, UNTRACKED, NOT_IN_REMOTE, REMOTE, NO_REFRESH),
                        DataCommand::run)
                .details("""
                        A path inside a tracked directory shows the files there, as with --granular.

                        Examples:
                          jdvc data status
                          jdvc data status --granular --unchanged data
                          jdvc data status --not-in-remote --json
                        """);
        return Verb.group("data", "Commands about the tracked data", List.of(status));
    }

    private static int run(Args args, Session session) throws Exception {
        var untracked = args.has(UNTRACKED) ? args.value(UNTRACKED).orElse("all") : "no";
        var remote = args.has(NOT_IN_REMOTE)
                ? Optional.of(new DataStatus.Remote(args.value(REMOTE)))
                : Optional.<DataStatus.Remote>empty();
        var status = new DataStatus(args.params(), args.has(GRANULAR), untracked.equals("all"), remote);
        var report = session.in(status::run);
        if (report.homeless()) {
            session.ui().warn("no remote is set for some outputs: they are listed as not in remote");
        }
        var groups = groups(report, args.has(UNCHANGED));
        if (args.has(JSON)) session.ui().json(groups);
        else print(groups, report.git(), session.ui());
        return 0;
    }

    private static Map<String, Object> groups(DataStatus.Report report, boolean unchanged) {
        var groups = new LinkedHashMap<String, Object>();
        put(groups, "not_in_cache", report.notInCache());
        put(groups, "not_in_remote", report.notInRemote());
        if (!report.committed().isEmpty()) groups.put("committed", changes(report.committed()));
        if (!report.uncommitted().isEmpty()) groups.put("uncommitted", changes(report.uncommitted()));
        put(groups, "untracked", report.untracked());
        if (unchanged) put(groups, "unchanged", report.unchanged());
        return groups;
    }

    private static void put(Map<String, Object> map, String key, List<?> list) {
        if (!list.isEmpty()) map.put(key, list);
    }

    private static Map<String, Object> changes(DataStatus.Changes changes) {
        var states = new LinkedHashMap<String, Object>();
        put(states, "modified", changes.modified());
        put(states, "added", changes.added());
        put(states, "deleted", changes.deleted());
        var renamed = new ArrayList<Map<String, String>>();
        changes.renamed().forEach((old, now) -> {
            var pair = new LinkedHashMap<String, String>();
            pair.put("old", old);
            pair.put("new", now);
            renamed.add(pair);
        });
        put(states, "renamed", renamed);
        put(states, "unknown", changes.unknown());
        return states;
    }

    /**
     * <pre>
     * DVC uncommitted changes:
     *   (use "dvc commit &lt;file&gt;..." to track changes)
     *   (use "dvc checkout &lt;file&gt;..." to discard changes)
     *         modified: data/
     * </pre>
     */
    private static void print(Map<String, Object> groups, DataStatus.GitState git, Ui ui) {
        if (groups.isEmpty()) ui.print(git.empty() ? "No changes in an empty git repo." : "No changes.");
        boolean first = true;
        for (var group : GROUPS) {
            var items = groups.get(group.key());
            if (items == null) continue;
            if (!first) ui.print("");
            first = false;
            ui.print("%s:", group.heading());
            for (var hint : group.hints()) ui.print("  (%s)", hint);
            for (var line : lines(items)) ui.print("        %s", group.style().of(line));
        }
        if (!git.dirty()) return;
        var message = "(there are " + (groups.isEmpty() ? "" : "other ")
                + "changes not tracked by dvc, use \"git status\" to see)";
        ui.print("%s", Style.BLUE.of(message));
    }

    private static List<String> lines(Object items) {
        var lines = new ArrayList<String>();
        if (items instanceof List<?> paths) {
            for (var path : paths) lines.add(String.valueOf(path));
        } else if (items instanceof Map<?, ?> states) {
            states.forEach((state, paths) -> {
                if (!(paths instanceof List<?> list)) return;
                for (var each : list) {
                    var what = each instanceof Map<?, ?> pair ? pair.get("old") + " -> " + pair.get("new") : each;
                    lines.add(state + ": " + what);
                }
            });
        }
        return lines;
    }
}
