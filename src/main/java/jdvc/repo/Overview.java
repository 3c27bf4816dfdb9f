package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import jdvc.Progress;
import jdvc.track.Out;

/** What a prompt says of a project: read without its lock, so that it never makes anyone wait. */
public record Overview() {

    /**
     * The answer.
     *
     * @param name of the project's directory
     * @param changed paths, from the root, of outputs whose files differ from what is recorded
     * @param missing paths of outputs that are recorded and not in the workspace
     * @param uncached paths of outputs that are as recorded while their object, for a directory its listing, is not in the cache
     * @param unpushed outputs that were not seen complete on their remote; absent if no remote was ever asked
     */
    public record Report(
            String name,
            List<String> changed,
            List<String> missing,
            List<String> uncached,
            OptionalInt unpushed,
            int tracked) {}

    /**
     * Returns what a prompt says, or nothing outside a project.
     *
     * @param told told at once of the branch, if there is one: what changed may take long to tell
     */
    public static Optional<Report> look(Call call, Consumer<Optional<String>> told)
            throws IOException, InterruptedException {
        if (Repo.findRoot(call.env(), call.disk()).isEmpty()) {
            told.accept(Optional.empty());
            return Optional.empty();
        }
        try (var repo = Repo.open(call)) {
            told.accept(branch(repo));
            return Optional.of(new Overview().run(repo, Progress.NONE));
        }
    }

    public Report run(Repo repo, Progress progress) throws IOException, InterruptedException {
        var status = new OutStatus(repo, progress);
        var presences = new HashMap<String, Presence>();
        var changed = new ArrayList<String>();
        var missing = new ArrayList<String>();
        var uncached = new ArrayList<String>();
        int unpushed = 0;
        boolean known = false;
        int tracked = 0;
        for (var entry : repo.recorded().entries()) {
            var out = entry.out();
            if (!out.cached()) continue;
            tracked++;
            switch (status.workspace(out)) {
                case SAME -> {
                    if (!repo.cache().has(out.id().orElseThrow()))
                        uncached.add(out.path().toString());
                }
                case MODIFIED -> changed.add(out.path().toString());
                case DELETED -> missing.add(out.path().toString());
            }
            if (out.id().isEmpty() || !out.pushed() || entry.stage().isRepoImport()) continue;
            var presence = presence(repo, out, presences);
            if (presence.isEmpty()) continue;
            known |= presence.get().isKnown();
            if (!presence.get().has(out.id().get())) unpushed++;
        }
        var name = repo.root().getFileName() == null
                ? "/"
                : repo.root().getFileName().toString();
        var count = known || tracked == 0 ? OptionalInt.of(unpushed) : OptionalInt.empty();
        return new Report(name, changed, missing, uncached, count, tracked);
    }

    private static Optional<Presence> presence(Repo repo, Out out, Map<String, Presence> presences) throws IOException {
        var remote = out.remote().or(repo.config()::defaultRemote);
        if (remote.isEmpty()) return Optional.empty();
        var known = presences.get(remote.get());
        if (known == null) {
            known = Presence.of(repo, remote.get());
            presences.put(remote.get(), known);
        }
        return Optional.of(known);
    }

    /** Returns the branch, or the commit's first digits if HEAD is detached; absent without Git. */
    static Optional<String> branch(Repo repo) throws IOException {
        var branch = repo.git().branch();
        return branch.isPresent() ? branch : repo.git().head().map(commit -> commit.substring(0, 7));
    }
}
