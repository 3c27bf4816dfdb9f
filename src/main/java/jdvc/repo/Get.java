package jdvc.repo;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.disk.Stat;
import jdvc.object.ObjectId;
import jdvc.store.CorruptObjectException;
import jdvc.store.ObjectMissingException;
import jdvc.track.Outs;

/**
 * Copies a file or directory out of another repository, be it tracked by DVC or by Git. No project is needed here.
 *
 * @param path from the repository's root
 * @param jobs downloads at a time
 */
public record Get(Elsewhere from, String path, Destination to, OptionalInt jobs) {

    static final int DEFAULT_JOBS = 32;

    /** The answer: the path that was written, as typed, and how many files are in it. */
    public record Report(String out, int files) {}

    public Report run(Call call, Progress progress) throws IOException, InterruptedException {
        var out = to.of(call, path);
        if (UpstreamFiles.isMetafile(Destination.name(out))) {
            throw JdvcException.user("the given path is a DVC file, you must specify a data file or a directory");
        }
        try (var upstream = from.open(call, path, progress)) {
            var files = new UpstreamFiles(upstream, progress);
            var found = files.find();
            var target = call.env().cwd().resolve(out).normalize();
            // what exists as a directory takes the new one in, as with DVC
            boolean into = call.disk().statTarget(target).map(Stat::isDirectory).orElse(false);
            if (into) target = target.resolve(Destination.name(path));
            Space.requireAt(call.disk(), target, found.bytes());
            try (var unpacking = new Unpacking(call.disk(), target)) {
                copy(files, found, unpacking, progress);
                unpacking.finish(found.directory());
            }
            return new Report(out, found.parts().size());
        }
    }

    private void copy(UpstreamFiles files, UpstreamFiles.Found found, Unpacking unpacking, Progress progress)
            throws IOException, InterruptedException {
        int count = found.parts().size();
        if (count == 0) return;
        try (var task = progress.start("Downloading", count, 0);
                var workers = new Workers("get", Math.min(count, jobs.orElse(DEFAULT_JOBS)))) {
            workers.forEach(found.parts(), part -> {
                try {
                    copyOne(files, part, unpacking, task);
                } catch (CorruptObjectException e) {
                    throw JdvcException.of(Kind.CORRUPT, "'%s' is damaged there: %s", shown(part), e.getMessage())
                            .cause(e);
                } catch (ObjectMissingException e) {
                    throw UpstreamFiles.nowhere("the data of '" + shown(part) + "'", e);
                }
            });
        }
    }

    private String shown(UpstreamFiles.Part part) {
        return part.inner().isEmpty() ? path : path + "/" + part.inner();
    }

    /** What came damaged may have been so on its way only: once more (safety 5.2). */
    private static void copyOne(UpstreamFiles files, UpstreamFiles.Part part, Unpacking unpacking, Progress.Task task)
            throws IOException, InterruptedException {
        var expected = part.place() instanceof UpstreamFiles.Place.Stored stored
                ? Optional.of(stored.id())
                : Optional.<ObjectId>empty();
        try {
            unpacking.add(part.inner(), files.content(part.place()), expected, task);
        } catch (CorruptObjectException e) {
            unpacking.add(part.inner(), files.content(part.place()), expected, task);
        }
    }

    /**
     * Returns where the data of the path would be downloaded from; whether it is there is not asked.
     *
     * @throws JdvcException of kind BUG, which DVC has there too, if DVC does not track the path
     */
    public String storageUrl(Call call, Progress progress) throws IOException, InterruptedException {
        try (var upstream = from.open(call, path, progress)) {
            var inner = upstream.path();
            var node = upstream.files(FileTree.Whose.DVC, FileTree.around(inner), progress)
                    .find(inner);
            var owner = inner.isEmpty()
                    ? Optional.<Outs.Entry>empty()
                    : upstream.outs().owner(Add.parse(inner));
            if (node.isEmpty() || owner.isEmpty()) throw notTracked();
            var out = owner.get().out();
            var id = node.get()
                    .md5()
                    .flatMap(md5 -> ObjectId.parse(md5, out.layout()))
                    .orElseThrow(this::notTracked);
            var remote = out.remote().or(upstream.repo().config()::defaultRemote);
            var base = remote.isPresent()
                    ? upstream.repo().config().remote(remote.get()).url()
                    : upstream.repo().cache().location();
            return base + "/" + id.path();
        }
    }

    private JdvcException notTracked() {
        return JdvcException.of(Kind.BUG, "Unable to find DVC file with output '%s'", path);
    }
}
