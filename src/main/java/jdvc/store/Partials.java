package jdvc.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.disk.Area;
import jdvc.disk.Disk;
import jdvc.disk.LocalDisk;
import jdvc.disk.Stat;
import jdvc.object.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Temporaries of big objects whose bytes came from far, so that a later command goes on where one was cut off or killed. They
 * lie in {@code .jdvc/partial}, in an {@link Area} for each process; a file's name says of which object its bytes are the
 * first ones, how long that is and which tag the sender gave it. Nothing here is believed: who goes on hashes all of it.
 * Safe for use by many threads.
 *
 * <pre>
 * .jdvc/partial/.jdvc-5g.../files_md5_b1_946ac92492d2347c6235b4d2611184+2147483648+0cc175b9c0f1b6a831c399e269772661
 * </pre>
 */
final class Partials {

    /** Below this a new start costs less than what is kept is worth. */
    private static final long LEAST = 8L << 20;

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int LONGEST_TAG = 80;

    private final Disk disk;
    private final Path parent;
    private final Area area;
    private @Nullable Map<String, Path> found;

    Partials(Disk disk, Path root, int directoryMode) {
        this.disk = disk;
        parent = directory(root);
        area = new Area(disk, parent, directoryMode);
    }

    private static Path directory(Path root) {
        return root.resolve(".jdvc/partial");
    }

    /**
     * The first bytes of an object.
     *
     * @param bytes how many
     * @param length of the whole object
     */
    record Partial(Path file, long bytes, long length, String tag) {}

    /** Tells whether an object is worth keeping, and can be told from others of the name when it is gone on with. */
    private static boolean isWorthwhile(long length, String tag) {
        if (length < LEAST || tag.isEmpty() || tag.length() > LONGEST_TAG) return false;
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-')) return false;
        }
        return true;
    }

    /** Returns the place for an object that comes in; absent if it is not worth keeping, or another thread is at it. */
    Optional<Path> begin(ObjectId id, Content.Opened opened) throws IOException {
        if (!isWorthwhile(opened.length(), opened.tag())) return Optional.empty();
        var file = area.named(key(id) + '+' + opened.length() + '+' + opened.tag());
        return disk.stat(file).isPresent() ? Optional.empty() : Optional.of(file);
    }

    /** Takes note that nobody is at one of ours any more. */
    synchronized void rest(ObjectId id, Path file) {
        if (found != null) found.put(key(id), file);
    }

    private static String key(ObjectId id) {
        return id.path().replace('/', '_');
    }

    /** Takes over what nobody is at any more; of two who want it one gets it. */
    Optional<Partial> take(ObjectId id) throws IOException {
        var file = found(key(id));
        if (file.isEmpty()) return Optional.empty();
        var words = name(file.get()).split("\\+", -1);
        var mine = area.named(name(file.get()));
        try {
            disk.rename(file.get(), mine);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Area.deleteEmptied(disk, Disk.directoryOf(file.get()));
        var stat = disk.stat(mine);
        boolean ours = stat.isPresent()
                && stat.get().isFile()
                && stat.get().links() == 1
                && stat.get().uid() == LocalDisk.uid();
        if (!ours) return Optional.empty();
        return Optional.of(new Partial(mine, stat.get().size(), length(words[1]), words[2]));
    }

    private synchronized Optional<Path> found(String key) throws IOException {
        return Optional.ofNullable(found().remove(key));
    }

    /** Looks once: what others leave meanwhile can wait for the next command. */
    private Map<String, Path> found() throws IOException {
        if (found == null) {
            found = new HashMap<>();
            for (var left : Area.abandoned(disk, parent)) {
                for (var name : disk.list(left)) if (isName(name)) found.put(key(name), left.resolve(name));
            }
        }
        return found;
    }

    /** Returns the object's part of a file's name. */
    private static String key(String name) {
        return name.substring(0, name.indexOf('+'));
    }

    /** Returns how many bytes of some objects are here; those of living commands do not count. */
    synchronized long bytes(Collection<ObjectId> ids) throws IOException {
        long bytes = 0;
        for (var id : found().isEmpty() ? List.<ObjectId>of() : ids) {
            var file = found().get(key(id));
            if (file != null) bytes += disk.stat(file).map(Stat::size).orElse(0L);
        }
        return bytes;
    }

    private static boolean isName(String name) {
        var words = name.split("\\+", -1);
        return words.length == 3 && isWorthwhile(length(words[1]), words[2]);
    }

    private static long length(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Leaves what is here to later commands. */
    void leave() throws IOException {
        area.leave();
    }

    /** Deletes what nobody went on with for a day. */
    static void sweep(Disk disk, Path root) throws IOException {
        Area.sweep(disk, directory(root), KEPT);
    }
}
