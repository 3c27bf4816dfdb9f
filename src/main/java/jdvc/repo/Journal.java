package jdvc.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import jdvc.JdvcException;
import jdvc.JdvcException.Kind;
import jdvc.Json;
import jdvc.Progress;
import jdvc.config.JdvcSettings;
import jdvc.disk.Area;
import jdvc.disk.Disk;
import jdvc.object.Hasher;
import jdvc.object.Layout;
import jdvc.object.ObjectId;

/**
 * What mutating verbs did, so that it can be taken back, and so that a killed one is noticed (safety 2.7, 6.8). One
 * directory an operation, {@code journal/N/op.json}, docs/format.md#journal. Used under the project's lock.
 */
final class Journal {

    private static final int KEPT = 200;
    private static final long KEPT_NANOS = TimeUnit.DAYS.toNanos(30);
    private static final long MAX_BYTES = 16 << 20;

    private final Disk disk;
    private final Path state;
    private final Path bin;
    private final Call call;

    Journal(Call call, Path state) {
        this.call = call;
        this.state = state;
        disk = call.disk();
        bin = state.resolve("trash");
    }

    /** Begins an operation; nothing is written before its first change is announced. */
    Operation begin(String verb) throws IOException {
        return new Operation(verb, newest().map(n -> n + 1).orElse(1L));
    }

    private Path directory() {
        return state.resolve("journal");
    }

    private Optional<Long> newest() throws IOException {
        var numbers = numbers();
        return numbers.isEmpty() ? Optional.empty() : Optional.of(numbers.get(numbers.size() - 1));
    }

    private List<Long> numbers() throws IOException {
        var numbers = new ArrayList<Long>();
        if (disk.stat(directory()).isEmpty()) return numbers;
        for (var name : disk.list(directory())) {
            if (isNumber(name)) numbers.add(Long.valueOf(name));
        }
        Collections.sort(numbers);
        return numbers;
    }

    private static boolean isNumber(String name) {
        if (name.isEmpty() || name.length() >= 10) return false;
        for (int i = 0; i < name.length(); i++) if (name.charAt(i) < '0' || name.charAt(i) > '9') return false;
        return true;
    }

    /**
     * Settles what a killed command left. Every metafile that it wrote names objects that were durable before, so what is
     * there stays; the note says how to finish.
     */
    void recover(Progress progress) throws IOException {
        var newest = newest();
        if (newest.isEmpty()) return;
        try {
            var op = read(newest.get());
            if (op.isPresent()) recover(newest.get(), op.get(), progress);
        } catch (Json.BadJsonException e) {
            unreadable(newest.get(), progress);
        } catch (JdvcException e) {
            if (e.kind() != Kind.LIMIT) throw e;
            unreadable(newest.get(), progress);
        }
    }

    private void recover(long id, Map<String, Object> op, Progress progress) throws IOException {
        if (!JournalEntry.isOurs(op)) {
            progress.warn("a newer jdvc wrote the journal of this project: its last operation is left alone");
            return;
        }
        if (!JournalEntry.OPEN.equals(op.get("state"))) return;
        settle(id, op, JournalEntry.DONE);
        progress.warn("`jdvc " + op.get("verb")
                + "` was interrupted; what it had finished is kept. Run it again to finish the rest.");
    }

    private void unreadable(long id, Progress progress) {
        progress.warn("the journal's last entry cannot be read and is left alone: " + file(id));
    }

    /** Returns the numbers of the operations that are on record, the newest first. */
    List<Long> ids() throws IOException {
        var numbers = numbers();
        Collections.reverse(numbers);
        return numbers;
    }

    /**
     * Returns an operation; absent if its entry is gone.
     *
     * @throws JdvcException if the entry is damaged, or of a version that is not ours
     */
    Optional<JournalEntry> entry(long id) throws IOException {
        try {
            return read(id).map(op -> JournalEntry.of(id, op));
        } catch (Json.BadJsonException e) {
            throw JournalEntry.damaged(id);
        }
    }

    private Optional<Map<String, Object>> read(long id) throws IOException, Json.BadJsonException {
        var content = disk.read(file(id), MAX_BYTES);
        if (content.isEmpty()) return Optional.empty();
        return Optional.of(Json.parseObject(new String(content.get(), StandardCharsets.UTF_8)));
    }

    private void settle(long id, Map<String, Object> op, String state) throws IOException {
        op.put("state", state);
        disk.replace(file(id), Json.format(op).getBytes(StandardCharsets.UTF_8), 0600);
    }

    private Path file(long id) {
        return directory().resolve(Long.toString(id)).resolve("op.json");
    }

    /** Returns what a metafile held before an operation; absent if that is not kept. */
    Optional<byte[]> before(JournalEntry entry, String copy) throws IOException {
        return disk.read(directory().resolve(Long.toString(entry.id())).resolve(copy), Metafiles.MAX_BYTES);
    }

    /** Returns where an operation put the workspace files that it displaced. */
    Path trash(JournalEntry entry) {
        return bin.resolve(Long.toString(entry.id()));
    }

    /** Takes note, durably, that an operation was taken back. */
    void undone(JournalEntry entry) throws IOException {
        try {
            var op = read(entry.id());
            if (op.isPresent()) settle(entry.id(), op.get(), JournalEntry.UNDONE);
        } catch (Json.BadJsonException e) {
            throw JournalEntry.damaged(entry.id());
        }
    }

    /** One operation: what it changed and what was there before. */
    final class Operation implements AutoCloseable {
        private final long id;
        private final Path directory;
        private final Map<String, Object> op = new LinkedHashMap<>();
        private final List<Object> metafiles = new ArrayList<>();
        private final List<Object> workspace = new ArrayList<>();
        private final List<Object> staged = new ArrayList<>();
        private boolean written;

        private Operation(String verb, long id) {
            this.id = id;
            directory = Journal.this.directory().resolve(Long.toString(id));
            op.put("v", 1L);
            op.put("id", id);
            // the same text as an instant's own, without a formatter, which costs each `add` fifty classes more
            op.put("time", FileTime.from(call.env().clock().instant()).toString());
            op.put("verb", verb);
            op.put("argv", call.argv());
            op.put("cwd", call.env().cwd().toString());
            op.put("state", JournalEntry.OPEN);
            op.put("metafiles", metafiles);
            op.put("workspace", workspace);
            op.put("staged", staged);
        }

        /** Returns where this operation's trash is: files that it displaces. */
        Path trash() {
            return bin.resolve(Long.toString(id));
        }

        long number() {
            return id;
        }

        /** Takes note, durably, of where objects of the cache will be moved. */
        void cacheTrash(Path place) throws IOException {
            op.put("cache_trash", place.toString());
            write();
        }

        /** Takes note that a metafile will change, or go if {@code after} is absent; durable when {@link #announced} is. */
        void metafile(String path, Optional<byte[]> before, Optional<byte[]> after) throws IOException {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("path", path);
            if (before.isPresent()) {
                var name = "before-" + metafiles.size();
                disk.makeDirectories(directory, 0700);
                disk.replace(directory.resolve(name), before.get(), 0600);
                entry.put("before", name);
            }
            after.ifPresent(
                    bytes -> entry.put("after", Hasher.hash(bytes, Layout.V3).hex()));
            metafiles.add(entry);
        }

        /** Takes note of workspace files that changed: an id, {@code trash}, or nothing on each side. */
        void workspace(String path, Optional<String> was, Optional<ObjectId> now) {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("path", path);
            was.ifPresent(x -> entry.put("was", x));
            now.ifPresent(x -> entry.put("now", x.toString()));
            workspace.add(entry);
        }

        /** Writes down what was announced, before it is done. */
        void announced() throws IOException {
            if (!metafiles.isEmpty() || !workspace.isEmpty()) write();
        }

        void staged(List<String> paths) {
            staged.addAll(paths);
        }

        /** Ends the operation: it is complete, as far as it says. */
        void done() throws IOException {
            if (!written && metafiles.isEmpty() && workspace.isEmpty()) return;
            op.put("state", JournalEntry.DONE);
            write();
            prune();
            tidy(trash());
        }

        private void write() throws IOException {
            disk.makeDirectories(directory, 0700);
            try {
                disk.replace(directory.resolve("op.json"), record(), 0600);
            } catch (JdvcException e) {
                throw JdvcException.of(Kind.IO, "cannot write the journal in '%s'", directory)
                        .cause(e);
            }
            written = true;
        }

        /** A record that is too long to be read is as good as none: one that says so is kept then. */
        private byte[] record() {
            var record = Json.format(op).getBytes(StandardCharsets.UTF_8);
            if (record.length <= MAX_BYTES) return record;
            var brief = new LinkedHashMap<String, Object>(op);
            brief.put(JournalEntry.OMITTED, (long) metafiles.size() + workspace.size());
            for (var list : List.of("argv", "metafiles", "workspace", "staged")) brief.put(list, List.of());
            return Json.format(brief).getBytes(StandardCharsets.UTF_8);
        }

        /** An operation that failed half-way ends too: what it did is in its record. */
        @Override
        public void close() throws IOException {
            if (written && JournalEntry.OPEN.equals(op.get("state"))) done();
        }
    }

    private void prune() throws IOException {
        var numbers = numbers();
        for (int i = 0; i + 1 < numbers.size(); i++) {
            if (i + KEPT >= numbers.size() && !isOld(numbers.get(i), numbers.get(numbers.size() - 1)))
                return; // nor are those behind it
            Area.deleteAll(disk, directory().resolve(numbers.get(i).toString()));
        }
    }

    /** Tells it by the clock of the file system, which may be another machine's: the newest entry was written just now. */
    private boolean isOld(long id, long newest) throws IOException {
        var own = disk.stat(file(newest));
        var other = disk.stat(file(id));
        return own.isPresent()
                && other.isPresent()
                && own.get().mtime() - other.get().mtime() > KEPT_NANOS;
    }

    /** The settings are the user's own: a project has no say in them. One that is wrong is told of where it is asked for. */
    private void tidy(Path own) throws IOException {
        var trash = new TrashBin(disk, bin);
        if (!trash.exists()) return;
        try {
            var settings = JdvcSettings.load(disk, call.env(), Optional.empty());
            trash.tidy(TrashBin.Limits.of(settings), Optional.of(own));
        } catch (JdvcException e) {
            if (e.kind() != Kind.CONFIG) throw e;
        }
    }
}
