package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jdvc.disk.Disk;
import jdvc.object.ObjectId;
import jdvc.store.s3.OpenUploads;
import org.jspecify.annotations.Nullable;

/** Multipart uploads that are open, in {@code .dvc/tmp/jdvc/uploads}. */
final class Uploads implements OpenUploads {

    private static final long MAX_BYTES = 16 << 20;
    private static final String UPLOADS = "uploads";
    private static final String LOOKED = "looked";

    private final StateFile file;

    Uploads(Disk disk, Path file) {
        this.file = new StateFile(disk, file, MAX_BYTES);
    }

    @Override
    public synchronized Optional<Upload> find(String location, ObjectId id) throws IOException {
        return parse(read().get(key(location, id)));
    }

    /** Returns the uploads to a store that were begun before {@code time}. */
    synchronized Map<ObjectId, Upload> before(String location, Instant time) throws IOException {
        var old = new LinkedHashMap<ObjectId, Upload>();
        read().forEach((key, row) -> {
            if (!key.startsWith(location + " ")) return;
            var id = ObjectId.parsePath(key.substring(location.length() + 1));
            var upload = parse(row);
            if (id.isEmpty() || upload.isEmpty()) return;
            if (upload.get().started().isBefore(time)) old.put(id.get(), upload.get());
        });
        return old;
    }

    private static Optional<Upload> parse(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> row)) return Optional.empty();
        if (!(row.get("length") instanceof Long length) || !(row.get("part") instanceof Long part))
            return Optional.empty();
        if (!(row.get("id") instanceof String name) || !(row.get("started") instanceof String started)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Upload(name, length, part, Instant.parse(started)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void remember(String location, ObjectId id, Upload upload) throws IOException {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", upload.uploadId());
        row.put("length", upload.length());
        row.put("part", upload.partSize());
        row.put("started", upload.started().toString());
        var all = read();
        all.put(key(location, id), row);
        write(all);
    }

    @Override
    public synchronized void forget(String location, ObjectId id) throws IOException {
        var all = read();
        if (all.remove(key(location, id)) != null) write(all);
    }

    private static String key(String location, ObjectId id) {
        return location + " " + id.path();
    }

    /** Returns when those of everybody were last looked for on a store; the epoch if never. */
    synchronized Instant looked(String location) throws IOException {
        return file.rows(LOOKED).get(location) instanceof Long seconds ? Instant.ofEpochSecond(seconds) : Instant.EPOCH;
    }

    synchronized void noteLooked(String location, Instant now) throws IOException {
        var looked = file.rows(LOOKED);
        looked.put(location, now.getEpochSecond());
        file.write(Map.of(UPLOADS, read(), LOOKED, looked));
    }

    private Map<String, Object> read() throws IOException {
        return file.rows(UPLOADS); // if it is damaged: the server forgets them too, after a while
    }

    private void write(Map<String, Object> uploads) throws IOException {
        file.writeDurably(Map.of(UPLOADS, uploads, LOOKED, file.rows(LOOKED)));
    }
}
