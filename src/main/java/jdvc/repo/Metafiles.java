package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.disk.Disk;
import jdvc.disk.Proof;
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

    /** Records an output in its .dvc file, which is made if it is missing. */
    void write(RelPath metafile, Out out) throws IOException {
        var path = repo.root().resolve(metafile.toString());
        var old = repo.disk().read(path, MAX_BYTES);
        byte[] content = old.isPresent() ? DvcFile.update(metafile, old.get(), out) : DvcFile.create(metafile, out);
        replace(metafile.toString(), old, Optional.of(content));
    }

    /** Records the outputs of a pipeline's stage in its dvc.lock; tells whether that changed. */
    boolean writeLock(Stage stage) throws IOException {
        var file = Pipeline.lockOf(stage.metafile());
        var old = repo.disk().read(repo.root().resolve(file.toString()), MAX_BYTES);
        byte[] content = Pipeline.updateLock(stage.metafile(), old.orElse(new byte[0]), List.of(stage));
        return replace(file.toString(), old, Optional.of(content));
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
        var known = ignored != null ? ignored : repo.git().ignored(List.of(out.toString()));
        if (known.contains(out.toString())) return;
        if (repo.git().workTree().isEmpty()) return;
        var file = ignoreFile(out);
        var old = repo.disk().read(repo.root().resolve(file), MAX_BYTES);
        replace(file, old, Optional.of(GitIgnore.with(old.orElse(new byte[0]), out.name())));
    }

    /** Takes an output's line out of the .gitignore beside it, and that file with its last line. */
    void unignore(RelPath out) throws IOException {
        if (repo.git().workTree().isEmpty()) return;
        edit(ignoreFile(out), old -> GitIgnore.without(old, out.name()));
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
        var old = repo.disk().read(repo.root().resolve(path), MAX_BYTES);
        if (old.isPresent()) replace(path, old, edit.of(old.get()));
    }

    /** Makes a metafile that is not there yet. */
    void create(String path, byte[] content) throws IOException {
        replace(path, Optional.empty(), Optional.of(content));
    }

    private boolean replace(String path, Optional<byte[]> old, Optional<byte[]> content) throws IOException {
        touched.add(path);
        if (Arrays.equals(old.orElse(null), content.orElse(null))) return false;
        lock.requireHeld();
        operation.metafile(path, old, content);
        var file = repo.root().resolve(path);
        var now = repo.disk().read(file, MAX_BYTES);
        if (!Arrays.equals(now.orElse(null), old.orElse(null))) {
            throw JdvcException.of(Kind.CONFLICT, "'%s' was changed by someone else in the meantime", path)
                    .hint("nothing was written to it; run the command again");
        }
        if (content.isPresent()) repo.disk().replace(file, repo.area().nextFor(file), content.get(), -1);
        else remove(file);
        return true;
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
