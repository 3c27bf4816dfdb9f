package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jdvc.disk.Stat;
import jdvc.git.WorkState;
import jdvc.object.RelPath;
import jdvc.object.UnsafePathException;
import jdvc.track.Outs;

/** Looks at files that nobody tracks yet: how much they are, and which of them should be tracked. */
final class PublishWalk {

    private static final long MIN_BINARY = 100 << 10;
    /** As far as Git looks. */
    private static final int PROBE = 8000;
    /** Directories full of files must not make anybody wait for a proposal. */
    private static final int MAX_FILES = 50_000;

    private final Repo repo;
    private final Visitor visitor;
    private int seen;

    private interface Visitor {
        void file(String path, Stat stat) throws IOException;
    }

    private PublishWalk(Repo repo, Visitor visitor) {
        this.repo = repo;
        this.visitor = visitor;
    }

    /** Returns the row of a path: how many files and bytes it has, those that .dvcignore ignores left out. */
    static PublishPlan.Item measure(Repo repo, RelPath path, String metafile, PublishPlan.What what)
            throws IOException {
        long[] sum = new long[2];
        new PublishWalk(repo, (file, stat) -> {
                    sum[0]++;
                    sum[1] += stat.size();
                })
                .walk(path.toString(), Integer.MAX_VALUE);
        return new PublishPlan.Item(path.toString(), metafile, what, sum[0], sum[1]);
    }

    /**
     * Returns the untracked files that look like data, the biggest first: those of at least {@code size} bytes, and binary
     * ones of at least 100 KiB.
     */
    static List<PublishPlan.Proposal> proposals(
            Repo repo, WorkState state, Outs outs, long size, Optional<PublishPlan.Remote> remote) throws IOException {
        var found = new ArrayList<PublishPlan.Proposal>();
        var walk = new PublishWalk(repo, (file, stat) -> {
            boolean data = stat.size() >= size || stat.size() >= MIN_BINARY && isBinary(repo, file);
            if (data && mayTrack(file, outs)) found.add(new PublishPlan.Proposal(file, stat.size(), remote));
        });
        for (var each : state.untracked()) {
            var path = each.endsWith("/") ? each.substring(0, each.length() - 1) : each;
            if (!path.startsWith("../") && !path.isEmpty()) walk.walk(path, MAX_FILES);
        }
        found.removeIf(each -> isIgnored(repo, each.path()));
        found.sort(Comparator.comparingLong(PublishPlan.Proposal::bytes)
                .reversed()
                .thenComparing(PublishPlan.Proposal::path));
        return found;
    }

    private static boolean mayTrack(String file, Outs outs) {
        boolean metafile = file.endsWith(".dvc") || file.endsWith("dvc.yaml") || file.endsWith("dvc.lock");
        if (metafile) return false;
        try {
            return outs.owner(RelPath.parse(file)).isEmpty();
        } catch (UnsafePathException e) {
            return false;
        }
    }

    private static boolean isIgnored(Repo repo, String path) {
        try {
            return !repo.git().ignored(List.of(path)).isEmpty();
        } catch (IOException e) {
            return true; // not proposed: nothing is lost by that
        }
    }

    private static boolean isBinary(Repo repo, String file) throws IOException {
        try (var in = repo.disk().open(repo.root().resolve(file))) {
            for (byte b : in.readNBytes(PROBE)) if (b == 0) return true;
            return false;
        }
    }

    private void walk(String path, int max) throws IOException {
        if (seen >= max) return;
        var stat = repo.disk().stat(repo.root().resolve(path));
        if (stat.isEmpty()) return;
        int slash = path.lastIndexOf('/');
        var rules = repo.workspace().ignores().in(slash < 0 ? "" : path.substring(0, slash));
        var name = path.substring(slash + 1);
        if (rules.isEmpty()) return;
        if (stat.get().isDirectory()) {
            if (!rules.get().ignoresDirectory(name) && !isProject(path)) walkInto(path, max);
        } else if (stat.get().isFile() && !rules.get().ignoresFile(name)) {
            seen++;
            visitor.file(path, stat.get());
        }
    }

    private void walkInto(String directory, int max) throws IOException {
        for (var name : repo.disk().list(repo.root().resolve(directory))) walk(directory + "/" + name, max);
    }

    /** Another project, or another repository, looks after its own files. */
    private boolean isProject(String directory) throws IOException {
        var path = repo.root().resolve(directory);
        return repo.disk().stat(path.resolve(".dvc")).isPresent()
                || repo.disk().stat(path.resolve(".git")).isPresent();
    }
}
