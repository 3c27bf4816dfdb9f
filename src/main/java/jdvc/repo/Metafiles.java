package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;
import jdvc.disk.Proof;
import jdvc.disk.Stat;
import jdvc.git.GitIgnore;
import jdvc.object.RelPath;
import jdvc.track.DvcFile;
import jdvc.track.Out;
import jdvc.track.Pipeline;
import jdvc.track.Stage;
import org.jspecify.annotations.Nullable;

/** Writing what Git tracks: metafiles and .gitignore, journalled, and compared just before (safety 7.7). */
final class Metafiles {

    /** Of what Git tracks and jdvc reads whole. */
    static final long MAX_BYTES = 256 << 20;

    private final Repo repo;
    private final Journal.Operation operation;
    private final RepoLock lock;
    private final Set<String> touched = new LinkedHashSet<>();
    private @Nullable Set<String> ignored;

    Metafiles(Repo repo, Journal.Operation operation, RepoLock lock) {
        this.repo = repo;
        this.operation = operation;
        this.lock = lock;
    }

    /** Returns the paths that were written, or would have been had they not been right already, from the root. */
    List<String> touched() {
        return List.copyOf(touched);
    }

    /** A file, what it is, and what it is to be; absent where there is none. */
    private record Write(String path, Optional<byte[]> old, Optional<byte[]> content) {
        boolean changes() {
            return !Arrays.equals(old.orElse(null), content.orElse(null));
        }
    }

    /**
     * Makes Git ignore outputs, and records outputs in their .dvc files, which are made if they are missing.
     *
     * @param recorded for each .dvc file the outputs in it that change, by their paths
     */
    void write(List<RelPath> ignored, Map<RelPath, Map<RelPath, Out>> recorded) throws IOException {
        var writes = new ArrayList<Write>(ignoring(ignored));
        for (var each : recorded.entrySet())
            writes.add(recording(each.getKey(), each.getValue().values()));
        replace(writes);
    }

    /** Records an output in its .dvc file, which is made if it is missing. */
    void write(RelPath metafile, Out out) throws IOException {
        replace(List.of(recording(metafile, List.of(out))));
    }

    private Write recording(RelPath metafile, Collection<Out> outs) throws IOException {
        var old = read(metafile.toString());
        var content = old;
        for (var out : outs) {
            content = Optional.of(
                    content.isPresent() ? DvcFile.update(metafile, content.get(), out) : DvcFile.create(metafile, out));
        }
        return new Write(metafile.toString(), old, content);
    }

    private Optional<byte[]> read(String path) throws IOException {
        return repo.disk().read(repo.root().resolve(path), MAX_BYTES);
    }

    /** Records the outputs of a pipeline's stage in its dvc.lock; tells whether that changed. */
    boolean writeLock(Stage stage) throws IOException {
        var file = Pipeline.lockOf(stage.metafile());
        var old = read(file.toString());
        byte[] content = Pipeline.updateLock(stage.metafile(), old.orElse(new byte[0]), List.of(stage));
        return replace(List.of(new Write(file.toString(), old, Optional.of(content))));
    }

    /** Git must see a metafile. */
    static void requireSeenByGit(Repo repo, RelPath metafile) throws IOException {
        if (!repo.git().ignored(List.of(metafile.toString())).isEmpty()) throw Hidden.ignoredByGit(metafile.toString());
    }

    /** Git must not have the data of an output already. */
    static void requireNotInGit(Repo repo, List<RelPath> outs) throws IOException {
        if (outs.isEmpty()) return;
        var tracked = repo.git().tracked(outs.stream().map(RelPath::toString).toList());
        if (tracked.isEmpty()) return;
        var first = Collections.min(tracked);
        throw JdvcException.user("output '%s' is already tracked by SCM (e.g. Git)", first)
                .hint(
                        "stop that with `git rm -r --cached '%s'` and `git commit -m \"stop tracking %s\"`",
                        first, first);
    }

    /** Takes note of which outputs Git ignores, of all that will come: it is not asked about each then. */
    void ignored(Set<String> outs) {
        ignored = outs;
    }

    /** Makes Git ignore an output, by a line beside it, if it does not yet. */
    void ignore(RelPath out) throws IOException {
        replace(ignoring(List.of(out)));
    }

    private List<Write> ignoring(List<RelPath> outs) throws IOException {
        var known = ignored;
        if (known == null)
            known = repo.git().ignored(outs.stream().map(RelPath::toString).toList());
        var names = new LinkedHashMap<String, List<String>>();
        for (var out : outs) {
            if (known.contains(out.toString())) continue;
            names.computeIfAbsent(ignoreFile(out), any -> new ArrayList<>()).add(out.name());
        }
        var writes = new ArrayList<Write>();
        if (names.isEmpty() || repo.git().workTree().isEmpty()) return writes;
        for (var each : names.entrySet()) {
            requireNoLink(each.getKey());
            var old = read(each.getKey());
            writes.add(new Write(
                    each.getKey(), old, Optional.of(GitIgnore.with(old.orElse(new byte[0]), each.getValue()))));
        }
        return writes;
    }

    /** Git does not read one; and what it leads to, which may be anybody's, must not become part of the project. */
    private void requireNoLink(String file) throws IOException {
        if (repo.disk().stat(repo.root().resolve(file)).filter(Stat::isLink).isEmpty()) return;
        throw JdvcException.user("'%s' is a symbolic link, which Git does not read", file)
                .hint("replace it by a file");
    }

    /** Takes an output's line out of the .gitignore beside it, and that file with its last line. */
    void unignore(RelPath out) throws IOException {
        if (repo.git().workTree().isEmpty()) return;
        var file = ignoreFile(out);
        requireNoLink(file);
        edit(file, old -> GitIgnore.without(old, out.name()));
    }

    private static String ignoreFile(RelPath out) {
        return out.parent().map(p -> p + "/.gitignore").orElse(".gitignore");
    }

    /** A change of a metafile that exists; absent if nothing is left of it. */
    interface Edit {
        Optional<byte[]> of(byte[] old) throws IOException;
    }

    /** Changes a metafile; nothing happens if there is none. */
    void edit(String path, Edit edit) throws IOException {
        var old = read(path);
        if (old.isPresent()) replace(List.of(new Write(path, old, edit.of(old.get()))));
    }

    /** Makes a metafile that is not there yet. */
    void create(String path, byte[] content) throws IOException {
        replace(List.of(new Write(path, Optional.empty(), Optional.of(content))));
    }

    /** Tells whether anything changed. All is announced in one go: the record of many is not written for each. */
    private boolean replace(List<Write> writes) throws IOException {
        for (var each : writes) touched.add(each.path());
        var changes = writes.stream().filter(Write::changes).toList();
        if (changes.isEmpty()) return false;
        lock.requireHeld();
        for (var each : changes) operation.metafile(each.path(), each.old(), each.content());
        operation.announced();
        for (var each : changes) replace(each);
        return true;
    }

    private void replace(Write write) throws IOException {
        var file = repo.root().resolve(write.path());
        var now = read(write.path());
        if (!Arrays.equals(now.orElse(null), write.old().orElse(null))) {
            throw JdvcException.of(Kind.CONFLICT, "'%s' was changed by someone else in the meantime", write.path())
                    .hint("nothing was written to it; run the command again");
        }
        if (write.content().isPresent())
            repo.disk().replace(file, repo.area().nextFor(file), write.content().get(), -1);
        else remove(file);
    }

    private void remove(Path file) throws IOException {
        repo.disk().delete(file, new Proof.Emptied());
        repo.disk().syncDirectory(Disk.directoryOf(file));
    }

    /** Stages what was touched, if the project wants that; tells whether it did. */
    boolean stage(List<String> paths) throws IOException {
        if (!repo.config().flag("core.autostage") || paths.isEmpty()) return false;
        repo.git().add(paths);
        operation.staged(new ArrayList<>(paths));
        return true;
    }
}
