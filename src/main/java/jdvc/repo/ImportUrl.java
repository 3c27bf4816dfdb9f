package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Json;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.config.Overlay;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.track.Dep;
import jdvc.track.Out;

/**
 * Takes a file or directory at a URL in and tracks it, with a note of where it came from.
 *
 * @param jobs downloads at a time
 */
public record ImportUrl(FromUrl from, Destination to, Extent how, OptionalInt jobs) {

    /** How much of an import is done. */
    public enum Extent {
        /** All of it. */
        DATA,
        /** The .dvc file is written, and the URL not even asked. */
        NOTE
    }

    /** @param tell told what is imported and where to, before the download */
    public Import.Report run(Repo repo, Progress progress, Consumer<String> tell)
            throws IOException, InterruptedException {
        if (Overlay.hasPassword(from.url())) {
            throw JdvcException.user("a password would be written into the .dvc file, which Git tracks")
                    .hint("leave it to the settings of a remote, and name that as remote://NAME/PATH");
        }
        try (var lock = repo.lock(progress)) {
            var typed = to.of(repo.call(), from.url());
            var out = Import.plan(repo, typed, progress);
            lock.requireFree(repo.root(), List.of(out.path()));
            var importing = new Importing(repo, lock, jobs.orElse(Get.DEFAULT_JOBS), progress);
            try (var files = UrlFiles.open(repo.call(), from, progress)) {
                var text = text(repo, files, out);
                Importing.Made made;
                if (how == Extent.NOTE) {
                    made = importing.note(Dep.ofUrl(text, kind(files), Out.Hash.NONE, Out.Meta.NONE, ""), out, false);
                } else {
                    tell.accept("Importing '" + shown(repo, files) + "' -> '" + typed + "'");
                    made = take(repo, files, new Plan(text, out), importing, progress);
                }
                boolean git = repo.git().workTree().isPresent();
                return new Import.Report(git ? made.files() : List.of(), made.staged());
            }
        }
    }

    /** What is to be written down. */
    private record Plan(String text, Out out) {}

    private static Dep.Kind kind(UrlFiles files) {
        return files.isBucket() ? Dep.Kind.URL : Dep.Kind.FILE;
    }

    /** A path is relative to the .dvc file, except an absolute one that leads out of the project. */
    private String text(Repo repo, UrlFiles files, Out out) {
        if (files.isBucket() || from.url().startsWith("remote://")) return from.url();
        boolean inside = files.path().startsWith(repo.root());
        if (!inside && files.path().toString().equals(from.url())) return from.url();
        var home = repo.root().resolve(out.path().toString()).getParent();
        return home == null ? from.url() : home.relativize(files.path()).toString();
    }

    private String shown(Repo repo, UrlFiles files) {
        if (files.isBucket() || from.url().startsWith("remote://")) return from.url();
        boolean inside = files.path().startsWith(repo.root());
        return inside
                ? repo.env().cwd().relativize(files.path()).toString()
                : files.path().toString();
    }

    private Importing.Made take(Repo repo, UrlFiles files, Plan plan, Importing importing, Progress progress)
            throws IOException, InterruptedException {
        var found = find(repo, files);
        var wanted = UrlFiles.files(found);
        new Space(repo).require(Sending.Destination.WORKSPACE, UrlFiles.bytes(wanted));
        var lease = repo.leaseUnderLock();
        try {
            var ids = copy(repo, files, wanted, plan.out().layout(), progress);
            if (lease.isPresent()) lease.get().hold(ids.values());
            var size = UrlFiles.bytes(wanted);
            var taken = Taking.recorded(repo.cache(), lease, found.isDirectory(), ids, size, plan.out());
            if (!repo.cache().missing(ids.values()).isEmpty()) throw Intake.deletedAgain(repo.cache());
            var made = importing.write(
                    Importing.metafile(taken.path()), dep(files, found, wanted, plan, taken), taken, true);
            importing.place(taken);
            return made;
        } finally {
            if (lease.isPresent()) lease.get().close();
        }
    }

    private UrlFiles.Node find(Repo repo, UrlFiles files) throws IOException, InterruptedException {
        try {
            return files.find(UrlFiles.DEEP);
        } catch (JdvcException e) {
            if (e.kind() != Kind.USER) throw e;
            throw JdvcException.user("dependency '%s' does not exist", shown(repo, files))
                    .cause(e);
        }
    }

    private Map<String, ObjectId> copy(
            Repo repo, UrlFiles files, SortedMap<String, UrlFiles.Node> wanted, Layout layout, Progress progress)
            throws IOException, InterruptedException {
        Map<String, ObjectId> ids = new ConcurrentHashMap<>();
        int count = Math.max(1, wanted.size());
        try (var task = progress.start("Importing", count, UrlFiles.bytes(wanted));
                var workers = new Workers("import", Math.min(count, jobs.orElse(Get.DEFAULT_JOBS)))) {
            workers.forEach(wanted.entrySet(), each -> {
                var content = files.content(each.getKey(), each.getValue());
                var name = each.getKey().isEmpty() ? content.place() : each.getKey();
                try (var file = task.file(name, content::length)) {
                    ids.put(
                            each.getKey(),
                            repo.cache().adopt(content, layout, file).id());
                }
                task.files(1);
            });
        }
        repo.cache().flush();
        return ids;
    }

    /** Of a bucket's directory DVC records the hash of a listing that has ETags where others have hashes. */
    private static Dep dep(
            UrlFiles files, UrlFiles.Node found, SortedMap<String, UrlFiles.Node> wanted, Plan plan, Out taken) {
        var meta = found.isDirectory()
                ? Out.Meta.ofTree(UrlFiles.bytes(wanted), wanted.size())
                : Out.Meta.ofFile(UrlFiles.bytes(wanted), false);
        if (!files.isBucket()) {
            var hash = Out.Hash.of(taken.id().orElseThrow());
            return Dep.ofUrl(plan.text(), Dep.Kind.FILE, hash, meta, "");
        }
        if (!found.isDirectory()) return Dep.ofUrl(plan.text(), Dep.Kind.URL, Out.Hash.NONE, meta, found.etag());
        var rows = new ArrayList<Map<String, String>>();
        wanted.forEach((path, node) -> {
            var row = new LinkedHashMap<String, String>();
            row.put("etag", node.etag());
            row.put("relpath", path);
            rows.add(row);
        });
        var id = Hasher.hash(Json.format(rows).getBytes(StandardCharsets.UTF_8), Layout.V3);
        var listing = ObjectId.parse(id.hex() + ".dir", Layout.V3).orElseThrow();
        return Dep.ofUrl(plan.text(), Dep.Kind.URL, Out.Hash.of(listing), meta, "");
    }
}
