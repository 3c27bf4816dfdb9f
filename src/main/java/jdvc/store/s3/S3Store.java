package jdvc.store.s3;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import jdvc.Env;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Progress;
import jdvc.disk.Disk;
import jdvc.object.ObjectId;
import jdvc.store.Content;
import jdvc.store.Finding;
import jdvc.store.ObjectStore;
import jdvc.store.Stored;

/**
 * Objects in a bucket of S3, laid out as DVC does. Safe for use by many threads.
 *
 * <p>An object that is written is durable at once. Reading makes no request before the content is opened, and writing
 * does not ask whether the object is there: the same name means the same bytes. An interrupt ends what is under way.
 */
public final class S3Store implements ObjectStore {

    /** Small objects wait for the server most of the time, so many are under way at once. */
    private static final int DEFAULT_JOBS = 32;

    /** Listings are few and each waits long. */
    private static final int DEFAULT_QUESTIONS = 64;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration STALL = Duration.ofSeconds(60);
    private static final Duration THINK = Duration.ofSeconds(120);
    private static final int DELETE_AT_A_TIME = 1000;

    private final S3Settings settings;
    private final Bucket bucket;
    private final Attempts attempts;
    private final Existence existence;
    private final Multipart multipart;
    private final Strays strays;
    private final Checkup checkup;
    private final Sending sending;
    private final String prefix;

    /** What the store uses of the world. */
    record Around(Disk disk, Env env, OpenUploads uploads, Progress progress, Attempts.Pause pause) {}

    /**
     * Opens a store; makes no request.
     *
     * @param progress told of what cannot wait, such as a wrong clock
     * @throws jdvc.JdvcException of kind CONFIG if the settings contradict each other
     */
    public static S3Store open(S3Settings settings, Disk disk, Env env, OpenUploads uploads, Progress progress)
            throws IOException {
        var pause = (Attempts.Pause) time -> Thread.sleep(time.toMillis());
        return new S3Store(settings, new Around(disk, env, uploads, progress, pause), Sending.THRESHOLD);
    }

    /** @param part bytes from which on an object goes in parts, and bytes of a part */
    S3Store(S3Settings settings, Around around, long part) throws IOException {
        this.settings = settings;
        prefix = settings.keyPrefix();
        var env = around.env;
        var profiles = Profiles.read(env, around.disk, settings.access().files());
        var endpoint = Endpoint.of(settings, env, profiles);
        var trust = Trust.of(settings, endpoint.secure(), env, around.disk, profiles);
        var proxies = new Proxies(env);
        var pulse = new Pulse(env.clock());
        var keys = new Keys(settings.remote(), settings.access(), env, profiles);
        if (keys.goBeforeFiles())
            profiles.damage().ifPresent(why -> around.progress.warn(why.getMessage() + "; it is left out"));
        var requests =
                new Requests(new Wire(trust.tls(), proxies, patience(settings), pulse), keys, env.clock(), endpoint);
        var remedy = new Remedy(requests, keys, settings, env.clock(), around.progress);
        var diagnosis = new Diagnosis(settings, new Diagnosis.Parts(requests, keys, trust, proxies, remedy));
        bucket = new Bucket(requests, settings.marks());
        var gate = new Gate(Math.max(jobs(), DEFAULT_QUESTIONS));
        attempts = new Attempts(remedy, diagnosis, env, new Attempts.Rhythm(around.pause, pulse, gate));
        int questions = settings.pace().jobs().orElse(DEFAULT_QUESTIONS);
        existence = new Existence(bucket, attempts, location(), prefix, questions);
        var site = new Multipart.Site(location(), prefix, around.uploads, env.clock());
        multipart = new Multipart(bucket, attempts, site, around.disk, part);
        strays = new Strays(bucket, new UploadListing(requests), attempts, site);
        checkup = new Checkup(settings, new Checkup.Parts(requests, keys, trust, bucket, attempts), env);
        sending = new Sending(bucket, attempts, multipart, new Sending.Target(location(), prefix, part));
    }

    private static Wire.Patience patience(S3Settings settings) {
        var pace = settings.pace();
        return new Wire.Patience(
                pace.connectTimeout().orElse(CONNECT),
                pace.readTimeout().orElse(STALL),
                pace.readTimeout().orElse(THINK));
    }

    @Override
    public String location() {
        return settings.url();
    }

    /** Returns how many transfers at a time suit this remote. */
    public int jobs() {
        return settings.pace().jobs().orElse(DEFAULT_JOBS);
    }

    /** Returns how often a request was repeated so far. */
    public long repeats() {
        return attempts.repeats();
    }

    @Override
    public Set<ObjectId> missing(Collection<ObjectId> ids) throws IOException, InterruptedException {
        return existence.missing(ids);
    }

    @Override
    public Map<ObjectId, Long> lengths(Collection<ObjectId> ids) throws IOException, InterruptedException {
        return existence.lengths(ids);
    }

    /** Returns how many bytes this store's part of the bucket has; absent without the right to list it. */
    public OptionalLong used() throws IOException, InterruptedException {
        return existence.used();
    }

    @Override
    public Content read(ObjectId id) {
        return new Download(bucket, attempts, id, location(), prefix + id.path());
    }

    /** Returns what lies in this place of the bucket, whatever it is. */
    public S3Files files() {
        return new S3Files(bucket, attempts, settings);
    }

    @Override
    public void write(ObjectId id, Content content, Progress.Task task) throws IOException, InterruptedException {
        sending.write(id, content, task);
    }

    /** Drops the upload of an object that is not gone on with, if one is remembered. */
    public void abandon(ObjectId id, OpenUploads.Upload upload) throws IOException, InterruptedException {
        multipart.abort(id, upload);
    }

    /**
     * Drops uploads of objects that were begun before {@code time}, by whomever, and got no part since; none without the
     * right to list them.
     *
     * @return how many
     */
    public int dropForgotten(Instant time) throws IOException, InterruptedException {
        return strays.drop(time);
    }

    /** Looks at each link of the chain between here and the bucket; leaves nothing behind. */
    public List<Finding> check() throws IOException, InterruptedException {
        return checkup.run();
    }

    @Override
    public void flush() {
        // S3 answers when an object is durable
    }

    @Override
    public List<Stored> list() throws IOException, InterruptedException {
        return existence
                .all()
                .orElseThrow(() -> JdvcException.of(Kind.AUTH, "no right to list '%s'", location())
                        .hint("whoever owns the bucket can grant `s3:ListBucket`"));
    }

    @Override
    public void delete(Collection<ObjectId> ids) throws IOException, InterruptedException {
        var keys = new ArrayList<String>();
        for (var id : ids) keys.add(prefix + id.path());
        for (int start = 0; start < keys.size(); start += DELETE_AT_A_TIME) {
            var batch = keys.subList(start, Math.min(keys.size(), start + DELETE_AT_A_TIME));
            attempts.run("cannot delete in '" + location() + "'", () -> {
                bucket.delete(batch);
                return true;
            });
        }
    }

    @Override
    public void close() {
        // requests end with the threads that make them, connections by themselves
    }
}
