package jdvc.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdvc.disk.Disk;
import jdvc.disk.Stat;
import jdvc.object.Layout;
import jdvc.object.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The outputs that jdvc placed in the workspace: plain {@code checkout} takes back those that are no outputs any more
 * (safety 6.6). Advisory: what is not in it is never deleted.
 */
final class Links {

    private static final long MAX_BYTES = 256 << 20;

    private final StateFile file;
    private final Map<String, Link> links = new LinkedHashMap<>();
    private boolean changed;

    /** What was placed: the object, and the inode of the file or directory. */
    record Link(ObjectId id, long inode) {

        boolean is(@Nullable Link other) {
            return other != null && id.equals(other.id) && inode == other.inode;
        }
    }

    private Links(StateFile file) {
        this.file = file;
    }

    static Links open(Disk disk, Path file) throws IOException {
        var links = new Links(new StateFile(disk, file, MAX_BYTES));
        links.file.rows("links").forEach((path, value) -> {
            if (value instanceof List<?> list && list.size() == 3) {
                var layout = "legacy".equals(list.get(1)) ? Layout.LEGACY : Layout.V3;
                var id = ObjectId.parse(String.valueOf(list.get(0)), layout);
                if (id.isPresent() && list.get(2) instanceof Long inode) {
                    links.links.put(path, new Link(id.get(), inode));
                }
            }
        });
        return links;
    }

    Map<String, Link> all() {
        return Map.copyOf(links);
    }

    Optional<Link> of(String path) {
        return Optional.ofNullable(links.get(path));
    }

    void put(String path, ObjectId id, Stat stat) {
        var link = new Link(id, stat.inode());
        changed |= !link.is(links.put(path, link));
    }

    void remove(String path) {
        changed |= links.remove(path) != null;
    }

    void save() throws IOException {
        if (!changed) return;
        var map = new LinkedHashMap<String, Object>();
        links.forEach((path, link) -> {
            var row = new ArrayList<Object>();
            row.add(link.id().toString());
            row.add(link.id().layout() == Layout.LEGACY ? "legacy" : "v3");
            row.add(link.inode());
            map.put(path, row);
        });
        file.write(Map.of("links", map));
        changed = false;
    }
}
