package jdvc.store.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdvc.store.Content;
import jdvc.store.s3.Bucket.State;

/** What lies at one place of a bucket, whoever put it there: an object, or all whose keys begin with it and a slash. */
public final class S3Files {

    private final Bucket bucket;
    private final Attempts attempts;
    private final S3Settings settings;

    S3Files(Bucket bucket, Attempts attempts, S3Settings settings) {
        this.bucket = bucket;
        this.attempts = attempts;
        this.settings = settings;
    }

    /**
     * One object, or with a slash at its end a directory.
     *
     * @param path from the place that is asked for; empty for the place itself
     * @param etag without quotes
     */
    public record Item(String path, long length, String etag) {}

    /** Returns the place as bucket and key, without a slash at its end. */
    public String name() {
        return settings.prefix().isEmpty() ? settings.bucket() : settings.bucket() + "/" + settings.prefix();
    }

    /** Returns the object that is at the place itself; absent if none is. */
    public Optional<Item> itself() throws IOException, InterruptedException {
        if (settings.prefix().isEmpty()) return Optional.empty();
        var head = attempts.run("cannot look into '" + settings.url() + "'", () -> bucket.head(settings.prefix()));
        return head.state() == State.THERE ? Optional.of(new Item("", head.length(), head.etag())) : Optional.empty();
    }

    /** Returns all objects below the place, of all directories. */
    public List<Item> all() throws IOException, InterruptedException {
        return list("", true);
    }

    /** Returns what is in a directory: objects, and directories, maybe several times. */
    public List<Item> list(String directory) throws IOException, InterruptedException {
        return list(directory.isEmpty() ? "" : directory + "/", false);
    }

    private List<Item> list(String below, boolean deep) throws IOException, InterruptedException {
        var items = new ArrayList<Item>();
        var place = settings.keyPrefix();
        Optional<String> next = Optional.empty();
        do {
            var after = next;
            var page = attempts.run(
                    "cannot list '" + settings.url() + "'",
                    () -> deep ? bucket.list(place + below, after, 1000) : bucket.listDirectory(place + below, after));
            for (var item : page.items()) {
                if (!item.key().startsWith(place + below))
                    throw new IOException("the server lists what nobody asked for");
                var path = item.key().substring(place.length());
                items.add(new Item(path, item.length(), item.etag()));
            }
            next = page.next();
            if (next.isPresent() && next.equals(after))
                throw new IOException("the server repeats a page of its listing");
        } while (next.isPresent());
        return items;
    }

    /**
     * Returns the bytes of an object below the place, or at the place itself.
     *
     * @param etag which it must have, or opening it fails; any if empty
     */
    public Content read(String path, String etag) {
        var key = path.isEmpty() ? settings.prefix() : settings.keyPrefix() + path;
        return new Download(bucket, attempts, "s3://" + settings.bucket() + "/" + key, key, etag);
    }
}
