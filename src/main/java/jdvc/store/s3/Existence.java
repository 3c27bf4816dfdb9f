package jdvc.store.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Workers;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.Stored;
import jdvc.store.s3.Bucket.Head;
import jdvc.store.s3.Bucket.Item;
import jdvc.store.s3.Bucket.Page;
import jdvc.store.s3.Bucket.State;

/** Finds out what a bucket lacks, by asking for each object or by listing, whichever costs less. */
final class Existence {

    /** So few are asked for one by one without a look at how much there is: it takes one round trip. */
    static final int FEW = 16;

    /** A page of a listing costs as much as this many questions, a thousandth of its keys. */
    private static final int KEYS_PER_HEAD = 150;

    /** The keys of one sample prefix, {@code 00/0}, stand for this many times as many. */
    private static final long SAMPLE = 4096;

    /** Below this many keys 16 listings side by side are enough, above it 256. */
    private static final long MANY = 64_000;

    private static final int PAGE = 1000;
    private static final String HEX = "0123456789abcdef";

    private final Bucket bucket;
    private final Attempts attempts;
    private final String location;
    private final String prefix;
    private final int jobs;

    /** @param prefix what stands before an object's path in its key */
    Existence(Bucket bucket, Attempts attempts, String location, String prefix, int jobs) {
        this.bucket = bucket;
        this.attempts = attempts;
        this.location = location;
        this.prefix = prefix;
        this.jobs = jobs;
    }

    /**
     * Returns the members of {@code ids} that are not there.
     *
     * @throws JdvcException of kind AUTH if no right lets us see any of them: unknown is not missing (safety 11.4)
     */
    Set<ObjectId> missing(Collection<ObjectId> ids) throws IOException, InterruptedException {
        var missing = new HashSet<ObjectId>();
        var found = find(ids);
        if (found.stream().anyMatch(wanted -> wanted.hidden) && found.stream().noneMatch(Wanted::sawAny)) refuse();
        for (var wanted : found) {
            wanted.forEach((id, length) -> {
                if (length == Wanted.UNSEEN) missing.add(id);
            });
        }
        return missing;
    }

    /** Repeats the listing that was denied, for its words: HEAD has none. */
    private void refuse() throws IOException, InterruptedException {
        attempts.run("cannot look into '" + location + "'", () -> bucket.list(prefix, Optional.empty(), 1));
    }

    /** Returns the lengths in bytes of the members of {@code ids} that are there. */
    Map<ObjectId, Long> lengths(Collection<ObjectId> ids) throws IOException, InterruptedException {
        var lengths = new HashMap<ObjectId, Long>();
        for (var wanted : find(ids)) {
            wanted.forEach((id, length) -> {
                if (length != Wanted.UNSEEN) lengths.put(id, length);
            });
        }
        return lengths;
    }

    /** Returns how many bytes all that begins with the prefix has, whoever put it there; absent without the right to list. */
    OptionalLong used() throws IOException, InterruptedException {
        var used = new LongAdder();
        boolean listed = listAll(prefix, page -> {
            for (var item : page.items()) used.add(item.length());
        });
        return listed ? OptionalLong.of(used.sum()) : OptionalLong.empty();
    }

    /** Returns all objects; absent without the right to list them. */
    Optional<List<Stored>> all() throws IOException, InterruptedException {
        var all = Collections.synchronizedList(new ArrayList<Stored>());
        var allowed = new AtomicBoolean(true);
        var starts = new ArrayList<String>();
        for (var layout : Layout.values()) starts.addAll(coarse(prefix + layout.prefix()));
        try (var workers = new Workers("list", Math.min(jobs, starts.size()))) {
            workers.forEach(starts, start -> {
                if (!listAll(start, page -> addTo(all, page))) allowed.set(false);
            });
        }
        return allowed.get() ? Optional.of(List.copyOf(all)) : Optional.empty();
    }

    private void addTo(List<Stored> all, Page page) {
        for (var item : page.items()) {
            var id = id(item);
            if (id.isEmpty()) continue;
            var age = page.now().isPresent() && item.changed().isPresent()
                    ? Duration.between(item.changed().get(), page.now().get())
                    : Duration.ZERO;
            all.add(new Stored(id.get(), item.length(), age.isNegative() ? Duration.ZERO : age));
        }
    }

    private List<Wanted> find(Collection<ObjectId> ids) throws IOException, InterruptedException {
        var found = new ArrayList<Wanted>();
        for (var layout : Layout.values()) {
            var wanted = new Wanted(ids.stream()
                    .filter(id -> id.layout() == layout)
                    .distinct()
                    .sorted()
                    .toList());
            if (wanted.ids.isEmpty()) continue;
            look(wanted, layout);
            found.add(wanted);
        }
        return found;
    }

    /** Ids in order, and the lengths with which they were seen. Safe for threads that see different ids. */
    private static final class Wanted {
        private static final long UNSEEN = -1;

        private final List<ObjectId> ids;
        private final long[] lengths;

        /** Whether the server denied both to look at some of them and to list. */
        private boolean hidden;

        Wanted(List<ObjectId> ids) {
            this.ids = ids;
            lengths = new long[ids.size()];
            Arrays.fill(lengths, UNSEEN);
        }

        void saw(int index, long length) {
            lengths[index] = length;
        }

        boolean sawAny() {
            return Arrays.stream(lengths).anyMatch(length -> length != UNSEEN);
        }

        void forEach(ObjLongConsumer<ObjectId> consumer) {
            for (int i = 0; i < lengths.length; i++) consumer.accept(ids.get(i), lengths[i]);
        }
    }

    private void look(Wanted wanted, Layout layout) throws IOException, InterruptedException {
        if (wanted.ids.size() <= FEW) {
            if (askEach(wanted)) return;
            list(wanted, layout, 0);
            return;
        }
        var sample = page(prefix + layout.prefix() + "00/0", Optional.empty(), PAGE);
        long size = sample.map(page -> SAMPLE * page.items().size()).orElse(Long.MAX_VALUE);
        boolean ask = sample.isEmpty() || wanted.ids.size() < size / KEYS_PER_HEAD;
        if (!ask || !askEach(wanted)) list(wanted, layout, size);
    }

    /** Asks for each; false if the server would not say, and a listing is the way to know. */
    private boolean askEach(Wanted wanted) throws IOException, InterruptedException {
        var anyThere = new AtomicBoolean();
        var anyForbidden = new AtomicBoolean();
        var indexes = new ArrayList<Integer>();
        for (int i = 0; i < wanted.ids.size(); i++) indexes.add(i);
        try (var workers = new Workers("head", Math.min(jobs, indexes.size()))) {
            workers.forEach(indexes, i -> {
                var head = head(wanted.ids.get(i));
                if (head.state() == State.THERE) wanted.saw(i, head.length());
                if (head.state() == State.THERE) anyThere.set(true);
                if (head.state() == State.FORBIDDEN) anyForbidden.set(true);
            });
        }
        if (anyThere.get() && !anyForbidden.get()) return true;
        // A missing bucket, a wrong key and a missing right all look like a missing object to HEAD; a listing has
        // words.
        boolean listable = page(prefix, Optional.empty(), 1).isPresent();
        wanted.hidden = anyForbidden.get() && !listable;
        return !(anyForbidden.get() && listable);
    }

    private Head head(ObjectId id) throws IOException, InterruptedException {
        return attempts.run("cannot look into '" + location + "'", () -> bucket.head(prefix + id.path()));
    }

    /** Returns part of a listing; absent if we have no right to list. */
    private Optional<Page> page(String keys, Optional<String> after, int most)
            throws IOException, InterruptedException {
        return attempts.run("cannot list '" + location + "'", () -> {
            try {
                return Optional.of(bucket.list(keys, after, most));
            } catch (Refused e) {
                if (e.code().equals("AccessDenied")) return Optional.empty();
                throw e;
            }
        });
    }

    /** @param size about how many keys there are, 0 if that is not known */
    private void list(Wanted wanted, Layout layout, long size) throws IOException, InterruptedException {
        String root = prefix + layout.prefix();
        if (size == 0 && listWhole(wanted, root)) return;
        var starts = size < MANY ? coarse(root) : fine(root);
        try (var workers = new Workers("list", Math.min(jobs, starts.size()))) {
            workers.forEach(starts, start -> listAll(start, page -> take(wanted, page)));
        }
    }

    /** Lists everything if it is one page; false if it is more. */
    private boolean listWhole(Wanted wanted, String root) throws IOException, InterruptedException {
        var page = page(root, Optional.empty(), PAGE);
        if (page.isEmpty() || page.get().next().isPresent()) return false;
        take(wanted, page.get());
        return true;
    }

    /** Not {@code f} as a whole: of the legacy layout {@code files/} is no part. */
    private static List<String> coarse(String root) {
        var starts = new ArrayList<String>();
        for (int i = 0; i < 15; i++) starts.add(root + HEX.charAt(i));
        for (int i = 0; i < 16; i++) starts.add(root + 'f' + HEX.charAt(i));
        return starts;
    }

    private static List<String> fine(String root) {
        var starts = new ArrayList<String>();
        for (int i = 0; i < 256; i++) starts.add(root + HEX.charAt(i >> 4) + HEX.charAt(i & 15) + '/');
        return starts;
    }

    /** Lists page after page; false if we have no right to. */
    private boolean listAll(String start, Consumer<Page> taker) throws IOException, InterruptedException {
        var tokens = new HashSet<String>();
        Optional<String> next = Optional.empty();
        do {
            var page = page(start, next, PAGE);
            if (page.isEmpty()) return false;
            taker.accept(page.get());
            next = page.get().next();
            if (next.isPresent() && !tokens.add(next.get())) {
                throw JdvcException.of(Kind.NETWORK, "cannot list '%s': the server repeats a page", location);
            }
        } while (next.isPresent());
        return true;
    }

    /** Keys that are no places of objects are somebody else's. */
    private Optional<ObjectId> id(Item item) {
        if (!item.key().startsWith(prefix)) return Optional.empty();
        return ObjectId.parsePath(item.key().substring(prefix.length()));
    }

    private void take(Wanted wanted, Page page) {
        for (var item : page.items()) {
            var id = id(item);
            if (id.isEmpty()) continue;
            int index = Collections.binarySearch(wanted.ids, id.get());
            if (index >= 0) wanted.saw(index, item.length());
        }
    }
}
