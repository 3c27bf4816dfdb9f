package jdvc.repo;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.config.Overlay;
import jdvc.config.RemoteConfig;
import jdvc.disk.Area;
import jdvc.disk.Stat;
import jdvc.store.Content;
import jdvc.store.http.HttpFile;
import jdvc.store.s3.S3Files;
import org.jspecify.annotations.Nullable;

/** The files at a URL: in a directory of this machine, in a bucket, or one on a server. Nothing is written there. */
final class UrlFiles implements AutoCloseable {

    /** Without a limit. */
    static final int DEEP = Integer.MAX_VALUE;

    private final Repo repo;
    private final Area area;
    private final FromUrl from;
    private final @Nullable S3Files bucket;
    private final @Nullable HttpFile page;
    private final Path directory;

    private UrlFiles(
            Repo repo, Area area, FromUrl from, @Nullable S3Files bucket, @Nullable HttpFile page, Path directory) {
        this.repo = repo;
        this.area = area;
        this.from = from;
        this.bucket = bucket;
        this.page = page;
        this.directory = directory;
    }

    /**
     * A file, or a directory with what is in it as far as that was asked for.
     *
     * @param size of a file
     * @param tag the ETag of an object in a bucket or of a file on a server; otherwise empty
     */
    record Node(Optional<Long> size, String tag, Map<String, Node> children) {

        static Node ofDirectory() {
            return new Node(Optional.empty(), "", new TreeMap<>());
        }

        boolean isDirectory() {
            return size.isEmpty();
        }
    }

    /** @throws JdvcException of kind CONFIG if jdvc does not know such URLs, or there is no such remote */
    static UrlFiles open(Call call, FromUrl typed, Progress progress) throws IOException, InterruptedException {
        var area = new Area(call.disk(), Upstream.caches(call).resolve("tmp"), 0700);
        @Nullable Repo repo = null;
        try {
            repo = repo(call, area);
            var from = MlflowRun.resolved(repo, typed, progress);
            var plain = from.url().startsWith("file:///") ? from.url().substring("file://".length()) : from.url();
            var config = repo.config().at(plain, from.options(), from.by());
            return switch (config.kind()) {
                case S3 -> {
                    requireNoVersion(from.url());
                    var files = RemoteStores.files(repo, config, judged(repo, from, config), progress);
                    yield new UrlFiles(repo, area, from, files, null, call.env().cwd());
                }
                case HTTP -> {
                    var page = RemoteStores.page(repo, config, judged(repo, from, config), progress);
                    yield new UrlFiles(repo, area, from, null, page, call.env().cwd());
                }
                case LOCAL -> new UrlFiles(repo, area, from, null, null, path(call, config));
                case UNSUPPORTED ->
                    throw JdvcException.of(Kind.CONFIG, "URLs such as '%s' are not supported", config.url())
                            .hint(
                                    "jdvc takes data from s3://BUCKET/KEY, https://HOST/PATH, remote://NAME/PATH and paths of this machine");
            };
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (repo != null) repo.close();
            area.close();
            throw e;
        }
    }

    private static RemoteConfig judged(Repo repo, FromUrl from, RemoteConfig config) {
        return repo.config().remoteOf(from.url()).map(repo.config()::remote).orElse(config);
    }

    /** Outside of a project the user's own settings count. */
    private static Repo repo(Call call, Area area) throws IOException {
        if (Repo.findRoot(call.env(), call.disk()).isPresent()) return Repo.open(call);
        var none = area.next();
        call.disk().makeDirectories(none.resolve(".dvc"), 0700);
        return Repo.openForeign(call, none, Overlay.NONE, area.next(), none.toString());
    }

    private static Path path(Call call, RemoteConfig config) {
        try {
            return call.env().cwd().resolve(config.url()).normalize();
        } catch (InvalidPathException e) {
            throw JdvcException.user("'%s' cannot be a path", config.url()).cause(e);
        }
    }

    private static void requireNoVersion(String url) {
        if (!url.contains("?versionId=")) return;
        throw JdvcException.user("jdvc does not take one version of an object, as '%s' names it", url)
                .hint("leave `?versionId=…` out: what is current is taken then");
    }

    /** Returns the place as listings name it: bucket and key, or the path as typed. */
    String name() {
        return bucket == null ? from.url() : bucket.name();
    }

    /**
     * Returns the files of what was found, by their paths in it; that of a file is empty.
     *
     * @throws JdvcException of kind UNSAFEPATH if a name leads out of the directory
     */
    static SortedMap<String, Node> files(Node found) {
        var files = new TreeMap<String, Node>();
        collect(found, "", files);
        return files;
    }

    private static void collect(Node node, String path, Map<String, Node> files) {
        if (!node.isDirectory()) {
            files.put(path.isEmpty() ? path : Add.parse(path).toString(), node);
            return;
        }
        node.children().forEach((name, child) -> {
            if (name.isEmpty()) {
                throw JdvcException.of(Kind.UNSAFEPATH, "a key below '%s/' has an empty name in it", path);
            }
            collect(child, path.isEmpty() ? name : path + "/" + name, files);
        });
    }

    /** Returns how many bytes files have. */
    static long bytes(Map<String, Node> files) {
        return files.values().stream().mapToLong(node -> node.size().orElse(0L)).sum();
    }

    /**
     * Returns what is there.
     *
     * @param depth how many levels of names are wanted; 0 for none
     * @throws JdvcException of kind USER if there is nothing
     */
    Node find(int depth) throws IOException, InterruptedException {
        try {
            var found =
                    bucket != null ? inBucket(bucket, depth) : page != null ? onServer(page) : local(directory, depth);
            return found.orElseThrow(() -> JdvcException.user("The path '%s' does not exist", from.url()));
        } catch (JdvcException e) {
            if (e.kind() != Kind.CONFIG) throw e;
            // such as a bucket that is not there: it was typed, and no settings are to be corrected
            throw JdvcException.user("%s", e.getMessage()).cause(e);
        }
    }

    /** How long it is the server may not say; then it cannot be told from another one either. */
    private static Optional<Node> onServer(HttpFile page) throws IOException, InterruptedException {
        return page.head().map(head -> {
            boolean whole = head.length() >= 0;
            return new Node(Optional.of(Math.max(0, head.length())), whole ? head.tag() : "", Map.of());
        });
    }

    /** A link to a directory is not gone into: it may lead back. */
    private Optional<Node> local(Path path, int depth) throws IOException {
        var stat = repo.disk().statTarget(path);
        if (stat.isEmpty()) return Optional.empty();
        if (stat.get().isFile())
            return Optional.of(new Node(Optional.of(stat.get().size()), "", Map.of()));
        if (!stat.get().isDirectory()) return Optional.empty();
        var node = Node.ofDirectory();
        boolean link = repo.disk().stat(path).map(Stat::isLink).orElse(false) && !path.equals(directory);
        if (depth == 0 || link) return Optional.of(node);
        for (var name : repo.disk().list(path)) {
            local(path.resolve(name), depth - 1)
                    .ifPresent(child -> node.children().put(name, child));
        }
        return Optional.of(node);
    }

    private static Optional<Node> inBucket(S3Files bucket, int depth) throws IOException, InterruptedException {
        var itself = bucket.itself();
        if (itself.isPresent()) return itself.map(UrlFiles::file);
        var node = Node.ofDirectory();
        if (depth == DEEP) {
            var all = bucket.all();
            for (var item : all) add(node, item);
            return all.isEmpty() && bucket.name().contains("/") ? Optional.empty() : Optional.of(node);
        }
        boolean any = level(bucket, "", node, Math.max(1, depth));
        return any || !bucket.name().contains("/") ? Optional.of(node) : Optional.empty();
    }

    private static boolean level(S3Files bucket, String directory, Node node, int depth)
            throws IOException, InterruptedException {
        var items = bucket.list(directory);
        for (var item : items) add(node, new S3Files.Item(inner(directory, item.path()), item.length(), item.etag()));
        if (depth == 1) return !items.isEmpty();
        for (var each : node.children().entrySet()) {
            if (!each.getValue().isDirectory()) continue;
            var path = directory.isEmpty() ? each.getKey() : directory + "/" + each.getKey();
            level(bucket, path, each.getValue(), depth - 1);
        }
        return !items.isEmpty();
    }

    private static String inner(String directory, String path) {
        return directory.isEmpty() ? path : path.substring(directory.length() + 1);
    }

    /** A key that ends with a slash is a directory, or the mark of one. */
    private static void add(Node root, S3Files.Item item) {
        var names = item.path().split("/", -1);
        var at = root;
        for (int i = 0; i < names.length - 1; i++) {
            at = at.children().computeIfAbsent(names[i], any -> Node.ofDirectory());
            if (!at.isDirectory()) throw both(item.path());
        }
        var last = names[names.length - 1];
        if (last.isEmpty()) return;
        var there = at.children().put(last, file(item));
        if (there != null) throw both(item.path());
    }

    private static Node file(S3Files.Item item) {
        return new Node(Optional.of(item.length()), item.etag(), Map.of());
    }

    private static JdvcException both(String path) {
        return JdvcException.of(
                Kind.UNSAFEPATH, "'%s': a name of the bucket stands for an object and for a directory", path);
    }

    /** Returns whether it is a bucket or a server, whose files have ETags. */
    boolean isFar() {
        return bucket != null || page != null;
    }

    /** Returns whether it is a file on a server. */
    boolean isPage() {
        return page != null;
    }

    /** Returns the path of a place on this machine, absolute. */
    Path path() {
        return directory;
    }

    /** Returns the bytes of a file as it was found; an empty path for the place itself. */
    Content content(String inner, Node found) throws IOException {
        if (bucket != null) return bucket.read(inner, found.tag());
        if (page != null) {
            return page.read(
                    new HttpFile.Head(found.tag().isEmpty() ? -1 : found.size().orElse(-1L), found.tag()));
        }
        var file = directory.resolve(inner);
        var stat = repo.disk().statTarget(file);
        if (stat.isEmpty()) throw JdvcException.of(Kind.MISSING, "'%s' is gone", file);
        return Content.ofFile(repo.disk(), file, stat.get().size(), file.toString());
    }

    @Override
    public void close() throws IOException {
        repo.close();
        area.close();
    }
}
