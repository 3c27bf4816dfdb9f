package jdvc.store.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.Workers;
import jdvc.disk.Disk;
import jdvc.object.Hasher;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import jdvc.store.CorruptObjectException;
import jdvc.store.Finding;
import jdvc.store.ObjectMissingException;
import jdvc.store.ObjectStore;
import jdvc.store.Stored;
import jdvc.store.s3.Outgoing;

/** Objects on a server that gives files, and takes them if it is set up so. Safe for use by many threads. */
public final class HttpStore implements ObjectStore {

    private static final int AT_A_TIME = 16;

    /** What comes without a length is kept in memory, up to this. */
    private static final int UNMEASURED = 64 << 20;

    private final HttpSettings settings;
    private final Web web;
    private final int jobs;

    private HttpStore(HttpSettings settings, Web web, int jobs) {
        this.settings = settings;
        this.web = web;
        this.jobs = jobs;
    }

    /**
     * Makes no request.
     *
     * @param jobs questions at a time; 0 for as many as suit
     */
    public static HttpStore open(HttpSettings settings, int jobs, Disk disk, Env env) throws IOException {
        return new HttpStore(settings, new Web(settings, disk, env), jobs == 0 ? AT_A_TIME : jobs);
    }

    @Override
    public String location() {
        return settings.url();
    }

    @Override
    public Set<ObjectId> missing(Collection<ObjectId> ids) throws IOException, InterruptedException {
        var missing = new HashSet<>(ids);
        missing.removeAll(lengths(ids).keySet());
        return missing;
    }

    @Override
    public Map<ObjectId, Long> lengths(Collection<ObjectId> ids) throws IOException, InterruptedException {
        Map<ObjectId, Long> lengths = new ConcurrentHashMap<>();
        if (ids.isEmpty()) return lengths;
        try (var workers = new Workers("exists", Math.min(ids.size(), jobs))) {
            workers.forEach(Set.copyOf(ids), id -> {
                try {
                    lengths.put(id, Web.length(web.head(web.uri(id.path()))));
                } catch (Web.Gone e) {
                    // that is what was asked
                }
            });
        }
        return lengths;
    }

    @Override
    public Content read(ObjectId id) {
        return new HttpContent(
                web, web.uri(id.path()), location(), -1, "", gone -> new ObjectMissingException(id, location()));
    }

    /** The server is not asked whether the object is there: the same name means the same bytes. */
    @Override
    public void write(ObjectId id, Content content, Progress.Task task) throws IOException, InterruptedException {
        long length = content.length();
        if (length < 0) {
            write(id, measured(content), task);
            return;
        }
        Web.Body body = () -> new Outgoing(content.open(), length, new Check(id, content.place()), task);
        try {
            if (length == 0) new Check(id, content.place()).end();
            Web.drain(web.ask(settings.method(), web.uri(id.path()), Map.of(), body));
        } catch (Web.Gone e) {
            throw JdvcException.of(
                            Kind.CONFIG, "'%s' takes no files by %s: it answers 404", location(), settings.method())
                    .hint("`jdvc remote modify %s method PUT` sends them the other way", settings.remote());
        }
    }

    private static Content measured(Content content) throws IOException {
        try (InputStream in = content.open()) {
            byte[] bytes = in.readNBytes(UNMEASURED);
            if (in.read() >= 0) throw new IOException("'" + content.place() + "' does not say how long it is");
            return Content.of(bytes);
        }
    }

    /** Wrong bytes do not leave as a whole. */
    private static final class Check implements Outgoing.Check {
        private final ObjectId id;
        private final String place;
        private final Hasher hasher;

        Check(ObjectId id, String place) {
            this.id = id;
            this.place = place;
            hasher = new Hasher(id.layout());
        }

        @Override
        public void update(byte[] bytes, int offset, int count) {
            hasher.update(bytes, offset, count);
        }

        @Override
        public void end() throws IOException {
            var names = hasher.all();
            if (!names.match(id))
                throw new CorruptObjectException(id, place, names.id().toString());
        }
    }

    /** Asks for something that is not there: whoever answers that it is not, serves. */
    public List<Finding> check() throws IOException, InterruptedException {
        var subject = "server";
        try {
            web.head(web.uri("files/md5/00/jdvc-check"));
            return List.of(Finding.good(subject, "it answers"));
        } catch (Web.Gone e) {
            return List.of(Finding.good(subject, "it answers"));
        } catch (JdvcException e) {
            return List.of(Finding.bad(subject, e));
        }
    }

    @Override
    public void flush() {
        // the answer says that the file is there
    }

    @Override
    public List<Stored> list() {
        throw none("listed");
    }

    @Override
    public void delete(Collection<ObjectId> ids) {
        throw none("cleared");
    }

    private JdvcException none(String what) {
        return JdvcException.of(Kind.CONFIG, "a server of HTTP cannot be %s: '%s'", what, location());
    }

    @Override
    public void close() {
        // requests end with the threads that make them, connections by themselves
    }
}
