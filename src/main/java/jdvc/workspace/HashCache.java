package jdvc.workspace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import jdvc.disk.Disk;
import jdvc.disk.Proof;
import jdvc.disk.Stat;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import jdvc.store.Memo;
import org.jspecify.annotations.Nullable;

/**
 * Remembered hashes: a file that has the inode, size, mtime and ctime of before has the hash of before (safety 4.3).
 * Advisory: anything wrong with its file means starting anew. Safe for use by many threads.
 *
 * <p>On disk: {@code "jdvcHsh1"}, the count, and rows of 64 bytes sorted by {@code key}, a 64-bit hash of path and layout:
 * {@code key, inode, size, mtime, ctime, md5 (16), day (4), check (4)}. Two paths with one key differ in their inodes.
 */
public final class HashCache implements Memo, AutoCloseable {

    private static final long MAGIC = 0x6a64766348736831L; // "jdvcHsh1"
    private static final int HEADER = 16;
    private static final int ROW = 64;
    private static final int MAX_AGE_DAYS = 30;

    /** What is still asked for is marked anew from time to time, not at each use. */
    private static final int REFRESH_DAYS = 7;

    /** Below this the file is read; above, mapped, where the file system is local. */
    private static final long SMALL = 4 << 20;

    /** How close in time two writes may look alike, where nothing finer was seen. */
    private static final long COARSE = TimeUnit.SECONDS.toNanos(2);

    /** The kernel stamps files at its tick, 10 ms at most; doubled. */
    private static final long FINE = TimeUnit.MILLISECONDS.toNanos(20);

    private final Disk disk;
    private final Path file;
    private final int today;
    private final Map<Long, Row> fresh = new ConcurrentHashMap<>();
    private @Nullable ByteBuffer rows;
    private int count = -1;
    private volatile boolean trusted = true;
    private long settledBefore = Long.MIN_VALUE;

    private record Row(long inode, long size, long mtime, long ctime, long high, long low) {}

    /**
     * Opens the cache; its file is read when the first hash is asked for.
     *
     * @param today days since 1970, for forgetting what was not seen for a month
     */
    public HashCache(Disk disk, Path file, long today) {
        this.disk = disk;
        this.file = file;
        this.today = (int) today;
    }

    /** Returns the remembered id of a file that looks as {@code stat}; absent if it must be hashed. */
    public Optional<ObjectId> find(String path, Stat stat, Layout layout) {
        long key = key(path, layout);
        var row = fresh.get(key);
        if (row != null)
            return matches(row, stat) ? Optional.of(ObjectId.of(row.high, row.low, layout)) : Optional.empty();
        return trusted ? search(key, stat, layout) : Optional.empty();
    }

    /** From now on only what is put here answers; what was remembered before stays for others. */
    public void distrust() {
        trusted = false;
    }

    private static boolean matches(Row row, Stat stat) {
        return row.inode == stat.inode()
                && row.size == stat.size()
                && row.mtime == stat.mtime()
                && row.ctime == stat.ctime();
    }

    private Optional<ObjectId> search(long key, Stat stat, Layout layout) {
        var all = load();
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(all.getLong(at(middle)), key);
            if (order == 0) return matching(all, at(middle), stat, layout);
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return Optional.empty();
    }

    private Optional<ObjectId> matching(ByteBuffer all, int at, Stat stat, Layout layout) {
        boolean same = all.getLong(at + 8) == stat.inode()
                && all.getLong(at + 16) == stat.size()
                && all.getLong(at + 24) == stat.mtime()
                && all.getLong(at + 32) == stat.ctime()
                && all.getInt(at + 60) == check(all, at);
        if (!same) return Optional.empty();
        var id = ObjectId.of(all.getLong(at + 40), all.getLong(at + 48), layout);
        if (today - all.getInt(at + 56) > REFRESH_DAYS) remember(all.getLong(at), stat, id);
        return Optional.of(id);
    }

    private static int at(int row) {
        return HEADER + row * ROW;
    }

    /**
     * Remembers the id of a file, if it is settled: no write after the hashing could look as if it had not been
     * (safety 4.4).
     *
     * @param stat the file before it was hashed, and also after
     */
    public void put(String path, Stat stat, ObjectId id) {
        if (Math.max(stat.mtime(), stat.ctime()) >= settledBefore()) return;
        remember(key(path, id.layout()), stat, id);
    }

    private void remember(long key, Stat stat, ObjectId id) {
        fresh.put(key, new Row(stat.inode(), stat.size(), stat.mtime(), stat.ctime(), id.high(), id.low()));
    }

    @Override
    public boolean isKnownGood(ObjectId id, Stat stat) {
        return find("//" + id, stat, id.layout())
                .filter(found -> found.equals(plain(id)))
                .isPresent();
    }

    @Override
    public void noteGood(ObjectId id, Stat stat) {
        put("//" + id, stat, plain(id));
    }

    /** Rows hold no suffix: a tree's bytes are noted under its name, as a file. */
    private static ObjectId plain(ObjectId id) {
        return ObjectId.of(id.high(), id.low(), id.layout());
    }

    /** Must be called before hashing begins, so that what is written from now on counts as unsettled. */
    public void beginHashing() {
        settledBefore();
    }

    /** The file system's own clock when hashing began, less its step; taken once. */
    private synchronized long settledBefore() {
        if (settledBefore == Long.MIN_VALUE) settledBefore = probe();
        return settledBefore;
    }

    private long probe() {
        var probe = file.resolveSibling(disk.temporaryName());
        try {
            disk.makeDirectories(Disk.directoryOf(file), 0700);
            disk.create(probe).close();
            try {
                long now = disk.stat(probe).map(Stat::mtime).orElse(Long.MIN_VALUE + COARSE + 1);
                // A stamp that is no whole number of microseconds comes from a clock with fine steps.
                return now - (now % 1000 == 0 ? COARSE : FINE);
            } finally {
                disk.delete(probe, new Proof.OwnTemp());
            }
        } catch (IOException e) {
            return Long.MIN_VALUE + 1; // nothing can be written here: nothing is remembered
        }
    }

    private synchronized ByteBuffer load() {
        if (rows == null) {
            rows = read();
            count = rows.limit() < HEADER ? 0 : (rows.limit() - HEADER) / ROW;
        }
        return rows;
    }

    private ByteBuffer read() {
        try {
            var content = disk.map(file, SMALL);
            if (content.isPresent() && isWhole(content.get())) return content.get();
        } catch (IOException e) {
            // as if it were not there
        }
        return ByteBuffer.allocate(0);
    }

    private static boolean isWhole(ByteBuffer content) {
        return content.limit() >= HEADER
                && content.getLong(0) == MAGIC
                && content.getLong(8) * ROW == content.limit() - HEADER;
    }

    /** Writes what is new, merged with what stays, to a new file; keeps quiet if that cannot be done. */
    @Override
    public synchronized void close() {
        if (fresh.isEmpty()) return;
        var old = load();
        var keys = new long[fresh.size()];
        int n = 0;
        for (var key : fresh.keySet())
            keys[n++] = key ^ Long.MIN_VALUE; // signed order of these is unsigned order of keys
        Arrays.sort(keys);
        try {
            disk.replaceState(file, out -> {
                var writer = new Merge(old, count, keys);
                writer.write(out);
            });
        } catch (IOException e) {
            // the next command hashes again
        }
        fresh.clear();
        rows = null;
    }

    /** Merges the old rows with the new. */
    private final class Merge {
        private final ByteBuffer old;
        private final int oldCount;
        private final long[] keys;
        private final ByteBuffer row = ByteBuffer.allocate(ROW);

        Merge(ByteBuffer old, int oldCount, long[] keys) {
            this.old = old;
            this.oldCount = oldCount;
            this.keys = keys;
        }

        void write(OutputStream out) throws IOException {
            long total = pass(null);
            var header = ByteBuffer.allocate(HEADER).putLong(MAGIC).putLong(total);
            out.write(header.array());
            pass(out);
        }

        /** Goes through both in order; without {@code out} it only counts. */
        private long pass(@Nullable OutputStream out) throws IOException {
            long total = 0;
            int o = 0;
            int f = 0;
            while (o < oldCount || f < keys.length) {
                int order = o == oldCount
                        ? 1
                        : f == keys.length ? -1 : Long.compareUnsigned(old.getLong(at(o)), keys[f] ^ Long.MIN_VALUE);
                if (order < 0 && today - old.getInt(at(o) + 56) <= MAX_AGE_DAYS) {
                    total++;
                    if (out != null) copy(out, at(o));
                } else if (order >= 0) {
                    total++;
                    if (out != null) writeFresh(out, keys[f] ^ Long.MIN_VALUE);
                }
                if (order <= 0) o++;
                if (order >= 0) f++;
            }
            return total;
        }

        private void copy(OutputStream out, int at) throws IOException {
            old.get(at, row.array());
            out.write(row.array());
        }

        private void writeFresh(OutputStream out, long key) throws IOException {
            var each = fresh.get(key);
            if (each == null) throw new AssertionError(key);
            row.clear();
            row.putLong(key)
                    .putLong(each.inode)
                    .putLong(each.size)
                    .putLong(each.mtime)
                    .putLong(each.ctime);
            row.putLong(each.high).putLong(each.low).putInt(today);
            row.putInt(check(row, 0));
            out.write(row.array());
        }
    }

    /** Folds a row's first 60 bytes, so that a damaged row never answers. */
    private static int check(ByteBuffer all, int at) {
        long sum = 0x9e3779b97f4a7c15L;
        for (int i = 0; i < 56; i += 8) sum = mix(sum ^ all.getLong(at + i));
        return (int) mix(sum ^ all.getInt(at + 56));
    }

    private static long key(String path, Layout layout) {
        long hash = 0xcbf29ce484222325L + layout.ordinal();
        for (int i = 0; i < path.length(); i++) hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
        return mix(hash);
    }

    /** The finaliser of MurmurHash3: every bit of the result depends on every bit of the input. */
    private static long mix(long x) {
        x = (x ^ x >>> 33) * 0xff51afd7ed558ccdL;
        x = (x ^ x >>> 33) * 0xc4ceb9fe1a85ec53L;
        return x ^ x >>> 33;
    }
}
