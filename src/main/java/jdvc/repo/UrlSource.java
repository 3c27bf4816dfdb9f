package jdvc.repo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Json;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.config.Trust;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.object.RelPath;
import jdvc.store.Content;
import jdvc.store.CorruptObjectException;
import jdvc.store.Pump;
import jdvc.track.Dep;
import jdvc.track.Out;

/** Data at a URL as imports take it: what is there, what a .dvc file says of it, and its bytes. */
final class UrlSource implements AutoCloseable {

    private final Repo repo;
    private final FromUrl from;
    private final UrlFiles files;
    private final int jobs;
    private final Progress progress;

    UrlSource(Repo repo, FromUrl from, int jobs, Progress progress) throws IOException, InterruptedException {
        this.repo = repo;
        this.from = MlflowRun.resolved(repo, from, progress);
        this.jobs = jobs;
        this.progress = progress;
        files = UrlFiles.open(repo.call(), this.from, progress);
    }

    /** Opens what a .dvc file says, which is the word of whoever can commit. */
    static UrlSource of(Repo repo, Dep dep, int jobs, Progress progress) throws IOException, InterruptedException {
        var options = new LinkedHashMap<String, String>();
        if (dep.fields().get("fs_config") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> options.put(String.valueOf(name), String.valueOf(value)));
        }
        var place = dep.path().map(RelPath::toString).or(dep::outside);
        var url =
                place.isPresent() ? repo.root().resolve(place.get()).normalize().toString() : dep.text();
        return new UrlSource(repo, new FromUrl(url, options, Trust.REPO), jobs, progress);
    }

    /**
     * What is there.
     *
     * @param files by their paths in the directory; that of a file is empty
     */
    record Found(boolean directory, String tag, SortedMap<String, UrlFiles.Node> files) {

        long bytes() {
            return UrlFiles.bytes(files);
        }
    }

    UrlFiles files() {
        return files;
    }

    private boolean isNamed() {
        return files.isFar() || from.url().startsWith("remote://");
    }

    /** Returns what is imported, as DVC calls it. */
    String shown() {
        if (isNamed()) return from.shown();
        boolean inside = files.path().startsWith(repo.root());
        return inside
                ? repo.env().cwd().relativize(files.path()).toString()
                : files.path().toString();
    }

    /** Returns the place for a .dvc file: a path is relative to it, except an absolute one that leads out of the project. */
    String text(RelPath metafile) {
        if (isNamed()) return from.url();
        boolean inside = files.path().startsWith(repo.root());
        if (!inside && files.path().toString().equals(from.url())) return from.url();
        var home = repo.root().resolve(metafile.toString()).getParent();
        return home == null ? from.url() : home.relativize(files.path()).toString();
    }

    /** @throws JdvcException of kind USER if there is nothing */
    Found find() throws IOException, InterruptedException {
        try {
            return found();
        } catch (JdvcException e) {
            if (e.kind() != Kind.USER) throw e;
            throw JdvcException.user("dependency '%s' does not exist", shown()).cause(e);
        }
    }

    Optional<Found> findIfThere() throws IOException, InterruptedException {
        try {
            return Optional.of(found());
        } catch (JdvcException e) {
            if (e.kind() != Kind.USER) throw e;
            return Optional.empty();
        }
    }

    private Found found() throws IOException, InterruptedException {
        var node = files.find(UrlFiles.DEEP);
        return new Found(node.isDirectory(), node.tag(), UrlFiles.files(node));
    }

    /** Tells whether what is there is what a metafile recorded of it. */
    boolean isRecorded(Dep recorded, Found found) throws IOException, InterruptedException {
        var now = dep(recorded.text(), found, identity(found, recorded.hash().layout()));
        return now.hash().id().equals(recorded.hash().id())
                && Objects.equals(now.fields().get("etag"), recorded.fields().get("etag"))
                && Objects.equals(
                        now.fields().get("checksum"), recorded.fields().get("checksum"));
    }

    /** Returns what a .dvc file says before anything was asked. */
    Dep dep(String text) {
        return Dep.ofUrl(text, kind(), Out.Hash.NONE, Out.Meta.NONE, Map.of(), from.options());
    }

    /**
     * Returns what a .dvc file says of what is there. Of a bucket's directory that is the hash of a listing that has ETags
     * where others have hashes.
     *
     * @param content what the files of a path have; of a bucket or server nobody asks for it
     */
    Dep dep(String text, Found found, Optional<ObjectId> content) {
        var meta = found.directory()
                ? Out.Meta.ofTree(found.bytes(), found.files().size())
                : Out.Meta.ofFile(found.bytes(), false);
        var hash =
                files.isFar() ? found.directory() ? etags(found) : Out.Hash.NONE : Out.Hash.of(content.orElseThrow());
        return Dep.ofUrl(text, kind(), hash, meta, tag(found), from.options());
    }

    private Map<String, String> tag(Found found) {
        if (files.isPage() && found.tag().isEmpty()) {
            throw JdvcException.user("could not find an ETag or Content-MD5 header for '%s'", shown())
                    .hint("what cannot be told from a later state is copied by `get-url`, and tracked by `add`");
        }
        return found.tag().isEmpty() ? Map.of() : Map.of(files.isPage() ? "checksum" : "etag", found.tag());
    }

    private Dep.Kind kind() {
        return files.isFar() ? Dep.Kind.URL : Dep.Kind.FILE;
    }

    private static Out.Hash etags(Found found) {
        var rows = new ArrayList<Map<String, String>>();
        found.files().forEach((path, node) -> {
            var row = new LinkedHashMap<String, String>();
            row.put("etag", node.tag());
            row.put("relpath", path);
            rows.add(row);
        });
        var id = Hasher.hash(Json.format(rows).getBytes(StandardCharsets.UTF_8), Layout.V3);
        return Out.Hash.of(ObjectId.parse(id.hex() + ".dir", Layout.V3).orElseThrow());
    }

    /** Returns the hash by which a place of this machine is known; absent for a bucket or server, which has ETags. */
    Optional<ObjectId> identity(Found found, Layout layout) throws IOException, InterruptedException {
        if (files.isFar()) return Optional.empty();
        var ids = hash(found, layout);
        return found.directory()
                ? Optional.of(Taking.tree(ids, layout).id())
                : Optional.of(ids.values().iterator().next());
    }

    /** Takes the files into the cache, of which nobody may delete them meanwhile; returns the output with them. */
    Out take(Found found, Out out) throws IOException, InterruptedException {
        new Space(repo).require(Sending.Destination.WORKSPACE, found.bytes());
        var lease = repo.leaseUnderLock();
        try {
            var ids = forEach(
                    "Importing",
                    found,
                    (content, task) ->
                            repo.cache().adopt(content, out.layout(), task).id());
            repo.cache().flush();
            if (lease.isPresent()) lease.get().hold(ids.values());
            var taken = Taking.recorded(repo.cache(), lease, found.directory(), ids, found.bytes(), out);
            if (!repo.cache().missing(ids.values()).isEmpty()) throw Intake.deletedAgain(repo.cache());
            return taken;
        } finally {
            if (lease.isPresent()) lease.get().close();
        }
    }

    /**
     * Sends the files to a remote, past the cache, and the listing of a directory after them. They are read twice: their
     * names there are their hashes, and nothing is to be left under another name.
     */
    Out send(Found found, Out out, String remote) throws IOException, InterruptedException {
        var store = repo.remote(remote, progress);
        repo.forgottenUploads().drop(store);
        var ids = hash(found, out.layout());
        var paths = new LinkedHashMap<ObjectId, String>();
        var lengths = new LinkedHashMap<ObjectId, Long>();
        found.files().forEach((path, node) -> {
            var id = requireNonNull(ids.get(path));
            paths.putIfAbsent(id, path);
            lengths.put(id, node.size().orElse(0L));
        });
        var lacking = new OnRemote(store, repo.cache(), lengths).toSend(new LinkedHashSet<>(paths.keySet()));
        long bytes =
                lacking.stream().mapToLong(id -> lengths.getOrDefault(id, 0L)).sum();
        Quota.requireRoom(repo, Map.of(remote, bytes), progress);
        try (var task = progress.start("Sending", Math.max(1, lacking.size()), bytes);
                var workers = new Workers("import", Math.max(1, Math.min(lacking.size(), jobs)))) {
            workers.forEach(lacking, id -> {
                var path = paths.getOrDefault(id, "");
                var content = content(found, path);
                try (var file = task.file(path.isEmpty() ? content.place() : path, content::length)) {
                    store.write(id, content, file);
                }
                task.files(1);
            });
        } catch (CorruptObjectException e) {
            throw JdvcException.of(Kind.CHANGED, "'%s' changed while it was read", shown())
                    .cause(e)
                    .hint("run the command again");
        }
        store.flush();
        if (found.directory()) {
            var tree = Taking.tree(ids, out.layout());
            store.write(tree.id(), Content.of(tree.bytes()));
            store.flush();
        }
        Quota.noteSent(repo, remote, bytes, progress);
        var sent = named(found, ids, out);
        var url = repo.config().remote(remote).url();
        long now = repo.env().clock().instant().getEpochSecond();
        Presence.open(repo.disk(), repo.state(), url).note(List.of(sent.id().orElseThrow()), List.of(), now);
        return sent;
    }

    private static Out named(Found found, Map<String, ObjectId> ids, Out out) {
        return found.directory()
                ? Taking.named(out, Taking.tree(ids, out.layout()), found.bytes())
                : Taking.named(out, ids, found.bytes());
    }

    private Map<String, ObjectId> hash(Found found, Layout layout) throws IOException, InterruptedException {
        return forEach("Reading", found, (content, task) -> {
            var hasher = new Hasher(layout);
            Pump.hash(content, hasher, task);
            return hasher.all().id();
        });
    }

    private Content content(Found found, String path) throws IOException {
        return files.content(path, requireNonNull(found.files().get(path)));
    }

    /** Names what a file holds. */
    @FunctionalInterface
    private interface Namer {
        ObjectId name(Content content, Progress.Task task) throws IOException;
    }

    private Map<String, ObjectId> forEach(String title, Found found, Namer namer)
            throws IOException, InterruptedException {
        Map<String, ObjectId> ids = new ConcurrentHashMap<>();
        int count = Math.max(1, found.files().size());
        try (var task = progress.start(title, count, found.bytes());
                var workers = new Workers("import", Math.min(count, jobs))) {
            workers.forEach(found.files().keySet(), path -> {
                var content = content(found, path);
                try (var file = task.file(path.isEmpty() ? content.place() : path, content::length)) {
                    ids.put(path, namer.name(content, file));
                }
                task.files(1);
            });
        }
        return ids;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
