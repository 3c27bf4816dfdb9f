package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdvc.JdvcException;
import jdvc.Progress;

/**
 * Takes back the newest operation that was not taken back yet: metafiles and workspace files are as before it, and what it
 * moved out of the cache is in it again. Git's history and remotes are not touched.
 *
 * @param force what was changed since is overwritten; files that are saved nowhere go to the trash
 */
public record Undo(boolean force) {

    /**
     * An operation on record.
     *
     * @param time as ISO 8601 has it
     * @param state {@code done} or {@code undone}
     * @param files how many metafiles and files it changed
     */
    public record Operation(long id, String time, String command, String state, int files) {}

    /**
     * What is taken back.
     *
     * @param changes by path from the root, in order
     * @param objects how many come back to the cache
     */
    public record Report(Operation operation, Map<String, Checkout.Kind> changes, int objects) {}

    /** Returns the operations on record, the newest first. */
    public static List<Operation> list(Repo repo) throws IOException {
        var operations = new ArrayList<Operation>();
        var journal = repo.journal();
        for (long id : journal.ids()) journal.entry(id).filter(Undo::isOwn).ifPresent(e -> operations.add(shown(e)));
        return operations;
    }

    /** Returns what would be taken back; nothing is changed. */
    public Report plan(Repo repo, Progress progress) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            lock.requireHeld();
            return UndoPlan.of(repo, newest(repo), force).report();
        }
    }

    /** Does it; nothing is changed if anything lacks that it needs. */
    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        try (var lock = repo.lock(progress)) {
            var plan = UndoPlan.of(repo, newest(repo), force);
            new UndoRun(repo, plan, lock, progress).apply();
            return plan.report();
        }
    }

    private static JournalEntry newest(Repo repo) throws IOException {
        var journal = repo.journal();
        for (long id : journal.ids()) {
            var entry = journal.entry(id);
            if (entry.filter(e -> isOwn(e) && e.isDone()).isPresent()) return entry.get();
        }
        throw JdvcException.user("there is nothing to undo");
    }

    /** What undo itself did is not taken back: the operation before it is. */
    private static boolean isOwn(JournalEntry entry) {
        return !entry.verb().equals(UndoRun.VERB);
    }

    static Operation shown(JournalEntry entry) {
        int files = entry.metafiles().size() + entry.workspace().size();
        return new Operation(entry.id(), entry.time(), entry.command(), entry.state(), files);
    }
}
