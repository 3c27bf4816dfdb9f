package jdvc.cli;

import java.util.List;
import java.util.Locale;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.CommitsCheck;
import jdvc.repo.Fsck;
import jdvc.repo.Subset;
import jdvc.ui.Amount;
import jdvc.ui.Ui;

/** {@code jdvc fsck}. */
final class FsckCommand {

    private static final Opt CLOUD = Opt.flag("cloud", 'c', "Check the remote instead of the cache");
    private static final Opt BOTH = Opt.flag("both", "Check the cache and the remote");
    private static final Opt REPAIR = Opt.flag("repair", "Copy what is wrong or missing from the other side");
    private static final Opt SUBSET = Opt.value(
            "subset",
            "<n/t>",
            "Read the n-th of t parts only, or 10% at random; whether it is there is asked of all",
            Values.TEXT);
    private static final Opt RESTART = Opt.flag("restart", "Begin anew, not where an interrupted check stopped");
    private static final Opt EXISTS =
            Opt.value("exists", "<rev..rev>", "With -c: is all data of these commits on the remote?", Values.REV);
    private static final Opt JSON = Opt.flag("json", "Print JSON");
    private static final int SHOWN = 50;

    private FsckCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "fsck",
                        "Check that data is there and undamaged",
                        List.of(Param.many(
                                "targets", "Tracked paths, .dvc files or stages (default: all)", Values.TRACKED)),
                        List.of(
                                CLOUD,
                                BOTH,
                                REPAIR,
                                SUBSET,
                                RESTART,
                                EXISTS,
                                JSON,
                                TransferOptions.REMOTE,
                                TransferOptions.JOBS,
                                TransferOptions.ALL_BRANCHES,
                                TransferOptions.ALL_TAGS,
                                TransferOptions.ALL_COMMITS),
                        FsckCommand::run)
                .details("""
                        Reads every object and compares its bytes with its name. Without -c the cache is
                        checked, with all that lies in it; with -c what the .dvc files name on the remote. A
                        damaged object of a directory is moved to its quarantine, never deleted. An
                        interrupted check goes on where it stopped. The exit is 1 if something is wrong and
                        was not repaired.

                        Examples:
                          jdvc fsck --repair
                          jdvc fsck -c --subset 1/7
                          jdvc fsck -c --exists origin/main..HEAD
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        boolean remote = args.has(CLOUD) || args.has(TransferOptions.REMOTE);
        if (args.value(EXISTS).isPresent()) return exists(args, remote, session);
        var where = args.has(BOTH) ? Fsck.Where.BOTH : remote ? Fsck.Where.REMOTE : Fsck.Where.CACHE;
        var options = new Fsck.Options(args.has(REPAIR), args.has(RESTART), subset(args, session));
        var fsck = new Fsck(where, TransferOptions.choice(args), TransferOptions.way(args), options);
        var report = session.in(fsck::run);
        if (args.has(JSON)) session.ui().json(report);
        else print(report, session.ui());
        return report.ok() ? 0 : 1;
    }

    private static Subset subset(Args args, Session session) {
        var text = args.value(SUBSET);
        if (text.isEmpty()) return Subset.ALL;
        return Subset.parse(text.get(), session.env().random())
                .orElseThrow(() -> JdvcException.of(
                        Kind.USAGE,
                        "argument --subset: '%s' is neither a part such as 2/7 nor one such as 10%%",
                        text.get()));
    }

    /**
     * <pre>
     * 	damaged:            data/x (repaired)
     * 	missing:            data/y
     * cache: 12 objects, 10 read (1.2 MiB)
     * </pre>
     */
    private static void print(Fsck.Report report, Ui ui) {
        int shown = 0;
        for (var each : report.problems()) {
            if (shown++ == SHOWN) break;
            var place = report.places().size() > 1 ? " (" + each.place() + ")" : "";
            ui.print("\t%s%s%s%s", padded(each), each.name(), place, each.repaired() ? ", repaired" : "");
        }
        if (report.problems().size() > SHOWN)
            ui.print("\t… and %s more", report.problems().size() - SHOWN);
        for (var each : report.places()) {
            ui.print(
                    "%s: %s, %s read (%s)",
                    each.name(), Amount.count(each.objects(), "object"), each.read(), Amount.size(each.bytes()));
        }
        report.kept().ifPresent(place -> ui.note("Damaged objects of the cache are kept in %s", place));
        report.unchecked().forEach((out, why) -> ui.error(out + ' ' + why));
        long wrong = report.problems().stream().filter(p -> !p.repaired()).count();
        if (wrong == 0) return;
        ui.error(Amount.count(wrong, "object") + (wrong == 1 ? " is" : " are") + " missing or damaged");
        ui.hint("`jdvc fsck --both --repair` copies from the other side what is right there");
    }

    private static String padded(Fsck.Problem problem) {
        var label = problem.trouble().name().toLowerCase(Locale.ROOT) + ":";
        return label + " ".repeat(Math.max(0, 20 - label.length()));
    }

    private static int exists(Args args, boolean remote, Session session) throws Exception {
        if (!remote || args.has(BOTH)) throw JdvcException.of(Kind.USAGE, "argument --exists: goes with -c/--cloud");
        if (!args.params().isEmpty()) throw JdvcException.of(Kind.USAGE, "argument --exists: goes without targets");
        var check = new CommitsCheck(args.value(EXISTS).get(), TransferOptions.way(args), args.has(REPAIR));
        var report = session.in(check::run);
        if (args.has(JSON)) session.ui().json(report);
        else print(report, session.ui());
        return report.complete() ? 0 : 1;
    }

    private static void print(CommitsCheck.Report report, Ui ui) {
        int shown = 0;
        for (var each : report.missing()) {
            if (shown++ == SHOWN) break;
            ui.print("\tmissing:            %s%s", each.name(), each.inCache() ? "" : ", and not in the cache");
        }
        if (report.missing().size() > SHOWN)
            ui.print("\t… and %s more", report.missing().size() - SHOWN);
        if (report.sent() > 0) ui.print("%s pushed", Amount.count(report.sent(), "file"));
        var commits = Amount.count(report.commits(), "commit");
        if (report.complete()) {
            ui.print("All data of %s is on the remote (%s).", commits, Amount.count(report.objects(), "object"));
            return;
        }
        ui.error("not all data of " + commits + " is on the remote");
        if (!report.missing().isEmpty()) {
            ui.hint(
                    "`jdvc fsck -c --exists REV..REV --repair` sends what the cache has; the rest is with whoever made it");
        }
    }
}
