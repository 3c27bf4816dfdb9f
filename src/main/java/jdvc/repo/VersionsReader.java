package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.Progress;
import jdvc.git.History;
import jdvc.git.Version;
import jdvc.object.ObjectId;
import jdvc.track.Outs;

/** Puts the versions of a path together: one pass over history, then one question to each store. */
final class VersionsReader {

    /** Contents are read in pieces, so that a few rows cost little; a dvc.lock may be large. */
    private static final int PIECE = 2500;

    private static final int PIECE_OF_LOCKS = 100;

    private final Repo repo;
    private final Versions versions;
    private final Progress progress;
    private final List<Found> found = new ArrayList<>();

    VersionsReader(Repo repo, Versions versions, Progress progress) {
        this.repo = repo;
        this.versions = versions;
        this.progress = progress;
    }

    /** A row in the making; without a commit it is the workspace. */
    private record Found(
            Optional<Version> version, VersionsSubject.Content content, Map<String, Map<String, Number>> numbers) {}

    Versions.Report read() throws IOException, InterruptedException {
        var head = repo.git().head();
        try (var history = repo.git().history().orElseThrow(VersionsReader::noGit)) {
            var outs = repo.recorded();
            var subject = subject(history, outs, head);
            var metrics = new VersionsMetrics(repo, outs);
            var recorded = new VersionsHistory(history, subject);
            var now = workspace(subject);
            var committed = head.isPresent() ? recorded.at(head.get()) : VersionsSubject.Content.NONE;
            if (now.exists() && !now.key().equals(committed.key())) {
                found.add(new Found(Optional.empty(), now, metrics.ofWorkspace()));
            }
            boolean more = head.isPresent() && readCommits(history, head.get(), subject, recorded, metrics);
            return report(subject, metrics, now, more);
        }
    }

    private static JdvcException noGit() {
        return JdvcException.user("versions are commits of Git, and this project has no Git");
    }

    /** What is tracked no more may have been when HEAD was made. */
    private VersionsSubject subject(History history, Outs outs, Optional<String> head) throws IOException {
        try {
            return VersionsSubject.find(repo, outs, versions.target());
        } catch (JdvcException e) {
            if (head.isEmpty()) throw e;
            try {
                var then = Outs.collect(new RevisionSource(history, head.get()));
                return VersionsSubject.find(repo, then, versions.target());
            } catch (JdvcException again) {
                throw e;
            }
        }
    }

    /** Returns what stands in the workspace, hashed where memory does not tell. */
    private VersionsSubject.Content workspace(VersionsSubject subject) throws IOException, InterruptedException {
        var out = subject.out();
        var path = subject.path();
        if (repo.workspace().stat(path).isEmpty() || out.unsupported().isPresent()) return VersionsSubject.Content.NONE;
        var recorded = subject.contentOf(out).of(List.of(subject.stage()));
        boolean wholeTells = subject.inner().isEmpty() || recorded.isUnknown();
        if (wholeTells && new OutStatus(repo, progress).workspace(out) == OutStatus.State.SAME) return recorded;
        var snapshot = repo.workspace().hash(path, out.layout(), progress);
        if (snapshot.id().isEmpty()) return VersionsSubject.Content.NONE;
        var objects = new ArrayList<ObjectId>();
        if (snapshot.tree().isEmpty() || subject.inner().isEmpty())
            objects.add(snapshot.id().get());
        snapshot.tree().ifPresent(tree -> tree.entries().forEach(each -> objects.add(each.id())));
        return new VersionsSubject.Content(
                snapshot.id().get().toString(), snapshot.id(), OptionalLong.of(snapshot.size()), objects);
    }

    /** Returns whether there are more rows than wanted. */
    private boolean readCommits(
            History history, String head, VersionsSubject subject, VersionsHistory recorded, VersionsMetrics metrics)
            throws IOException, InterruptedException {
        var all = history.versions(subject.record().toString(), head, metrics.files());
        int limit = versions.limit().orElse(Integer.MAX_VALUE);
        int most = subject.record().name().endsWith(".dvc") ? PIECE : PIECE_OF_LOCKS;
        int piece = Math.min(most, Math.max(50, limit));
        for (int from = 0; from < all.size(); from += piece) {
            var some = all.subList(from, Math.min(all.size(), from + piece));
            var contents = recorded.read(some);
            for (var version : some) {
                var content = recorded.of(version, contents);
                if (!content.exists() || isBefore(content, recorded.keysBefore(version, contents))) continue;
                if (found.size() >= limit) return true;
                found.add(new Found(Optional.of(version), content, metrics.of(version, contents)));
            }
        }
        return false;
    }

    private static boolean isBefore(VersionsSubject.Content content, Collection<String> before) {
        return before.contains(content.key());
    }

    private Versions.Report report(
            VersionsSubject subject, VersionsMetrics metrics, VersionsSubject.Content now, boolean more)
            throws IOException, InterruptedException {
        var wanted = new LinkedHashSet<ObjectId>();
        for (var each : found) wanted.addAll(each.content().objects());
        var notHere = repo.cache().missing(wanted);
        var there = onRemote(subject, wanted);
        var rows = new ArrayList<Versions.Row>(found.size());
        boolean unknown = false;
        for (var each : found) {
            unknown |= each.content().isUnknown();
            rows.add(row(each, metrics, where(each.content(), now, notHere, there.of(each.content()))));
        }
        var shown = repo.shown(subject.path().toString());
        var wouldTell = unknown ? Optional.of("jdvc fetch --all-commits " + shown) : Optional.<String>empty();
        return new Versions.Report(subject.path().toString(), rows, more, wouldTell);
    }

    /** Tells whether a content is on the remote; absent if that is unknown. */
    private interface OnRemote {
        Optional<Boolean> of(VersionsSubject.Content content);
    }

    private OnRemote onRemote(VersionsSubject subject, Set<ObjectId> wanted) throws IOException, InterruptedException {
        var name = subject.out().remote().or(repo.config()::defaultRemote);
        if (versions.remoteCheck()) {
            var missing = repo.remote(name.orElseThrow(() -> Objects.noRemote(repo)), progress)
                    .missing(wanted);
            return content -> Optional.of(hasAll(content, missing));
        }
        if (name.isEmpty()) return content -> Optional.empty();
        var seen = Presence.of(repo, name.get());
        return content -> content.id().filter(seen::has).map(any -> true);
    }

    private static boolean hasAll(VersionsSubject.Content content, Set<ObjectId> missing) {
        return !content.objects().isEmpty() && content.objects().stream().noneMatch(missing::contains);
    }

    private static Versions.Where where(
            VersionsSubject.Content content,
            VersionsSubject.Content now,
            Set<ObjectId> notHere,
            Optional<Boolean> remote) {
        return new Versions.Where(content.key().equals(now.key()), hasAll(content, notHere), remote);
    }

    private static Versions.Row row(Found each, VersionsMetrics metrics, Versions.Where where) {
        var version = each.version();
        return new Versions.Row(
                version.map(Version::commit),
                version.map(Version::date),
                version.map(Version::author),
                version.map(Version::subject),
                version.map(Version::tags).orElse(List.of()),
                each.content().size(),
                each.content().id().map(ObjectId::toString),
                each.content().run(),
                metrics.named(each.numbers()),
                where);
    }
}
