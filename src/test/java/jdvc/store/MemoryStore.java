package jdvc.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import jdvc.Progress;
import jdvc.object.Hasher;
import jdvc.object.ObjectId;

/** Objects in memory, for tests; knows of every stream that was not closed. Safe for use by many threads. */
public final class MemoryStore implements ObjectStore {

    private final Map<ObjectId, byte[]> objects = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final String location;

    public MemoryStore() {
        this("memory");
    }

    public MemoryStore(String location) {
        this.location = location;
    }

    /** Puts bytes under a name that need not be theirs. */
    public void plant(ObjectId id, byte[] bytes) {
        objects.put(id, bytes.clone());
    }

    /** Returns the names of all that is here. */
    public Set<ObjectId> ids() {
        return Set.copyOf(objects.keySet());
    }

    /** Returns how many streams are open. */
    public int openStreams() {
        return open.get();
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public Set<ObjectId> missing(Collection<ObjectId> ids) {
        var missing = new LinkedHashSet<>(ids);
        missing.removeAll(objects.keySet());
        return missing;
    }

    @Override
    public Map<ObjectId, Long> lengths(Collection<ObjectId> ids) {
        var lengths = new HashMap<ObjectId, Long>();
        for (var id : ids) {
            var bytes = objects.get(id);
            if (bytes != null) lengths.put(id, (long) bytes.length);
        }
        return lengths;
    }

    @Override
    public Content read(ObjectId id) throws ObjectMissingException {
        var bytes = objects.get(id);
        if (bytes == null) throw new ObjectMissingException(id, location);
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public String place() {
                return location;
            }

            @Override
            public InputStream open() {
                open.incrementAndGet();
                return new Counted(bytes);
            }
        };
    }

    private final class Counted extends ByteArrayInputStream {
        private boolean closed;

        Counted(byte[] bytes) {
            super(bytes);
        }

        @Override
        public void close() {
            if (!closed) open.decrementAndGet();
            closed = true;
        }
    }

    @Override
    public void write(ObjectId id, Content content, Progress.Task task) throws IOException {
        byte[] bytes;
        try (var in = content.open()) {
            bytes = in.readAllBytes();
        }
        if (content.length() >= 0 && content.length() != bytes.length) {
            throw new IOException(
                    "object " + id + " ended after " + bytes.length + " of " + content.length() + " bytes");
        }
        var hasher = new Hasher(id.layout());
        hasher.update(bytes, 0, bytes.length);
        var names = hasher.all();
        if (!names.match(id))
            throw new CorruptObjectException(id, content.place(), names.id().toString());
        task.bytes(bytes.length);
        objects.put(id, bytes);
    }

    @Override
    public void flush() {}

    @Override
    public List<Stored> list() {
        var all = new ArrayList<Stored>();
        objects.forEach((id, bytes) -> all.add(new Stored(id, bytes.length, Duration.ZERO)));
        return all;
    }

    @Override
    public void delete(Collection<ObjectId> ids) {
        for (var id : ids) objects.remove(id);
    }

    @Override
    public void close() {}
}
