package jdvc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Param;
import jdvc.command.Values;
import jdvc.command.Verb;
import jdvc.repo.Checkout;
import jdvc.ui.Amount;

/** {@code jdvc checkout}. */
final class CheckoutCommand {

    private static final Opt FORCE = Opt.flag("force", 'f', "Overwrite files that are not saved; they go to the trash");
    private static final Opt RELINK = Opt.flag("relink", "Remake links as cache.type says");
    private static final Opt SUMMARY = Opt.flag("summary", "Show counts instead of names");
    private static final Opt ALLOW_MISSING = Opt.flag("allow-missing", "Outputs that are nowhere are no error");

    private static final Opt REV =
            Opt.value("rev", "<rev>", "Bring the targets to what they were in a revision", Values.REV);

    private CheckoutCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                "checkout",
                "Bring the workspace to what the .dvc files say",
                List.of(Param.many(
                        "targets",
                        "Tracked paths, .dvc files, stages, or PATH@REV (default: all)",
                        Values.TRACKED_AT_REV)),
                List.of(
                        FORCE,
                        RELINK,
                        SUMMARY,
                        TransferOptions.WITH_DEPS,
                        TransferOptions.RECURSIVE,
                        ALLOW_MISSING,
                        REV),
                CheckoutCommand::run);
    }

    private static int run(Args args, Session session) throws Exception {
        var options = new Checkout.Options(
                args.has(TransferOptions.RECURSIVE),
                args.has(TransferOptions.WITH_DEPS),
                args.has(ALLOW_MISSING),
                args.value(REV));
        var report = session.in(new Checkout(args.params(), options, args.has(FORCE), args.has(RELINK))::run);
        if (args.has(SUMMARY)) {
            var counts = counts(report);
            session.ui().print("%s", counts.isEmpty() ? "No changes." : joined(counts));
        } else {
            printChanges(report.changed(), session);
        }
        report.requireComplete();
        if (args.has(RELINK)) session.ui().print("Relinked successfully");
        return 0;
    }

    /** Prints {@code M}, then {@code A}, then {@code D} lines; in each, directories first. */
    static void printChanges(Map<String, Checkout.Kind> changed, Session session) throws Exception {
        for (var kind : List.of(Checkout.Kind.MODIFIED, Checkout.Kind.ADDED, Checkout.Kind.DELETED)) {
            for (boolean directory : List.of(true, false)) {
                var paths = new ArrayList<String>();
                changed.forEach((path, what) -> {
                    if (what == kind && path.endsWith("/") == directory) paths.add(path);
                });
                for (var path : GitHint.shown(session, paths)) {
                    session.ui().print("%s\t%s", kind.name().substring(0, 1), directory ? path + "/" : path);
                }
            }
        }
    }

    /** Returns {@code 1 file modified} and so on, without those of nothing. */
    static List<String> counts(Checkout.Report report) {
        var parts = new ArrayList<String>();
        var files = report.files();
        if (files.modified() > 0) parts.add(Amount.count(files.modified(), "file") + " modified");
        if (files.added() > 0) parts.add(Amount.count(files.added(), "file") + " added");
        if (files.deleted() > 0) parts.add(Amount.count(files.deleted(), "file") + " deleted");
        return parts;
    }

    /** Returns {@code a, b and c}. */
    static String joined(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
