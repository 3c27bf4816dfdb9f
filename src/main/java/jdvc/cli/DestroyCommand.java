package jdvc.cli;

import java.util.Comparator;
import java.util.List;
import jdvc.JdvcException;
import jdvc.command.Args;
import jdvc.command.Opt;
import jdvc.command.Verb;
import jdvc.repo.Destroy;
import jdvc.repo.Gc;
import jdvc.repo.NotAProject;
import jdvc.ui.Amount;

/** {@code jdvc destroy}. */
final class DestroyCommand {

    private static final int SHOWN = 20;

    private static final Opt FORCE = Opt.flag("force", 'f', "Do it without asking");

    private DestroyCommand() {}

    static Verb<Session> verb() {
        return Verb.of(
                        "destroy",
                        "End the project: metafiles, settings and cache go, the data here stays",
                        List.of(),
                        List.of(FORCE),
                        DestroyCommand::run)
                .details("""
                        Deletes all .dvc files, dvc.yaml and dvc.lock of stages, .dvcignore and .dvc
                        with the cache in it; a cache elsewhere and remotes stay. Data in the
                        workspace stays: links to the cache become files first. Versions that are
                        in the cache only are named before the question.

                        Example:
                          jdvc destroy
                        """);
    }

    private static int run(Args args, Session session) throws Exception {
        try {
            tell(session, session.in((repo, progress) -> new Destroy().plan(repo, progress)));
            if (!args.has(FORCE) && !session.ui().confirm("Are you sure you want to continue?")) {
                throw JdvcException.user("cannot destroy without a confirmation from the user. Use `-f` to force.");
            }
            var report = session.in((repo, progress) -> new Destroy().run(repo, progress));
            for (var each : report.kept()) session.ui().warn("'" + each + "' stays: it is on another disk, or in use");
            return 0;
        } catch (JdvcException e) {
            if (NotAProject.is(e)) throw e;
            throw Errors.prefixed(e, "failed to destroy DVC - ");
        }
    }

    private static void tell(Session session, Destroy.Plan plan) {
        var ui = session.ui();
        ui.note(
                "This will destroy all information about your pipelines and what is tracked: %s and '.dvc'%s.",
                Amount.count(plan.metafiles().size(), "metafile"),
                plan.cache()
                        .map(cache -> " with the cache, " + Amount.count(cache.objects(), "object") + ", "
                                + Amount.size(cache.bytes()))
                        .orElse(""));
        ui.note("The data in the workspace stays.");
        if (!plan.others().isEmpty()) ui.warn("in '.dvc' is also: " + String.join(", ", plan.others()));
        if (plan.trashed() > 0) {
            ui.warn("the trash goes too: " + Amount.count(plan.trashed(), "file")
                    + " that `jdvc undo` could bring back");
        }
        for (var each : plan.silent()) ui.warn("cannot tell what the remote has, " + each);
        if (!plan.lost().isEmpty()) lost(session, plan.lost());
    }

    private static void lost(Session session, List<Gc.Victim> lost) {
        long bytes = 0;
        for (var each : lost) bytes += each.bytes();
        session.ui()
                .warn(Amount.count(lost.size(), "object") + ", " + Amount.size(bytes)
                        + ", of the cache " + (lost.size() == 1 ? "is" : "are")
                        + " neither in the tracked data here nor on a remote, and cannot be brought back:");
        var largest = lost.stream()
                .sorted(Comparator.comparingLong(Gc.Victim::bytes).reversed())
                .toList();
        for (var each : largest.subList(0, Math.min(SHOWN, largest.size()))) {
            session.ui().note("  %s  %s", Amount.size(each.bytes()), each.name().orElse(each.path()));
        }
        if (largest.size() > SHOWN) session.ui().note("  … and %s more", String.valueOf(largest.size() - SHOWN));
    }
}
