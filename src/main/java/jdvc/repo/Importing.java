package jdvc.repo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.object.RelPath;
import jdvc.track.Dep;
import jdvc.track.DvcFile;
import jdvc.track.DvcFile.Digest;
import jdvc.track.Out;

/** What import and update do alike: data into the cache, then .gitignore, the .dvc file, the workspace (safety 2.1). */
final class Importing implements AutoCloseable {

    private static final long MAX_BYTES = 16 << 20;

    private final Journal.Operation operation;
    private final Repo repo;
    private final RepoLock lock;
    private final int jobs;
    private final Progress progress;

    /** @param verb whose operation it is, from its first change on */
    Importing(Repo repo, RepoLock lock, String verb, int jobs, Progress progress) throws IOException {
        operation = repo.journal().begin(verb);
        this.repo = repo;
        this.lock = lock;
        this.jobs = jobs;
        this.progress = progress;
    }

    /**
     * What was written.
     *
     * @param files metafiles, from the root
     * @param staged whether Git's index has them
     */
    record Made(List<String> files, boolean staged) {}

    static RelPath metafile(RelPath out) {
        return Add.parse(out + ".dvc");
    }

    /** Git must see the .dvc file, and must not have the data. */
    static void requireMetafile(Repo repo, RelPath metafile, RelPath out) throws IOException {
        Metafiles.requireSeenByGit(repo, metafile);
        Metafiles.requireNotInGit(repo, List.of(out));
    }

    /** Takes the data, and puts it where it belongs. */
    Made take(RelPath metafile, Dep dep, Upstream upstream, Out out) throws IOException, InterruptedException {
        try (var taking = new Taking(repo, repo.leaseUnderLock(), Sending.Destination.WORKSPACE, jobs, progress)) {
            var taken = taking.take(upstream, out);
            var made = write(metafile, dep, taken, Digest.of(taken));
            taking.settle(upstream, taken); // from here on the checkout says what it lacks
            place(taken);
            return made;
        }
    }

    /** Writes down where the data is, of which nothing is taken. */
    Made note(Dep dep, Out out, boolean complete) throws IOException {
        var noted = out.with(unsaved(out), Out.Meta.NONE);
        return write(metafile(out.path()), dep, noted, complete ? Digest.of(noted) : Digest.NONE);
    }

    private static Out.Hash unsaved(Out out) {
        return new Out.Hash(Optional.empty(), out.layout(), Optional.empty(), Optional.empty());
    }

    /** Returns the bytes that a .dvc file would have. */
    byte[] content(RelPath metafile, Dep dep, Out out, Digest digest) throws IOException {
        return DvcFile.imported(metafile, read(metafile), dep, out, digest);
    }

    Optional<byte[]> read(RelPath metafile) throws IOException {
        return repo.disk().read(repo.root().resolve(metafile.toString()), MAX_BYTES);
    }

    Made write(RelPath metafile, Dep dep, Out out, Digest digest) throws IOException {
        return write(metafile, out.cached() ? Optional.of(out) : Optional.empty(), content(metafile, dep, out, digest));
    }

    /**
     * Writes down what an output is, and not where it came from.
     *
     * @param here whether the data is here, so that Git must ignore it
     */
    Made track(Out out, boolean here) throws IOException {
        var metafile = metafile(out.path());
        var old = read(metafile);
        byte[] content = old.isPresent() ? DvcFile.update(metafile, old.get(), out) : DvcFile.create(metafile, out);
        return write(metafile, here && out.cached() ? Optional.of(out) : Optional.empty(), content);
    }

    private Made write(RelPath metafile, Optional<Out> ignored, byte[] content) throws IOException {
        var metafiles = new Metafiles(repo, operation, lock);
        if (ignored.isPresent()) metafiles.ignore(ignored.get().path());
        if (read(metafile).isPresent()) metafiles.edit(metafile.toString(), old -> Optional.of(content));
        else metafiles.create(metafile.toString(), content);
        boolean staged = metafiles.stage(metafiles.touched());
        return new Made(metafiles.touched(), staged);
    }

    /** What stood there and is saved nowhere goes to the trash. */
    void place(Out out) throws IOException, InterruptedException {
        var item = Checkout.item(repo, out, repo.cachedTree(out), Optional.empty(), progress);
        var placed = new Checkout.Applying(repo, lock, new Checkout.How(true, false, false))
                .apply(operation, List.of(item), new TreeMap<>(), progress);
        operation.announced();
        placed.requireComplete();
    }

    /** Takes out of the workspace what the .dvc file does not name any more. */
    void displace(Out out) throws IOException, InterruptedException {
        if (!new Displacing(repo, operation, progress).remove(out)) {
            throw JdvcException.of(Kind.PARTIAL, "'%s' stays: there are untracked files in it", out.path());
        }
    }

    @Override
    public void close() throws IOException {
        operation.close();
    }
}
