package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.disk.Stat;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import jdvc.store.ObjectMissingException;
import jdvc.track.Outs;

/** The files at one path of another repository, wherever their bytes are: in a workspace, in Git, in a cache, on a remote. */
final class UpstreamFiles {

    private static final byte[] LFS = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);

    private final Upstream upstream;
    private final Repo repo;
    private final Progress progress;

    UpstreamFiles(Upstream upstream, Progress progress) {
        this.upstream = upstream;
        this.progress = progress;
        repo = upstream.repo();
    }

    /** Where the bytes of a file are. */
    sealed interface Place {

        /** Returns what DVC recorded of it, if it did. */
        Optional<ObjectId> recorded();

        /** In Git. */
        record Blob(String id) implements Place {
            @Override
            public Optional<ObjectId> recorded() {
                return Optional.empty();
            }
        }

        /** In a workspace, maybe changed since it was recorded. */
        record Plain(Path file, Stat stat, Optional<ObjectId> recorded) implements Place {}

        /** In the project's cache, or on a remote of its. */
        record Stored(ObjectId id, Optional<String> remote) implements Place {
            @Override
            public Optional<ObjectId> recorded() {
                return Optional.of(id);
            }
        }
    }

    /** A file that can be taken; {@code inner} is its path in the directory that was asked for, empty for itself. */
    record Part(String inner, Place place) {}

    /**
     * What is at the path.
     *
     * @param directory whether the parts are files in it
     * @param bytes how many there are in all, as far as that is known
     */
    record Found(boolean directory, List<Part> parts, long bytes) {}

    /**
     * Returns what is at the path that is asked for.
     *
     * @throws JdvcException of kind USER if there is nothing
     */
    Found find() throws IOException, InterruptedException {
        var outs = upstream.outs();
        requireListings(outs);
        var node = upstream.asked(FileTree.Whose.ALL, out -> true, progress);
        var parts = new ArrayList<Part>();
        collect(node, "", outs, parts);
        return new Found(node.isDirectory(), parts, node.bytes());
    }

    /** A directory is taken as a whole or not at all. */
    private void requireListings(Outs outs) throws IOException, InterruptedException {
        var path = upstream.path();
        for (var each : outs.entries()) {
            var out = each.out();
            boolean concerned = isAtOrBelow(out.path().toString(), path)
                    || isAtOrBelow(path, out.path().toString());
            if (!concerned || !out.cached() || out.unsupported().isPresent()) continue;
            try {
                repo.tree(out, progress);
            } catch (ObjectMissingException e) {
                throw nowhere("the listing of '" + out.path() + "'", e);
            }
        }
    }

    /** Returns the failure for what neither the repository's cache nor its remote has. */
    static JdvcException nowhere(String what, ObjectMissingException e) {
        return JdvcException.of(Kind.MISSING, "%s is nowhere: %s", what, e.getMessage())
                .hint(
                        "whoever has it must `jdvc push` it; another place of it can be named by `--remote-config url=URL`")
                .cause(e);
    }

    private static boolean isAtOrBelow(String inner, String outer) {
        return outer.isEmpty() || inner.equals(outer) || inner.startsWith(outer + "/");
    }

    static boolean isMetafile(String name) {
        return name.endsWith(".dvc") || name.equals("dvc.yaml") || name.equals(".dvcignore");
    }

    private void collect(FileNode node, String inner, Outs outs, List<Part> parts) throws IOException {
        if (!node.isDirectory()) {
            var path = upstream.path();
            var whole = inner.isEmpty() ? path : path.isEmpty() ? inner : path + "/" + inner;
            parts.add(new Part(inner, place(whole, node, outs)));
            return;
        }
        for (var each : node.children().entrySet()) {
            boolean metafile = isMetafile(each.getKey());
            if (metafile && !each.getValue().isDirectory()) continue;
            collect(each.getValue(), inner.isEmpty() ? each.getKey() : inner + "/" + each.getKey(), outs, parts);
        }
    }

    private Place place(String file, FileNode node, Outs outs) throws IOException {
        if (!upstream.isWorkspace() && !node.isTracked()) return new Place.Blob(upstream.blob(file));
        var owner = node.isTracked() ? outs.owner(Add.parse(file)) : Optional.<Outs.Entry>empty();
        var layout = owner.map(o -> o.out().layout()).orElse(Layout.V3);
        var id = node.md5().flatMap(md5 -> ObjectId.parse(md5, layout));
        if (upstream.isWorkspace()) {
            var here = repo.root().resolve(file);
            var stat = repo.disk().statTarget(here).filter(Stat::isFile);
            if (stat.isPresent()) return new Place.Plain(here, stat.get(), id);
        }
        if (id.isEmpty()) throw JdvcException.of(Kind.MISSING, "no hash is recorded of '%s' there", file);
        return new Place.Stored(id.get(), owner.flatMap(o -> o.out().remote()));
    }

    /** Returns the bytes of a file. */
    Content content(Place place) throws IOException, InterruptedException {
        if (place instanceof Place.Stored stored) return stored(stored);
        if (place instanceof Place.Plain plain)
            return Content.ofFile(repo.disk(), plain.file(), plain.stat().size(), upstream.shown());
        var bytes = upstream.read(((Place.Blob) place).id());
        if (startsWithLfs(bytes)) {
            throw JdvcException.user("Git has only a pointer to it there: its bytes are kept by Git LFS")
                    .hint("clone the repository with Git LFS, and name the clone");
        }
        return Content.of(bytes);
    }

    private static boolean startsWithLfs(byte[] bytes) {
        if (bytes.length < LFS.length || bytes.length > 1024) return false;
        for (int i = 0; i < LFS.length; i++) if (bytes[i] != LFS[i]) return false;
        return true;
    }

    private Content stored(Place.Stored stored) throws IOException, InterruptedException {
        if (repo.cache().has(stored.id())) return repo.cache().read(stored.id());
        return repo.remote(remote(stored), progress).read(stored.id());
    }

    private String remote(Place.Stored stored) {
        return stored.remote()
                .or(repo.config()::defaultRemote)
                .orElseThrow(() -> JdvcException.of(
                                Kind.MISSING,
                                "'%s' names no remote, and its cache does not have the data",
                                upstream.shown())
                        .hint("name one with `--remote NAME` or `--remote-config url=URL`"));
    }
}
