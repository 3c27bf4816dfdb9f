package jdvc.cli;

import java.util.Comparator;
import jdvc.object.Layout;
import jdvc.repo.Gc;
import jdvc.repo.KeptScope;
import jdvc.ui.Amount;
import jdvc.ui.Ui;

/** How {@code gc} says what it keeps, what would go and what went, with DVC's words where DVC says it. */
final class GcWords {

    private static final int SHOWN = 20;

    private final Session session;
    private final Ui ui;

    GcWords(Session session) {
        this.session = session;
        ui = session.ui();
    }

    /** Says what is kept. */
    void kept(Gc gc) {
        var keep = gc.keep();
        var text = new StringBuilder("This will remove all cache except items used in the workspace");
        if (keep.revs().commits()) text.append(" and all git commits");
        else text.append(revisions(keep));
        if (keep.experiments()) text.append(" and all experiments");
        if (gc.where().notInRemote()) text.append(" that are not present in the DVC remote");
        if (keep.projects().isEmpty()) text.append(" of the current repo.");
        else text.append(" of the current and the following repos:");
        for (var each : keep.projects()) {
            text.append("\n  - ").append(session.env().cwd().resolve(each).normalize());
        }
        var lines = text.toString().split("\n");
        ui.warn(lines[0]);
        for (int i = 1; i < lines.length; i++) ui.note("%s", lines[i]);
    }

    private static String revisions(KeptScope keep) {
        var text = new StringBuilder();
        if (keep.revs().branches()) {
            text.append(" and ");
            if (keep.last().isPresent())
                text.append("last ").append(keep.last().getAsInt()).append(" commits from ");
            text.append("all git branches");
        }
        if (keep.revs().tags()) text.append(" and all git tags");
        keep.since().ifPresent(day -> text.append(" and all git commits since ").append(day));
        keep.rev()
                .ifPresent(rev -> text.append(" and last ")
                        .append(keep.last().orElse(1))
                        .append(" commits from ")
                        .append(rev));
        return text.toString();
    }

    /** Shows every object that would go. */
    void would(Gc.Plan plan) {
        for (var share : plan.shares()) {
            for (var each : share.victims()) {
                ui.print(
                        "Would remove %s/%s (%s%s)",
                        share.location(),
                        each.path(),
                        Amount.size(each.bytes()),
                        each.name().map(name -> ", " + name).orElse(""));
            }
            if (share.victims().isEmpty()) ui.print("%s", nothing(share));
            else ui.print("Would remove %s, %s.", objects(share), Amount.size(share.bytes()));
            spared(share.spared());
        }
    }

    /** Shows what goes and asks. */
    boolean agree(Gc.Plan plan) {
        boolean remote = false;
        for (var share : plan.shares()) {
            spared(share.spared());
            if (share.victims().isEmpty()) continue;
            remote |= share.place() == Gc.Place.REMOTE;
            ui.note("%s, %s, in '%s':", objects(share), Amount.size(share.bytes()), share.location());
            largest(share);
        }
        if (remote) ui.note("What leaves the remote cannot be brought back.");
        if (plan.trashed()) ui.note("What leaves the cache goes to its trash.");
        else ui.note("What leaves the cache cannot be brought back.");
        if (ui.confirm("Are you sure you want to proceed?")) return true;
        ui.note("Nothing was removed. `-f` answers yes.");
        return false;
    }

    private void largest(Gc.Share share) {
        var victims = share.victims().stream()
                .sorted(Comparator.comparingLong(Gc.Victim::bytes).reversed())
                .toList();
        for (var each : victims.subList(0, Math.min(SHOWN, victims.size()))) {
            ui.note("  %s  %s", Amount.size(each.bytes()), each.name().orElse(each.path()));
        }
        if (victims.size() > SHOWN) ui.note("  … and %s more", String.valueOf(victims.size() - SHOWN));
    }

    /** Says what went. */
    void did(Gc.Report report) {
        for (var share : report.shares()) {
            if (share.victims().isEmpty()) ui.print("%s", nothing(share));
            else ui.print("Removed %s.", objects(share));
            spared(share.spared());
        }
        report.trash().ifPresent(place -> ui.note("The cache's objects are in '%s' now.", place));
    }

    private static String objects(Gc.Share share) {
        var count = share.victims().size() + " objects from "; // of one, too, as DVC has it
        return count + (share.place() == Gc.Place.REMOTE ? "remote" : scheme(share) + " cache");
    }

    private static String nothing(Gc.Share share) {
        return share.place() == Gc.Place.REMOTE
                ? "No unused cache to remove from remote."
                : "No unused '" + scheme(share) + "' cache to remove.";
    }

    private static String scheme(Gc.Share share) {
        return share.layout() == Layout.V3 ? "repo" : "legacy";
    }

    private void spared(Gc.Spared spared) {
        if (spared.young() > 0) {
            ui.note(
                    "%s not used and younger than 24 hours: kept (--now deletes them).",
                    Amount.count(spared.young(), "object"));
        }
        if (spared.leased() > 0) {
            ui.note("%s needed by a command that is running: kept.", Amount.count(spared.leased(), "object"));
        }
    }
}
