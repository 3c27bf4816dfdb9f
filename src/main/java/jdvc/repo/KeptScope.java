package jdvc.repo;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.git.History;

/**
 * What a garbage collection keeps: what the workspace uses, and the commits that are chosen here.
 *
 * @param workspace nothing but the workspace is enough
 * @param experiments what DVC's experiments recorded, {@code refs/exps}
 * @param rev a commit
 * @param last how many first-parent commits to keep from {@code rev}, or from each branch
 * @param since commits made on that day or later, by this machine's time zone
 * @param projects roots of other projects, as typed, whose use counts too
 */
public record KeptScope(
        boolean workspace,
        Revs revs,
        boolean experiments,
        Optional<String> rev,
        OptionalInt last,
        Optional<LocalDate> since,
        List<String> projects) {

    public KeptScope {
        projects = List.copyOf(projects);
    }

    /** @throws JdvcException if it names nothing to keep, or contradicts itself */
    void validate() {
        if (!workspace && !hasRevisions()) {
            throw JdvcException.user("Either of `-w|--workspace`, `-a|--all-branches`, `-T|--all-tags`"
                            + " `--all-experiments`, `--all-commits`, `--date` or `--rev` needs to be set.")
                    .hint("`jdvc gc -w` keeps only what the workspace uses, `jdvc gc -A` what any commit does");
        }
        if (last.isPresent() && rev.isEmpty() && !revs.branches()) {
            throw JdvcException.user("`--num` can only be used alongside `--rev` or `--all-branches`");
        }
    }

    boolean hasRevisions() {
        return revs.any() || experiments || rev.isPresent() || since.isPresent();
    }

    /** Returns the commits, each once. */
    Set<String> commits(History history) throws IOException {
        var commits = revs.commits(history);
        if (rev.isPresent()) commits.addAll(history.firstParents(Revs.commit(history, rev.get()), last.orElse(1)));
        if (revs.branches() && last.isPresent()) {
            for (var each : history.branches()) commits.addAll(history.firstParents(each.commit(), last.getAsInt()));
        }
        if (since.isPresent()) {
            commits.addAll(history.committedSince(since.get().atStartOfDay(ZoneId.systemDefault())));
        }
        if (experiments) for (var each : history.experiments()) commits.add(each.commit());
        return commits;
    }
}
