package jdvc.repo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.git.History;
import jdvc.git.Version;
import jdvc.object.RelPath;
import jdvc.object.UnsafePathException;
import jdvc.track.DvcFile;
import jdvc.track.Pipeline;
import jdvc.track.Source;
import jdvc.track.Stage;

/** What commits record of one path. Each distinct content of a metafile is read once, and many in one go. */
final class VersionsHistory {

    private final History history;
    private final VersionsSubject subject;
    private final Map<String, VersionsSubject.Content> known = new HashMap<>();

    VersionsHistory(History history, VersionsSubject subject) {
        this.history = history;
        this.subject = subject;
    }

    /** Makes ready for what versions and their parents record. */
    Map<String, byte[]> read(List<Version> versions) throws IOException {
        var blobs = new LinkedHashSet<String>();
        for (var each : versions) {
            blobs.addAll(each.before());
            blobs.addAll(each.files().values());
        }
        blobs.removeAll(known.keySet());
        return history.readAll(blobs, Metafiles.MAX_BYTES);
    }

    /** Returns what a version records. */
    VersionsSubject.Content of(Version version, Map<String, byte[]> contents) throws IOException, InterruptedException {
        var blob = version.files().get(version.metafile());
        return blob == null ? VersionsSubject.Content.NONE : of(version.commit(), version.metafile(), blob, contents);
    }

    /** Returns what the parents of a version record. */
    Collection<String> keysBefore(Version version, Map<String, byte[]> contents)
            throws IOException, InterruptedException {
        var keys = new ArrayList<String>();
        for (var blob : version.before())
            keys.add(of(version.commit(), version.metafile(), blob, contents).key());
        return keys;
    }

    /** Returns what is recorded at a commit, whether it changed it or not. */
    VersionsSubject.Content at(String commit) throws IOException, InterruptedException {
        var metafile = subject.record().toString();
        var blob = history.blob(commit, metafile);
        if (blob.isEmpty()) return VersionsSubject.Content.NONE;
        return of(commit, metafile, blob.get(), history.readAll(List.of(blob.get()), Metafiles.MAX_BYTES));
    }

    private VersionsSubject.Content of(String commit, String metafile, String blob, Map<String, byte[]> contents)
            throws IOException, InterruptedException {
        var found = known.get(blob);
        if (found != null) return found;
        var stages = stages(commit, metafile, contents.getOrDefault(blob, new byte[0]));
        var out = subject.outIn(stages);
        var content = out.isPresent() ? subject.contentOf(out.get()).of(stages) : VersionsSubject.Content.NONE;
        known.put(blob, content);
        return content;
    }

    /** What cannot be read any more records nothing. */
    private List<Stage> stages(String commit, String metafile, byte[] content) throws IOException {
        try {
            var path = RelPath.parse(metafile);
            if (!path.name().equals("dvc.lock")) return List.of(DvcFile.parse(path, content));
            return Pipeline.read(PublishObjects.yamlOf(path), new LockSource(commit, path, content))
                    .stages();
        } catch (UnsafePathException e) {
            return List.of();
        } catch (JdvcException e) {
            if (e.kind() != Kind.BADMETA && e.kind() != Kind.LIMIT && e.kind() != Kind.USER) throw e;
            return List.of();
        }
    }

    /** The files of a commit, with a dvc.lock that may be that of its parent. */
    private final class LockSource implements Source {
        private final String commit;
        private final RelPath lock;
        private final byte[] content;

        LockSource(String commit, RelPath lock, byte[] content) {
            this.commit = commit;
            this.lock = lock;
            this.content = content;
        }

        @Override
        public List<RelPath> metafiles() {
            return List.of();
        }

        @Override
        public Optional<byte[]> read(RelPath file) throws IOException {
            if (file.equals(lock)) return Optional.of(content);
            var blob = history.blob(commit, file.toString());
            return blob.isEmpty() ? Optional.empty() : Optional.of(history.read(blob.get(), Metafiles.MAX_BYTES));
        }
    }
}
