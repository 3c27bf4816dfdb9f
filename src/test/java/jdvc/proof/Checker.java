package jdvc.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdvc.proof.Snapshot.Item;
import jdvc.proof.Snapshot.Kind;

/**
 * Looks whether the invariants of safety section 1 hold in a project, by rules of its own: it knows the formats from their
 * specification and nothing of the engine. Collects what is wrong; nothing is wrong if {@link #faults} is empty.
 */
final class Checker {

    private static final Pattern NAME = Pattern.compile("(files/md5/)?([0-9a-f]{2})/([0-9a-f]{30})(\\.dir)?");
    private static final Pattern ENTRY =
            Pattern.compile("\\{\"md5\": \"([0-9a-f]{32})\", \"relpath\": \"(?:[^\"\\\\]|\\\\.)*\"\\}");
    private static final Pattern HASH = Pattern.compile("(?m)^(?:- |  )md5: ([0-9a-f]{32}(?:\\.dir)?)$");

    private final List<String> faults = new ArrayList<>();
    private final Snapshot now;
    private final Map<String, Item> cache;

    /** @param root the project's root */
    Checker(Path root) {
        now = Snapshot.of(root, path -> path.equals(".git"));
        cache = store(root.resolve(".dvc/cache"), "cache");
    }

    List<String> faults() {
        return faults;
    }

    /** I1, I2: objects are what their names say, listings come after their files. */
    Checker remote(Path directory) {
        store(directory, "remote");
        return this;
    }

    /** Returns the objects of a store by name, legacy ones without the {@code files/md5/}. */
    private Map<String, Item> store(Path directory, String what) {
        var objects = new HashMap<String, Item>();
        if (!Files.isDirectory(directory)) return objects;
        Snapshot.of(directory).items().forEach((path, item) -> {
            if (item.kind() == Kind.DIRECTORY) return;
            var name = NAME.matcher(path);
            if (!name.matches()) {
                faults.add("I6 the %s holds a stranger: %s".formatted(what, path));
                return;
            }
            objects.put(path, item);
            requireNamed(name, item, what);
        });
        objects.forEach((path, item) -> {
            if (path.endsWith(".dir")) requireFiles(path, item, objects, what);
        });
        return objects;
    }

    private void requireNamed(Matcher name, Item item, String what) {
        var md5 = name.group(2) + name.group(3);
        boolean legacy = name.group(1) == null && name.group(4) == null;
        boolean right = item.md5().equals(md5)
                || legacy
                        && (Bytes.legacyPerChunk(item.bytes()).equals(md5)
                                || Bytes.legacyPerFile(item.bytes()).equals(md5));
        if (!right)
            faults.add("I1 the %s's %s has other bytes (%d)".formatted(what, name.group(), item.bytes().length));
        if (item.mode() != 0444) faults.add("3.4 the %s's %s has mode %o".formatted(what, name.group(), item.mode()));
    }

    private void requireFiles(String path, Item listing, Map<String, Item> objects, String what) {
        var prefix = path.startsWith("files/md5/") ? "files/md5/" : "";
        for (var entry = ENTRY.matcher(listing.text()); entry.find(); ) {
            if (!objects.containsKey(prefix + key(entry.group(1)))) {
                faults.add("I2 the %s has %s without %s".formatted(what, path, entry.group(1)));
            }
        }
    }

    private static String key(String md5) {
        return md5.substring(0, 2) + "/" + md5.substring(2);
    }

    /** I2: what the metafiles that are not as before name is in the cache. */
    Checker metafilesAreCovered(Snapshot before) {
        now.items().forEach((path, item) -> {
            if (!path.endsWith(".dvc")
                    || !item.isFile()
                    || item.equals(before.items().get(path))) return;
            var hash = HASH.matcher(item.text());
            if (!hash.find()) {
                faults.add("I4 %s says nothing: %s".formatted(path, item.text()));
                return;
            }
            var prefix = item.text().contains("hash: md5") ? "files/md5/" : "";
            if (!cache.containsKey(prefix + key(hash.group(1)))) {
                faults.add("I2 %s names %s, which is not in the cache".formatted(path, hash.group(1)));
            }
        });
        return this;
    }

    /** I3: what the user had is in the workspace, in the cache or in the trash. */
    Checker nothingIsLost(Snapshot before) {
        Set<String> kept = new HashSet<>();
        cache.values().forEach(item -> kept.add(item.md5()));
        now.items().forEach((path, item) -> {
            boolean temporary = path.startsWith(".dvc/") && !path.startsWith(".dvc/tmp/jdvc/trash/");
            if (item.isFile() && !temporary) kept.add(item.md5());
        });
        before.items().forEach((path, item) -> {
            if (isData(path, item) && !kept.contains(item.md5())) faults.add("I3 lost: the bytes of " + path);
        });
        return this;
    }

    /** Safety 2.5: what is there before and after is there all the time. */
    Checker nothingIsAbsent(Snapshot before, Snapshot after) {
        before.items().keySet().forEach(path -> {
            if (after.items().containsKey(path) && !now.items().containsKey(path)) faults.add("2.5 absent: " + path);
        });
        return this;
    }

    /** I4, I6: metafiles are as before or as after, and nothing else lies about. */
    Checker nothingIsHalf(Snapshot before, Snapshot after) {
        now.items().forEach((path, item) -> {
            if (path.startsWith(".dvc/tmp") || path.startsWith(".dvc/cache") || item.kind() == Kind.DIRECTORY) return;
            var old = before.items().get(path);
            var done = after.items().get(path);
            if (old == null && done == null) faults.add("I6 left over: " + path);
            else if (!State.isMetafile(path) || item.equals(old) || item.equals(done)) return;
            else if (!isBetween(item, old, done))
                faults.add("I4 %s is neither old nor new: %s".formatted(path, item.text()));
        });
        return this;
    }

    /** A .gitignore gets a line for each output, so between old and new there are more states. */
    private static boolean isBetween(Item item, Item old, Item done) {
        var text = item.text();
        return done != null
                && text.endsWith("\n")
                && done.text().startsWith(text)
                && (old == null || text.startsWith(old.text()));
    }

    static boolean isData(String path, Item item) {
        return item.isFile() && !State.isMetafile(path);
    }

    /** Returns the number of files below a directory of a project's state, 0 if there is none. */
    static long leftIn(Path directory) {
        if (!Files.isDirectory(directory)) return 0;
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
